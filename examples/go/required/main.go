// What REQUIRED_USE asks for, and the least that helps.
//
// usage: required TEXT FLAG...
package main

import (
	"fmt"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	required := ebuilds.Must(polyatom.NewDepSpec(polyatom.DepSpecKindRequiredUse, os.Args[1]))
	flags := ebuilds.Must(polyatom.NewUseFlags(os.Args[2:]))
	for _, sentence := range ebuilds.Must(required.CheckRequiredUse(flags)).Sentences {
		fmt.Println(sentence)
	}
	if solution := ebuilds.Must(required.SolveRequiredUse(flags)); solution != nil {
		for _, change := range solution.Changes {
			word := map[bool]string{true: "enable", false: "disable"}[change.Enable]
			fmt.Println(word, change.Flag)
		}
	}
}
