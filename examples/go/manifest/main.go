// Which files are not what a Manifest says.
//
// usage: manifest MANIFEST DIRECTORY
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	for _, entry := range ebuilds.Must(polyatom.ReadManifest(os.Args[1])).Entries {
		path := filepath.Join(os.Args[2], entry.Name)
		if _, err := os.Stat(path); err != nil {
			fmt.Println(entry.Name, "is not there")
		} else if wrong := ebuilds.Must(polyatom.VerifyFile(context.Background(), path, entry, nil)); wrong != nil {
			fmt.Printf("%s has the wrong %v: %s, not %s\n", entry.Name, wrong.Kind, wrong.Found, wrong.Expected)
		} else {
			fmt.Println(entry.Name, "is right")
		}
	}
}
