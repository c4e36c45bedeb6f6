// AddressSanitizer keeps for a while what is freed, so that memory says nothing there.

//go:build !asan

package polyatom

import (
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
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

// What is dropped is given back while the program runs, although Go does not see how large it is.
func TestLargeValuesThatAreDropped(t *testing.T) {
	before := resident(t)
	most := 0
	for i := range 8_000 {
		large(t, i)
		if i%100 == 0 {
			most = max(most, resident(t))
		}
	}
	// All of them have more than 200 MB.
	if grown := (most - before) >> 20; grown > 100 {
		t.Errorf("%d MB at most", grown)
	}
}

func TestMemoryLimit(t *testing.T) {
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(128 << 20))
	TestLargeValuesThatAreDropped(t)
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
