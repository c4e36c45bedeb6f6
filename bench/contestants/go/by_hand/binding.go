package main

// #cgo CFLAGS: -I${SRCDIR}/../../../../target/polyatom/c/include
// #cgo LDFLAGS: ${SRCDIR}/../../../../target/polyatom/c/lib/libpolyatom.a -lm -ldl -lpthread
// #include <stdlib.h>
// #include <polyatom.h>
import "C"

import (
	"errors"
	"runtime"
	"unsafe"
)

// An Atom of the C library.
type Atom struct{ handle *C.polyatom_atom }

// A Cpv of the C library.
type Cpv struct{ handle *C.polyatom_cpv }

// ParseAtom reads an atom.
func ParseAtom(text string) (*Atom, error) {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	var failure *C.polyatom_error
	handle := C.polyatom_atom_parse(c, C.size_t(len(text)), C.POLYATOM_EAPI_NONE, &failure)
	if handle == nil {
		return nil, failed(failure)
	}
	atom := &Atom{handle}
	runtime.SetFinalizer(atom, func(atom *Atom) { C.polyatom_atom_free(atom.handle) })
	return atom, nil
}

// ParseCpv reads a package with its version.
func ParseCpv(text string) (*Cpv, error) {
	c := C.CString(text)
	defer C.free(unsafe.Pointer(c))
	var failure *C.polyatom_error
	handle := C.polyatom_cpv_parse(c, C.size_t(len(text)), &failure)
	if handle == nil {
		return nil, failed(failure)
	}
	cpv := &Cpv{handle}
	runtime.SetFinalizer(cpv, func(cpv *Cpv) { C.polyatom_cpv_free(cpv.handle) })
	return cpv, nil
}

// Category is the category.
func (a *Atom) Category() string {
	defer runtime.KeepAlive(a)
	return taken(C.polyatom_atom_category(a.handle))
}

func (a *Atom) String() string {
	defer runtime.KeepAlive(a)
	return taken(C.polyatom_atom_to_string(a.handle))
}

// Compare is for sorting.
func (a *Atom) Compare(other *Atom) int {
	defer runtime.KeepAlive(a)
	defer runtime.KeepAlive(other)
	return int(C.polyatom_atom_compare(a.handle, other.handle))
}

// Matches tells whether the atom matches a package.
func (a *Atom) Matches(cpv *Cpv) bool {
	defer runtime.KeepAlive(a)
	defer runtime.KeepAlive(cpv)
	return bool(C.polyatom_atom_matches(a.handle, cpv.handle))
}

func taken(text *C.char) string {
	defer C.polyatom_string_free(text)
	return C.GoString(text)
}

func failed(failure *C.polyatom_error) error {
	defer C.polyatom_error_free(failure)
	return errors.New(C.GoString(C.polyatom_error_message(failure)))
}
