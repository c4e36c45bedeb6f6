package polyatom_test

import (
	"errors"
	"fmt"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func ExampleAtomBatch_All() {
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

func ExampleVersion_Key() {
	count := map[polyatom.VersionKey]int{}
	for _, text := range []string{"1", "1-r0", "01", "1.0"} {
		count[polyatom.MustParseVersion(text).Key()]++
	}
	fmt.Println(count[polyatom.MustParseVersion("1").Key()], len(count))
	// Output: 3 2
}
