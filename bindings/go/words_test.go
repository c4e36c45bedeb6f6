package polyatom_test

import (
	"cmp"
	"errors"
	"fmt"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// The values that tools made by hand: flags, keywords, requirements, versions of other projects, sets of packages.

// wantShown compares what values print as.
func wantShown(t *testing.T, want string, values ...any) {
	t.Helper()
	if got := fmt.Sprintln(values...); got != want+"\n" {
		t.Errorf("%q instead of %q", got, want)
	}
}

func TestIUSE(t *testing.T) {
	iuse := polyatom.MustParseIUSE("+ssl tk -test")
	wantShown(t, "[ssl test tk] 3 true false", iuse.Names(), iuse.Len(), iuse.Contains("test"), iuse.Contains("x"))
	wantShown(t, "[ssl] [test]", iuse.Enabled().Names(), iuse.Disabled().Names())
	effective := iuse.Effective(flags("amd64"))
	wantShown(t, "true false", effective.Contains("amd64"), iuse.Contains("amd64"))
	if !iuse.Equal(polyatom.MustParseIUSE("-test tk +ssl")) {
		t.Error("the order of flags counts")
	}
}

func TestKeywords(t *testing.T) {
	keywords := polyatom.MustParseKeywords("-* ~amd64 x86")
	wantShown(t, "[amd64] true false testing", keywords.Arches(polyatom.KeywordStatusTesting), keywords.IsStable("x86"),
		keywords.IsTesting("x86"), keywords.Status("amd64"))
	wantShown(t, "disabled none", keywords.Status("arm"), polyatom.MustParseKeywords("x86").Status("arm"))
	for accepted, want := range map[string]bool{"~amd64": true, "amd64": false, "x86": true, "x86 -x86": false, "**": true} {
		if got := keywords.IsAcceptedBy(polyatom.MustParseAcceptKeywords(accepted)); got != want {
			t.Errorf("%s: %v", accepted, got)
		}
	}
	if !keywords.Contains(polyatom.MustParseKeyword("~amd64")) {
		t.Error("a keyword is not found")
	}
}

func TestVersionRequirements(t *testing.T) {
	requirement := polyatom.MustParseVersionRequirement(">=1.2 <2")
	versions := []*polyatom.Version{polyatom.MustParseVersion("2"), polyatom.MustParseVersion("1.10"), polyatom.MustParseVersion("1.1")}
	wantShown(t, "[1.10] [>=a/b-1.2 <a/b-2]", requirement.Filter(versions), requirement.Atoms(polyatom.MustParseCpn("a/b")))
	wantShown(t, "false true", requirement.Intersects(polyatom.MustParseVersionRequirement(">=2")),
		requirement.Intersects(polyatom.MustParseVersionRequirement("=1.5*")))
	wantShown(t, "2.0.0_rc1 <nil>", must(polyatom.VersionFromUpstream("v2.0.0-rc.1")), nil)
}

func TestPackageSets(t *testing.T) {
	var packages []*polyatom.Package
	for _, text := range []string{"a/b-1", "a/b-3", "a/b-2", "c/d-9"} {
		packages = append(packages, must(polyatom.NewPackage(polyatom.MustParseCpv(text))))
	}
	set := polyatom.NewPackageSet(packages)
	wantShown(t, "4 a/b-3 2", set.Len(), set.BestMatch(polyatom.MustParseAtom("a/b")).Cpv(), len(set.Matching(polyatom.MustParseAtom("<a/b-3"))))
	if best := set.BestMatch(polyatom.MustParseAtom("e/f")); best != nil {
		t.Error(best)
	}
	name := must(polyatom.ParsePackageName("a/b"))
	wantShown(t, "a/b true", name.Cpn(), name.Cpv() == nil && name.Version() == nil)
}

func TestWordsThatAreWrong(t *testing.T) {
	var iuse *polyatom.IUSEError
	if err := second(polyatom.ParseIUSE("a b?")); !errors.As(err, &iuse) || iuse.Input != "a b?" || iuse.Start != 3 || iuse.End != 4 {
		t.Error(err)
	}
	var requirement *polyatom.VersionRequirementError
	if err := second(polyatom.ParseVersionRequirement("1.2")); !errors.As(err, &requirement) || requirement.End != 3 {
		t.Error(err)
	}
	var keywords *polyatom.KeywordsError
	if err := second(polyatom.ParseKeyword("~")); !errors.As(err, &keywords) || keywords.Start != 1 {
		t.Error(err)
	}
	var version *polyatom.VersionError
	if err := second(polyatom.VersionFromUpstream("1:2")); !errors.As(err, &version) || version.Input != "1:2" || version.Hint == "" {
		t.Error(err)
	}
	var name *polyatom.InvalidNameError
	if err := second(polyatom.NewUseFlags([]string{"a", "b?"})); !errors.As(err, &name) || name.Input != "b?" || name.Start != 1 {
		t.Error(err)
	}
}

func TestTwoTextsAreCompared(t *testing.T) {
	texts := []string{"1_rc1", "1", "1-r1", "1.9", "1.10"}
	for i, a := range texts {
		for j, b := range texts {
			if order, err := polyatom.CompareVersions(a, b); int(order) != cmp.Compare(i, j) || err != nil {
				t.Error(a, b, order, err)
			}
		}
	}
	var version *polyatom.VersionError
	if err := second(polyatom.CompareVersions("1", "x")); !errors.As(err, &version) || version.Input != "x" {
		t.Error(err)
	}
}

func second[T any](_ T, err error) error { return err }
