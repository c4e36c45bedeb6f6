package polyatom_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	polyatom "github.com/polyatom/polyatom/bindings/go"
)

const nested = "a/b[x?] x? ( || ( c/d !e/f ) ) !y? ( g/h )"

func read(t *testing.T, kind polyatom.DepSpecKind, text string) *polyatom.DepSpec {
	t.Helper()
	spec, err := polyatom.NewDepSpec(kind, text)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func flags(names ...string) *polyatom.UseFlags { return polyatom.MustNewUseFlags(names) }

func depend(t *testing.T, text string) *polyatom.DepSpec {
	t.Helper()
	return read(t, polyatom.DepSpecKindDepend, text)
}

func textsOf[T fmt.Stringer](values []T) []string {
	texts := []string{}
	for _, value := range values {
		texts = append(texts, value.String())
	}
	return texts
}

func wantTexts(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%q instead of %q", got, want)
	}
}

func wantEqual(t *testing.T, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v instead of %+v", got, want)
	}
}

// wantDepSpecError is for what must fail; it says where.
func wantDepSpecError(t *testing.T, err error, start, end int) {
	t.Helper()
	var wrong *polyatom.DepSpecError
	if !errors.As(err, &wrong) {
		t.Errorf("no DepSpecError: %#v", err)
	} else if wrong.Start != start || wrong.End != end || wrong.Reason == "" {
		t.Errorf("at %d to %d: %v", wrong.Start, wrong.End, err)
	}
}

func TestSpecOfItems(t *testing.T) {
	spec, err := polyatom.NewDepSpec(polyatom.DepSpecKindDepend, nested, polyatom.DepSpecOptions{EAPI: polyatom.EAPI8})
	if err != nil {
		t.Fatal(err)
	}
	if spec.Kind() != polyatom.DepSpecKindDepend || spec.Text() != nested || spec.EAPI() != polyatom.EAPI8 || spec.EmptyGroups() {
		t.Error("it is not what it was read from")
	}
	wantTexts(t, textsOf(spec.Items()), "a/b[x?]", "x? ( || ( c/d !e/f ) )", "!y? ( g/h )")
	wantTexts(t, textsOf(spec.Parts()), "a/b[x?]", "x? ( || ( c/d !e/f ) )", "|| ( c/d !e/f )", "c/d", "!e/f", "!y? ( g/h )", "g/h")
	wantTexts(t, spec.Leaves(), "a/b[x?]", "c/d", "!e/f", "g/h")
	wantTexts(t, textsOf(spec.Atoms()), spec.Leaves()...)
	wantTexts(t, spec.Flags(), "x", "y")
	wantEqual(t, spec.ConditionalLeaves()[3], polyatom.ConditionalLeaf{
		Conditions: []polyatom.UseCondition{{Flag: "y", Enabled: false}}, Leaf: "g/h",
	})
	if spec.Len() != 3 || !spec.Contains("!y? (\tg/h )") || spec.Contains("c/d") {
		t.Error("its items are the parts in no group, whitespace aside")
	}
	if items := depend(t, " \n\t").Items(); items == nil || len(items) != 0 {
		t.Errorf("%v", items)
	}
}

func TestNodesAreATree(t *testing.T) {
	items := depend(t, nested).Items()
	plain, conditional, negated := items[0], items[1], items[2]
	anyOf := conditional.Children()[0]
	if plain.Kind() != polyatom.NodeKindAtom || conditional.Kind() != polyatom.NodeKindUseConditional || anyOf.Kind() != polyatom.NodeKindAnyOf {
		t.Errorf("%v %v %v", plain.Kind(), conditional.Kind(), anyOf.Kind())
	}
	if plain.IsGroup() || !anyOf.IsGroup() || len(plain.Children()) != 0 {
		t.Error("a leaf is no group")
	}
	if flag, ok := negated.Flag(); flag != "y" || !ok || !negated.IsNegated() || conditional.IsNegated() {
		t.Errorf("%q %v", flag, ok)
	}
	if _, ok := anyOf.Flag(); ok || anyOf.Atom() != nil || anyOf.URI() != nil {
		t.Error("an any-of group has neither flag nor atom nor URI")
	}
	if !plain.Atom().Equal(polyatom.MustParseAtom("a/b[x?]")) {
		t.Errorf("%v", plain.Atom())
	}
	if text := nested[anyOf.Start():anyOf.End()]; text != "|| ( c/d !e/f )" || text != anyOf.Text() {
		t.Errorf("%q", text)
	}
	if got := fmt.Sprintf("%#v", plain); got != `DepNode("a/b[x?]")` {
		t.Error(got)
	}
}

func TestNodesAreValues(t *testing.T) {
	items := depend(t, "|| ( a/b c/d ) ||  ( a/b\tc/d ) c/d").Items()
	if !items[0].Equal(items[1]) || items[0].Hash() != items[1].Hash() || items[0].Compare(items[1]) != 0 {
		t.Error("whitespace makes no difference")
	}
	if items[0].Equal(items[2]) || items[0].Equal(nil) {
		t.Error("equal to something else")
	}
}

func TestNodesOutliveTheSpec(t *testing.T) {
	spec := depend(t, nested)
	anyOf := spec.Items()[1].Children()[0]
	spec.Close()
	runtime.GC()
	wantTexts(t, textsOf(anyOf.Children()), "c/d", "!e/f")
	defer func() {
		if err, ok := recover().(*polyatom.ArgumentError); !ok {
			t.Errorf("%v", err)
		}
	}()
	spec.Items()
	t.Error("the specification is closed")
}

func TestSpecsAreValues(t *testing.T) {
	one, other := depend(t, "a/b c/d"), depend(t, " a/b\n\tc/d ")
	if !one.Equal(other) || one.Hash() != other.Hash() || one.Compare(other) != 0 {
		t.Error("whitespace makes no difference")
	}
	if one.Equal(depend(t, "c/d a/b")) || one.Compare(depend(t, "c/d")) != -1 {
		t.Error("order does")
	}
	if read(t, polyatom.DepSpecKindRestrict, "x").Equal(read(t, polyatom.DepSpecKindProperties, "x")) {
		t.Error("so does the kind")
	}
}

func TestEvaluate(t *testing.T) {
	spec := depend(t, nested)
	for want, got := range map[string]*polyatom.DepSpec{
		"a/b[x?] || ( c/d !e/f )":     spec.Evaluate(flags("x", "y")),
		"a/b[x] || ( c/d !e/f )":      spec.EvaluateFully(flags("x", "y")),
		"a/b[x?] g/h":                 spec.Evaluate(flags()),
		"a/b[x?] || ( c/d !e/f ) g/h": spec.EvaluateAll(),
		"a/b[x?]":                     spec.EvaluateNone(),
		"c/d || ( e/f a/b )":          depend(t, "c/d || ( || ( e/f a/b ) ) ( c/d )").Simplify(),
		"a/b c/d":                     depend(t, "c/d a/b").Sorted(),
		"c ?? ( a b )":                read(t, polyatom.DepSpecKindRequiredUse, "?? ( b a ) c").SortedRecursive(),
	} {
		if got.String() != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}

func TestEmptyGroups(t *testing.T) {
	left := read(t, polyatom.DepSpecKindRequiredUse, "|| ( a? ( b ) )").Evaluate(flags())
	if left.String() != "|| ( )" || !left.EmptyGroups() {
		t.Errorf("%q", left)
	}
	_, err := polyatom.NewDepSpec(polyatom.DepSpecKindRequiredUse, "|| ( )")
	wantDepSpecError(t, err, 0, 6)
	same, err := polyatom.NewDepSpec(polyatom.DepSpecKindRequiredUse, "|| ( )", polyatom.DepSpecOptions{EmptyGroups: true})
	if err != nil || !same.Equal(left) {
		t.Error(same, err)
	}
}

func TestSpecsAreSets(t *testing.T) {
	a, b := depend(t, "a/b c/d a/b"), depend(t, "e/f c/d")
	for want, operation := range map[string]func(*polyatom.DepSpec, *polyatom.DepSpec) (*polyatom.DepSpec, error){
		"a/b c/d e/f": (*polyatom.DepSpec).Union,
		"c/d":         (*polyatom.DepSpec).Intersection,
		"a/b":         (*polyatom.DepSpec).Difference,
		"a/b e/f":     (*polyatom.DepSpec).SymmetricDifference,
	} {
		if got, err := operation(a, b); err != nil || got.String() != want {
			t.Errorf("%q instead of %q: %v", got, want, err)
		}
		_, err := operation(a, read(t, polyatom.DepSpecKindRequiredUse, "a"))
		var wrong *polyatom.DepSpecError
		if !errors.As(err, &wrong) {
			t.Errorf("sets of two kinds: %v", err)
		}
	}
	if !depend(t, "c/d").IsSubset(a) || a.IsSubset(b) || a.IsDisjoint(b) || !a.IsDisjoint(depend(t, "e/f")) {
		t.Error("subsets or disjoint sets")
	}
	_, err := a.Union(nil)
	var argument *polyatom.ArgumentError
	if !errors.As(err, &argument) {
		t.Errorf("%#v", err)
	}
}

func TestDnf(t *testing.T) {
	spec := depend(t, "|| ( a/b c/d ) || ( e/f ( g/h i/j ) )")
	ways, err := spec.DNF(4)
	if err != nil {
		t.Fatal(err)
	}
	wantTexts(t, textsOf(ways), "a/b e/f", "a/b g/h i/j", "c/d e/f", "c/d g/h i/j")
	var wrong *polyatom.DepSpecError
	if _, err = spec.DNF(3); !errors.As(err, &wrong) || !strings.Contains(wrong.Reason, "limit") {
		t.Errorf("four ways within a limit of three: %v", err)
	}
	explosive := ""
	for i := range 64 {
		explosive += fmt.Sprintf("|| ( a/b%[1]d c/d%[1]d ) ", i)
	}
	if _, err = depend(t, explosive).DNF(); !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
	if _, err = depend(t, "x? ( a/b )").DNF(); !errors.As(err, &wrong) {
		t.Errorf("conditions: %v", err)
	}
}

func TestRequiredUse(t *testing.T) {
	spec := read(t, polyatom.DepSpecKindRequiredUse, "a? ( b ) ^^ ( c d )")
	good, err := spec.CheckRequiredUse(flags("c"))
	wantEqual(t, good, polyatom.RequiredUseCheck{Satisfied: true, Sentences: []string{}})
	if err != nil {
		t.Error(err)
	}
	bad, err := spec.CheckRequiredUse(flags("a", "c", "d"))
	if err != nil || bad.Satisfied || !bad.Unsatisfied.Equal(spec) {
		t.Error(bad, err)
	}
	wantTexts(t, bad.Sentences, "a needs b: enable b or disable a", "exactly one of c, d must be enabled, but c and d are")
}

func TestFlagsHaveToBeInIuse(t *testing.T) {
	spec := read(t, polyatom.DepSpecKindRequiredUse, "a? ( b )")
	if check, err := spec.CheckRequiredUse(flags(), polyatom.MustParseIUSE("+a b")); err != nil || !check.Satisfied {
		t.Error(check, err)
	}
	_, err := spec.CheckRequiredUse(flags(), polyatom.MustParseIUSE("a"))
	wantDepSpecError(t, err, 5, 6)
	_, err = spec.CheckRequiredUse(flags(), polyatom.MustParseIUSE(""))
	wantDepSpecError(t, err, 0, 1)
	wantDepSpecError(t, spec.CheckIUSE(polyatom.MustParseIUSE("a")), 5, 6)
	if err := spec.CheckIUSE(polyatom.MustParseIUSE("a b")); err != nil {
		t.Error(err)
	}
	var wrong *polyatom.DepSpecError
	if _, err := depend(t, "a/b").CheckRequiredUse(flags()); !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
}

func TestSolveRequiredUse(t *testing.T) {
	spec := read(t, polyatom.DepSpecKindRequiredUse, "a? ( b )")
	type options = polyatom.DepSpecSolveRequiredUseOptions
	for _, test := range []struct {
		use     *polyatom.UseFlags
		options options
		want    []polyatom.UseChange
	}{
		{flags(), options{}, []polyatom.UseChange{}},
		{flags("a"), options{}, []polyatom.UseChange{{Flag: "b", Enable: true}}},
		{flags("a"), options{Masked: flags("b")}, []polyatom.UseChange{{Flag: "a"}}},
		{flags("a"), options{Masked: flags("b"), Forced: flags("a")}, nil},
	} {
		got, err := spec.SolveRequiredUse(test.use, test.options)
		if err != nil {
			t.Error(err)
		}
		if test.want == nil {
			if got != nil {
				t.Errorf("%+v", got)
			}
		} else {
			wantEqual(t, *got, polyatom.RequiredUseSolution{Changes: test.want, IsOptimal: true})
		}
	}
}

func TestSatisfiedBy(t *testing.T) {
	spec := depend(t, "|| ( a/b x? ( c/d ) ) !e/f g/h[x?]")
	pkg := func(cpv string) *polyatom.Package {
		return must(polyatom.NewPackage(polyatom.MustParseCpv(cpv), polyatom.PackageOptions{IUSE: polyatom.MustParseIUSE("x")}))
	}
	found := spec.SatisfiedBy([]*polyatom.Package{pkg("c/d-1"), pkg("e/f-1")}, flags("x"))
	items := spec.Items()
	if found.Satisfied || len(found.Choices) != 1 || !found.Choices[0].Group.Equal(items[0]) {
		t.Errorf("%+v", found)
	}
	wantTexts(t, []string{found.Choices[0].Member.Text()}, "x? ( c/d )")
	wantTexts(t, textsOf(found.Missing), "g/h[x?]")
	wantTexts(t, textsOf(found.Violated), "!e/f")
	if there := spec.SatisfiedBy([]*polyatom.Package{pkg("a/b-1"), pkg("g/h-1")}); !there.Satisfied {
		t.Errorf("%+v", there)
	}
}

func TestSrcURI(t *testing.T) {
	spec := read(t, polyatom.DepSpecKindSrcURI, "mirror://gnu/a.tgz x? ( fetch+https://example.org/v1 -> b-1 ) c.zip")
	uris := []polyatom.URI{
		{URI: "mirror://gnu/a.tgz", Filename: "a.tgz", Scheme: "mirror", Mirror: "gnu"},
		{URI: "https://example.org/v1", Filename: "b-1", Rename: "b-1", Prefix: polyatom.URIPrefixFetch, Scheme: "https"},
		{URI: "c.zip", Filename: "c.zip"},
	}
	wantEqual(t, spec.URIs(), uris)
	wantEqual(t, *spec.Items()[0].URI(), uris[0])
	rest := []polyatom.Download{{Filename: "b-1", URIs: []string{"https://example.org/v1"}}, {Filename: "c.zip", URIs: []string{}}}
	places := polyatom.Mirror{Name: "gnu", URIs: []string{"https://one.example/gnu", "https://two.example"}}
	wantEqual(t, spec.Downloads(polyatom.DepSpecDownloadsOptions{Mirrors: []polyatom.Mirror{places}}), append([]polyatom.Download{
		{Filename: "a.tgz", URIs: []string{"https://one.example/gnu/a.tgz", "https://two.example/a.tgz"}},
	}, rest...))
	unknown := polyatom.Download{Filename: "a.tgz", URIs: []string{"mirror://gnu/a.tgz"}}
	wantEqual(t, spec.Downloads(), append([]polyatom.Download{unknown}, rest...))
	none := polyatom.DepSpecDownloadsOptions{UseFlags: flags()}
	wantEqual(t, spec.Downloads(none), []polyatom.Download{unknown, rest[1]})
}

func TestDiagnostics(t *testing.T) {
	spec := depend(t, "a/b:0/1= || ( c/d:= )")
	found := spec.Diagnostics()
	if len(found) != 2 || found[0].Kind != polyatom.DiagnosticKindSlotOperatorWithSubslot {
		t.Fatalf("%+v", found)
	}
	if anyOf := found[1]; spec.Text()[anyOf.Start:anyOf.End] != ":=" || anyOf.Kind != polyatom.DiagnosticKindSlotOperatorInAnyOf {
		t.Errorf("%+v", anyOf)
	}
	inPdepend := func(d polyatom.Diagnostic) bool { return d.Kind == polyatom.DiagnosticKindSlotOperatorInPdepend }
	if slices.ContainsFunc(found, inPdepend) || !slices.ContainsFunc(spec.Diagnostics(polyatom.DepSpecKindPdepend), inPdepend) {
		t.Error("it depends on the variable")
	}
}

func TestSpecErrorsSayWhere(t *testing.T) {
	for _, test := range []struct {
		kind       polyatom.DepSpecKind
		text       string
		start, end int
	}{
		{polyatom.DepSpecKindDepend, "a/b ||", 4, 6},
		{polyatom.DepSpecKindDepend, "a/b ( c/d", 4, 5},
		{polyatom.DepSpecKindDepend, "a/b )", 4, 5},
		{polyatom.DepSpecKindDepend, "( )", 0, 3},
		{polyatom.DepSpecKindDepend, "a/b c/d-1", 7, 9},
		{polyatom.DepSpecKindRestrict, "x || ( y )", 2, 4},
		{polyatom.DepSpecKindSrcURI, "https://example.org/ä ||", 23, 25},
	} {
		_, err := polyatom.NewDepSpec(test.kind, test.text)
		wantDepSpecError(t, err, test.start, test.end)
	}
	_, err := polyatom.NewDepSpec(polyatom.DepSpecKind(99), "")
	var argument *polyatom.ArgumentError
	if !errors.As(err, &argument) {
		t.Errorf("%#v", err)
	}
}

func TestDepthCostsNothingButMemory(t *testing.T) {
	deep := func(inside string) (*polyatom.DepSpec, error) {
		const depth = 100_000
		return polyatom.NewDepSpec(polyatom.DepSpecKindDepend, strings.Repeat("( ", depth)+inside+strings.Repeat(") ", depth))
	}
	_, err := deep("")
	var wrong *polyatom.DepSpecError
	if !errors.As(err, &wrong) {
		t.Errorf("%v", err)
	}
	spec, err := deep("a/b ")
	if err != nil || spec.Simplify().String() != "a/b" {
		t.Errorf("%v", err)
	}
}

func TestPatterns(t *testing.T) {
	pattern := polyatom.MustParseAtomPattern("dev-*/lib*:2::gentoo")
	slot, _ := pattern.Slot()
	repo, _ := pattern.Repo()
	wantTexts(t, []string{pattern.Category(), pattern.Package(), slot, repo}, "dev-*", "lib*", "2", "gentoo")
	pkg := must(polyatom.NewPackage(polyatom.MustParseCpv("dev-libs/libxml2-2"), polyatom.PackageOptions{
		Slot: polyatom.MustParseSlot("2/3"), Repo: "gentoo",
	}))
	if !pattern.MatchesPackage(pkg) || pattern.Matches(pkg.Cpv()) {
		t.Error("a slot that is not known does not match")
	}
	names := polyatom.MustParseAtomPattern("dev-*/lib*")
	if !names.Matches(pkg.Cpv()) || !names.MatchesCpn(polyatom.MustParseCpn("dev-db/lib")) || names.MatchesCpn(polyatom.MustParseCpn("a/lib")) {
		t.Error("asterisks")
	}
	if _, ok := names.Slot(); ok || names.Equal(pattern) || !names.Equal(polyatom.MustParseAtomPattern("dev-*/lib*")) {
		t.Error("parts or equality")
	}
	_, err := polyatom.ParseAtomPattern(">=a/b-1")
	var wrong *polyatom.AtomPatternError
	if !errors.As(err, &wrong) || wrong.Input != ">=a/b-1" {
		t.Errorf("%#v", err)
	}
}

func TestSpecBatch(t *testing.T) {
	batch := polyatom.ParseDepSpecs(polyatom.DepSpecKindDepend, []string{nested, "a/b ||", "", "( )", "c/d"})
	wantEqual(t, batch.Failures(), []int{1, 3})
	wantTexts(t, textsOf(batch.Successes()), nested, "", "c/d")
	if spec, err := batch.Get(4); err != nil || spec.String() != "c/d" || batch.Len() != 5 {
		t.Error(spec, err)
	}
	for _, place := range []int{5, -1} {
		func() {
			defer func() {
				if _, ok := recover().(runtime.Error); !ok {
					t.Error("something outside of the batch")
				}
			}()
			_, _ = batch.Get(place)
		}()
	}
	_, err := batch.Get(1)
	wantDepSpecError(t, err, 4, 6)
}

func TestBatchesAreSequences(t *testing.T) {
	a, wrong, c := "a/b", "!!", "c/d"
	batch := polyatom.ParseAtoms([]*string{&a, &wrong, nil, &c}, polyatom.EAPI8)
	yielded := 0
	for atom, err := range batch.All() {
		got, gotErr := batch.Get(yielded)
		if !atom.Equal(got) || fmt.Sprint(err) != fmt.Sprint(gotErr) {
			t.Errorf("%d: %v, %v", yielded, atom, err)
		}
		yielded++
	}
	if yielded != batch.Len() || batch.String() != "2 atoms, 1 in error, 1 missing" {
		t.Errorf("%d of %v", yielded, batch)
	}
	if texts := batch.Texts(); *texts[0] != a || *texts[1] != wrong || texts[2] != nil {
		t.Errorf("texts are %v", texts)
	}
	written, err := json.Marshal(batch)
	var read polyatom.AtomBatch
	if err != nil || json.Unmarshal(written, &read) != nil || !read.Equal(batch) || read.Hash() != batch.Hash() {
		t.Errorf("%s, %v", written, err)
	}
	versions := polyatom.ParseVersions([]string{"1.10", "?", "1.9"})
	if order := versions.Argsort(); len(order) != 2 || order[0] != 2 || order[1] != 0 {
		t.Errorf("the order is %v", order)
	}
	if keys := versions.SortKeys(); keys[1] != nil || bytes.Compare(keys[2], keys[0]) >= 0 {
		t.Errorf("the keys are %v", keys)
	}
}

func TestAtomBatch(t *testing.T) {
	batch := polyatom.ParseAtoms([]string{"a/b", "nonsense", "c/d:="}, polyatom.EAPI4)
	wantEqual(t, batch.Failures(), []int{1, 2})
	wantTexts(t, textsOf(batch.Successes()), "a/b")
	_, err := batch.Get(2)
	var wrong *polyatom.AtomError
	if !errors.As(err, &wrong) || wrong.Input != "c/d:=" {
		t.Errorf("%#v", err)
	}
}

func TestAllItems(t *testing.T) {
	texts := []string{}
	for item := range depend(t, nested).All() {
		texts = append(texts, item.Text())
	}
	wantTexts(t, texts, "a/b[x?]", "x? ( || ( c/d !e/f ) )", "!y? ( g/h )")
}

func TestSpecsAsJSON(t *testing.T) {
	spec, _ := polyatom.NewDepSpec(polyatom.DepSpecKindDepend, "a/b c/d", polyatom.DepSpecOptions{EAPI: polyatom.EAPI8})
	empty := read(t, polyatom.DepSpecKindRequiredUse, "|| ( a? ( b ) )").Evaluate(flags())
	text, err := json.Marshal([]*polyatom.DepSpec{spec, empty, nil})
	const want = `[{"kind":"DEPEND","text":"a/b c/d","eapi":"8"},{"kind":"REQUIRED_USE","text":"|| ( )","empty_groups":true},null]`
	if string(text) != want || err != nil {
		t.Fatalf("%s %v", text, err)
	}
	var again []*polyatom.DepSpec
	if err := json.Unmarshal(text, &again); err != nil {
		t.Fatal(err)
	}
	if !again[0].Equal(spec) || again[0].EAPI() != polyatom.EAPI8 || !again[1].Equal(empty) || again[2] != nil {
		t.Errorf("%v", again)
	}
	var spoilt polyatom.DepSpec
	wantDepSpecError(t, json.Unmarshal([]byte(`{"kind":"DEPEND","text":"a/b ||"}`), &spoilt), 4, 6)
	var argument *polyatom.ArgumentError
	if err := json.Unmarshal([]byte(`{}`), &spoilt); !errors.As(err, &argument) {
		t.Errorf("no kind: %v", err)
	}
}

func TestPackagesAsJSON(t *testing.T) {
	slot := polyatom.MustParseSlot("2/3")
	for want, options := range map[string]polyatom.PackageOptions{
		`{"cpv":"a/b-1","use_flags":[]}`:                               {},
		`{"cpv":"a/b-1","slot":"2/3","use_flags":["x"],"iuse":"+x y"}`: {Slot: slot, UseFlags: flags("x"), IUSE: polyatom.MustParseIUSE("+x y")},
	} {
		pkg := must(polyatom.NewPackage(polyatom.MustParseCpv("a/b-1"), options))
		text, err := json.Marshal(pkg)
		if string(text) != want || err != nil {
			t.Errorf("%s %v", text, err)
		}
		var again polyatom.Package
		if err := json.Unmarshal(text, &again); err != nil || !again.Equal(pkg) {
			t.Errorf("%v", err)
		}
	}
	var argument *polyatom.ArgumentError
	if err := json.Unmarshal([]byte(`{"iuse":""}`), new(polyatom.Package)); !errors.As(err, &argument) {
		t.Errorf("no name: %v", err)
	}
}
