"""Code as users write it. Never run: `mypy --strict` must agree with every line."""

from collections.abc import Sequence

from polyatom import (
    Atom,
    AtomError,
    AtomPattern,
    Cpv,
    DepNode,
    DepSpec,
    DepSpecError,
    DepSpecKind,
    Diagnostic,
    Download,
    Eapi,
    Mirror,
    NodeKind,
    Operator,
    Package,
    PolyatomError,
    RequiredUseSolution,
    Revision,
    Satisfaction,
    Uri,
    UseDep,
    UseFlags,
    Version,
    parse_atoms,
    parse_dep_specs,
    sort_versions,
)
from typing_extensions import assert_type

atom = Atom(">=cat/pkg-1:0[a]", eapi="8")
assert_type(atom.category, str)
assert_type(atom.op, Operator | None)
assert_type(atom.version, Version | None)
assert_type(atom.use_deps, tuple[UseDep, ...])
assert_type(atom.without("slot_dep", "use_deps"), Atom)
assert_type(atom.matches("cat/pkg-1"), bool)
assert_type(atom.best_match(["cat/pkg-1", Cpv("cat/pkg-2")]), Cpv | None)
assert_type(sort_versions(map(Version, ["2", "1"])), list[Version])
assert_type(sorted([Version("2"), Version("1")]), list[Version])
assert_type(Package("cat/pkg-1", slot="0").use_flags, UseFlags)
assert_type(Eapi("8") < Eapi.V8, bool)
assert_type(Version("1").revision, Revision | None)
assert_type(Version("1").sort_key, bytes)

match atom:
    case Atom(category="dev-lang", package=name):
        assert_type(name, str)

try:
    Atom("nonsense")
except AtomError as error:
    assert_type(error.start, int)
    assert_type(error.hint, str | None)
except PolyatomError as any_error:
    assert_type(any_error.input[any_error.start : any_error.end], str)
    assert_type(any_error.code, str)

spec = DepSpec(DepSpecKind.DEPEND, "a/b[x?] x? ( || ( c/d e/f ) )", eapi="8")
assert_type(spec.evaluate({"x"}), DepSpec)
assert_type(list(spec), list[DepNode])
assert_type([item.children for item in spec], list[tuple[DepNode, ...]])
assert_type(len(spec), int)
assert_type("a/b" in spec, bool)
assert_type(spec | spec, DepSpec)
assert_type(spec <= spec, bool)
assert_type(spec.union(["a/b", atom, *spec.items]), DepSpec)
assert_type(f"{atom:<20}", str)
assert_type(spec.items[0].kind, NodeKind)
assert_type(spec.items[0].atom, Atom | None)
assert_type(spec.dnf(limit=10), list[DepSpec])
assert_type(spec.diagnostics("PDEPEND"), list[Diagnostic])
assert_type(spec.satisfied_by([Package("a/b-1")]).missing, tuple[DepNode, ...])
assert_type(parse_dep_specs("depend", ["a/b"]).get(0), DepSpec | None)
assert_type(parse_atoms(["a/b"], "8").failures, tuple[int, ...])
assert_type(AtomPattern("*/*").slot, str | None)

flags = DepSpec("required_use", "x? ( y )")
assert_type(flags.check_required_use(["x"]).sentences, tuple[str, ...])
assert_type(flags.solve_required_use(["x"]), RequiredUseSolution | None)

sources = DepSpec("src_uri", "mirror://gnu/a.tgz")
assert_type(sources.uris, tuple[Uri, ...])
mirrors = [Mirror("gnu", ["https://example.org"])]
assert_type(sources.downloads(mirrors), list[Download])

# A batch is a sequence; text stands for a package that is made of it.
many: Sequence[Atom | None | PolyatomError] = parse_atoms(["a/b", None])
assert_type(many[0], Atom | None | PolyatomError)
assert_type(spec.satisfied_by(["a/b-1"]), Satisfaction)

try:
    DepSpec("depend", "|| a/b")
except DepSpecError as spec_error:
    assert_type(spec_error.end, int)

# What must not pass the checker; an ignore that is not needed is an error in strict mode.
Atom(1)  # type: ignore[arg-type]
Version("1") < "2"  # type: ignore[operator]
atom.category = "x"  # type: ignore[misc]
atom.matches(Version("1"))  # type: ignore[arg-type]
DepSpec("depend", 1)  # type: ignore[arg-type]
Atom("cat/pkg", eapi="nonsense")  # type: ignore[arg-type]
atom.with_use_deps(
    "ssl"
)  # An iterable of text to the checker; a TypeError when it runs.
spec <= {"a/b"}  # type: ignore[operator]
spec | "a/b"  # type: ignore[operator]
spec.satisfied_by([1])  # type: ignore[list-item]
