//go:build cgo && !polyatom_dev && !polyatom_external && !polyatom_musl

package polyatom

// The library for this platform, in a module of its own so that nobody downloads those of all platforms.
import _ "github.com/polyatom/polyatom/bindings/go/lib/linux_arm64"
