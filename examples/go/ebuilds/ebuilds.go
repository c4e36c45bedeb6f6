// Package ebuilds opens repositories.
package ebuilds

import (
	"log"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Open opens the repositories in directories.
func Open(paths []string) *polyatom.RepositorySet {
	return Must(polyatom.RepositorySetOpenAll(paths))
}

// Must returns the value, or ends the program with the error.
func Must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
