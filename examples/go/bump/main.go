// The newest version for each slot, the architectures that lag behind, and what could go.
//
// usage: bump REPOSITORY...
package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	packages, slots := ebuilds.Of(ebuilds.Open(os.Args[1:])), map[string][]*polyatom.EbuildPackage{}
	slices.SortStableFunc(packages, func(a, b *polyatom.EbuildPackage) int { return a.Cpv().Compare(b.Cpv()) })
	for _, p := range packages {
		if !p.Cpv().Version().IsLive() {
			slot := fmt.Sprintf("%v:%s", p.Cpv().Cpn(), ebuilds.Must(p.Slot()).Name())
			slots[slot] = append(slots[slot], p)
		}
	}
	for _, slot := range slices.Sorted(maps.Keys(slots)) {
		report(slot, slots[slot])
	}
}

func report(slot string, packages []*polyatom.EbuildPackage) {
	newest := packages[len(packages)-1]
	keywords, facts := ebuilds.Must(newest.Keywords()), map[string][]string{}
	for _, older := range packages[:len(packages)-1] {
		words := ebuilds.Must(older.Keywords())
		for _, arch := range words.Arches(polyatom.KeywordStatusStable) {
			if !keywords.IsStable(arch) && !slices.Contains(facts["stable"], arch) {
				facts["stable"] = append(facts["stable"], arch)
			}
		}
		if !slices.ContainsFunc(words.Items(), func(word *polyatom.Keyword) bool { return !keywords.IsStable(word.Arch()) }) {
			facts["old"] = append(facts["old"], older.Cpv().PVR())
		}
	}
	fmt.Print(slot, " ", newest.Cpv().Version())
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(facts))) {
		fmt.Print(", ", name, ": ", strings.Join(facts[name], " "))
	}
	fmt.Println()
}
