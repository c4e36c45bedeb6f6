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

func main() {
	repositories := ebuilds.Open(os.Args[1:])
	for _, name := range repositories.DependencyNames() {
		wishes := repositories.DefaultDependencies(name, polyatom.DepSpecKindRdepend)
		for i, one := range wishes {
			for _, other := range wishes[i+1:] {
				if conflict := one.Atom.ConflictWith(other.Atom); conflict != nil && conflict.Flag != "" {
					fmt.Printf("%v wants %v, %v wants %v\n", one.Cpv, one.Atom, other.Cpv, other.Atom)
				}
			}
		}
	}
}
