// Package lib links the static library of polyatom for Linux with musl on x86-64, which a release puts beside this file.
package lib

// #include <features.h>
// #ifdef __GLIBC__
// #error "this archive of polyatom is for musl, and the C compiler is for glibc: leave the tag polyatom_musl out"
// #endif
// #cgo LDFLAGS: ${SRCDIR}/libpolyatom.a -lm -ldl -lpthread -static-libgcc
import "C"
