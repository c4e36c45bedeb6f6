package polyatom_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

const full = "!>=dev-lang/python-3.11-r1:3.11/3.11=[ssl,-test(-),tk?]"

func TestPartsOfAnAtom(t *testing.T) {
	atom := polyatom.MustParseAtom(full)
	if got := atom.Blocker(); got != polyatom.BlockerWeak {
		t.Errorf("blocker: %v", got)
	}
	if got := atom.Op(); got != polyatom.OperatorGreaterOrEqual || got.String() != ">=" {
		t.Errorf("op: %v", got)
	}
	if got := atom.Version(); got.String() != "3.11-r1" || got.Revision().String() != "1" {
		t.Errorf("version: %v", got)
	}
	if slot, ok := atom.Slot(); slot != "3.11" || !ok {
		t.Errorf("slot: %q %v", slot, ok)
	}
	if got := atom.SlotOp(); got != polyatom.SlotOperatorEqual {
		t.Errorf("slot operator: %v", got)
	}
	var uses []string
	for _, use := range atom.UseDeps() {
		uses = append(uses, use.String())
	}
	if want := []string{"ssl", "-test(-)", "tk?"}; !slices.Equal(uses, want) {
		t.Errorf("USE dependencies: %q", uses)
	}
}

func TestAbsentParts(t *testing.T) {
	atom := polyatom.MustParseAtom("dev-lang/python")
	if atom.Blocker() != 0 || atom.Op() != 0 || atom.SlotOp() != 0 {
		t.Error("absent enums are not zero")
	}
	if atom.Version() != nil || atom.Cpv() != nil || atom.SlotDep() != nil {
		t.Error("absent objects are not nil")
	}
	if slot, ok := atom.Slot(); slot != "" || ok {
		t.Errorf("slot: %q %v", slot, ok)
	}
	if got := atom.UseDeps(); got == nil || len(got) != 0 {
		t.Errorf("USE dependencies: %v", got)
	}
}

func TestEAPIDecides(t *testing.T) {
	const text = "dev-lang/python:3.11="
	if _, err := polyatom.ParseAtom(text, polyatom.EAPI5); err != nil {
		t.Error(err)
	}
	if _, err := polyatom.ParseAtom(text, polyatom.EAPI4); err == nil {
		t.Error("EAPI 4 has slot operators")
	}
	if !polyatom.EAPI5.Has(polyatom.EAPIFeatureSlotOperators) || polyatom.EAPI4.Has(polyatom.EAPIFeatureSlotOperators) {
		t.Error("slot operators came with EAPI 5")
	}
	_, err := polyatom.ParseAtom(text, polyatom.EAPI4, polyatom.EAPI5)
	var argument *polyatom.ArgumentError
	if !errors.As(err, &argument) {
		t.Errorf("two EAPIs: %v", err)
	}
}

func TestPackageWithOptions(t *testing.T) {
	const repo = "gentoo"
	pkg := must(polyatom.NewPackage(polyatom.MustParseCpv("dev-lang/python-3.12"), polyatom.PackageOptions{
		Slot:     polyatom.MustParseSlot("3.12"),
		Repo:     repo,
		UseFlags: flags("ssl"),
		IUSE:     polyatom.MustParseIUSE("+ssl tk"),
	}))
	if got, ok := pkg.Repo(); got != repo || !ok {
		t.Errorf("repo: %q %v", got, ok)
	}
	for text, want := range map[string]bool{
		"dev-lang/python:3.12[ssl,-tk]":         true,
		"dev-lang/python:3.11":                  false,
		"dev-lang/python[tk]":                   false,
		"dev-lang/python:3.12::gentoo[ssl,-tk]": true,
	} {
		if got := polyatom.MustParseAtom(text).MatchesPackage(pkg); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if !polyatom.MustParseAtom("dev-lang/python[tk=]").MatchesPackage(pkg, flags("ssl")) {
		t.Error("tk is disabled here and there")
	}
	bare := must(polyatom.NewPackage(polyatom.MustParseCpv("dev-lang/python-3.12")))
	if bare.IUSE() != nil || bare.Slot() != nil || pkg.IUSE() == nil {
		t.Error("unknown facts are nil, known ones are not")
	}
}

func TestErrorKinds(t *testing.T) {
	pkg := must(polyatom.NewPackage(polyatom.MustParseCpv("a/b-1")))
	_, err := polyatom.MustParseAtom("a/b[c]").CheckUse(pkg)
	var missing *polyatom.MissingFlagError
	if !errors.As(err, &missing) || missing.Flag != "c" || missing.Package != "a/b-1" {
		t.Errorf("%#v", err)
	}
	_, err = polyatom.ParseVersion("1..2")
	var version *polyatom.VersionError
	if !errors.As(err, &version) || version.Input != "1..2" || version.Reason == "" {
		t.Errorf("%#v", err)
	}
	if _, ok := err.(polyatom.Error); !ok {
		t.Error("not every error is a Error")
	}
}

func TestSuffixesAreRecords(t *testing.T) {
	got := polyatom.MustParseVersion("1_alpha_rc4").Suffixes()
	want := []polyatom.VersionSuffix{{Kind: polyatom.SuffixKindAlpha}, {Kind: polyatom.SuffixKindRc, Number: "4"}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

func TestJSON(t *testing.T) {
	type dependency struct {
		Atom *polyatom.Atom
		EAPI polyatom.EAPI
		By   map[polyatom.Operator]*polyatom.Version
	}
	in := dependency{
		Atom: polyatom.MustParseAtom("~a/b-1"),
		EAPI: polyatom.EAPI8,
		By:   map[polyatom.Operator]*polyatom.Version{polyatom.OperatorApproximate: polyatom.MustParseVersion("1")},
	}
	text, err := json.Marshal(in)
	if want := `{"Atom":"~a/b-1","EAPI":"8","By":{"~":"1"}}`; string(text) != want || err != nil {
		t.Fatalf("%s %v", text, err)
	}
	var out dependency
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	if !out.Atom.Equal(in.Atom) || out.EAPI != in.EAPI || !out.By[polyatom.OperatorApproximate].Equal(polyatom.MustParseVersion("1")) {
		t.Errorf("%v", out)
	}
	if err := json.Unmarshal([]byte(`{"Atom":"a"}`), &out); err == nil {
		t.Error("a is no atom")
	}
}

func TestVersionsCompare(t *testing.T) {
	a, b := polyatom.MustParseVersion("1"), polyatom.MustParseVersion("1-r0")
	if !a.Equal(b) || a.Compare(b) != 0 || a.Hash() != b.Hash() || a.String() == b.String() {
		t.Error("1 and 1-r0 are equal versions with different texts")
	}
	if c := polyatom.MustParseVersion("1.0"); a.Compare(c) != -1 || c.Compare(a) != 1 {
		t.Error("1 is before 1.0")
	}
	if bytes.Compare(a.SortKey(), polyatom.MustParseVersion("1.10").SortKey()) >= 0 {
		t.Error("sort keys are not in the order of versions")
	}
	sorted := polyatom.SortVersions([]*polyatom.Version{polyatom.MustParseVersion("1.10"), b, polyatom.MustParseVersion("1.9")})
	if got := []string{sorted[0].String(), sorted[1].String(), sorted[2].String()}; !slices.Equal(got, []string{"1-r0", "1.9", "1.10"}) {
		t.Errorf("%q", got)
	}
}

func TestTextsOfMapKeys(t *testing.T) {
	seen := map[string]int{}
	for range 3 {
		seen[polyatom.MustParseCpn("dev-lang/python").String()]++
	}
	if len(seen) != 1 || seen["dev-lang/python"] != 3 {
		t.Errorf("%v", seen)
	}
}
