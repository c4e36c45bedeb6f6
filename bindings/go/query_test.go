package polyatom_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

func entries(root string) []polyatom.RepositoryFile {
	return []polyatom.RepositoryFile{
		{Path: root + "metadata/md5-cache/a/b-1", Lines: []string{"EAPI=8", "SLOT=0", "KEYWORDS=amd64", "IUSE=ssl"}},
		{Path: root + "metadata/md5-cache/a/b-2", Lines: []string{"EAPI=8", "SLOT=0", "KEYWORDS=~amd64"}},
		{Path: root + "metadata/md5-cache/a/b-3", Lines: []string{"EAPI=8", "SLOT=0", "RDEPEND=(", "PROPERTIES=live"}},
	}
}

func printed[T interface{ String() string }](values []T) []string {
	var texts []string
	for _, value := range values {
		texts = append(texts, value.String())
	}
	return texts
}

func TestQueriesAreJoined(t *testing.T) {
	live, slotted := polyatom.MustParseQuery("live"), polyatom.MustParseQuery("slot == 0")
	joined := []*polyatom.Query{live.And(slotted), live.Or(slotted), live.Xor(slotted), slotted.Not()}
	if want := []string{"live && slot == 0", "live || slot == 0", "live ^^ slot == 0", "slot != 0"}; !slices.Equal(printed(joined), want) {
		t.Error(joined)
	}
	if all := polyatom.QueryAll([]*polyatom.Query{live, slotted}); !all.Equal(joined[0]) {
		t.Error(all)
	}
}

func TestQueriesAreAsked(t *testing.T) {
	repository, err := polyatom.RepositoryFromFiles(entries(""))
	if err != nil {
		t.Fatal(err)
	}
	found, err := repository.Query(context.Background(), polyatom.MustParseQuery("slot == 0 and rdepend is none"), nil)
	if err != nil || !slices.Equal(printed(found.Cpvs()), []string{"a/b-1", "a/b-2"}) {
		t.Fatal(found, err)
	}
	if problems := found.Problems(); len(problems) != 1 || problems[0].Cpv != "a/b-3" {
		t.Error(problems)
	}
	for pkg, err := range found.All() {
		if matches, failed := polyatom.MustParseQuery("live").Matches(pkg); matches || err != nil || failed != nil {
			t.Error(pkg, err, failed)
		}
	}
	_, err = repository.Query(context.Background(), polyatom.MustParseQuery("visible"), nil)
	var bad *polyatom.QueryError
	if !errors.As(err, &bad) || bad.Code != "query_needs_configuration" || bad.Input[bad.Start:bad.End] != "visible" {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err = repository.Query(ctx, polyatom.MustParseQuery("live"), nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestQueriesAreAskedOfConfigurations(t *testing.T) {
	config, err := polyatom.ConfigFromFiles(append(
		entries("r/"),
		polyatom.RepositoryFile{Path: "etc/portage/repos.conf", Lines: []string{"[r]", "location = /r"}},
		polyatom.RepositoryFile{Path: "etc/portage/make.conf", Lines: []string{"ACCEPT_KEYWORDS=amd64", "USE=ssl"}},
	))
	if err != nil {
		t.Fatal(err)
	}
	visible := polyatom.MustParseQuery("visible")
	for pkg, err := range config.Query(polyatom.MustParseQuery("slot == 0")).All() {
		matches, failed := visible.MatchesConfigured(pkg)
		if err != nil || failed != nil || matches != pkg.IsVisible() {
			t.Error(pkg, err, failed)
		}
	}
	if found := config.Query(visible.And(polyatom.MustParseQuery("use any ssl"))).Cpvs(); !slices.Equal(printed(found), []string{"a/b-1"}) {
		t.Error(found)
	}
}
