// AddressSanitizer keeps for a while what is freed, so that memory says nothing there.

//go:build !asan

package polyatom

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
	"testing"
	"time"
)

// resident is how much memory the process has, in bytes.
func resident(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip(err)
	}
	pages, err := strconv.Atoi(strings.Fields(string(text))[1])
	if err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}

func large(t *testing.T, i int) *DepSpec {
	t.Helper()
	spec, err := NewDepSpec(DepSpecKindDepend, strings.Repeat(">=category/package-"+strconv.Itoa(i)+":0= ", 400))
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

// many are texts to make large values of.
func many(prefix string) (texts []string) {
	for i := range 1_000 {
		texts = append(texts, prefix+strconv.Itoa(i))
	}
	return texts
}

// larges make values of every kind that can be large, each of 30 kB or more.
func larges(t *testing.T) map[string]func(i int) any {
	atoms, versions, flags := many("=category/package-"), many("1."), many("flag")
	maybe := []*string{}
	for i := range atoms {
		maybe = append(maybe, &atoms[i])
	}
	cpv, spec := MustParseCpv("a/b-1"), large(t, 0)
	iuse, batch := MustParseIUSE(strings.Join(flags, " ")), ParseAtoms(atoms)
	packages := []*Package{}
	for _, atom := range atoms {
		packages = append(packages, must(NewPackage(MustParseCpv(atom[1:]))))
	}
	return map[string]func(i int) any{
		"a specification":            func(i int) any { return large(t, i) },
		"made of a specification":    func(int) any { return spec.Simplify() },
		"a batch":                    func(int) any { return ParseAtoms(atoms) },
		"a batch of texts or none":   func(int) any { return ParseAtoms(maybe) },
		"a batch by its constructor": func(int) any { return NewVersionBatch(versions) },
		"specifications":             func(int) any { return ParseDepSpecs(DepSpecKindDepend, atoms[:200]) },
		"a batch in order":           func(int) any { return batch.Sorted() },
		"flags":                      func(int) any { return must(NewUseFlags(flags)) },
		"flags of IUSE":              func(int) any { return iuse.Disabled() },
		"a package":                  func(int) any { return must(NewPackage(cpv, PackageOptions{UseFlags: MustNewUseFlags(flags)})) },
		"a set of packages":          func(int) any { return NewPackageSet(packages) },
		"a long text":                func(int) any { return MustParseIUSE(iuse.String()) },
	}
}

// What is dropped is given back while the program runs, although Go does not see how large it is.
func TestLargeValuesThatAreDropped(t *testing.T) {
	before := resident(t)
	for name, dropped := range larges(t) {
		t.Run(name, func(t *testing.T) { wantFlat(t, dropped) })
	}
	// All of them have more than 1,400 MB.
	if grown := (resident(t) - before) >> 20; grown > 500 {
		t.Errorf("the process has grown by %d MB", grown)
	}
}

// wantFlat looks at what the library says that it holds, which does not depend on when memory goes back to the system.
func wantFlat(t *testing.T, dropped func(i int) any) {
	t.Helper()
	letCleanupsRun(t)
	before, made, most := native.held.Load(), int64(0), int64(0)
	for i := range 4_000 {
		held := native.held.Load()
		value := dropped(i)
		// What is freed meanwhile makes it less, never more.
		made = max(made, native.held.Load()-held)
		runtime.KeepAlive(value)
		if i%100 == 0 {
			letCleanupsRun(t)
			most = max(most, native.held.Load())
		}
	}
	if made < 8_000 {
		t.Errorf("one is counted as %d bytes", made)
	}
	if grown := (most - before) >> 20; grown > 64 {
		t.Errorf("%d MB are held at most", grown)
	}
}

// letCleanupsRun waits for the cleanups of all that the collector has found already, however long they take: on a busy machine the goroutines
// that run them may not have had their turn. It does not collect: that is up to the library.
func letCleanupsRun(t *testing.T) {
	t.Helper()
	cleanups := []metrics.Sample{{Name: "/gc/cleanups/queued:cleanups"}, {Name: "/gc/cleanups/executed:cleanups"}}
	metrics.Read(cleanups)
	if cleanups[0].Value.Kind() == metrics.KindBad {
		t.Skip("Go tells how many cleanups have run from 1.26 on")
	}
	for queued := cleanups[0].Value.Uint64(); cleanups[1].Value.Uint64() < queued; metrics.Read(cleanups[1:]) {
		time.Sleep(time.Millisecond)
	}
}

func TestMemoryLimit(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(128 << 20))
	wantFlat(t, func(i int) any { return large(t, i) })
}

// One that is kept keeps nothing else.
func TestOneOfSixteenIsKept(t *testing.T) {
	kept := []*DepSpec{}
	held := native.held.Load()
	for i := range 800 {
		if spec := large(t, i); i%16 == 0 {
			kept = append(kept, spec)
		}
	}
	each := int64(kept[0].bytes())
	for range 200 {
		runtime.GC()
		if native.held.Load()-held <= 2*50*each {
			break
		}
		runtime.Gosched()
	}
	if now := native.held.Load() - held; now > 2*50*each {
		t.Errorf("%d bytes are held for 50 of %d", now, each)
	}
	runtime.KeepAlive(kept)
}
