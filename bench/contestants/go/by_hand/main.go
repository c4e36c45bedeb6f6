// A binding as one would write it by hand with cgo: one C call for each operation, and a finalizer that frees.
// Some cases only: it shows what the generator costs.
package main

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/polyatom/polyatom/bench/contestants/go/harness"
)

var cases = map[string]harness.Case{
	"atom.distinct": func(size int) (harness.Timed, error) {
		texts := harness.Texts(size, harness.Atom)
		return harness.Keep(size, func() []*Atom { return atoms(texts) })
	},
	"atom.read": func(size int) (harness.Timed, error) {
		a := must(ParseAtom(harness.Atom(0)))
		return harness.Repeat(size, func(int) { sink = a.Category() })
	},
	"atom.text": func(size int) (harness.Timed, error) {
		a := must(ParseAtom(harness.Atom(0)))
		return harness.Repeat(size, func(int) { sink = a.String() })
	},
	"atom.compare": func(size int) (harness.Timed, error) {
		a, b := must(ParseAtom(harness.Atom(1))), must(ParseAtom(harness.Atom(2)))
		return harness.Repeat(size, func(int) { a.Compare(b) })
	},
	"atom.sort_reversed": func(size int) (harness.Timed, error) {
		unsorted := atoms(harness.Texts(100, func(i int) string { return harness.Atom(99 - i) }))
		return harness.Repeat(size, func(int) { slices.SortFunc(slices.Clone(unsorted), (*Atom).Compare) })
	},
	"atom.match": func(size int) (harness.Timed, error) {
		wanted := must(ParseAtom(">=cat/pkg-5"))
		packages := make([]*Cpv, size)
		for i := range packages {
			packages[i] = must(ParseCpv(fmt.Sprintf("cat/pkg-%d", i)))
		}
		return harness.Repeat(size, func(i int) { wanted.Matches(packages[i]) })
	},
}

func main() {
	harness.Main("by hand", "cgo, "+runtime.Version(), cases)
}

// sink keeps the compiler from leaving calls out.
var sink string

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func atoms(texts []string) []*Atom {
	atoms := make([]*Atom, len(texts))
	for i, text := range texts {
		atoms[i] = must(ParseAtom(text))
	}
	return atoms
}
