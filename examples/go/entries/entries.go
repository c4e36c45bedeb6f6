// Package entries reads the metadata caches of repositories.
package entries

import (
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// An Entry is the metadata of one ebuild, by variable.
type Entry struct {
	Cpv       *polyatom.Cpv
	Variables map[string]string
}

// Of returns the entries of repositories, in order.
func Of(repositories []string) []Entry {
	entries := []Entry{}
	for _, repository := range repositories {
		for _, path := range Must(filepath.Glob(repository + "/metadata/md5-cache/*/*")) {
			category, name := filepath.Split(path)
			cpv := Must(polyatom.ParseCpv(filepath.Base(category) + "/" + name))
			entry := Entry{cpv, map[string]string{}}
			for line := range strings.Lines(string(Must(os.ReadFile(path)))) {
				variable, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
				entry.Variables[variable] = value
			}
			entries = append(entries, entry)
		}
	}
	return entries
}

// Sorted returns the entries of repositories in the order of their packages.
func Sorted(repositories []string) []Entry {
	all := Of(repositories)
	slices.SortStableFunc(all, func(a, b Entry) int { return a.Cpv.Compare(b.Cpv) })
	return all
}

// Spec reads one of the variables, and IUSE.
func (e Entry) Spec(kind polyatom.DepSpecKind) (*polyatom.DepSpec, *polyatom.IUSE, error) {
	iuse, err := polyatom.ParseIUSE(e.Variables["IUSE"])
	if err != nil {
		return nil, nil, err
	}
	eapi, err := polyatom.ParseEAPI(e.Variables["EAPI"])
	if err != nil {
		return nil, nil, err
	}
	spec, err := polyatom.NewDepSpec(kind, e.Variables[kind.String()], polyatom.DepSpecOptions{EAPI: eapi})
	return spec, iuse, err
}

// Must returns the value, or ends the program with the error.
func Must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
