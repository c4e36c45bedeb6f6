// What is wrong in a repository's metadata.
//
// usage: qa REPOSITORY...
package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"example.org/example/entries"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Flags that profiles add to every package.
var implicit = polyatom.MustNewUseFlags([]string{"amd64", "arm64", "x86", "prefix"})

// findings are sentences about one variable; the error says why it cannot be read.
func findings(entry entries.Entry, kind polyatom.DepSpecKind, packages map[string][]*polyatom.Cpv) (found []string, err error) {
	spec, iuse, err := entry.Spec(kind)
	if err != nil {
		return nil, err
	}
	if err := spec.CheckIUSE(iuse.Effective(implicit)); err != nil {
		return nil, err
	}
	for _, diagnostic := range spec.Diagnostics() {
		found = append(found, fmt.Sprint(diagnostic.Kind, " ", diagnostic.Text))
	}
	if kind == polyatom.DepSpecKindRequiredUse {
		found = append(found, entries.Must(spec.CheckRequiredUse(iuse.Enabled())).Sentences...)
	}
	for _, atom := range spec.Atoms() {
		known := packages[atom.Cpn().String()]
		if atom.Blocker() == 0 && known != nil && !slices.ContainsFunc(known, atom.CouldMatch) {
			found = append(found, "nothing matches "+atom.String())
		}
	}
	return found, nil
}

func main() {
	all, packages := entries.Sorted(os.Args[1:]), map[string][]*polyatom.Cpv{}
	for _, entry := range all {
		name := entry.Cpv.Cpn().String()
		packages[name] = append(packages[name], entry.Cpv)
	}
	for _, entry := range all {
		for _, kind := range polyatom.DepSpecKindValues() {
			if _, ok := entry.Variables[kind.String()]; !ok {
				continue
			}
			found, err := findings(entry, kind, packages)
			if err != nil {
				found = []string{strings.SplitN(err.Error(), "\n", 2)[0]}
			}
			if wrong := (*polyatom.DepSpecError)(nil); errors.As(err, &wrong) {
				found[0] += " (" + wrong.Input[wrong.Start:wrong.End] + ")"
			}
			for _, sentence := range found {
				fmt.Printf("%v %v: %s\n", entry.Cpv, kind, sentence)
			}
		}
	}
}
