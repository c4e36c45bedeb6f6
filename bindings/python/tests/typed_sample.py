"""Code as users write it. Never run: `mypy --strict` must agree with every line."""

from polyatom import (
    Atom,
    AtomError,
    Cpv,
    Eapi,
    Operator,
    Package,
    PolyatomError,
    Revision,
    UseDep,
    Version,
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
assert_type(Package("cat/pkg-1", slot="0").use_flags, tuple[str, ...])
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
    print(any_error)

# What must not pass the checker; an ignore that is not needed is an error in strict mode.
Atom(1)  # type: ignore[arg-type]
Version("1") < "2"  # type: ignore[operator]
atom.category = "x"  # type: ignore[misc]
atom.matches(Version("1"))  # type: ignore[arg-type]
