// Package entries reads the metadata caches of repositories.
package entries

import (
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// An Entry is the metadata of one ebuild, by variable.
type Entry struct {
	// Category, package and version.
	Name      string
	Variables map[string]string
}

// Of gives the entries of repositories, in order.
func Of(repositories []string) []Entry {
	entries := []Entry{}
	for _, repository := range repositories {
		paths, err := filepath.Glob(repository + "/metadata/md5-cache/*/*")
		if err != nil {
			log.Fatal(err)
		}
		slices.Sort(paths)
		for _, path := range paths {
			entries = append(entries, read(path))
		}
	}
	return entries
}

func read(path string) Entry {
	text, err := os.ReadFile(path)
	if err != nil {
		log.Fatal(err)
	}
	entry := Entry{filepath.Base(filepath.Dir(path)) + "/" + filepath.Base(path), map[string]string{}}
	for line := range strings.Lines(string(text)) {
		if name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "="); ok {
			entry.Variables[name] = value
		}
	}
	return entry
}
