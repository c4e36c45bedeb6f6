package polyatom

import (
	"encoding/json"
	"runtime"
	"sync"
	"testing"
	"time"
)

// What Go lets go of is freed, on whatever way it went. The library has to be one that counts, as `cargo xtask sanitize` builds it.

const spec = "|| ( a/b c/d ) flag? ( e/f ) g/h"

func mustSpec() *DepSpec {
	made, err := NewDepSpec(DepSpecKindDepend, spec)
	if err != nil {
		panic(err)
	}
	return made
}

// ways are things to do that could lose something.
var ways = map[string]func(){
	"iterators left half-way": func() {
		for range mustSpec().All() {
			break
		}
	},
	"children kept longer than parents": func() {
		child := mustSpec().Items()[0].Children()[1]
		revision := MustParseCpv("a/b-1-r2").Version().Revision()
		runtime.GC()
		if child.String()+revision.String() != "c/d2" {
			panic("they are gone")
		}
	},
	"closed, or not, or twice": func() {
		for i := range 40 {
			atom := MustParseAtom("a/b[c,d]")
			for range i % 3 {
				atom.Close()
			}
		}
	},
	"panics in the middle": func() {
		defer func() { _ = recover() }()
		made := []*Atom{MustParseAtom("a/b"), nil}
		_ = MustParseAtom("c/d").UseDeps()
		SortAtoms(made)
	},
	"batches left half-way, in part and with gaps": func() {
		text := "a/b"
		batch := ParseAtoms([]*string{&text, nil, &text})
		for range batch.All() {
			break
		}
		_, _ = ParseAtoms([]string{"?"}).Get(0)
		_ = batch.Slice(1, 2).Texts()
	},
	"constructors that fail, and sets of what they made": func() {
		pkg, err := NewPackage(MustParseCpv("a/b-1"), PackageOptions{UseFlags: MustNewUseFlags([]string{"a"}), IUSE: MustParseIUSE("+a b")})
		if err != nil {
			panic(err)
		}
		_, _ = NewPackage(pkg.Cpv(), PackageOptions{Repo: "?", UseFlags: pkg.UseFlags()})
		_, _ = NewUseFlags([]string{"a", "?"})
		if NewPackageSet([]*Package{pkg, pkg}).BestMatch(MustParseAtom("a/b")) == nil {
			panic("nothing matches")
		}
	},
	"errors": func() {
		for _, text := range []string{"?", "a/b-1", "=a/b", "a/b\xff"} {
			_, err := ParseAtom(text)
			_ = err.Error()
		}
		_ = json.Unmarshal([]byte(`"?"`), new(Atom))
	},
	"copies and JSON": func() {
		atom := MustParseAtom("a/b[c]")
		copied := *atom
		text, _ := json.Marshal([]*Atom{&copied, atom})
		var back []*Atom
		_ = json.Unmarshal(text, &back)
	},
	"values read over others": func() {
		atom := MustParseAtom("a/b")
		_ = atom.UnmarshalText([]byte("c/d"))
		_ = atom.UnmarshalText([]byte("?"))
	},
	"goroutines that end": func() {
		var group sync.WaitGroup
		for range 8 {
			group.Add(1)
			go func() {
				defer group.Done()
				ParseAtoms([]string{"a/b", "?"}).Sorted()
			}()
		}
		group.Wait()
	},
}

// lastResort is how long a test waits for what never comes: a busy machine needs its time.
const lastResort = 20 * time.Minute

// settles waits for the garbage collector to have everything freed; it tells how much is left then.
func settles(enough uint64) uint64 {
	for end := time.Now().Add(lastResort); time.Now().Before(end); {
		runtime.GC()
		if liveObjects() <= enough {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	return liveObjects()
}

func TestNothingIsLeft(t *testing.T) {
	kept := MustParseAtom("a/b")
	if liveObjects() == 0 {
		t.Skip("the library does not count what is alive")
	}
	runtime.KeepAlive(kept)
	kept = nil
	// A stack may still have what was made last.
	few := uint64(8)
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			for range 200 {
				way()
			}
			if left := settles(few); left > few {
				t.Errorf("%d are alive", left)
			}
		})
	}
}
