// The newest version for each slot, the architectures that lag behind, and what could go.
//
// usage: bump REPOSITORY...
package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"example.org/example/ebuilds"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	set, query := ebuilds.Open(os.Args[1:]), polyatom.MustParseQuery("not =*/*-*9999*")
	released := ebuilds.Must(set.Query(context.Background(), query, nil))
	for _, slot := range released.BySlot() {
		packages := slot.Successes()
		newest, keywords, old := packages[len(packages)-1], []*polyatom.Keywords{}, []string{}
		ours := ebuilds.Must(newest.Keywords())
		for _, older := range packages[:len(packages)-1] {
			keywords = append(keywords, ebuilds.Must(older.Keywords()))
			if ours.Covers(keywords[len(keywords)-1]) {
				old = append(old, older.Cpv().PVR())
			}
		}
		fmt.Print(ebuilds.Must(newest.SlotAtom()), " ", newest.Cpv().Version())
		if lagging := ours.LaggingBehind(keywords); len(lagging) > 0 {
			fmt.Print(", stable: ", strings.Join(lagging, " "))
		}
		if len(old) > 0 {
			fmt.Print(", old: ", strings.Join(old, " "))
		}
		fmt.Println()
	}
}
