// Package lib links the static library of polyatom for Linux on x86-64, which a release puts beside this file.
package lib

// #include <features.h>
// #ifndef __GLIBC__
// #error "this archive of polyatom is for glibc: for musl there is the tag polyatom_musl, for others polyatom_external"
// #endif
// #cgo LDFLAGS: ${SRCDIR}/libpolyatom.a -lm -ldl -lpthread -static-libgcc
import "C"
