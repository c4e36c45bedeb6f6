// What is wrong in a repository's metadata.
//
// usage: qa REPOSITORY...
package main

import (
	"errors"
	"fmt"
	"os"
	"slices"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Flags that profiles add to every package.
var implicit = polyatom.MustNewUseFlags([]string{"amd64", "arm64", "x86", "prefix"})

// findings are sentences about one variable; the error says why it cannot be read.
func findings(p *polyatom.EbuildPackage, kind polyatom.DepSpecKind, repositories []*polyatom.Repository) (found []string, err error) {
	spec, wrong := p.Spec(kind)
	iuse, bad := p.IUSE()
	if err := errors.Join(wrong, bad); err != nil {
		return nil, err
	}
	if err := spec.CheckIUSE(iuse.Effective(implicit)); err != nil {
		return nil, err
	}
	for _, diagnostic := range spec.Diagnostics() {
		found = append(found, fmt.Sprint(diagnostic.Kind, " ", diagnostic.Text))
	}
	if kind == polyatom.DepSpecKindRequiredUse {
		found = append(found, ebuilds.Must(spec.CheckRequiredUse(iuse.Enabled())).Sentences...)
	}
	for _, atom := range spec.Atoms() {
		exists := func(r *polyatom.Repository) bool { return r.Versions(atom.Cpn()).Len() > 0 }
		matches := func(r *polyatom.Repository) bool { return r.HasMatching(atom) }
		if atom.Blocker() == 0 && slices.ContainsFunc(repositories, exists) && !slices.ContainsFunc(repositories, matches) {
			found = append(found, "nothing matches "+atom.String())
		}
	}
	return found, nil
}

func main() {
	repositories := ebuilds.Open(os.Args[1:])
	for _, p := range ebuilds.Of(repositories) {
		for _, kind := range polyatom.DepSpecKindValues() {
			found, err := findings(p, kind, repositories)
			if wrong := polyatom.Error(nil); errors.As(err, &wrong) {
				details := wrong.Details()
				found = []string{fmt.Sprintf("%s (%s)", details.Reason, details.Input[details.Start:details.End])}
			}
			for _, sentence := range found {
				fmt.Printf("%v %v: %s\n", p.Cpv(), kind, sentence)
			}
		}
	}
}
