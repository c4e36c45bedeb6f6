package polyatom_test

import (
	"context"
	"errors"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func sampleRepository(t *testing.T) *polyatom.Repository {
	t.Helper()
	repository, err := polyatom.RepositoryFromFiles([]polyatom.RepositoryFile{
		{Path: "metadata/md5-cache/a/b-1", Lines: []string{"EAPI=8", "SLOT=0", "DESCRIPTION=x", "RDEPEND=c/d"}},
		{Path: "metadata/md5-cache/a/b-2", Lines: []string{"EAPI=8"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return repository
}

func TestBadPackagesStandInTheirPlaces(t *testing.T) {
	repository := sampleRepository(t)
	var good, bad int
	for pkg, err := range repository.Packages().All() {
		if err != nil {
			bad++
		} else if repository.Contains(pkg.Cpv()) {
			good++
		}
	}
	if repository.Len() != 2 || good != 1 || bad != 1 {
		t.Errorf("%d packages, %d good, %d bad", repository.Len(), good, bad)
	}
}

func TestLongCallsAreWatchedAndStopped(t *testing.T) {
	repository := sampleRepository(t)
	var told [][2]int64
	found, err := repository.Broken(context.Background(), func(done, total int64) bool {
		told = append(told, [2]int64{done, total})
		return true
	})
	if err != nil || len(found) != 1 || len(told) != 1 || told[0] != [2]int64{2, 2} {
		t.Error(found, err, told)
	}
	var stopped *polyatom.FileError
	_, err = repository.CheckPackages(context.Background(), func(int64, int64) bool { return false })
	if !errors.As(err, &stopped) || stopped.Code != "stopped" {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = repository.Verify(ctx, polyatom.VerifyLevelUnchecked, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
