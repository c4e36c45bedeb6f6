//go:build cgo

package {{ namespace }}

// The library of the C binding, as cargo has built it.

// #cgo LDFLAGS: ${SRCDIR}/../target/release/lib{{ namespace }}_c.a -lm -ldl -lpthread
import "C"
