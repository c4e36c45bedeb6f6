// Which installed package put a file there.
//
// usage: owner ROOT PATH...
package main

import (
	"fmt"
	"os"
	"strings"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	installed := ebuilds.Must(polyatom.InstalledOpen(os.Args[1]))
	for _, path := range os.Args[2:] {
		owners := "nobody"
		if found := installed.Owners(path); len(found) > 0 {
			owners = strings.Trim(fmt.Sprint(found), "[]")
		}
		fmt.Printf("%s: %s\n", path, owners)
	}
}
