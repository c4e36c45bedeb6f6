// What a host of binary packages has.
//
// usage: binhost DIRECTORY
package main

import (
	"fmt"
	"os"
	"strings"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	for _, pkg := range ebuilds.Must(polyatom.PkgdirOpen(os.Args[1])).Packages() {
		size, _, err := pkg.FileSize()
		flags := ebuilds.Must(pkg.UseFlags()).Names()
		fmt.Printf("%v (%d bytes) %s\n", pkg.Cpv(), ebuilds.Must(size, err), strings.Join(flags, " "))
	}
}
