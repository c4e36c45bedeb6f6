// The newest version that satisfies each atom.
//
// usage: newest REPOSITORY ATOM...
package main

import (
	"fmt"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	repositories := ebuilds.Open(os.Args[1:2])
	for _, text := range os.Args[2:] {
		if best := repositories.Best(ebuilds.Must(polyatom.ParseAtom(text))); best != nil {
			fmt.Printf("%s: %v\n", text, best.Cpv())
		} else {
			fmt.Printf("%s: nothing\n", text)
		}
	}
}
