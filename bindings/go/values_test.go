package polyatom_test

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func written(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Errorf("%T: %v", value, err)
	}
	return string(text)
}

func TestValuesAreRightByValue(t *testing.T) {
	version, spec := polyatom.MustParseVersion("1.0"), depend(t, "a/b")
	if got := fmt.Sprint(*version, version, struct{ V polyatom.Version }{*version}); got != "1.0 1.0 {1.0}" {
		t.Error(got)
	}
	for want, value := range map[string]any{
		`{"V":"1.0"}`:                          struct{ V polyatom.Version }{*version},
		`{"1.0":1}`:                            map[polyatom.Version]int{*version: 1},
		`{"S":{"kind":"DEPEND","text":"a/b"}}`: struct{ S polyatom.DepSpec }{*spec},
		`[{"spec":{"kind":"DEPEND","text":"a/b"},"index":0}]`: spec.Items(),
		`[{"kind":"rc","number":"4"}]`:                        polyatom.MustParseVersion("1_rc4").Suffixes(),
	} {
		if got := written(t, value); got != want {
			t.Errorf("%s instead of %s", got, want)
		}
	}
}

func TestWhatIsPrinted(t *testing.T) {
	if got := fmt.Sprint(polyatom.Version{}); got != "invalid Version" {
		t.Error(got)
	}
	if got := fmt.Sprint(must(polyatom.NewPackage(polyatom.MustParseCpv("a/b-1"))), polyatom.ParseAtoms([]string{"a/b"})); got !=
		`Package{"cpv":"a/b-1","use_flags":[]} 1 atom` {
		t.Error(got)
	}
}

func TestDatabaseValues(t *testing.T) {
	var _ sql.Scanner = (*polyatom.Atom)(nil)
	var _ driver.Valuer = polyatom.Atom{}
	var version polyatom.Version
	for _, source := range []any{"1.0", []byte("1.0")} {
		if err := version.Scan(source); err != nil || version.String() != "1.0" {
			t.Error(version, err)
		}
	}
	if value, err := version.Value(); value != "1.0" || err != nil {
		t.Error(value, err)
	}
	if err := version.Scan(nil); err != nil || version.String() != "invalid Version" {
		t.Error(version, err)
	}
	if value, err := version.Value(); value != nil || err != nil {
		t.Error(value, err)
	}
	if version.Scan(1) == nil || version.Scan("x") == nil {
		t.Error("1 and x are not texts of versions")
	}
}

func TestKeysOfVersions(t *testing.T) {
	texts := []string{"1.10", "1.9_p1", "1.9-r1", "1.9", "1.09", "1", "1-r0", "01", "1_p200", "1_p99", "1-r999", "300", "12345678901234567890"}
	counts := map[polyatom.VersionKey]int{}
	versions := []*polyatom.Version{}
	for _, text := range texts {
		version := polyatom.MustParseVersion(text)
		counts[version.Key()]++
		versions = append(versions, version)
	}
	if counts[polyatom.MustParseVersion("1").Key()] != 3 || len(counts) != 11 {
		t.Error(counts)
	}
	for _, a := range versions {
		for _, b := range versions {
			fresh, other := polyatom.MustParseVersion(a.String()), polyatom.MustParseVersion(b.String())
			first, second := fresh.Compare(other), fresh.Compare(other)
			if first != second || (first < 0) != (a.Key() < b.Key()) || (first == 0) != (a.Key() == b.Key()) || a.Compare(b) != first {
				t.Error(a, b)
			}
		}
	}
	slices.SortFunc(versions, (*polyatom.Version).Compare)
	if newest := versions[len(versions)-1]; newest.String() != "12345678901234567890" {
		t.Error(newest)
	}
}

func TestErrorsAreValues(t *testing.T) {
	_, one := polyatom.ParseAtom("a/b-1")
	_, same := polyatom.ParseAtom("a/b-1")
	_, other := polyatom.ParseAtom("a/b-2")
	if !errors.Is(one, same) || errors.Is(one, other) || errors.Is(one, errors.New("another")) {
		t.Error("errors are equal if all they tell is")
	}
	var wrong *polyatom.AtomError
	if text := written(t, one); !errors.As(one, &wrong) || !strings.Contains(text, `"input":"a/b-1","start":3,"end":5,`) {
		t.Error(text)
	}
}

func TestBytesThatAreNoText(t *testing.T) {
	const wrong = "a/b\xff"
	if polyatom.IsValidAtom(wrong) || polyatom.IsValidVersion("1\xff") || depend(t, "a/b").Contains(wrong) {
		t.Error("it is not valid")
	}
	_, err := polyatom.ParseAtom(wrong)
	var invalid *polyatom.AtomError
	if !errors.As(err, &invalid) || !errors.Is(err, polyatom.ErrorCode("not_utf8")) {
		t.Errorf("%#v", err)
	}
	if got := polyatom.ParseAtoms([]string{"a/b", wrong, "c/d"}).Failures(); !slices.Equal(got, []int{1}) {
		t.Error(got)
	}
	if err := second(polyatom.NewUseFlags([]string{"a", "\xff"})); !errors.Is(err, polyatom.ErrorCode("not_utf8")) {
		t.Error(err)
	}
}

func TestChoicesFromTexts(t *testing.T) {
	if eapi, err := polyatom.ParseEAPI(""); eapi != polyatom.EAPI0 || err != nil {
		t.Error(eapi, err)
	}
	_, err := polyatom.ParseEAPI("99x")
	_, other := polyatom.ParseOperator("==")
	if !errors.As(err, new(*polyatom.EAPIError)) || !errors.As(other, new(*polyatom.ChoiceError)) {
		t.Errorf("%#v %#v", err, other)
	}
}
