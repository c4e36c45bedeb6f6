package polyatom_test

import (
	"errors"
	"fmt"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func ExampleAtom() {
	atom := polyatom.MustParseAtom(">=dev-lang/python-3.11:3.11[ssl]")
	fmt.Println(atom.Category(), atom.Package(), atom.Op(), atom.Version(), atom.UseDeps())
	// Output: dev-lang python >= 3.11 [ssl]
}

func ExampleAtom_MatchesPackage() {
	pkg, _ := polyatom.NewPackage(polyatom.MustParseCpv("dev-lang/python-3.12.1"), polyatom.PackageOptions{
		Slot: polyatom.MustParseSlot("3.12"), UseFlags: []string{"ssl"}, IUSE: polyatom.MustParseIUSE("+ssl tk"),
	})
	for _, text := range []string{"dev-lang/python:3.12[ssl,-tk]", "dev-lang/python[tk]"} {
		fmt.Println(text, polyatom.MustParseAtom(text).MatchesPackage(pkg))
	}
	// Output:
	// dev-lang/python:3.12[ssl,-tk] true
	// dev-lang/python[tk] false
}

func ExampleAtomBatch() {
	for atom, err := range polyatom.ParseAtoms([]string{"a/b", "a/b-1", ">=c/d-2"}).All() {
		if errors.Is(err, polyatom.ErrorCode("missing_operator")) {
			fmt.Println("no operator")
			continue
		}
		fmt.Println(atom, err)
	}
	// Output:
	// a/b <nil>
	// no operator
	// >=c/d-2 <nil>
}

func ExampleAtomPattern() {
	pattern := polyatom.MustParseAtomPattern("dev-*/lib*")
	fmt.Println(pattern.Matches(polyatom.MustParseCpv("dev-libs/libxml2-2")))
	// Output: true
}

func ExampleCpn() {
	cpn := polyatom.MustParseCpn("dev-lang/python")
	fmt.Println(cpn.Category(), cpn.Package())
	// Output: dev-lang python
}

func ExampleCpv() {
	cpv := polyatom.MustParseCpv("dev-lang/python-3.12.1-r2")
	fmt.Println(cpv.Package(), cpv.Version(), cpv.PVR())
	// Output: python 3.12.1-r2 3.12.1-r2
}

func ExampleDepNode() {
	spec, _ := polyatom.NewDepSpec(polyatom.DepSpecKindDepend, "ssl? ( || ( dev-libs/openssl dev-libs/libressl ) )")
	for item := range spec.All() {
		fmt.Println(item.Kind(), item.Children())
	}
	// Output: use_conditional [|| ( dev-libs/openssl dev-libs/libressl )]
}

func ExampleDepSpec() {
	spec, err := polyatom.NewDepSpec(polyatom.DepSpecKindDepend, "ssl? ( dev-libs/openssl ) sys-libs/zlib")
	fmt.Println(spec.Evaluate([]string{"ssl"}), err)
	fmt.Println(spec.Flags(), spec.Len())
	// Output:
	// dev-libs/openssl sys-libs/zlib <nil>
	// [ssl] 2
}

func ExamplePackage() {
	fmt.Println(polyatom.NewPackage(polyatom.MustParseCpv("a/b-1"), polyatom.PackageOptions{Repo: "gentoo", IUSE: polyatom.MustParseIUSE("x")}))
	// Output: Package{"cpv":"a/b-1","repo":"gentoo","iuse":"x"} <nil>
}

func ExampleVersion() {
	one, other := polyatom.MustParseVersion("1.9_rc1"), polyatom.MustParseVersion("1.9")
	fmt.Println(one.Compare(other), one.Suffixes()[0].Kind, one.WithoutRevision())
	// Output: -1 rc 1.9_rc1
}

func ExampleVersion_Key() {
	count := map[polyatom.VersionKey]int{}
	for _, text := range []string{"1", "1-r0", "01", "1.0"} {
		count[polyatom.MustParseVersion(text).Key()]++
	}
	fmt.Println(count[polyatom.MustParseVersion("1").Key()], len(count))
	// Output: 3 2
}

func ExampleVersionBatch() {
	fmt.Println(polyatom.ParseVersions([]string{"1.10", "?", "1.9"}).Sorted().Successes())
	// Output: [1.9 1.10]
}

func ExampleSlotDep() {
	dep := polyatom.MustParseSlotDep("3.11/3=")
	slot, _ := dep.Slot()
	fmt.Println(slot, dep)
	// Output: 3.11 3.11/3=
}

func ExampleUseDep() {
	fmt.Println(polyatom.MustParseUseDep("-test(-)").Flag())
	// Output: test
}

func ExampleEAPI() {
	eapi, err := polyatom.ParseEAPI("8")
	fmt.Println(eapi, err, polyatom.EAPI0.Has(polyatom.EAPIFeatureSlotDeps), polyatom.EAPI8.Has(polyatom.EAPIFeatureSlotDeps))
	// Output: 8 <nil> false true
}
