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
var implicit = []string{"amd64", "arm64", "x86", "prefix"}

var variables = []string{"DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "LICENSE", "REQUIRED_USE", "RESTRICT", "SRC_URI"}

type repository map[string][]*polyatom.Cpv

// findings are sentences about one variable; the error says why it cannot be read.
func (r repository) findings(entry entries.Entry, variable string) ([]string, error) {
	eapi, err := polyatom.ParseEAPI(entry.Variables["EAPI"])
	if err != nil {
		return nil, err
	}
	kind, err := polyatom.ParseDepSpecKind(variable)
	if err != nil {
		return nil, err
	}
	spec, err := polyatom.NewDepSpec(kind, entry.Variables[variable], polyatom.DepSpecOptions{EAPI: eapi})
	if err != nil {
		return nil, err
	}
	iuse := strings.Fields(entry.Variables["IUSE"])
	if err := spec.CheckIUSE(append(slices.Clone(iuse), implicit...)); err != nil {
		return nil, err
	}
	found := []string{}
	for _, diagnostic := range spec.Diagnostics() {
		found = append(found, fmt.Sprint(diagnostic.Kind, " ", diagnostic.Text))
	}
	if kind == polyatom.DepSpecKindRequiredUse {
		check, err := spec.CheckRequiredUse(enabled(iuse))
		if err != nil {
			return nil, err
		}
		found = append(found, check.Sentences...)
	}
	for _, atom := range spec.Atoms() {
		packages := r[atom.Cpn().String()]
		matches := atom.Without(polyatom.AtomFieldSlotDep, polyatom.AtomFieldUseDeps).Matches
		if atom.Blocker() == 0 && packages != nil && !slices.ContainsFunc(packages, matches) {
			found = append(found, "nothing matches "+atom.String())
		}
	}
	return found, nil
}

// enabled are the flags that are on by default.
func enabled(iuse []string) []string {
	flags := []string{}
	for _, flag := range iuse {
		if name, ok := strings.CutPrefix(flag, "+"); ok {
			flags = append(flags, name)
		}
	}
	return flags
}

func main() {
	all := entries.Of(os.Args[1:])
	slices.SortFunc(all, func(a, b entries.Entry) int { return cpv(a).Compare(cpv(b)) })
	packages := repository{}
	for _, entry := range all {
		name := cpv(entry).Cpn().String()
		packages[name] = append(packages[name], cpv(entry))
	}
	for _, entry := range all {
		for _, variable := range variables {
			if _, ok := entry.Variables[variable]; !ok {
				continue
			}
			found, err := packages.findings(entry, variable)
			if err != nil {
				what, _, _ := strings.Cut(err.Error(), "\n")
				found = []string{what + offending(err)}
			}
			for _, sentence := range found {
				fmt.Printf("%s %s: %s\n", entry.Name, variable, sentence)
			}
		}
	}
}

// offending is the part that is wrong.
func offending(err error) string {
	var wrong *polyatom.DepSpecError
	if !errors.As(err, &wrong) {
		return ""
	}
	return " (" + wrong.Input[wrong.Start:wrong.End] + ")"
}

func cpv(entry entries.Entry) *polyatom.Cpv { return polyatom.MustParseCpv(entry.Name) }
