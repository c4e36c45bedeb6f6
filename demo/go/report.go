// What the packages of a repository depend on, which versions of that a system may install, and who maintains what is not stable.
//
// usage: report REPOSITORY SYSTEM
package main

import (
	"cmp"
	"fmt"
	"io/fs"
	"iter"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

var dependencies = []string{"DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND"}

const shown = 15

// key is what an atom's validity depends on.
type key struct{ text, eapi string }

// report is what is known so far.
type report struct {
	names    map[string]bool
	versions int
	texts    map[string]bool
	parsed   map[key]*polyatom.Atom
	failures map[key]string
	namedBy  map[string]int
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: report REPOSITORY SYSTEM")
	}
	repository := os.DirFS(os.Args[1])
	paths, err := fs.Glob(repository, "metadata/md5-cache/*/*")
	if err != nil {
		log.Fatal(err)
	}
	slices.Sort(paths)
	r := report{
		names:    map[string]bool{},
		texts:    map[string]bool{},
		parsed:   map[key]*polyatom.Atom{},
		failures: map[key]string{},
		namedBy:  map[string]int{},
	}
	for path := range told("cache entries", paths) {
		if err := r.add(repository, path); err != nil {
			log.Fatal(err)
		}
	}
	config, err := polyatom.ConfigOpen(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	r.print(config)
	opened, err := polyatom.RepositoryOpen(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	printUnstable(maintainersWithoutStable(opened))
}

// told gives the items, with a bar at a terminal for who waits for more than half a second.
func told[T any](what string, items []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		info, err := os.Stderr.Stat()
		isTerminal := err == nil && info.Mode()&fs.ModeCharDevice != 0
		due := time.Now().Add(time.Second / 2)
		for done, item := range items {
			if isTerminal && time.Now().After(due) {
				bar := strings.Repeat("#", 30*done/len(items))
				fmt.Fprintf(os.Stderr, "\r%s [%-30s] %d/%d", what, bar, done, len(items))
				due = time.Now().Add(time.Second / 10)
			}
			if !yield(item) {
				break
			}
		}
		if isTerminal {
			fmt.Fprint(os.Stderr, "\r\033[K")
		}
	}
}

// isStable tells whether a package is stable somewhere.
func isStable(p *polyatom.EbuildPackage) bool {
	keywords, err := p.Keywords()
	return err == nil && slices.ContainsFunc(keywords.Items(), func(k *polyatom.Keyword) bool {
		return k.Status() == polyatom.KeywordStatusStable
	})
}

// maintainersWithoutStable counts for each maintainer the packages whose newest version is stable nowhere.
func maintainersWithoutStable(repository *polyatom.Repository) map[string]int {
	counts := map[string]int{}
	for name := range told("newest versions", repository.PackageNames()) {
		versions := repository.Versions(name)
		newest, err := versions.Get(versions.Len() - 1)
		if err != nil || isStable(newest) {
			continue
		}
		emails := map[string]bool{}
		for _, maintainer := range newest.MetadataXML().Maintainers {
			emails[maintainer.Email] = true
		}
		if len(emails) == 0 {
			emails["nobody"] = true
		}
		for email := range emails {
			counts[email]++
		}
	}
	return counts
}

// byCount gives the names with the highest counts.
func byCount(counts map[string]int) []string {
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return names[:min(shown, len(names))]
}

func printUnstable(counts map[string]int) {
	fmt.Println("\nnewest version is stable nowhere")
	fmt.Println("packages  maintainer")
	for _, email := range byCount(counts) {
		fmt.Printf("%8d  %s\n", counts[email], email)
	}
}

// readEntry gives the KEY=value lines of a cache entry.
func readEntry(repository fs.FS, path string) (map[string]string, error) {
	data, err := fs.ReadFile(repository, path)
	if err != nil {
		return nil, err
	}
	entry := map[string]string{}
	for line := range strings.SplitSeq(string(data), "\n") {
		if name, value, ok := strings.Cut(line, "="); ok {
			entry[name] = value
		}
	}
	return entry, nil
}

// atomsIn gives the atoms among the words of the dependencies; the rest are parentheses, operators and conditions.
func atomsIn(entry map[string]string) []string {
	var atoms []string
	for _, variable := range dependencies {
		for word := range strings.FieldsSeq(entry[variable]) {
			if word != "(" && word != ")" && word != "||" && !strings.HasSuffix(word, "?") {
				atoms = append(atoms, word)
			}
		}
	}
	return atoms
}

// add reads one cache entry.
func (r *report) add(repository fs.FS, path string) error {
	cpv, err := polyatom.ParseCpv(strings.TrimPrefix(path, "metadata/md5-cache/"))
	if err != nil {
		return err
	}
	entry, err := readEntry(repository, path)
	if err != nil {
		return err
	}
	r.versions++
	r.names[cpv.Category()+"/"+cpv.Package()] = true
	eapi := cmp.Or(entry["EAPI"], "0")
	named := map[string]bool{}
	for _, text := range atomsIn(entry) {
		// A blocker names a package, but does not depend on it.
		if atom := r.parse(text, eapi); atom != nil && atom.Blocker() == 0 {
			named[atom.Category()+"/"+atom.Package()] = true
		}
	}
	for name := range named {
		r.namedBy[name]++
	}
	return nil
}

// parse reads each text once for each EAPI; nil is an atom that is not valid.
func (r *report) parse(text, eapi string) *polyatom.Atom {
	key := key{text, eapi}
	if atom, known := r.parsed[key]; known {
		return atom
	}
	r.texts[text] = true
	level, err := polyatom.ParseEAPI(eapi)
	if err != nil {
		r.parsed[key], r.failures[key] = nil, "unknown EAPI"
		return nil
	}
	atom, err := polyatom.ParseAtom(text, level)
	if err != nil {
		r.failures[key], _, _ = strings.Cut(err.Error(), "\n")
	}
	r.parsed[key] = atom
	return atom
}

// reasons says why a version may not be installed.
func reasons(passed polyatom.InvisiblePackage) string {
	var all []string
	for _, reason := range passed.Reasons {
		all = append(all, strings.Join(append([]string{reason.Kind.String()}, reason.Words...), " "))
	}
	return strings.Join(all, "; ")
}

// printBest tells the newest version that may be installed, and those that it is taken before.
func printBest(config *polyatom.Config, name *polyatom.Cpn, count int) {
	var best *polyatom.Cpv
	version := "-"
	if visible := config.Visible(name); len(visible) > 0 {
		best = visible[len(visible)-1].Cpv()
		version = best.PVR()
	}
	fmt.Printf("%7d  %-36s  %s\n", count, name, version)
	for _, passed := range config.Invisible(name) {
		if best == nil || passed.Cpv.Compare(best) > 0 {
			fmt.Printf("         not %s: %s\n", passed.Cpv.PVR(), reasons(passed))
		}
	}
}

func (r *report) print(config *polyatom.Config) {
	fmt.Printf("%d versions of %d packages\n", r.versions, len(r.names))
	fmt.Printf("%d distinct atoms, %d not valid\n", len(r.texts), len(r.failures))
	fmt.Println("\nmost depended-on packages")
	fmt.Printf("entries  %-36s  newest visible\n", "package")
	for _, name := range byCount(r.namedBy) {
		printBest(config, polyatom.MustParseCpn(name), r.namedBy[name])
	}
	if len(r.failures) > 0 {
		fmt.Println("\nnot valid")
	}
	failures := slices.SortedFunc(maps.Keys(r.failures), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.text, b.text), cmp.Compare(a.eapi, b.eapi))
	})
	for _, key := range failures {
		fmt.Printf("  %s (EAPI %s)\n    %s\n", key.text, key.eapi, r.failures[key])
	}
}
