package polyatom_test

import (
	"slices"
	"strconv"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

const benchmarked = ">=dev-lang/python-3.11-r1:3.11=[ssl,-test(-),tk?]"

func BenchmarkParseAtom(b *testing.B) {
	for b.Loop() {
		if _, err := polyatom.ParseAtom(benchmarked, polyatom.EAPI8); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseAtomAndClose(b *testing.B) {
	for b.Loop() {
		polyatom.MustParseAtom(benchmarked).Close()
	}
}

func BenchmarkParseInvalidAtom(b *testing.B) {
	for b.Loop() {
		if _, err := polyatom.ParseAtom("dev-lang/python-3.11"); err == nil {
			b.Fatal("it is valid")
		}
	}
}

func BenchmarkCategory(b *testing.B) {
	atom := polyatom.MustParseAtom(benchmarked)
	for b.Loop() {
		atom.Category()
	}
}

func BenchmarkOp(b *testing.B) {
	atom := polyatom.MustParseAtom(benchmarked)
	for b.Loop() {
		atom.Op()
	}
}

func BenchmarkCompareVersions(b *testing.B) {
	one, two := polyatom.MustParseVersion("1.2.3-r4"), polyatom.MustParseVersion("1.2.3-r5")
	for b.Loop() {
		one.Compare(two)
	}
}

func BenchmarkMatches(b *testing.B) {
	atom, cpv := polyatom.MustParseAtom(">=dev-lang/python-3.11"), polyatom.MustParseCpv("dev-lang/python-3.12.1")
	for b.Loop() {
		atom.Matches(cpv)
	}
}

func BenchmarkUseDeps(b *testing.B) {
	atom := polyatom.MustParseAtom(benchmarked)
	for b.Loop() {
		atom.UseDeps()
	}
}

func BenchmarkSort1000Versions(b *testing.B) {
	versions := make([]*polyatom.Version, 1000)
	for i := range versions {
		versions[i] = polyatom.MustParseVersion("1." + strconv.Itoa(i*7919%1000))
	}
	b.Run("in Go", func(b *testing.B) {
		for b.Loop() {
			slices.SortFunc(slices.Clone(versions), (*polyatom.Version).Compare)
		}
	})
	b.Run("in Rust", func(b *testing.B) {
		for b.Loop() {
			polyatom.SortVersions(versions)
		}
	})
}
