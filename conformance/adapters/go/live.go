package main

// #include <stdint.h>
// uint64_t polyatom_live_objects(void);
import "C"

import (
	"encoding/json"
	"runtime"
	"runtime/debug"
	"time"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// collected returns when a collection has come as far as to clean up.
func collected() {
	cleaned := make(chan struct{})
	runtime.AddCleanup(&[64]byte{}, func(done chan struct{}) { close(done) }, cleaned)
	for {
		runtime.GC()
		select {
		case <-cleaned:
			return
		case <-time.After(time.Millisecond):
		}
	}
}

// live is what the library has not got back, if it counts that. Cleanups run some time after a collection. What Go's own heap keeps for
// later goes back to the system, so that the process's memory tells of leaks alone.
func live(json.RawMessage, polyatom.EAPI) (any, error) {
	fewest := uint64(C.polyatom_live_objects())
	for quiet := 0; quiet < 5 && fewest > 0; quiet++ {
		collected()
		time.Sleep(2 * time.Millisecond)
		if now := uint64(C.polyatom_live_objects()); now < fewest {
			fewest, quiet = now, -1
		}
	}
	debug.FreeOSMemory()
	return fewest, nil
}
