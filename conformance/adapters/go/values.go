package main

import (
	"errors"
	"slices"
	"strconv"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// The operations on values other than versions, packages and atoms, and on what is derived from those.
var valueOperations = map[string]operation{
	"eapi.parse":            reading(eapiParse),
	"version.describe":      reading(versionDescribe),
	"version.from_upstream": reading(versionFromUpstream),
	"requirement.matches":   reading(requirementMatches),
	"requirement.intersects": reading(func(in struct{ A, B *polyatom.VersionRequirement }, _ polyatom.EAPI) (any, error) {
		return in.A.Intersects(in.B), nil
	}),
	"package_name.parse": reading(packageNameParse),
	"package.split":      reading(packageSplit),
	"atom.filter":        reading(atomFilter),
	"atom.could_match":   reading(atomCouldMatch),
	"atom.conflict":      reading(atomConflict),
	"atom.canonical":     reading(atomCanonical),
	"atom.equal":         reading(atomEqual),
	"name.check": reading(func(in struct {
		Kind polyatom.NameKind
		Text string
	}, _ polyatom.EAPI) (any, error) {
		return true, polyatom.CheckName(in.Kind, in.Text)
	}),
	"use_flags.parse": reading(useFlagsParse),
	"iuse.parse":      reading(iuseParse),
	"iuse.effective":  reading(iuseEffective),
	"keyword.parse": reading(func(in struct{ Text *polyatom.Keyword }, _ polyatom.EAPI) (any, error) {
		return object{"arch": in.Text.Arch(), "status": in.Text.Status()}, nil
	}),
	"keywords.parse": reading(func(in struct{ Text *polyatom.Keywords }, _ polyatom.EAPI) (any, error) {
		return in.Text.Items(), nil
	}),
	"keywords.status":    reading(keywordsStatus),
	"keywords.accepted":  reading(keywordsAccepted),
	"depspec.ways":       reading(depspecWays),
	"depspec.simplify":   reading(depspecSimplify),
	"depspec.diagnose":   reading(depspecDiagnose),
	"required_use.solve": reading(requiredUseSolve),
	"src_uri.downloads":  reading(srcURIDownloads),
	"error.describe":     reading(errorDescribe),
}

func eapiParse(in struct{ Text string }, _ polyatom.EAPI) (any, error) {
	return polyatom.ParseEAPI(in.Text)
}

func versionDescribe(in struct{ Text *polyatom.Version }, _ polyatom.EAPI) (any, error) {
	return object{
		"segments":      segments(in.Text),
		"prerelease":    in.Text.IsPrerelease(),
		"live":          in.Text.IsLive(),
		"release":       in.Text.Release(),
		"next_revision": in.Text.NextRevision(),
		"canonical":     in.Text.Canonical(),
	}, nil
}

// segments are the numbers as integers, nil if one of them is too large.
func segments(version *polyatom.Version) []string {
	numbers, err := version.Segments()
	if err != nil {
		return nil
	}
	texts := make([]string, len(numbers))
	for i, number := range numbers {
		texts[i] = strconv.FormatInt(number, 10)
	}
	return texts
}

func versionFromUpstream(in struct{ Text string }, _ polyatom.EAPI) (any, error) {
	return polyatom.VersionFromUpstream(in.Text)
}

func requirementMatches(in struct {
	Requirement *polyatom.VersionRequirement
	Versions    []*polyatom.Version
}, _ polyatom.EAPI) (any, error) {
	return places(in.Versions, in.Requirement.Matches), nil
}

func packageNameParse(in struct{ Text *polyatom.PackageName }, _ polyatom.EAPI) (any, error) {
	return object{"category": in.Text.Category(), "package": in.Text.Package(), "version": in.Text.Version()}, nil
}

func packageSplit(in struct{ Text string }, _ polyatom.EAPI) (any, error) {
	return polyatom.SplitPackage(in.Text)
}

type candidates struct {
	Atom string
	Cpvs []*polyatom.Cpv
}

func atomFilter(in candidates, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Atom, eapi)
	if err != nil {
		return nil, err
	}
	return append([]*polyatom.Cpv{}, atom.Filter(in.Cpvs)...), nil
}

func atomCouldMatch(in candidates, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Atom, eapi)
	if err != nil {
		return nil, err
	}
	return places(in.Cpvs, atom.CouldMatch), nil
}

type pair struct{ A, B string }

func (p pair) atoms(eapi polyatom.EAPI) (a, b *polyatom.Atom, err error) {
	if a, err = polyatom.ParseAtom(p.A, eapi); err == nil {
		b, err = polyatom.ParseAtom(p.B, eapi)
	}
	return a, b, err
}

func atomConflict(in pair, eapi polyatom.EAPI) (any, error) {
	a, b, err := in.atoms(eapi)
	if err != nil {
		return nil, err
	}
	conflict := a.ConflictWith(b)
	if conflict == nil {
		return object{"part": nil, "flag": nil}, nil
	}
	return object{"part": conflict.Part, "flag": orNull(conflict.Flag, conflict.Flag != "")}, nil
}

func atomCanonical(in struct{ Text string }, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Text, eapi)
	if err != nil {
		return nil, err
	}
	return atom.Canonical(), nil
}

func atomEqual(in pair, eapi polyatom.EAPI) (any, error) {
	a, b, err := in.atoms(eapi)
	if err != nil {
		return nil, err
	}
	return a.Equal(b), nil
}

func useFlagsParse(in struct{ Names []string }, _ polyatom.EAPI) (any, error) {
	flags, err := polyatom.NewUseFlags(in.Names)
	if err != nil {
		return nil, err
	}
	return flags.Names(), nil
}

func iuseParse(in struct{ Text *polyatom.IUSE }, _ polyatom.EAPI) (any, error) {
	return object{
		"flags":    in.Text.Names(),
		"enabled":  in.Text.Enabled().Names(),
		"disabled": in.Text.Disabled().Names(),
	}, nil
}

func iuseEffective(in struct {
	Text     *polyatom.IUSE
	Implicit []string
}, _ polyatom.EAPI) (any, error) {
	implicit, err := polyatom.NewUseFlags(in.Implicit)
	if err != nil {
		return nil, err
	}
	return in.Text.Effective(implicit).Names(), nil
}

func keywordsStatus(in struct {
	Text *polyatom.Keywords
	Arch string
}, _ polyatom.EAPI) (any, error) {
	return choiceOrNull(in.Text.Status(in.Arch)), nil
}

func keywordsAccepted(in struct {
	Keywords *polyatom.Keywords
	Accept   *polyatom.AcceptKeywords
}, _ polyatom.EAPI) (any, error) {
	return in.Keywords.IsAcceptedBy(in.Accept), nil
}

// depspecWays sorts the items and the ways: which comes first means nothing.
func depspecWays(in spec, eapi polyatom.EAPI) (any, error) {
	const many = 100_000
	spec, err := in.parse(eapi)
	if err != nil {
		return nil, err
	}
	ways, err := spec.DNF(many)
	if err != nil {
		return nil, err
	}
	texts := [][]string{}
	for _, way := range ways {
		items := append([]string{}, way.Leaves()...)
		slices.Sort(items)
		texts = append(texts, items)
	}
	slices.SortFunc(texts, slices.Compare)
	return texts, nil
}

// depspecSimplify tells what is left of a simplified specification with some flags.
func depspecSimplify(in struct {
	spec
	Use []string
}, eapi polyatom.EAPI) (any, error) {
	spec, err := in.parse(eapi)
	if err != nil {
		return nil, err
	}
	use, err := polyatom.NewUseFlags(in.Use)
	if err != nil {
		return nil, err
	}
	return leaves(spec.Simplify().Evaluate(use)), nil
}

func depspecDiagnose(in struct {
	Variable polyatom.DepSpecKind
	Text     string
}, eapi polyatom.EAPI) (any, error) {
	spec, err := spec{in.Variable, in.Text}.parse(eapi)
	if err != nil {
		return nil, err
	}
	kinds := []polyatom.DiagnosticKind{}
	for _, found := range spec.Diagnostics() {
		kinds = append(kinds, found.Kind)
	}
	return kinds, nil
}

func requiredUseSolve(in struct {
	Text                string
	Use, Masked, Forced []string
}, eapi polyatom.EAPI) (any, error) {
	spec, err := spec{polyatom.DepSpecKindRequiredUse, in.Text}.parse(eapi)
	if err != nil {
		return nil, err
	}
	var sets [3]*polyatom.UseFlags
	for i, names := range [][]string{in.Use, in.Masked, in.Forced} {
		if sets[i], err = polyatom.NewUseFlags(names); err != nil {
			return nil, err
		}
	}
	fixed := polyatom.DepSpecSolveRequiredUseOptions{Masked: sets[1], Forced: sets[2]}
	solution, err := spec.SolveRequiredUse(sets[0], fixed)
	if err != nil {
		return nil, err
	}
	if solution == nil {
		return object{"changes": nil, "use": nil}, nil
	}
	use := append([]string{}, in.Use...)
	for _, change := range solution.Changes {
		if change.Enable {
			use = append(use, change.Flag)
		} else {
			use = slices.DeleteFunc(use, func(flag string) bool { return flag == change.Flag })
		}
	}
	slices.Sort(use)
	return object{"changes": len(solution.Changes), "use": use}, nil
}

func srcURIDownloads(in struct {
	Text    string
	Use     []string
	Mirrors map[string][]string
}, eapi polyatom.EAPI) (any, error) {
	spec, err := spec{polyatom.DepSpecKindSrcURI, in.Text}.parse(eapi)
	if err != nil {
		return nil, err
	}
	options := polyatom.DepSpecDownloadsOptions{}
	if in.Use != nil {
		if options.UseFlags, err = polyatom.NewUseFlags(in.Use); err != nil {
			return nil, err
		}
	}
	for name, uris := range in.Mirrors {
		options.Mirrors = append(options.Mirrors, polyatom.Mirror{Name: name, URIs: uris})
	}
	return append([]polyatom.Download{}, spec.Downloads(options)...), nil
}

func errorDescribe(in struct{ What, Text string }, eapi polyatom.EAPI) (any, error) {
	err := read(in.What, in.Text, eapi)
	var invalid polyatom.Error
	if !errors.As(err, &invalid) {
		return nil, err
	}
	details := invalid.Details()
	return object{"code": details.Code, "start": details.Start, "end": details.End}, nil
}

func read(what, text string, eapi polyatom.EAPI) (err error) {
	switch what {
	case "atom":
		_, err = polyatom.ParseAtom(text, eapi)
	case "cpn":
		_, err = polyatom.ParseCpn(text)
	case "cpv":
		_, err = polyatom.ParseCpv(text)
	case "iuse":
		_, err = polyatom.ParseIUSE(text)
	case "keyword":
		_, err = polyatom.ParseKeyword(text)
	case "keywords":
		_, err = polyatom.ParseKeywords(text)
	case "package_name":
		_, err = polyatom.ParsePackageName(text)
	case "pattern":
		_, err = polyatom.ParseAtomPattern(text)
	case "requirement":
		_, err = polyatom.ParseVersionRequirement(text)
	case "slot":
		_, err = polyatom.ParseSlot(text)
	case "use_dep":
		_, err = polyatom.ParseUseDep(text, eapi)
	case "version":
		_, err = polyatom.ParseVersion(text)
	default:
		var kind polyatom.DepSpecKind
		if kind, err = polyatom.ParseDepSpecKind(what); err == nil {
			_, err = spec{kind, text}.parse(eapi)
		}
	}
	return err
}

// places are those of the elements of which something holds.
func places[T any](elements []T, holds func(T) bool) []int {
	found := []int{}
	for i, element := range elements {
		if holds(element) {
			found = append(found, i)
		}
	}
	return found
}
