package main

import (
	"os"
	"slices"

	"github.com/polyatom/polyatom/bench/contestants/go/harness"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Whole jobs on the data of a real repository.

func eapi(text string) polyatom.EAPI { return must(polyatom.ParseEAPI(text)) }

func parseAll(size int) (harness.Timed, error) {
	dependencies, err := harness.RealDependencies()
	if err != nil {
		return harness.Timed{}, err
	}
	dependencies = slices.Repeat(dependencies, size)
	return harness.Repeat(len(dependencies), func(i int) { specification(dependencies[i].Text, eapi(dependencies[i].EAPI)) })
}

func evaluateAll(size int) (harness.Timed, error) {
	dependencies, err := harness.RealDependencies()
	if err != nil {
		return harness.Timed{}, err
	}
	trees := make([]*polyatom.DepSpec, len(dependencies))
	flags := make([]*polyatom.UseFlags, len(dependencies))
	for i, dependency := range dependencies {
		trees[i] = specification(dependency.Text, eapi(dependency.EAPI))
		flags[i] = polyatom.MustNewUseFlags(dependency.Flags)
	}
	return harness.Repeat(size*len(trees), func(i int) { trees[i%len(trees)].Evaluate(flags[i%len(trees)]) })
}

func sortAll(size int) (harness.Timed, error) {
	texts, err := harness.Lines("versions.txt")
	if err != nil {
		return harness.Timed{}, err
	}
	return sortVersions(size, texts)
}

func sortVersions(times int, texts []string) (harness.Timed, error) {
	unsorted := make([]*polyatom.Version, len(texts))
	for i, text := range texts {
		unsorted[i] = version(text)
	}
	return harness.Run(times*len(texts), func() []*polyatom.Version {
		var sorted []*polyatom.Version
		for range times {
			sorted = slices.Clone(unsorted)
			slices.SortFunc(sorted, (*polyatom.Version).Compare)
		}
		return sorted
	})
}

func matchAll(size int) (harness.Timed, error) {
	matchers, err := harness.Lines("matchers.txt")
	if err != nil {
		return harness.Timed{}, err
	}
	versions, err := harness.Lines("versions.txt")
	if err != nil {
		return harness.Timed{}, err
	}
	wanted := atoms(matchers)
	packages := cpvs(harness.Texts(len(versions), func(i int) string { return "cat/pkg-" + versions[i] }))
	return harness.Run(size*len(wanted)*len(packages), func() (matching int) {
		for range size {
			for _, atom := range wanted {
				for _, candidate := range packages {
					if atom.Matches(candidate) {
						matching++
					}
				}
			}
		}
		return matching
	})
}

func loadAll(size int) (harness.Timed, error) {
	files, err := harness.CacheFiles()
	if err != nil {
		return harness.Timed{}, err
	}
	files = slices.Repeat(files, size)
	return harness.Run(len(files), func() [][]*polyatom.DepSpec {
		loaded := make([][]*polyatom.DepSpec, len(files))
		for i, file := range files {
			text, values := harness.EntryDependencies(string(must(os.ReadFile(file))))
			for _, value := range values {
				loaded[i] = append(loaded[i], specification(value, eapi(text)))
			}
		}
		return loaded
	})
}
