package main

import (
	"errors"
	"fmt"
	"slices"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	atom := polyatom.MustParseAtom(">=dev-lang/python-3.11:3.11=[ssl,tk?]", polyatom.EAPI8)
	slot, _ := atom.Slot() // false: no slot
	fmt.Println(atom.Category(), atom.Package(), atom.Op(), atom.Version(), slot)

	wanted := atom.Without(polyatom.AtomFieldSlotDep, polyatom.AtomFieldUseDeps)
	for _, text := range []string{"dev-lang/python-3.9.18", "dev-lang/python-3.12.1"} {
		verdict := "does not match"
		if wanted.Matches(polyatom.MustParseCpv(text)) {
			verdict = "matches"
		}
		fmt.Println(text, verdict, wanted)
	}

	versions := []*polyatom.Version{}
	for _, text := range []string{"1.10", "1.9_p1", "1.9-r1", "1.9"} {
		versions = append(versions, polyatom.MustParseVersion(text))
	}
	slices.SortFunc(versions, (*polyatom.Version).Compare)
	fmt.Println(versions[0], versions[1], versions[2], versions[3])

	_, err := polyatom.ParseAtom("dev-lang/python-3.11")
	var bad *polyatom.AtomError // the offending part is bad.Input[bad.Start:bad.End]
	if errors.As(err, &bad) {
		fmt.Println(bad)
	}
}
