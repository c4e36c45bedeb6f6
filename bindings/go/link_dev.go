//go:build cgo && polyatom_dev && !polyatom_external

package polyatom

// With the tag polyatom_dev, the library that `cargo xtask build` has made in this checkout.

// #cgo LDFLAGS: ${SRCDIR}/../../target/polyatom/c/lib/libpolyatom.a -lm -ldl -lpthread -static-libgcc
import "C"
