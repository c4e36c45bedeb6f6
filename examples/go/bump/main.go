// The newest version for each slot, the architectures that lag behind, and what could go.
//
// usage: bump REPOSITORY...
package main

import (
	"fmt"
	"log"
	"os"
	"slices"
	"strings"

	"example.org/example/entries"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

type ebuild struct {
	cpv      *polyatom.Cpv
	keywords []string
}

func main() {
	order, slots := []string{}, map[string][]ebuild{}
	all := entries.Of(os.Args[1:])
	slices.SortFunc(all, func(a, b entries.Entry) int { return cpv(a).Compare(cpv(b)) })
	for _, entry := range all {
		slot, err := polyatom.ParseSlot(entry.Variables["SLOT"])
		if err != nil {
			log.Fatal(err)
		}
		if strings.Contains(cpv(entry).PVR(), "9999") {
			continue
		}
		name := cpv(entry).Cpn().String() + ":" + slot.Name()
		if slots[name] == nil {
			order = append(order, name)
		}
		slots[name] = append(slots[name], ebuild{cpv(entry), strings.Fields(entry.Variables["KEYWORDS"])})
	}
	for _, name := range order {
		fmt.Println(report(name, slots[name]))
	}
}

func cpv(entry entries.Entry) *polyatom.Cpv { return polyatom.MustParseCpv(entry.Name) }

func report(name string, versions []ebuild) string {
	older, newest := versions[:len(versions)-1], versions[len(versions)-1]
	line := name + " " + newest.cpv.PVR()
	lagging, removable := []string{}, []string{}
	for _, old := range older {
		needed := false
		for _, keyword := range old.keywords {
			isStable := !strings.HasPrefix(keyword, "~")
			if isStable && !slices.Contains(newest.keywords, keyword) && !slices.Contains(lagging, keyword) {
				lagging = append(lagging, keyword)
			}
			needed = needed || !slices.Contains(newest.keywords, strings.TrimPrefix(keyword, "~"))
		}
		if !needed {
			removable = append(removable, old.cpv.PVR())
		}
	}
	if len(lagging) > 0 {
		line += ", stable: " + strings.Join(lagging, " ")
	}
	if len(removable) > 0 {
		line += ", old: " + strings.Join(removable, " ")
	}
	return line
}
