package main

import (
	"context"
	"strings"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// The operations on repositories and their files. Nothing is kept open: the next question may be about other files in the same place.
var repositoryOperations = map[string]operation{
	"repo.packages":             reading(repoPackages),
	"repo.package":              reading(repoPackage),
	"repo.match":                reading(repoMatch),
	"repo.reverse_dependencies": reading(repoReverseDependencies),
	"repo.verify":               reading(repoVerify),
	"manifest.parse":            reading(manifestParse),
	"metadata_xml.parse":        reading(metadataXMLParse),
	"installed.owner":           reading(installedOwner),
	"installed.package":         reading(installedPackage),
	"binary.package":            reading(binaryPackage),
	"binary.index":              reading(binaryIndex),
}

var keys = strings.Fields("BDEPEND DEFINED_PHASES DEPEND DESCRIPTION EAPI HOMEPAGE IDEPEND IUSE KEYWORDS LICENSE" +
	" PDEPEND PROPERTIES RDEPEND REQUIRED_USE RESTRICT SLOT SRC_URI")

// problem is what is wrong with a file that was read, and of which the protocol wants all or nothing.
type problem struct {
	polyatom.Problem
}

func (p problem) Error() string {
	return p.String()
}

// list is never null in JSON.
func list[T any](items []T) []T {
	return append([]T{}, items...)
}

func open(path string, options ...polyatom.RepositoryOpenOptions) (*polyatom.Repository, error) {
	return polyatom.RepositoryOpen(path, options...)
}

func repoPackages(in struct{ Repo string }, _ polyatom.EAPI) (any, error) {
	repository, err := open(in.Repo)
	if err != nil {
		return nil, err
	}
	broken := []object{}
	problems, err := repository.Broken(context.Background(), nil)
	if err != nil {
		return nil, err
	}
	for _, found := range problems {
		broken = append(broken, object{"cpv": textOrNull(found.Cpv), "variable": textOrNull(found.Variable)})
	}
	return object{"packages": list(repository.Cpvs()), "broken": broken, "missing": list(repository.Missing())}, nil
}

func textOrNull(text string) any {
	return orNull(text, text != "")
}

func repoPackage(in struct {
	Repo string
	Cpv  *polyatom.Cpv
}, _ polyatom.EAPI) (any, error) {
	repository, err := open(in.Repo)
	if err != nil {
		return nil, err
	}
	pkg, err := repository.Package(in.Cpv)
	if err != nil {
		return nil, err
	}
	// Lists are as written, if they are valid.
	if _, err := pkg.Keywords(); err != nil {
		return nil, err
	}
	if _, err := pkg.IUSE(); err != nil {
		return nil, err
	}
	slot, err := pkg.Slot()
	if err != nil {
		return nil, err
	}
	words := func(variable string) []string {
		text, _ := pkg.Get(variable)
		return list(strings.Fields(text))
	}
	out := object{}
	for _, key := range keys {
		out[key] = orNull(pkg.Get(key))
	}
	out["EAPI"] = pkg.EAPI()
	out["slot"], out["subslot"] = slot.Name(), slot.Subslot()
	out["keywords"], out["iuse"], out["inherited"] = words("KEYWORDS"), words("IUSE"), list(pkg.Inherited())
	return out, nil
}

func repoMatch(in struct{ Repo, Atom string }, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Atom, eapi)
	if err != nil {
		return nil, err
	}
	repository, err := open(in.Repo)
	if err != nil {
		return nil, err
	}
	return list(repository.Matching(atom)), nil
}

func repoReverseDependencies(in struct {
	Repo  string
	Cpn   *polyatom.Cpn
	Kinds []polyatom.DepSpecKind
}, _ polyatom.EAPI) (any, error) {
	repository, err := open(in.Repo)
	if err != nil {
		return nil, err
	}
	return list(repository.Dependents(in.Cpn, in.Kinds...)), nil
}

func repoVerify(in struct{ Repo, Level, Ebuilds, Eclasses string }, _ polyatom.EAPI) (any, error) {
	level := polyatom.VerifyLevelMd5
	switch in.Level {
	case "none":
		level = polyatom.VerifyLevelUnchecked
	case "mtime":
		level = polyatom.VerifyLevelMtime
	}
	repository, err := open(in.Repo, polyatom.RepositoryOpenOptions{EbuildSums: in.Ebuilds, EclassSums: in.Eclasses})
	if err != nil {
		return nil, err
	}
	found, err := repository.Verify(context.Background(), level, nil)
	if err != nil {
		return nil, err
	}
	stale := []*polyatom.Cpv{}
	for _, entry := range found.Stale {
		stale = append(stale, entry.Cpv)
	}
	return object{"valid": found.Valid, "stale": stale, "missing": list(found.Missing)}, nil
}

func manifestParse(in struct{ Path string }, _ polyatom.EAPI) (any, error) {
	manifest, err := polyatom.ReadManifest(in.Path)
	if err != nil {
		return nil, err
	}
	entries, problems := []object{}, []object{}
	for _, entry := range manifest.Entries {
		hashes := object{}
		for _, hash := range entry.Hashes {
			hashes[hash.Kind.String()] = hash.Digest
		}
		entries = append(entries, object{"kind": entry.Kind, "name": entry.Name, "size": entry.Size, "hashes": hashes})
	}
	for _, found := range manifest.Problems {
		problems = append(problems, object{"line": found.Line, "code": found.Code})
	}
	return object{"entries": entries, "errors": problems}, nil
}

func metadataXMLParse(in struct{ Path string }, _ polyatom.EAPI) (any, error) {
	xml, err := polyatom.ReadMetadataXML(in.Path)
	if err != nil {
		return nil, err
	}
	for _, found := range xml.Problems {
		return nil, problem{found}
	}
	maintainers, flags, remoteIDs, descriptions := []object{}, []object{}, []object{}, []object{}
	for _, found := range xml.Maintainers {
		maintainers = append(maintainers, object{
			"type": found.Kind, "email": found.Email, "name": textOrNull(found.Name), "proxied": textOrNull(found.Proxied),
		})
	}
	for _, flag := range xml.Flags {
		described := localized(flag.Description)
		described["name"], described["restrict"] = flag.Name, textOrNull(flag.Restrict)
		flags = append(flags, described)
	}
	if xml.Upstream != nil {
		for _, found := range xml.Upstream.RemoteIDs {
			remoteIDs = append(remoteIDs, object{"type": found.Kind, "value": found.Value})
		}
	}
	for _, found := range xml.LongDescriptions {
		descriptions = append(descriptions, localized(found))
	}
	return object{"maintainers": maintainers, "flags": flags, "remote_ids": remoteIDs, "descriptions": descriptions}, nil
}

func localized(found polyatom.Localized) object {
	return object{"lang": found.Lang, "text": found.Text}
}

func installedOwner(in struct{ Root, Path string }, _ polyatom.EAPI) (any, error) {
	installed, err := polyatom.InstalledOpen(in.Root)
	if err != nil {
		return nil, err
	}
	return list(installed.Owners(in.Path)), nil
}

func installedPackage(in struct {
	Root string
	Cpv  *polyatom.Cpv
}, _ polyatom.EAPI) (any, error) {
	installed, err := polyatom.InstalledOpen(in.Root)
	if err != nil {
		return nil, err
	}
	pkg, err := installed.Package(in.Cpv)
	if err != nil {
		return nil, err
	}
	out := object{}
	for _, name := range pkg.Variables() {
		text, _, err := pkg.Get(name)
		if err != nil {
			return nil, err
		}
		out[name] = text
	}
	return out, nil
}

func binaryPackage(in struct{ Path string }, _ polyatom.EAPI) (any, error) {
	pkg, err := polyatom.BinaryPackageOpen(in.Path)
	if err != nil {
		return nil, err
	}
	out := object{}
	for _, name := range pkg.Variables() {
		out[name], _ = pkg.Get(name)
	}
	return out, nil
}

func binaryIndex(in struct{ Path string }, _ polyatom.EAPI) (any, error) {
	index, err := polyatom.ReadBinaryIndex(in.Path)
	if err != nil {
		return nil, err
	}
	out := []object{}
	for _, entry := range index.Entries {
		variables := object{}
		for _, variable := range entry.Variables {
			variables[variable.Name] = variable.Text
		}
		out = append(out, variables)
	}
	return out, nil
}
