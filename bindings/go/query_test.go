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
	slotted, err := config.Query(context.Background(), polyatom.MustParseQuery("slot == 0"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for pkg, err := range slotted.All() {
		matches, failed := visible.MatchesConfigured(pkg)
		if err != nil || failed != nil || matches != pkg.IsVisible() {
			t.Error(pkg, err, failed)
		}
	}
	found, err := config.Query(context.Background(), visible.And(polyatom.MustParseQuery("use any ssl")), nil)
	if err != nil || !slices.Equal(printed(found.Cpvs()), []string{"a/b-1"}) {
		t.Error(found, err)
	}
}

func TestQueriesAreAskedOfWhatWasBuilt(t *testing.T) {
	installed, err := polyatom.InstalledFromFiles([]polyatom.RepositoryFile{
		{Path: "var/db/pkg/a/b-1/BUILD_TIME", Lines: []string{"1700000000"}},
		{Path: "var/db/pkg/a/b-1/CONTENTS", Lines: []string{"fif /usr/pipe"}},
		{Path: "var/db/pkg/a/c-1/SIZE", Lines: []string{"many"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	found, err := installed.Query(context.Background(), polyatom.MustParseQuery("build_time > 1600000000 and contents any /usr/pipe"), nil)
	if err != nil || !slices.Equal(printed(found.Cpvs()), []string{"a/b-1"}) {
		t.Fatal(found, err)
	}
	for pkg, err := range found.All() {
		if matches, failed := polyatom.MustParseQuery("size is none").MatchesInstalled(pkg); !matches || err != nil || failed != nil {
			t.Error(pkg, err, failed)
		}
	}
	if found, err = installed.Query(context.Background(), polyatom.MustParseQuery("size > 0"), nil); err != nil || len(found.Problems()) != 1 {
		t.Error(found, err)
	}
	var bad *polyatom.QueryError
	if _, err = installed.Query(context.Background(), polyatom.MustParseQuery("visible"), nil); !errors.As(err, &bad) || bad.Code != "query_not_of_this_kind" {
		t.Error(err)
	}
	pkgdir, err := polyatom.PkgdirFromFiles([]polyatom.RepositoryFile{
		{Path: "Packages", Lines: []string{"", "BUILD_ID: 1", "CPV: a/b-1", "", "BUILD_ID: 2", "CPV: a/b-1", "SIZE: 7"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	built, err := pkgdir.Query(context.Background(), polyatom.MustParseQuery("file_size == 7"), nil)
	if err != nil || built.Len() != 1 {
		t.Fatal(built, err)
	}
	for pkg, err := range built.All() {
		if matches, failed := polyatom.MustParseQuery("build_id == 2 and newest 1").MatchesBinary(pkg); !matches || err != nil || failed != nil {
			t.Error(pkg, err, failed)
		}
	}
}
