"""Dependency specifications, patterns and reading many texts at once."""

import collections.abc
import copy
import gc
import itertools
import pickle

import polyatom
import pytest
from polyatom import (
    Atom,
    AtomBatch,
    AtomError,
    AtomPattern,
    AtomPatternError,
    ConditionalLeaf,
    Cpv,
    DepNode,
    DepSpec,
    DepSpecBatch,
    DepSpecError,
    DepSpecKind,
    Diagnostic,
    DiagnosticKind,
    Download,
    Eapi,
    Mirror,
    NodeKind,
    Package,
    PackageSet,
    PolyatomError,
    RequiredUseSolution,
    Uri,
    UriPrefix,
    UseChange,
    UseCondition,
    UseDep,
    Version,
    parse_atoms,
    parse_dep_specs,
)

TEXT = "a/b[x?] x? ( || ( c/d !e/f ) ) !y? ( g/h )"


def depend(text, eapi=None):
    return DepSpec("depend", text, eapi)


def required_use(text):
    return DepSpec("required_use", text)


class TestParts:
    def test_what_it_was_read_from(self):
        spec = DepSpec("depend", TEXT, "8")
        assert (spec.kind, spec.text, spec.eapi) == (
            DepSpecKind.DEPEND,
            TEXT,
            Eapi.V8,
        )
        assert str(spec) == TEXT
        assert spec.leaves == ("a/b[x?]", "c/d", "!e/f", "g/h")
        assert spec.atoms == tuple(map(Atom, spec.leaves))
        assert spec.flags == ("x", "y")
        assert spec.conditional_leaves[2:] == (
            ConditionalLeaf([UseCondition("x", True)], "!e/f"),
            ConditionalLeaf([UseCondition("y", False)], "g/h"),
        )

    def test_it_is_a_collection_of_its_items(self):
        spec = depend(TEXT)
        assert tuple(spec) == spec.items
        assert [str(item) for item in spec] == [
            "a/b[x?]",
            "x? ( || ( c/d !e/f ) )",
            "!y? ( g/h )",
        ]
        assert len(spec) == spec.length == 3
        assert "a/b[x?]" in spec
        assert "!y?  (\tg/h )" in spec  # whitespace aside
        assert "c/d" not in spec  # in a group
        assert 1 not in spec
        assert not depend(" \n\t")
        assert depend("") == depend(" ")

    def test_the_parts_are_a_tree(self):
        plain, conditional, negated = depend(TEXT)
        (any_of,) = conditional.children
        assert [part.kind for part in (plain, conditional, any_of)] == [
            NodeKind.ATOM,
            NodeKind.USE_CONDITIONAL,
            NodeKind.ANY_OF,
        ]
        assert [part.is_group for part in (plain, conditional)] == [False, True]
        assert (conditional.flag, conditional.is_negated) == ("x", False)
        assert (negated.flag, negated.is_negated) == ("y", True)
        assert (plain.atom, any_of.atom) == (Atom("a/b[x?]"), None)
        assert plain.children == ()
        assert TEXT[any_of.start : any_of.end] == any_of.text == "|| ( c/d !e/f )"
        assert list(map(str, depend(TEXT).parts)) == [
            "a/b[x?]",
            "x? ( || ( c/d !e/f ) )",
            "|| ( c/d !e/f )",
            "c/d",
            "!e/f",
            "!y? ( g/h )",
            "g/h",
        ]

    def test_parts_are_values(self):
        first, second = depend("|| ( a/b c/d ) ||  ( a/b\tc/d )")
        assert first == second and hash(first) == hash(second)
        assert first != "|| ( a/b c/d )"
        alone = depend("a/b").items[0]
        assert (
            repr(alone)
            == "DepNode(spec=DepSpec(kind=DepSpecKind.DEPEND, text='a/b'), index=0)"
        )
        assert sorted(depend("c/d a/b")) == list(depend("a/b c/d"))
        with pytest.raises(TypeError):
            DepNode()  # type: ignore[call-arg]
        with pytest.raises(DepSpecError, match="without a part"):
            DepNode(depend("a/b"), 1)

    def test_parts_have_what_a_specification_has(self):
        spec = depend("a/b[x,y] x? ( c/d || ( e/f y? ( g/h ) ) )")
        group = spec.items[1]
        assert DepNode(spec, group.index) == group and group.spec == spec
        for node in spec.parts:
            assert all(child in node for child in node)
            assert copy.deepcopy(node) == pickle.loads(pickle.dumps(node)) == node
        assert group.leaves == ("c/d", "e/f", "g/h") and group.flags == ("x", "y")
        assert str(group.evaluate(["x"])) == "c/d || ( e/f )"
        assert [str(atom) for atom in group.atoms] == list(group.leaves)
        assert str(group.to_spec()) == group.text and len(group.parts) == 6
        assert group.satisfied_by([Package("c/d-1"), Package("e/f-1")], ["x"]).satisfied
        found = spec.satisfied_by([Package("e/f-1")], ["x"])
        assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found

    def test_kinds_are_variables(self):
        for name in ("PDEPEND", "pdepend"):
            spec = DepSpec(name, "a/b:=")
            assert (str(spec.kind), len(spec.diagnostics())) == ("PDEPEND", 1)
        assert DepSpec("RDEPEND", "a/b c/d") & depend("c/d") == DepSpec(
            "RDEPEND", "c/d"
        )
        with pytest.raises(PolyatomError):
            depend("a/b").diagnostics("NDEPEND")  # type: ignore[arg-type]
        text = "|| ( x? ( a/b ) )"
        assert len({depend(text, "6"), depend(text, "7")}) == 2

    def test_sets_of_packages(self):
        packages = [Package(f"a/p{number % 50}-{number}") for number in range(200)]
        ready = PackageSet(packages)
        assert list(ready) == packages and len(ready) == 200
        assert [package.cpv.version for package in ready.matching("a/p7")] == [
            Version(text) for text in ("7", "57", "107", "157")
        ]
        assert ready.best_match("<a/p7-100") == packages[57]
        assert ready.best_match("a/q") is None
        spec = depend("a/p1 || ( a/q a/p2 ) !a/p3")
        assert spec.satisfied_by_set(ready) == spec.satisfied_by(packages)
        assert spec.satisfied_by_set(packages) == spec.satisfied_by_set(ready)

    def test_parts_outlive_the_specification(self):
        spec = depend(TEXT)
        any_of = spec.items[1].children[0]
        del spec
        gc.collect()
        assert [str(child) for child in any_of.children] == ["c/d", "!e/f"]
        assert any_of.children[1].atom == Atom("!e/f")

    def test_kinds_have_leaves_of_their_own(self):
        kinds = {
            "license": ("GPL-2", NodeKind.LICENSE),
            "properties": ("live", NodeKind.TOKEN),
            "required_use": ("!x", NodeKind.FLAG),
            "restrict": ("test", NodeKind.TOKEN),
            "src_uri": ("a.tar", NodeKind.URI),
        }
        for kind, (text, node_kind) in kinds.items():
            assert [item.kind for item in DepSpec(kind, text)] == [node_kind]


class TestValues:
    EVALUATED = required_use("|| ( a? ( b ) )").evaluate([])

    @pytest.mark.parametrize("spec", [depend(TEXT), depend(TEXT, "7"), EVALUATED])
    def test_round_trips(self, spec):
        assert eval(repr(spec), vars(polyatom)) == spec
        assert copy.copy(spec) is copy.deepcopy(spec) is spec
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(spec, protocol))
            assert again == spec and hash(again) == hash(spec)
            assert (again.eapi, again.empty_groups) == (spec.eapi, spec.empty_groups)

    def test_repr(self):
        assert repr(depend("a/b", "8")) == (
            "DepSpec(kind=DepSpecKind.DEPEND, text='a/b', eapi=Eapi.V8)"
        )
        assert repr(self.EVALUATED) == (
            "DepSpec(kind=DepSpecKind.REQUIRED_USE, text='|| ( )', empty_groups=True)"
        )

    def test_whitespace_makes_no_difference(self):
        one, other = depend("a/b c/d"), depend(" a/b\n\tc/d ")
        assert one == other and hash(one) == hash(other)
        assert one != depend("c/d a/b") != "c/d a/b"
        assert DepSpec("restrict", "x") != DepSpec("properties", "x")
        assert min(depend("c/d"), depend("a/b"), key=str) == depend("a/b")

    def test_groups_may_be_empty_only_where_asked_for(self):
        with pytest.raises(DepSpecError):
            required_use("|| ( )")
        assert DepSpec("required_use", "|| ( )", empty_groups=True) == self.EVALUATED


class TestChanges:
    def test_evaluate(self):
        spec = depend(TEXT)
        assert str(spec.evaluate(["x", "y"])) == "a/b[x?] || ( c/d !e/f )"
        assert str(spec.evaluate_fully(["x", "y"])) == "a/b[x] || ( c/d !e/f )"
        assert str(spec.evaluate(())) == "a/b[x?] g/h"
        assert str(spec.evaluate_all()) == "a/b[x?] || ( c/d !e/f ) g/h"
        assert str(spec.evaluate_none()) == "a/b[x?]"
        assert spec.evaluate({"x"}).kind == DepSpecKind.DEPEND
        with pytest.raises(TypeError):
            spec.evaluate("xy")

    def test_simplify_and_sort(self):
        spec = depend("c/d || ( || ( e/f a/b ) ) ( c/d )")
        assert str(spec.simplify()) == "c/d || ( e/f a/b )"
        assert str(depend("|| ( e/f a/b ) c/d").sorted()) == "c/d || ( e/f a/b )"
        flags = required_use("?? ( b a ) c").sorted_recursive()
        assert str(flags) == "c ?? ( a b )"

    def test_sets(self):
        a, b = depend("a/b c/d a/b"), depend("e/f c/d")
        results = {
            "a/b c/d e/f": (a | b, a.union(b)),
            "c/d": (a & b, a.intersection(b)),
            "a/b": (a - b, a.difference(b)),
            "a/b e/f": (a ^ b, a.symmetric_difference(b)),
        }
        for text, (operator, method) in results.items():
            assert str(operator) == str(method) == text
        assert (a & b).is_subset(a) and not a.is_subset(b)
        assert (a - b).is_disjoint(b) and not a.is_disjoint(b)

    def test_comparisons_are_those_of_sets(self):
        assert isinstance(depend(""), collections.abc.Set)
        words = ["", "a/a", "b/b", "a/a b/b", "b/b a/a", "a/a b/b c/c"]
        for one, other in itertools.product(words, repeat=2):
            (a, b), first, second = (
                map(depend, (one, other)),
                *map(set, (one.split(), other.split())),
            )
            assert (a <= b) == a.issubset(b) == (first <= second)
            assert (a >= b) == a.issuperset(b) == (first >= second)
            assert (a < b, a > b) == (first < second, first > second)
            assert a.isdisjoint(b) == first.isdisjoint(second)
        for wrong in ({"a/a"}, "a/a", None):
            with pytest.raises(TypeError):
                depend("a/a") <= wrong

    def test_methods_take_any_iterable_of_items(self):
        spec = depend("a/b || ( c/d e/f )")
        assert str(spec.union(["x/y", Atom("z/z"), *spec])) == f"{spec} x/y z/z"
        assert spec.issubset(iter(spec)) and spec.issuperset({"a/b"})
        assert spec.difference(spec.items[:1]) == depend("|| ( c/d e/f )")
        assert spec.isdisjoint(["c/d"]) and not spec.isdisjoint(spec.atoms)
        assert spec.with_items(reversed(spec.items)) == depend("|| ( c/d e/f ) a/b")
        with pytest.raises(DepSpecError):
            spec.union(["|| ("])
        for wrong in ("a/b", [1], 1, range(10**12)):
            with pytest.raises(TypeError, match="argument 'other': "):
                spec.union(wrong)

    SPECS = (
        depend(TEXT),
        depend(">=a/b-1[x?] || ( a/b c/d )", "8"),
        required_use("a !b ^^ ( c d )"),
        DepSpec("license", "|| ( GPL-2 MIT ) BSD"),
        DepSpec("restrict", "test x? ( mirror )"),
        DepSpec("src_uri", "https://e/a.tgz -> b.tgz fetch+https://e/c x? ( d )"),
    )

    @pytest.mark.parametrize("spec", SPECS)
    def test_a_specification_contains_what_it_yields(self, spec):
        assert all(item in spec and str(item) in spec for item in spec)
        assert len(list(spec)) == len(spec)
        for other in (1, None, b"a/b", spec, "\udcff", Version("1"), Package("a/b-1")):
            assert other not in spec

    def test_what_items_are_read_as_is_in_it(self):
        assert Atom("a/b[x?]") in depend(TEXT) and Atom("c/d") not in depend(TEXT)
        sources = self.SPECS[-1]
        assert [uri in sources for uri in sources.uris] == [True, True, False]
        assert UseDep("a") in self.SPECS[2] and UseDep("b") not in self.SPECS[2]

    def test_sets_are_of_one_kind(self):
        with pytest.raises(DepSpecError, match="another kind"):
            depend("a/b") | required_use("a")
        for wrong in ("a/b", ["a/b"], None):
            with pytest.raises(TypeError):
                depend("a/b") | wrong

    def test_dnf(self):
        spec = depend("|| ( a/b c/d ) || ( e/f ( g/h i/j ) )")
        assert list(map(str, spec.dnf())) == [
            "a/b e/f",
            "a/b g/h i/j",
            "c/d e/f",
            "c/d g/h i/j",
        ]
        assert len(spec.dnf(limit=4)) == 4
        with pytest.raises(DepSpecError, match="limit"):
            spec.dnf(limit=3)
        explosive = " ".join(f"|| ( a/b{i} c/d{i} )" for i in range(64))
        with pytest.raises(DepSpecError):
            depend(explosive).dnf()
        with pytest.raises(DepSpecError, match="evaluate"):
            depend("x? ( a/b )").dnf()
        for wrong in (-1, 1 << 32):
            with pytest.raises(OverflowError):
                spec.dnf(wrong)


class TestRequiredUse:
    def test_check(self):
        spec = required_use("a? ( b ) ^^ ( c d )")
        good = spec.check_required_use(["c"])
        assert (good.satisfied, good.unsatisfied, good.sentences) == (True, None, ())
        bad = spec.check_required_use(["a", "c", "d"])
        assert (bad.satisfied, bad.unsatisfied) == (False, spec)
        assert bad.sentences == (
            "a needs b: enable b or disable a",
            "exactly one of c, d must be enabled, but c and d are",
        )

    def test_flags_have_to_be_in_iuse(self):
        spec = required_use("a? ( b )")
        assert spec.check_required_use([], iuse="+a b").satisfied
        with pytest.raises(DepSpecError) as caught:
            spec.check_required_use([], iuse="a")
        assert (caught.value.start, caught.value.end) == (5, 6)
        spec.check_iuse("a b")
        with pytest.raises(DepSpecError):
            spec.check_iuse("")
        with pytest.raises(DepSpecError, match="REQUIRED_USE"):
            depend("a/b").check_required_use([])

    def test_solve(self):
        spec = required_use("a? ( b )")
        assert spec.solve_required_use([]) == RequiredUseSolution([], True)
        assert spec.solve_required_use(["a"]) == RequiredUseSolution(
            [UseChange("b", True)], True
        )
        masked = spec.solve_required_use(["a"], masked=["b"])
        assert masked and masked.changes == (UseChange("a", False),)
        assert spec.solve_required_use(["a"], masked=["b"], forced=["a"]) is None


def test_satisfied_by():
    spec = depend("|| ( a/b x? ( c/d ) ) !e/f g/h[x?]")
    found = spec.satisfied_by([Package("c/d-1"), Package("e/f-1")], parent_use=["x"])
    assert not found.satisfied
    (choice,) = found.choices
    assert (choice.group, choice.member.text) == (spec.items[0], "x? ( c/d )")
    assert found.missing == (spec.items[2],)
    assert found.violated == (spec.items[1],)
    there = (Package(cpv, iuse="x") for cpv in ("a/b-1", "g/h-1"))
    assert spec.satisfied_by(there).satisfied
    assert depend("a/b").satisfied_by(["a/b-1", Cpv("c/d-1")]).satisfied
    with pytest.raises(
        TypeError, match="item 1: expected Package, Cpv or text, not int"
    ):
        spec.satisfied_by(["a/b-1", 1])


class TestSrcUri:
    SPEC = DepSpec(
        "src_uri",
        "mirror://gnu/a.tgz x? ( fetch+https://example.org/v1 -> b-1 ) c.zip",
    )

    def test_uris(self):
        assert self.SPEC.uris == (
            Uri("mirror://gnu/a.tgz", "a.tgz", None, None, "mirror", "gnu"),
            Uri("https://example.org/v1", "b-1", "b-1", UriPrefix.FETCH, "https", None),
            Uri("c.zip", "c.zip", None, None, None, None),
        )
        assert self.SPEC.items[0].uri == self.SPEC.uris[0]
        assert depend("a/b").uris == ()

    def test_downloads(self):
        gnu = Mirror("gnu", ["https://one.example/gnu", "https://two.example"])
        rest = [Download("b-1", ["https://example.org/v1"]), Download("c.zip", [])]
        assert self.SPEC.downloads([gnu]) == [
            Download(
                "a.tgz",
                ["https://one.example/gnu/a.tgz", "https://two.example/a.tgz"],
            ),
            *rest,
        ]
        unknown = Download("a.tgz", ["mirror://gnu/a.tgz"])
        assert self.SPEC.downloads() == [unknown, *rest]
        assert self.SPEC.downloads(use_flags=[]) == [unknown, rest[1]]


def test_diagnostics():
    spec = depend("a/b:0/1= || ( c/d:= )")
    sub_slot, any_of = spec.diagnostics()
    assert sub_slot.kind == DiagnosticKind.SLOT_OPERATOR_WITH_SUBSLOT
    assert (any_of.start, any_of.end) == (17, 19)
    assert spec.text[any_of.start : any_of.end] == ":="
    assert any_of == Diagnostic(
        "slot_operator_in_any_of", any_of.start, any_of.end, any_of.text
    )
    in_pdepend = {diagnostic.kind for diagnostic in spec.diagnostics("PDEPEND")}
    assert DiagnosticKind.SLOT_OPERATOR_IN_PDEPEND in in_pdepend
    assert depend("a/b").diagnostics("DEPEND") == []


class TestErrors:
    @pytest.mark.parametrize(
        ("kind", "text", "span"),
        [
            ("depend", "a/b ||", (4, 6)),
            ("depend", "a/b ( c/d", (4, 5)),
            ("depend", "a/b )", (4, 5)),
            ("depend", "( )", (0, 3)),
            ("depend", "a/b c/d-1", (7, 9)),
            ("restrict", "x || ( y )", (2, 4)),
            ("src_uri", "-> x", (0, 2)),
        ],
    )
    def test_they_say_where(self, kind, text, span):
        with pytest.raises(DepSpecError) as caught:
            DepSpec(kind, text)
        error = caught.value
        assert isinstance(error, ValueError)
        assert error.input == text
        assert (error.start, error.end) == span
        assert error.reason in str(error)
        assert str(pickle.loads(pickle.dumps(error))) == str(error)

    def test_offsets_are_code_points(self):
        with pytest.raises(DepSpecError) as caught:
            DepSpec("src_uri", "https://example.org/ä ||")
        error = caught.value
        assert error.input[error.start : error.end] == "||"

    def test_eapis(self):
        assert required_use("?? ( a b )").leaves == ("a", "b")
        with pytest.raises(DepSpecError):
            DepSpec("required_use", "?? ( a b )", "4")
        assert depend("a/b::c").leaves == ("a/b::c",)
        with pytest.raises(DepSpecError):
            depend("a/b::c", "8")
        with pytest.raises(ValueError, match="SRC_URI"):
            DepSpec("nonsense", "")

    def test_depth_costs_nothing_but_memory(self):
        def deep(inside):
            return "( " * 100_000 + inside + ") " * 100_000

        with pytest.raises(DepSpecError, match="empty group"):
            depend(deep(""))
        assert str(depend(deep("a/b ")).simplify()) == "a/b"


class TestPatterns:
    def test_parts(self):
        pattern = AtomPattern("dev-*/lib*:2::gentoo")
        parts = (pattern.category, pattern.package, pattern.slot, pattern.repo)
        assert parts == ("dev-*", "lib*", "2", "gentoo")
        plain = AtomPattern("*/*")
        assert (plain.slot, plain.repo) == (None, None)

    def test_matching(self):
        pattern = AtomPattern("dev-*/lib*")
        assert pattern.matches("dev-libs/libxml2-2")
        assert pattern.matches_cpn("dev-libs/lib")
        assert not pattern.matches_cpn("sys-libs/lib")
        slotted = AtomPattern("*/*:2::gentoo")
        assert slotted.matches_package(Package("a/b-1", slot="2/3", repo="gentoo"))
        assert not slotted.matches_package(Package("a/b-1", slot="3", repo="gentoo"))
        assert not slotted.matches("a/b-1")  # its slot is not known

    def test_round_trips(self):
        pattern = AtomPattern("dev-*/*:0")
        assert str(pattern) == "dev-*/*:0"
        assert repr(pattern) == "AtomPattern('dev-*/*:0')"
        assert pickle.loads(pickle.dumps(pattern)) == pattern
        assert copy.deepcopy(pattern) is pattern
        assert len({pattern, AtomPattern("dev-*/*:0"), AtomPattern("*/*")}) == 2

    def test_errors(self):
        for text in ("", "*", ">=a/b-1", "a/b[x]", "ä/*"):
            with pytest.raises(AtomPatternError) as caught:
                AtomPattern(text)
            assert caught.value.input == text


class TestBatches:
    def test_specs(self):
        texts = [TEXT, "a/b ||", "", "( )", "c/d"]
        batch = parse_dep_specs("depend", iter(texts))
        assert isinstance(batch, DepSpecBatch)
        assert batch.length == 5
        assert batch.failures == (1, 3)
        assert [spec.text for spec in batch.successes] == [TEXT, "", "c/d"]
        assert batch.get(4) == depend("c/d")
        assert batch.get(5) is None
        with pytest.raises(DepSpecError) as caught:
            batch.get(1)
        assert (caught.value.input, caught.value.start) == ("a/b ||", 4)

    def test_atoms(self):
        batch = parse_atoms(["a/b", "nonsense", "c/d:="], "4")
        assert isinstance(batch, AtomBatch)
        assert (batch.length, batch.failures) == (3, (1, 2))
        assert batch.successes == (Atom("a/b"),)
        with pytest.raises(AtomError, match="EAPI"):
            batch.get(2)
        assert parse_atoms(["c/d:="], "5").failures == ()

    def test_many_stay_in_order(self):
        texts = [f"a/b{i}" if i % 7 else f"a/b-{i}" for i in range(5_000)]
        batch = parse_atoms(texts)
        assert batch.failures == tuple(range(0, 5_000, 7))
        assert list(map(str, batch.successes)) == [t for t in texts if "-" not in t]

    def test_wrong_arguments(self):
        with pytest.raises(TypeError):
            parse_atoms("a/b")
        with pytest.raises(TypeError):
            parse_dep_specs("depend", [1])
        with pytest.raises(OverflowError):
            parse_atoms([]).get(-1)
