// Ours.
package main

import (
	"fmt"
	"slices"

	"github.com/polyatom/polyatom/bench/contestants/go/harness"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

var cases = map[string]harness.Case{
	"atom.distinct": func(size int) (harness.Timed, error) { return keep(harness.Texts(size, harness.Atom)) },
	"atom.equal":    func(size int) (harness.Timed, error) { return keep(harness.Texts(size, first)) },
	"atom.random_fresh": func(size int) (harness.Timed, error) {
		texts := harness.FreshAtoms(size)
		return harness.Repeat(size, func(i int) { atom(texts[i]) })
	},
	"atom.invalid": func(size int) (harness.Timed, error) {
		texts := harness.Texts(size, packageText)
		return harness.Repeat(size, func(i int) {
			if _, err := polyatom.ParseAtom(texts[i]); err == nil {
				panic("it was accepted: " + texts[i])
			}
		})
	},
	"atom.valid": func(size int) (harness.Timed, error) {
		return harness.Repeat(size, func(int) { polyatom.IsValidAtom(">=cat/pkg-1-r2:3/4=[a,b,c]") })
	},
	"atom.all_fields": func(size int) (harness.Timed, error) {
		texts := harness.Texts(size, harness.Atom)
		return harness.Repeat(size, func(i int) { readAll(atom(texts[i])) })
	},
	"atom.read": func(size int) (harness.Timed, error) {
		a := atom(harness.Atom(0))
		return harness.Repeat(size, func(int) { sink = a.Category() })
	},
	"atom.text": func(size int) (harness.Timed, error) {
		a := atom(harness.Atom(0))
		return harness.Repeat(size, func(int) { sink = a.String() })
	},
	"atom.property":      func(size int) (harness.Timed, error) { return readVersion(size, "=cat/pkg-1-r2:3/4=[a,b,c]") },
	"atom.property_none": func(size int) (harness.Timed, error) { return readVersion(size, "cat/pkg") },
	"atom.compare": func(size int) (harness.Timed, error) {
		a, b := atom(harness.Atom(1)), atom(harness.Atom(2))
		return harness.Repeat(size, func(int) { a.Compare(b) })
	},
	"atom.sort_reversed": func(size int) (harness.Timed, error) {
		return sortHundred(size, func(i int) string { return harness.Atom(99 - i) })
	},
	"atom.sort_ordered": func(size int) (harness.Timed, error) { return sortHundred(size, harness.Atom) },
	"atom.match": func(size int) (harness.Timed, error) {
		wanted, packages := atom(">=cat/pkg-5"), cpvs(harness.Texts(size, packageText))
		return harness.Repeat(size, func(i int) { wanted.Matches(packages[i]) })
	},
	"atom.without": func(size int) (harness.Timed, error) {
		a := atom(">=cat/pkg-1-r2:3/4=::repo[a,b,c]")
		return harness.Repeat(size, func(int) { a.Without(polyatom.AtomFieldRepo) })
	},
	"atom.modify": func(size int) (harness.Timed, error) {
		a := atom(">=cat/pkg-1-r2:3/4=[a,b,c]")
		return harness.Repeat(size, func(int) { must(a.WithRepo("repo")) })
	},
	"atom.bulk": func(size int) (harness.Timed, error) {
		texts := harness.Texts(size, harness.Atom)
		return harness.Run(size, func() *polyatom.AtomBatch { return polyatom.ParseAtoms(texts) })
	},
	"atom.sort_bulk": func(size int) (harness.Timed, error) {
		batch := polyatom.ParseAtoms(harness.ShuffledAtoms(size))
		return harness.Run(size, batch.Sorted)
	},
	"atom.match_bulk": func(size int) (harness.Timed, error) {
		wanted, packages := atom(">=cat/pkg-5"), polyatom.ParseCpvs(harness.Texts(size, packageText))
		return harness.Run(size, func() []byte { return packages.Matching(wanted) })
	},
	"version.create": func(size int) (harness.Timed, error) {
		return harness.Repeat(size, func(int) { version("1.2.3-r4") })
	},
	"version.invalid": func(size int) (harness.Timed, error) {
		return harness.Repeat(size, func(int) {
			if _, err := polyatom.ParseVersion("1.2.3-r"); err == nil {
				panic("it was accepted")
			}
		})
	},
	"version.compare": func(size int) (harness.Timed, error) {
		a, b := version("1.2.3-r4"), version("1.2.3-r5")
		return harness.Repeat(size, func(int) { a.Compare(b) })
	},
	"version.sort": func(size int) (harness.Timed, error) {
		return sortVersions(1, harness.Versions(size))
	},
	"depspec.parse":  func(size int) (harness.Timed, error) { return parseOne(size, harness.Dependencies(size)) },
	"depspec.nested": func(size int) (harness.Timed, error) { return parseOne(size, harness.Nested(size)) },
	"depspec.evaluate": func(size int) (harness.Timed, error) {
		spec := specification(harness.Dependencies(size), polyatom.EAPI8)
		flags := polyatom.MustNewUseFlags([]string{"f0", "f2", "f4", "f6"})
		return harness.Run(size, func() *polyatom.DepSpec { return spec.Evaluate(flags) })
	},
	"job.parse":    parseAll,
	"job.evaluate": evaluateAll,
	"job.sort":     sortAll,
	"job.match":    matchAll,
	"job.load":     loadAll,

	"repo.open":            openAll,
	"repo.metadata":        readMetadata,
	"repo.reverse":         reverse,
	"repo.reverse_again":   reverseAgain,
	"repo.field":           readSlot,
	"config.profile":       readProfile,
	"config.profile_again": readProfileAgain,
	"config.profiles":      readProfiles,
	"config.best":          best,
	"config.best_again":    bestAgain,
	"config.flags":         flags,
	"config.flags_in_two":  flagsInTwo,
}

func main() {
	harness.Main("polyatom", polyatom.LibraryVersion(), cases)
}

// sink and count keep the compiler from leaving calls out.
var (
	sink  string
	count int
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func atom(text string) *polyatom.Atom { return must(polyatom.ParseAtom(text)) }

func version(text string) *polyatom.Version { return must(polyatom.ParseVersion(text)) }

func specification(text string, eapi polyatom.EAPI) *polyatom.DepSpec {
	return must(polyatom.NewDepSpec(polyatom.DepSpecKindDepend, text, polyatom.DepSpecOptions{EAPI: eapi}))
}

func first(int) string { return harness.Atom(0) }

func packageText(i int) string { return fmt.Sprintf("cat/pkg-%d", i) }

func cpvs(texts []string) []*polyatom.Cpv {
	cpvs := make([]*polyatom.Cpv, len(texts))
	for i, text := range texts {
		cpvs[i] = must(polyatom.ParseCpv(text))
	}
	return cpvs
}

func atoms(texts []string) []*polyatom.Atom {
	atoms := make([]*polyatom.Atom, len(texts))
	for i, text := range texts {
		atoms[i] = atom(text)
	}
	return atoms
}

func keep(texts []string) (harness.Timed, error) {
	return harness.Keep(len(texts), func() []*polyatom.Atom { return atoms(texts) })
}

func readAll(a *polyatom.Atom) {
	sink = fmt.Sprint(len(a.Category()), len(a.Package()), a.Blocker(), a.Op(), a.SlotOp(), len(a.UseDeps()))
	a.Version()
	a.Revision()
	a.Slot()
	a.Subslot()
	a.Repo()
}

func readVersion(times int, text string) (harness.Timed, error) {
	a := atom(text)
	return harness.Repeat(times, func(int) { a.Version() })
}

func sortHundred(times int, text func(int) string) (harness.Timed, error) {
	unsorted := atoms(harness.Texts(100, text))
	return harness.Repeat(times, func(int) { slices.SortFunc(slices.Clone(unsorted), (*polyatom.Atom).Compare) })
}

func parseOne(items int, text string) (harness.Timed, error) {
	return harness.Run(items, func() *polyatom.DepSpec { return specification(text, polyatom.EAPI8) })
}
