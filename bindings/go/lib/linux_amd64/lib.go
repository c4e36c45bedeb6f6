// Package lib links the static library of polyatom for Linux on x86-64, which a release puts beside this file.
package lib

// #cgo LDFLAGS: ${SRCDIR}/libpolyatom.a -lm -ldl -lpthread
import "C"
