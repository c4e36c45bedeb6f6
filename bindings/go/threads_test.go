package polyatom_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// inGoroutines runs the work in many goroutines, each with its number; Go spreads them over threads.
func inGoroutines(work func(number int)) {
	var group sync.WaitGroup
	for number := range 16 {
		group.Add(1)
		go func() {
			defer group.Done()
			work(number)
		}()
	}
	group.Wait()
}

// A goroutine may go on in another thread after each call: its error comes along.
func TestEachGoroutineHasItsOwnErrors(t *testing.T) {
	inGoroutines(func(number int) {
		for round := range 300 {
			text := fmt.Sprintf("a/thread-%d-%d", number, round)
			_, err := polyatom.ParseAtom(text)
			runtime.Gosched()
			var atomError *polyatom.AtomError
			if !errors.As(err, &atomError) || atomError.Input != text {
				t.Errorf("%s: %v", text, err)
			}
			text = fmt.Sprintf("%d?%d", number, round)
			_, err = polyatom.ParseVersion(text)
			var versionError *polyatom.VersionError
			if !errors.As(err, &versionError) || versionError.Input != text {
				t.Errorf("%s: %v", text, err)
			}
		}
	})
}

func TestSharedObjectsAreTheSameEverywhere(t *testing.T) {
	const text = "!!>=dev-lang/python-3.11-r2:3.11/3=::gentoo[ssl,-test(-),tk?]"
	atom := polyatom.MustParseAtom(text)
	spec, err := polyatom.NewDepSpec(polyatom.DepSpecKindDepend, "|| ( a/b c/d ) flag? ( e/f )")
	if err != nil {
		t.Fatal(err)
	}
	look := func() string {
		return fmt.Sprint(atom, atom.Version(), atom.SlotDep(), atom.UseDeps(), atom.Evaluate(flags("tk")), spec.Items(), spec.Evaluate(flags("flag")))
	}
	want := look()
	inGoroutines(func(int) {
		for range 100 {
			if got := look(); got != want {
				t.Error(got)
			}
		}
	})
}

func TestWorkersAreSharedWhileGarbageIsCollected(t *testing.T) {
	texts := make([]string, 1500)
	for i := range texts {
		texts[i] = fmt.Sprintf("=cat/pkg-%d", i)
	}
	inGoroutines(func(number int) {
		for range 3 {
			sorted := polyatom.ParseAtoms(texts).Sorted().Successes()
			if len(sorted) != len(texts) || sorted[len(texts)-1].String() != texts[len(texts)-1] {
				t.Error("atoms got mixed up")
			}
			if number%4 == 0 {
				runtime.GC()
			}
		}
	})
}
