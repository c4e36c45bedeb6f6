// Flags that two packages want of a third in different ways, with their own flags as by default.
//
// usage: usedeps REPOSITORY...
package main

import (
	"fmt"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

type wish struct {
	by   *polyatom.Cpv
	atom *polyatom.Atom
}

func main() {
	wanted := map[string][]wish{}
	for _, p := range ebuilds.Of(ebuilds.Open(os.Args[1:])) {
		if len(p.Check()) > 0 {
			continue // That is for qa to say.
		}
		for _, one := range ebuilds.Must(p.Rdepend()).EvaluateFully(ebuilds.Must(p.IUSE()).Enabled()).Atoms() {
			if one.Blocker() != 0 {
				continue
			}
			name := one.Cpn().String()
			for _, other := range wanted[name] {
				if conflict := other.atom.ConflictWith(one); conflict != nil && conflict.Flag != "" {
					fmt.Printf("%v wants %v, %v wants %v\n", other.by, other.atom, p.Cpv(), one)
				}
			}
			wanted[name] = append(wanted[name], wish{p.Cpv(), one})
		}
	}
}
