// The newest version for each slot, the architectures that lag behind, and what could go.
//
// usage: bump REPOSITORY...
package main

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"example.org/example/entries"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

type ebuild struct {
	*polyatom.Cpv
	*polyatom.Keywords
}

func main() {
	order, slots := []string{}, map[string][]ebuild{}
	for _, entry := range entries.Sorted(os.Args[1:]) {
		if entry.Cpv.Version().IsLive() {
			continue
		}
		slot := fmt.Sprintf("%v:%s", entry.Cpv.Cpn(), entries.Must(polyatom.ParseSlot(entry.Variables["SLOT"])).Name())
		if slots[slot] == nil {
			order = append(order, slot)
		}
		slots[slot] = append(slots[slot], ebuild{entry.Cpv, entries.Must(polyatom.ParseKeywords(entry.Variables["KEYWORDS"]))})
	}
	for _, slot := range order {
		last := len(slots[slot]) - 1
		report(slot, slots[slot][:last], slots[slot][last])
	}
}

func report(slot string, older []ebuild, newest ebuild) {
	lagging, removable := []string{}, []string{}
	for _, old := range older {
		for _, arch := range old.Arches(polyatom.KeywordStatusStable) {
			if !newest.IsStable(arch) && !slices.Contains(lagging, arch) {
				lagging = append(lagging, arch)
			}
		}
		if !slices.ContainsFunc(old.Items(), func(word *polyatom.Keyword) bool { return !newest.IsStable(word.Arch()) }) {
			removable = append(removable, old.PVR())
		}
	}
	fmt.Print(slot, " ", newest.PVR())
	if len(lagging) > 0 {
		fmt.Print(", stable: ", strings.Join(lagging, " "))
	}
	if len(removable) > 0 {
		fmt.Print(", old: ", strings.Join(removable, " "))
	}
	fmt.Println()
}
