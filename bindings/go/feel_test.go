package polyatom_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func Example() {
	atom, err := polyatom.ParseAtom(">=dev-lang/python-3.11:3.11=[ssl]", polyatom.EAPI8)
	if err != nil {
		panic(err)
	}
	fmt.Println(atom.Category(), atom.Op(), atom)
	fmt.Println(atom.Matches(polyatom.MustParseCpv("dev-lang/python-3.12.1")))
	fmt.Println(atom.Without(polyatom.AtomFieldSlotDep, polyatom.AtomFieldUseDeps).
		Matches(polyatom.MustParseCpv("dev-lang/python-3.12.1")))

	var versions []*polyatom.Version
	for _, text := range []string{"1.10", "1.9-r1", "1.9_p1", "1.9"} {
		versions = append(versions, polyatom.MustParseVersion(text))
	}
	slices.SortFunc(versions, (*polyatom.Version).Compare)
	fmt.Println(versions)

	text, err := json.Marshal(map[string]*polyatom.Atom{"dep": polyatom.MustParseAtom("~dev-lang/python-3.11[ssl]")})
	fmt.Println(string(text), err)
	// Output:
	// dev-lang >= >=dev-lang/python-3.11:3.11=[ssl]
	// false
	// true
	// [1.9 1.9-r1 1.9_p1 1.10]
	// {"dep":"~dev-lang/python-3.11[ssl]"} <nil>
}

func ExampleAtomError() {
	_, err := polyatom.ParseAtom("dev-lang/python-3.11", polyatom.EAPI8)
	var bad *polyatom.AtomError
	if errors.As(err, &bad) {
		fmt.Println(bad.Input[bad.Start:bad.End])
		fmt.Println(bad.Hint)
	}
	fmt.Println(err)
	// Output:
	// -3.11
	// =dev-lang/python-3.11 for this version, dev-lang/python for any
	// invalid atom: version without an operator
	//   dev-lang/python-3.11
	//                  ^^^^^
	// hint: =dev-lang/python-3.11 for this version, dev-lang/python for any
}
