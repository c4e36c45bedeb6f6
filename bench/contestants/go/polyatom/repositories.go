package main

import (
	"context"
	"path/filepath"

	"github.com/polyatom/polyatom/bench/contestants/go/harness"
	polyatom "github.com/polyatom/polyatom/bindings/go"
)

// Whole repositories, profiles and configurations.

const (
	openssl       = "dev-libs/openssl"
	systemProfile = "default/linux/amd64/23.0"
)

func big() *polyatom.Repository {
	return must(polyatom.RepositoryOpen(filepath.Join(must(harness.Data()), "big")))
}

func system() *polyatom.Config {
	return must(polyatom.ConfigOpen(filepath.Join(must(harness.Data()), "root")))
}

func openAll(size int) (harness.Timed, error) {
	return harness.ComputedAndKept(size, func() []*polyatom.Repository {
		opened := make([]*polyatom.Repository, size)
		for i := range opened {
			opened[i] = big()
			count = len(opened[i].Cpvs())
		}
		return opened
	})
}

func readMetadata(size int) (harness.Timed, error) {
	repository := big()
	return harness.ComputedAndKept(size, func() (valid int) {
		for range size {
			valid += specifications(repository)
		}
		return valid
	})
}

// specifications is the number of those that are valid, of every kind.
func specifications(repository *polyatom.Repository) (valid int) {
	kinds := polyatom.DepSpecKindValues()
	for pkg, err := range repository.Packages().All() {
		if err != nil {
			continue
		}
		for _, kind := range kinds {
			if _, err := pkg.Spec(kind); err == nil {
				valid++
			}
		}
	}
	return valid
}

func reverse(size int) (harness.Timed, error) {
	fresh, name := make([]*polyatom.Repository, size), must(polyatom.ParseCpn(openssl))
	for i := range fresh {
		fresh[i] = big()
	}
	return harness.ComputedAndKept(size, func() (found int) {
		for _, repository := range fresh {
			found += len(repository.ReverseDependencies(name))
		}
		return found
	})
}

func reverseAgain(size int) (harness.Timed, error) {
	repository, name := big(), must(polyatom.ParseCpn(openssl))
	repository.ReverseDependencies(name)
	return harness.Repeat(size, func(int) { count = len(repository.ReverseDependencies(name)) })
}

func readSlot(size int) (harness.Timed, error) {
	pkg := must(big().Packages().Get(0))
	return harness.Repeat(size, func(int) { pkg.Slot() })
}

// reader gives what reads profiles of which nothing was read, and the flags that they have on.
func reader(repository *polyatom.Repository) func(name string) {
	known := polyatom.NewProfiles([]*polyatom.Repository{repository})
	return func(name string) { count = len(must(known.Profile(repository, name)).UseFinal()) }
}

// repeat does something again and again, by the time that it computes.
func repeat(times int, work func(i int)) (harness.Timed, error) {
	return harness.Computed(times, func() int {
		for i := range times {
			work(i)
		}
		return count
	})
}

func readProfile(size int) (harness.Timed, error) {
	repository := big()
	return repeat(size, func(int) { reader(repository)(systemProfile) })
}

func readProfileAgain(size int) (harness.Timed, error) {
	read := reader(big())
	read(systemProfile)
	return repeat(size, func(int) { read(systemProfile) })
}

func readProfiles(size int) (harness.Timed, error) {
	repository := big()
	names, err := harness.ProfileNames(size)
	if err != nil {
		return harness.Timed{}, err
	}
	read := reader(repository)
	return repeat(len(names), func(i int) { read(names[i]) })
}

func countBest(config *polyatom.Config) int {
	return len(must(config.BestVisibleOfAll(context.Background(), nil)))
}

func best(size int) (harness.Timed, error) {
	return harness.Computed(size, func() (found int) {
		for range size {
			found += countBest(system())
		}
		return found
	})
}

func bestAgain(size int) (harness.Timed, error) {
	config := system()
	countBest(config)
	return harness.Computed(size, func() (found int) {
		for range size {
			found += countBest(config)
		}
		return found
	})
}

func tellFlags(config *polyatom.Config, names []*polyatom.Cpn) (told int) {
	for _, name := range names {
		versions := config.Versions(name)
		told += len(must(config.Package(versions[len(versions)-1])).Flags())
	}
	return told
}

func flags(size int) (harness.Timed, error) {
	config := system()
	names := config.PackageNames()
	names = names[:min(size, len(names))]
	tellFlags(config, names)
	return harness.Computed(len(names), func() int { return tellFlags(config, names) })
}

// flagsInTwo tells half of them in each of two goroutines.
func flagsInTwo(size int) (harness.Timed, error) {
	config := system()
	names := config.PackageNames()
	names = names[:min(size, len(names))]
	tellFlags(config, names)
	return harness.Computed(len(names), func() int {
		beside := make(chan int)
		go func() { beside <- tellFlags(config, names[len(names)/2:]) }()
		return tellFlags(config, names[:len(names)/2]) + <-beside
	})
}
