package main

import (
	"context"
	"fmt"
	"slices"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// The operations on profiles, configurations and queries.
var configurationOperations = map[string]operation{
	"profile.resolve":    reading(profileResolve),
	"config.package":     reading(configPackage),
	"config.visible":     reading(configVisible),
	"config.diagnostics": reading(configDiagnostics),
	"query.match":        reading(queryMatch),
}

// sortedTexts are the texts of values, in order.
func sortedTexts[T fmt.Stringer](values []T) []string {
	texts := []string{}
	for _, value := range values {
		texts = append(texts, value.String())
	}
	slices.Sort(texts)
	return texts
}

func maskTexts(masks []polyatom.PackageMask) []string {
	texts := []string{}
	for _, mask := range masks {
		texts = append(texts, mask.Text)
	}
	slices.Sort(texts)
	return texts
}

func profileResolve(in struct{ Repo, Profile string }, _ polyatom.EAPI) (any, error) {
	repository, err := open(in.Repo)
	if err != nil {
		return nil, err
	}
	profile, err := repository.Profile(in.Profile)
	if err != nil {
		return nil, err
	}
	parents := []string{}
	for _, directory := range profile.Directories() {
		parents = append(parents, directory.Name)
	}
	return object{
		"parents":                 parents,
		"use":                     list(profile.UseFlags()),
		"use_final":               list(profile.UseFinal()),
		"use_mask":                list(profile.UseMask()),
		"use_force":               list(profile.UseForce()),
		"use_stable_mask":         list(profile.UseStableMask()),
		"use_stable_force":        list(profile.UseStableForce()),
		"iuse_effective_implicit": list(profile.IUSEImplicit().Names()),
		"system":                  sortedTexts(profile.System()),
		"package_mask":            maskTexts(profile.PackageMask()),
		"package_unmask":          maskTexts(profile.PackageUnmask()),
		"package_provided":        sortedTexts(profile.PackageProvided()),
		"vars":                    profileVariables(profile),
	}, nil
}

// profileVariables are all variables but USE; those whose values are put together are lists.
func profileVariables(profile *polyatom.Profile) object {
	out := object{}
	for _, name := range profile.Variables() {
		switch {
		case name == "USE":
		case profile.IsIncremental(name):
			out[name] = list(profile.Words(name))
		default:
			out[name] = orNull(profile.Variable(name))
		}
	}
	return out
}

// kept is the configuration that was read last: requests about the same one follow each other.
var kept *polyatom.Config

func readConfig(root string) (*polyatom.Config, error) {
	if kept != nil && kept.Root() == root {
		return kept, nil
	}
	config, err := polyatom.ConfigOpen(root)
	if err == nil {
		kept = config
	}
	return config, err
}

func reasonsOf(found []polyatom.MaskReason) []object {
	out := []object{}
	for _, reason := range found {
		told := object{"kind": reason.Kind, "file": nil, "line": nil, "text": nil}
		if len(reason.Sources) > 0 {
			source := reason.Sources[0]
			told["file"], told["line"], told["text"] = source.Path, source.Line, source.Text
		}
		out = append(out, told)
	}
	return out
}

type configInput struct {
	ConfigRoot string `json:"config_root"`
	Cpv        *polyatom.Cpv
	Cpn        *polyatom.Cpn
}

func configPackage(in configInput, _ polyatom.EAPI) (any, error) {
	config, err := readConfig(in.ConfigRoot)
	if err != nil {
		return nil, err
	}
	pkg, err := config.Package(in.Cpv)
	if err != nil {
		return unusable(config, in.Cpv)
	}
	return object{
		"visible":        pkg.IsVisible(),
		"reasons":        reasonsOf(pkg.Reasons()),
		"use":            list(pkg.EnabledFlags()),
		"masked":         list(pkg.MaskedFlags()),
		"forced":         list(pkg.ForcedFlags()),
		"stable":         pkg.IsStable(),
		"iuse_effective": list(pkg.IUSEEffective().Names()),
	}, nil
}

// unusable is all that is known of a package whose metadata cannot be used.
func unusable(config *polyatom.Config, cpv *polyatom.Cpv) (any, error) {
	reasons, err := config.Reasons(cpv)
	if err != nil {
		return nil, err
	}
	none := []string{}
	return object{
		"visible": false, "reasons": reasonsOf(reasons), "use": none, "masked": none, "forced": none, "stable": false,
		"iuse_effective": none,
	}, nil
}

func configVisible(in configInput, _ polyatom.EAPI) (any, error) {
	config, err := readConfig(in.ConfigRoot)
	if err != nil {
		return nil, err
	}
	visible, why := []*polyatom.Cpv{}, map[string][]polyatom.ReasonKind{}
	for _, pkg := range config.Visible(in.Cpn) {
		visible = append(visible, pkg.Cpv())
	}
	for _, found := range config.Invisible(in.Cpn) {
		kinds := []polyatom.ReasonKind{}
		for _, reason := range found.Reasons {
			kinds = append(kinds, reason.Kind)
		}
		why[found.Cpv.String()] = kinds
	}
	out := object{"all": list(config.Versions(in.Cpn)), "visible": visible, "best": nil, "why": why}
	if len(visible) > 0 {
		out["best"] = visible[len(visible)-1]
	}
	return out, nil
}

func configDiagnostics(in configInput, _ polyatom.EAPI) (any, error) {
	config, err := readConfig(in.ConfigRoot)
	if err != nil {
		return nil, err
	}
	out := []object{}
	for _, found := range config.Check() {
		text := found.Reason
		if found.Line != nil {
			text = found.Input
		}
		out = append(out, object{"file": found.Path, "line": found.Line, "text": text})
	}
	return out, nil
}

func openInstalled(root string) (*polyatom.Installed, error) { return polyatom.InstalledOpen(root) }

func openRepository(path string) (*polyatom.Repository, error) { return open(path) }

// queryMatch is what a query finds, each once.
func queryMatch(in struct {
	Repo, Installed, Pkgdir *string
	ConfigRoot              string `json:"config_root"`
	Query                   *polyatom.Query
}, _ polyatom.EAPI) (any, error) {
	var found []*polyatom.Cpv
	var err error
	switch {
	case in.Repo != nil:
		found, err = queried(openRepository, *in.Repo, in.Query)
	case in.Installed != nil:
		found, err = queried(openInstalled, *in.Installed, in.Query)
	case in.Pkgdir != nil:
		found, err = queried(polyatom.PkgdirOpen, *in.Pkgdir, in.Query)
	default:
		found, err = queried(readConfig, in.ConfigRoot, in.Query)
	}
	texts := []string{}
	for _, cpv := range found {
		texts = append(texts, cpv.String())
	}
	return slices.Compact(texts), err
}

// queried is what a query finds in what open opens.
func queried[Found interface{ Cpvs() []*polyatom.Cpv }, Opened interface {
	Query(context.Context, *polyatom.Query, polyatom.Progress) (Found, error)
}](open func(string) (Opened, error), path string, query *polyatom.Query) ([]*polyatom.Cpv, error) {
	opened, err := open(path)
	if err != nil {
		return nil, err
	}
	found, err := opened.Query(context.Background(), query, nil)
	if err != nil {
		return nil, err
	}
	return found.Cpvs(), nil
}
