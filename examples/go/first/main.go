// The first minute: an atom's parts, what it matches, and versions in order.
package main

import (
	"fmt"
	"slices"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	atom := polyatom.MustParseAtom(">=dev-lang/python-3.11")
	fmt.Println(atom.Package(), atom.Op(), atom.Version())
	for _, text := range []string{"dev-lang/python-3.9.18", "dev-lang/python-3.12.1"} {
		verdict := "does not match"
		if atom.Matches(polyatom.MustParseCpv(text)) {
			verdict = "matches"
		}
		fmt.Println(text, verdict)
	}
	versions := []string{"1.10", "1.9_p1", "1.9-r1", "1.9"}
	slices.SortFunc(versions, func(a, b string) int {
		return polyatom.MustParseVersion(a).Compare(polyatom.MustParseVersion(b))
	})
	fmt.Println(versions[0], versions[1], versions[2], versions[3])
}
