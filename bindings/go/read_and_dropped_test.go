// Under the race detector cleanups come much later.

//go:build !asan && !race

package polyatom

import (
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// What is read from files is as large as they are, which nothing tells: so the library's memory is looked at.
func TestWhatIsReadAndDropped(t *testing.T) {
	if inUse() == 0 {
		t.Skip("the C library does not tell what is in use")
	}
	files, built, cpv := []RepositoryFile{}, []RepositoryFile{}, MustParseCpv("a/b-1")
	for i := range 50 {
		value := strings.Repeat(">=category/package-"+strconv.Itoa(i)+":0= ", 400)
		name := "a/b-" + strconv.Itoa(i)
		files = append(files, RepositoryFile{"metadata/md5-cache/" + name, []string{"EAPI=8", "SLOT=0", "RDEPEND=" + value}})
		built = append(built, RepositoryFile{"var/db/pkg/" + name + "/RDEPEND", []string{value}})
	}
	repository, installed := must(RepositoryFromFiles(files)), must(InstalledFromFiles(built))
	for name, dropped := range map[string]func() any{
		"a repository":         func() any { return must(RepositoryFromFiles(files)).Packages().Len() },
		"its packages":         func() any { return repository.Packages().Successes() },
		"a specification":      func() any { return must(must(repository.Package(cpv)).Rdepend()) },
		"an installed package": func() any { return must(must(installed.Package(cpv)).Rdepend()) },
	} {
		t.Run(name, func(t *testing.T) {
			runtime.GC()
			before, most := inUse(), int64(0)
			// It may double, as Go's own heap may. Each has 100 kB or more: without a collector
			// there would be four times as much.
			allowed := 2*before + 64<<20
			for i := range 4 * allowed / (100 << 10) {
				dropped()
				if i%100 == 0 {
					letCleanupsRun(t)
					most = max(most, inUse())
				}
			}
			if most > allowed {
				t.Errorf("%d MB are in use at most, %d at first", most>>20, before>>20)
			}
		})
	}
}
