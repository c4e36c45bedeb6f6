// Packages that need a version: nothing else matches.
//
// usage: dropped REPOSITORY CPV
package main

import (
	"fmt"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	repository := ebuilds.Must(polyatom.RepositoryOpen(os.Args[1]))
	dropped := ebuilds.Must(repository.Package(ebuilds.Must(polyatom.ParseCpv(os.Args[2]))))
	for _, found := range ebuilds.Must(repository.ReverseDependenciesOf(dropped)) {
		matching := repository.Matching(found.Atom)
		if found.Atom.Blocker() == 0 && len(matching) == 1 && matching[0].Equal(dropped.Cpv()) {
			fmt.Printf("%v %v: %v\n", found.Cpv, found.Kind, found.Atom)
		}
	}
}
