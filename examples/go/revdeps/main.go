// What needs a package at run time, and if which flags.
//
// usage: revdeps REPOSITORY NAME
package main

import (
	"fmt"
	"os"
	"strings"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	repository := ebuilds.Must(polyatom.RepositoryOpen(os.Args[1]))
	name := ebuilds.Must(polyatom.ParseCpn(os.Args[2]))
	for _, found := range repository.ReverseDependencies(name, polyatom.DepSpecKindRdepend) {
		fmt.Printf("%v: %s\n", found.Cpv, strings.Join(append(found.Path, found.Atom.String()), " "))
	}
}
