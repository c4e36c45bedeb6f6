// Five common mistakes, and what is said about them.
package main

import (
	"fmt"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func main() {
	_, operator := polyatom.ParseAtom("dev-lang/python-3.11")
	_, version := polyatom.ParseAtom(">=dev-lang/python")
	_, eapi := polyatom.ParseAtom("dev-lang/python:3.11=", polyatom.EAPI4)
	_, suffix := polyatom.ParseVersion("1.0-rc1")
	_, blank := polyatom.NewDepSpec(polyatom.DepSpecKindDepend, "|| ( dev-libs/openssl dev-libs/libressl)")
	for _, err := range []error{operator, version, eapi, suffix, blank} {
		fmt.Printf("%v\n\n", err)
	}
}
