package polyatom_test

import (
	"reflect"
	"runtime"
	"sync/atomic"
	"testing"
	"time"
)

// objects makes what a call gives, and has it counted when Go lets go of it.
func objects(call []any, gone *atomic.Int64) (found []reflect.Value) {
	for _, value := range members(made(call)) {
		if value.Kind() == reflect.Pointer && has(value, "Close") {
			runtime.AddCleanup((*byte)(value.UnsafePointer()), func(gone *atomic.Int64) { gone.Add(1) }, gone)
			found = append(found, value)
		}
	}
	return found
}

// One living object of sixteen keeps nothing alive but itself, of every type.
func TestOneKeepsNothingElse(t *testing.T) {
	var calls [][]any
	law("values.json", &calls)
	for _, call := range calls {
		var gone atomic.Int64
		kept, others := objects(call, &gone), 0
		for range 15 {
			others += len(objects(call, &gone))
		}
		for end := time.Now().Add(20 * time.Minute); int(gone.Load()) < others && time.Now().Before(end); { // A last resort.
			runtime.GC()
			time.Sleep(time.Millisecond)
		}
		if int(gone.Load()) != others {
			t.Errorf("%v: %d of %d are gone", call, gone.Load(), others)
		}
		runtime.KeepAlive(kept)
	}
}
