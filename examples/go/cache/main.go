// The cache entry of a package with these variables.
//
// usage: cache NAME=VALUE...
package main

import (
	"fmt"
	"os"
	"strings"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	var variables []polyatom.Variable
	for _, argument := range os.Args[1:] {
		name, text, _ := strings.Cut(argument, "=")
		variables = append(variables, polyatom.Variable{Name: name, Text: text})
	}
	fmt.Print(ebuilds.Must(polyatom.FormatCacheEntry(variables)))
}
