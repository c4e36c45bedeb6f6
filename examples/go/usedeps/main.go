// Flags that two packages want of a third in different ways, with their own flags as by default.
//
// usage: usedeps REPOSITORY...
package main

import (
	"fmt"
	"os"

	"example.org/example/entries"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

type wish struct {
	by   *polyatom.Cpv
	atom *polyatom.Atom
}

func main() {
	order, wanted := []string{}, map[string][]wish{}
	for _, entry := range entries.Of(os.Args[1:]) {
		spec, iuse, err := entry.Spec(polyatom.DepSpecKindRdepend)
		if err != nil {
			continue // That is for qa to say.
		}
		for _, atom := range spec.EvaluateFully(iuse.Enabled()).Atoms() {
			name := atom.Cpn().String()
			if wanted[name] == nil {
				order = append(order, name)
			}
			if atom.Blocker() == 0 {
				wanted[name] = append(wanted[name], wish{entry.Cpv, atom})
			}
		}
	}
	for _, name := range order {
		for i, one := range wanted[name] {
			for _, other := range wanted[name][i+1:] {
				conflict := one.atom.ConflictWith(other.atom)
				if conflict != nil && conflict.Part == polyatom.ConflictPartUseDeps {
					fmt.Printf("%v wants %v, %v wants %v\n", one.by, one.atom, other.by, other.atom)
				}
			}
		}
	}
}
