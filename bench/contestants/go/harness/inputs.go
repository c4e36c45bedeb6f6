package harness

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Random is the generator of everything random.
type Random struct{ seed uint32 }

// NewRandom starts it.
func NewRandom() *Random { return &Random{1} }

// Next gives a number below a limit.
func (r *Random) Next(below uint32) uint32 {
	r.seed = r.seed*1664525 + 1013904223
	return (r.seed >> 8) % below
}

// Versions are of many shapes.
func Versions(count int) []string {
	n := NewRandom().Next
	versions := make([]string, count)
	for i := range versions {
		switch n(8) {
		case 0:
			versions[i] = fmt.Sprintf("%d.%d_p%d", n(10), n(20), 20200000+n(50000))
		case 1:
			versions[i] = fmt.Sprintf("%d.%d.%d_rc%d", n(10), n(20), n(30), n(5))
		case 2:
			versions[i] = fmt.Sprintf("%d.%02d.%d-r%d", n(10), n(20), n(30), n(5))
		default:
			versions[i] = fmt.Sprintf("%d.%d.%d", n(10), n(50), n(100))
		}
	}
	return versions
}

// Atom is a{number}.
func Atom(number int) string { return fmt.Sprintf("=cat/pkg-%d-r1:2/3=[a,b,c]", number) }

// Texts makes as many texts.
func Texts(count int, text func(i int) string) []string {
	texts := make([]string, count)
	for i := range texts {
		texts[i] = text(i)
	}
	return texts
}

// ShuffledAtoms are in random order.
func ShuffledAtoms(count int) []string {
	random := NewRandom()
	return Texts(count, func(int) string { return Atom(int(random.Next(uint32(count)))) })
}

// FreshAtoms have long random names.
func FreshAtoms(count int) []string {
	random := NewRandom()
	digits := func() string {
		return strings.Join(Texts(5, func(int) string { return fmt.Sprintf("%04x", random.Next(0x10000)) }), "")
	}
	return Texts(count, func(int) string { return fmt.Sprintf("=cat_%s/pkg_%s-1-r2:3/4=[a,b,c]", digits(), digits()) })
}

// Dependencies is one long dependency string.
func Dependencies(count int) string {
	return strings.Join(Texts(count, func(i int) string {
		return fmt.Sprintf("f%d? ( >=cat/pkg%d-1.%d:0[a,b?] || ( cat/a%d cat/b%d ) )", i%7, i, i, i, i)
	}), " ")
}

// Nested is groups within groups.
func Nested(depth int) string {
	return strings.Repeat("( ", depth) + "cat/pkg" + strings.Repeat(" )", depth)
}

// Dependency is a dependency string of the real repository.
type Dependency struct {
	EAPI, Text string
	Flags      []string
}

// RealDependencies are all of them.
func RealDependencies() ([]Dependency, error) {
	lines, err := Lines("deps.tsv")
	if err != nil {
		return nil, err
	}
	dependencies := make([]Dependency, len(lines))
	for i, line := range lines {
		fields := strings.SplitN(line, "\t", 3)
		dependencies[i] = Dependency{fields[0], fields[2], strings.Fields(fields[1])}
	}
	return dependencies, nil
}

// Lines are those of a file of real data.
func Lines(file string) ([]string, error) {
	dir, err := Data()
	if err != nil {
		return nil, err
	}
	text, err := os.ReadFile(filepath.Join(dir, file))
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n"), err
}

// CacheFiles are the cache entries of the real repository.
func CacheFiles() ([]string, error) {
	dir, err := Data()
	if err != nil {
		return nil, err
	}
	return filepath.Glob(filepath.Join(dir, "md5-cache/*/*"))
}

// EntryDependencies gives EAPI and values of the five dependency variables in a cache entry.
func EntryDependencies(entry string) (eapi string, values []string) {
	eapi = "0"
	for line := range strings.Lines(entry) {
		key, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "=")
		switch key {
		case "EAPI":
			eapi = value
		case "DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND":
			values = append(values, value)
		}
	}
	return eapi, values
}

// ProfileNames are those of the first profiles of the large repository.
func ProfileNames(count int) ([]string, error) {
	lines, err := Lines("big/profiles/profiles.desc")
	var names []string
	for _, line := range lines {
		if row := strings.Fields(line); len(row) > 1 && !strings.HasPrefix(line, "#") {
			names = append(names, row[1])
		}
	}
	return names[:min(count, len(names))], err
}

// Data is the directory of real data.
func Data() (string, error) {
	if dir := os.Getenv("POLYATOM_BENCH_INPUTS"); dir != "" {
		return dir, nil
	}
	return "", errors.New("there is no real data: POLYATOM_BENCH_INPUTS is not set")
}
