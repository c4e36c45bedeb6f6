package main

import (
	"encoding/json"
	"strings"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// spec is a dependency specification as the protocol gives it.
type spec struct {
	Kind polyatom.DepSpecKind
	Text string
}

func (s spec) parse(eapi polyatom.EAPI) (*polyatom.DepSpec, error) {
	return polyatom.NewDepSpec(s.Kind, s.Text, polyatom.DepSpecOptions{EAPI: eapi})
}

func depspecParse(in spec, eapi polyatom.EAPI) (any, error) {
	spec, err := in.parse(eapi)
	if err != nil {
		return nil, err
	}
	return object{"leaves": leaves(spec)}, nil
}

// leaves are the texts of the leaves. Only an item with an arrow has blanks in it; it is written with single ones.
func leaves(spec *polyatom.DepSpec) []string {
	texts := spec.Leaves()
	for i, text := range texts {
		texts[i] = strings.Join(strings.FieldsFunc(text, isBlank), " ")
	}
	return texts
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n'
}

// flags are the enabled ones, or all.
type flags struct {
	all     bool
	enabled []string
}

func (f *flags) UnmarshalJSON(text []byte) error {
	if string(text) == `"all"` {
		f.all = true
		return nil
	}
	return json.Unmarshal(text, &f.enabled)
}

func depspecEvaluate(in struct {
	spec
	Use flags
}, eapi polyatom.EAPI) (any, error) {
	spec, err := in.parse(eapi)
	if err != nil {
		return nil, err
	}
	if in.Use.all {
		return leaves(spec.EvaluateAll()), nil
	}
	use, err := polyatom.NewUseFlags(in.Use.enabled)
	if err != nil {
		return nil, err
	}
	return leaves(spec.Evaluate(use)), nil
}

func depspecSatisfied(in struct {
	Text      string
	Packages  []facts
	ParentUse []string `json:"parent_use"`
}, eapi polyatom.EAPI) (any, error) {
	spec, err := spec{polyatom.DepSpecKindDepend, in.Text}.parse(eapi)
	if err != nil {
		return nil, err
	}
	packages, err := known(in.Packages)
	if err != nil {
		return nil, err
	}
	parentUse, err := polyatom.NewUseFlags(in.ParentUse)
	if err != nil {
		return nil, err
	}
	return spec.SatisfiedBy(packages, parentUse).Satisfied, nil
}

func requiredUseCheck(in struct {
	Text string
	Use  []string
	// nil if it is not known.
	IUSE []string
}, eapi polyatom.EAPI) (any, error) {
	spec, err := spec{polyatom.DepSpecKindRequiredUse, in.Text}.parse(eapi)
	if err != nil {
		return nil, err
	}
	use, err := polyatom.NewUseFlags(in.Use)
	if err != nil {
		return nil, err
	}
	iuse, err := readIuse(in.IUSE)
	if err != nil {
		return nil, err
	}
	check, err := spec.CheckRequiredUse(use, iuse)
	if err != nil {
		return nil, err
	}
	return check.Satisfied, nil
}

func srcURIParse(in struct{ Text string }, eapi polyatom.EAPI) (any, error) {
	spec, err := spec{polyatom.DepSpecKindSrcURI, in.Text}.parse(eapi)
	if err != nil {
		return nil, err
	}
	items := []object{}
	for _, uri := range spec.URIs() {
		items = append(items, object{"uri": uri.URI, "filename": uri.Filename, "prefix": choiceOrNull(uri.Prefix)})
	}
	return items, nil
}
