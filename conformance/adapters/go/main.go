// The adapter of the Go package: a line of JSON in, a line of JSON out. protocol.md describes both.
package main

import (
	"bufio"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

type object = map[string]any

// An operation reads its input and answers for an EAPI, or for none.
type operation func(in json.RawMessage, eapi polyatom.EAPI) (any, error)

var operations = map[string]operation{
	"version.parse":    reading(versionParse),
	"version.compare":  reading(versionCompare),
	"version.sort":     reading(versionSort),
	"version.sort_key": reading(versionSortKey),
	"cpv.parse":        reading(cpvParse),
	"atom.parse":       reading(atomParse),
	"atom.matches":     reading(atomMatches),
	"atom.intersects":  reading(atomIntersects),
	"atom.evaluate":    reading(atomEvaluate),

	"use_dep.matches":    reading(useDepMatches),
	"depspec.parse":      reading(depspecParse),
	"depspec.evaluate":   reading(depspecEvaluate),
	"depspec.satisfied":  reading(depspecSatisfied),
	"required_use.check": reading(requiredUseCheck),
	"src_uri.parse":      reading(srcURIParse),
	"pattern.matches":    reading(patternMatches),
	"live":               live,
}

// reading makes an operation of a function that wants its input decoded. Versions and packages are text types, so that decoding
// parses them; atoms depend on the EAPI and stay text.
func reading[T any](run func(in T, eapi polyatom.EAPI) (any, error)) operation {
	return func(raw json.RawMessage, eapi polyatom.EAPI) (any, error) {
		var in T
		if err := json.Unmarshal(raw, &in); err != nil {
			return nil, err
		}
		return run(in, eapi)
	}
}

func versionParse(in struct{ Text *polyatom.Version }, _ polyatom.EAPI) (any, error) {
	suffixes := [][]any{}
	for _, suffix := range in.Text.Suffixes() {
		suffixes = append(suffixes, []any{suffix.Kind, orNull(suffix.Number, suffix.Number != "")})
	}
	return object{
		"numbers":  in.Text.Numbers(),
		"letter":   orNull(in.Text.Letter()),
		"suffixes": suffixes,
		"revision": in.Text.Revision(),
	}, nil
}

func versionCompare(in struct{ A, B *polyatom.Version }, _ polyatom.EAPI) (any, error) {
	return []string{"<", "=", ">"}[in.A.Compare(in.B)+1], nil
}

func versionSort(in struct{ Versions []*polyatom.Version }, _ polyatom.EAPI) (any, error) {
	slices.SortStableFunc(in.Versions, (*polyatom.Version).Compare)
	return in.Versions, nil
}

func versionSortKey(in struct{ Text *polyatom.Version }, _ polyatom.EAPI) (any, error) {
	return hex.EncodeToString(in.Text.SortKey()), nil
}

func cpvParse(in struct{ Text *polyatom.Cpv }, _ polyatom.EAPI) (any, error) {
	return object{
		"category": in.Text.Category(),
		"package":  in.Text.Package(),
		"version":  in.Text.Version(),
		"revision": in.Text.Revision(),
	}, nil
}

func atomParse(in struct{ Text string }, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Text, eapi)
	if err != nil {
		return nil, err
	}
	return object{
		"blocker":  choiceOrNull(atom.Blocker()),
		"op":       choiceOrNull(atom.Op()),
		"category": atom.Category(),
		"package":  atom.Package(),
		"version":  atom.Version(),
		"revision": atom.Revision(),
		"slot":     orNull(atom.Slot()),
		"subslot":  orNull(atom.Subslot()),
		"slot_op":  choiceOrNull(atom.SlotOp()),
		"use":      atom.UseDeps(),
		"repo":     orNull(atom.Repo()),
	}, nil
}

// facts are what the protocol tells about a package.
type facts struct {
	Cpv     *polyatom.Cpv
	Slot    *string
	Subslot *string
	Repo    string
	Use     []string
	IUSE    []string
}

func (f facts) pkg() (*polyatom.Package, error) {
	iuse, err := readIuse(f.IUSE)
	if err != nil {
		return nil, err
	}
	use, err := polyatom.NewUseFlags(f.Use)
	if err != nil {
		return nil, err
	}
	options := polyatom.PackageOptions{Repo: f.Repo, UseFlags: use, IUSE: iuse}
	if f.Slot != nil {
		text := *f.Slot
		if f.Subslot != nil {
			text += "/" + *f.Subslot
		}
		slot, err := polyatom.ParseSlot(text)
		if err != nil {
			return nil, err
		}
		options.Slot = slot
	}
	return polyatom.NewPackage(f.Cpv, options)
}

// readIuse is nothing if no list of flags is given.
func readIuse(flags []string) (*polyatom.IUSE, error) {
	if flags == nil {
		return nil, nil
	}
	return polyatom.ParseIUSE(strings.Join(flags, " "))
}

func known(all []facts) ([]*polyatom.Package, error) {
	packages := make([]*polyatom.Package, len(all))
	for i, facts := range all {
		pkg, err := facts.pkg()
		if err != nil {
			return nil, err
		}
		packages[i] = pkg
	}
	return packages, nil
}

// indices are the places of the packages that match.
func indices(packages []*polyatom.Package, matches func(*polyatom.Package) bool) []int {
	matching := []int{}
	for i, pkg := range packages {
		if matches(pkg) {
			matching = append(matching, i)
		}
	}
	return matching
}

func atomMatches(in struct {
	Atom      string
	Packages  []facts
	ParentUse []string `json:"parent_use"`
}, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Atom, eapi)
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
	return indices(packages, func(pkg *polyatom.Package) bool { return atom.MatchesPackage(pkg, parentUse) }), nil
}

func atomIntersects(in struct{ A, B string }, eapi polyatom.EAPI) (any, error) {
	a, err := polyatom.ParseAtom(in.A, eapi)
	if err != nil {
		return nil, err
	}
	b, err := polyatom.ParseAtom(in.B, eapi)
	if err != nil {
		return nil, err
	}
	return a.Intersects(b), nil
}

func atomEvaluate(in struct {
	Atom string
	Use  []string
}, eapi polyatom.EAPI) (any, error) {
	atom, err := polyatom.ParseAtom(in.Atom, eapi)
	if err != nil {
		return nil, err
	}
	use, err := polyatom.NewUseFlags(in.Use)
	if err != nil {
		return nil, err
	}
	return atom.Evaluate(use), nil
}

func useDepMatches(in struct {
	UseDep    string `json:"use_dep"`
	Package   struct{ Use, IUSE []string }
	ParentUse []string `json:"parent_use"`
}, eapi polyatom.EAPI) (any, error) {
	dep, err := polyatom.ParseUseDep(in.UseDep, eapi)
	if err != nil {
		return nil, err
	}
	// Matching is the business of atoms: the atom with this dependency and nothing else that could fail.
	atom := polyatom.MustParseAtom("cat/pkg").WithUseDeps([]*polyatom.UseDep{dep})
	iuse, err := readIuse(in.Package.IUSE)
	if err != nil {
		return nil, err
	}
	use, err := polyatom.NewUseFlags(in.Package.Use)
	if err != nil {
		return nil, err
	}
	pkg, err := polyatom.NewPackage(polyatom.MustParseCpv("cat/pkg-1"), polyatom.PackageOptions{UseFlags: use, IUSE: iuse})
	if err != nil {
		return nil, err
	}
	parentUse, err := polyatom.NewUseFlags(in.ParentUse)
	if err != nil {
		return nil, err
	}
	return atom.MatchesPackage(pkg, parentUse), nil
}

func patternMatches(in struct {
	Pattern  *polyatom.AtomPattern
	Packages []facts
}, _ polyatom.EAPI) (any, error) {
	packages, err := known(in.Packages)
	if err != nil {
		return nil, err
	}
	return indices(packages, in.Pattern.MatchesPackage), nil
}

func orNull(text string, ok bool) any {
	if !ok {
		return nil
	}
	return text
}

func choiceOrNull[E ~int32](choice E) any {
	if choice == 0 {
		return nil
	}
	return choice
}

func about() object {
	return object{
		"protocol": 1,
		"name":     "polyatom",
		"version":  polyatom.LibraryVersion(),
		"language": "go",
		"runtime":  runtime.Version(),
		"eapis":    polyatom.EAPIValues(),
		"ops":      slices.Sorted(maps.Keys(operations)),
	}
}

// A request is any message of the runner; those other than run have a command only.
type request struct {
	Cmd  string
	Seq  int
	Op   string
	EAPI polyatom.EAPI
	In   json.RawMessage
}

func answer(request request) (reply object) {
	defer func() {
		if broken := recover(); broken != nil {
			reply = object{"seq": request.Seq, "crash": fmt.Sprintf("%v\n%s", broken, debug.Stack())}
		}
	}()
	run, ok := operations[request.Op]
	if !ok {
		return object{"seq": request.Seq, "skip": "no operation " + request.Op}
	}
	out, err := run(request.In, request.EAPI)
	var invalid polyatom.Error
	var wrong problem
	switch {
	case err == nil:
		return object{"seq": request.Seq, "out": out}
	case errors.As(err, &invalid):
		return refusal(request.Seq, invalid)
	case errors.As(err, &wrong):
		return object{"seq": request.Seq, "error": "invalid", "message": wrong.Error()}
	}
	return object{"seq": request.Seq, "crash": err.Error()}
}

func refusal(seq int, invalid polyatom.Error) object {
	if bug, ok := invalid.(*polyatom.PanicError); ok {
		return object{"seq": seq, "crash": bug.Message + "\n" + bug.Backtrace}
	}
	reply, details := object{"seq": seq, "error": "invalid", "message": invalid.Error()}, invalid.Details()
	if details.Code != "" {
		reply["at"] = details.Start
	}
	return reply
}

func run() error {
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	// It writes every message as one line, at once.
	out := json.NewEncoder(os.Stdout)
	for in.More() {
		var message request
		if err := in.Decode(&message); err != nil {
			return err
		}
		var reply object
		switch message.Cmd {
		case "start":
			reply = about()
		case "run":
			reply = answer(message)
		default:
			return nil
		}
		if err := out.Encode(reply); err != nil {
			return err
		}
	}
	return nil
}

func main() {
	maps.Copy(operations, valueOperations)
	maps.Copy(operations, repositoryOperations)
	maps.Copy(operations, configurationOperations)
	work := run
	if len(os.Args) == 4 && os.Args[1] == "--whole" {
		work = func() error { return readWhole(os.Args[2], os.Args[3]) }
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
