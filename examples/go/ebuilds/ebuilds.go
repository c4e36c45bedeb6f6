// Package ebuilds opens repositories.
package ebuilds

import (
	"log"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Open opens the repositories in directories.
func Open(paths []string) (repositories []*polyatom.Repository) {
	for _, path := range paths {
		repositories = append(repositories, Must(polyatom.RepositoryOpen(path)))
	}
	return repositories
}

// Of returns the packages of repositories.
func Of(repositories []*polyatom.Repository) (packages []*polyatom.EbuildPackage) {
	for _, repository := range repositories {
		packages = append(packages, repository.Packages().Successes()...)
	}
	return packages
}

// Must returns the value, or ends the program with the error.
func Must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
