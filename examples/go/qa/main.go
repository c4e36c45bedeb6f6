// What is wrong in a repository's metadata.
//
// usage: qa REPOSITORY...
package main

import (
	"errors"
	"fmt"
	"os"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Flags that profiles add to every package.
var implicit = polyatom.MustNewUseFlags([]string{"amd64", "arm64", "x86", "prefix"})

// findings are sentences about one variable; the error says why it cannot be read.
func findings(p *polyatom.EbuildPackage, kind polyatom.DepSpecKind, repositories *polyatom.RepositorySet) (found []string, err error) {
	spec, wrong := p.Spec(kind)
	iuse, bad := p.IUSE()
	if err := errors.Join(wrong, bad); err != nil {
		return nil, err
	}
	for _, diagnostic := range spec.DiagnosticsWith(iuse.Effective(implicit)) {
		found = append(found, fmt.Sprint(diagnostic.Kind, " ", diagnostic.Text))
	}
	for _, atom := range repositories.Unmatched(spec) {
		found = append(found, "nothing matches "+atom.String())
	}
	return found, nil
}

func main() {
	repositories := ebuilds.Open(os.Args[1:])
	for _, p := range repositories.Packages().Successes() {
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
