// Package linux_amd64 carries the static library for this platform. The archive is built, not committed: it is in the released module.
package linux_amd64

// #cgo LDFLAGS: ${SRCDIR}/libpolyatom.a -lm
import "C"
