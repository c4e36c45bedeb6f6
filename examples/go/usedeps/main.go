// Flags that two packages want of a third in different ways, with their own flags as by default.
//
// usage: usedeps REPOSITORY...
package main

import (
	"fmt"
	"os"
	"strings"

	"example.org/example/entries"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

type wish struct {
	by   string
	atom *polyatom.Atom
}

// wishes are the atoms that a package depends on.
func wishes(entry entries.Entry) []wish {
	eapi, err := polyatom.ParseEAPI(entry.Variables["EAPI"])
	if err != nil {
		return nil // That is for qa to say.
	}
	spec, err := polyatom.NewDepSpec(polyatom.DepSpecKindRdepend, entry.Variables["RDEPEND"], polyatom.DepSpecOptions{EAPI: eapi})
	if err != nil {
		return nil
	}
	enabled := []string{}
	for flag := range strings.FieldsSeq(entry.Variables["IUSE"]) {
		if name, ok := strings.CutPrefix(flag, "+"); ok {
			enabled = append(enabled, name)
		}
	}
	found := []wish{}
	for _, atom := range spec.EvaluateFully(enabled).Atoms() {
		if atom.Blocker() == 0 {
			found = append(found, wish{entry.Name, atom})
		}
	}
	return found
}

func main() {
	order, wanted := []string{}, map[string][]wish{}
	for _, entry := range entries.Of(os.Args[1:]) {
		for _, wish := range wishes(entry) {
			name := wish.atom.Cpn().String()
			if wanted[name] == nil {
				order = append(order, name)
			}
			wanted[name] = append(wanted[name], wish)
		}
	}
	for _, name := range order {
		for i, one := range wanted[name] {
			for _, other := range wanted[name][i+1:] {
				flags := polyatom.AtomFieldUseDeps
				if !one.atom.Intersects(other.atom) && one.atom.Without(flags).Intersects(other.atom.Without(flags)) {
					fmt.Printf("%s wants %v, %s wants %v\n", one.by, one.atom, other.by, other.atom)
				}
			}
		}
	}
}
