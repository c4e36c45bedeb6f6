"""What stands in for portage answers as portage does, whose own package is asked in the
same run: over real data, and over values that are made up.
"""

from __future__ import annotations

import doctest
import gzip
import json
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from polyatom.compat import portage as ours

DATA = os.environ.get("POLYATOM_DATA")


@pytest.fixture(scope="module")
def theirs() -> SimpleNamespace:
    """Portage's functions, if it is installed."""
    dep = pytest.importorskip("portage.dep", reason="portage is not installed")
    versions = pytest.importorskip("portage.versions")
    from portage.exception import PortageException

    names = {**vars(versions), **vars(dep), "PortageException": PortageException}
    return SimpleNamespace(**names)


def answer(
    refusals: type[Exception], call: Callable[..., Any], *given: Any, **options: Any
) -> Any:
    """What a call gives, or that it refuses."""
    try:
        return call(*given, **options)
    except refusals:
        return "refused"


def lines(name: str, step: int) -> list[str]:
    """Some of the strings of a repository."""
    if not DATA:
        return []
    with gzip.open(Path(DATA) / name, "rt") as file:
        return [line.rstrip("\n") for line in file][::step]


def versions(dice: random.Random) -> Iterator[str]:
    """Versions without end, some of which are wrong."""
    while True:
        numbers = ".".join(
            dice.choice(["0", "1", "9", "10", "01", "010", "99999999999999999999"])
            for _ in range(dice.randint(1, 3))
        )
        suffixes = "".join(
            f"_{dice.choice(['alpha', 'beta', 'pre', 'rc', 'p', 'q'])}{dice.choice(['', '0', '1', '02'])}"
            for _ in range(dice.choice([0, 0, 0, 1, 2]))
        )
        revision = dice.choice(["", "", "-r0", "-r1", "-r10", "-r01", "-2", "-r"])
        yield f"{numbers}{dice.choice(['', '', '', 'a', 'B'])}{suffixes}{revision}"


def packages(dice: random.Random) -> Iterator[str]:
    """Packages without end, some of which are wrong."""
    for version in versions(dice):
        category = dice.choice(["a/", "dev-lang/", "", "-a/", "/", "a+b/", "a b/"])
        name = dice.choice(["b", "python", "x-1", "c-d", "e_f", "g-2-h", "", "-i"])
        yield f"{category}{name}-{version}"


def specifications(dice: random.Random, depth: int = 3) -> str:
    """A dependency specification."""

    def item(depth: int) -> str:
        kind = (
            dice.choice(["leaf", "leaf", "|| ", "", "x? ", "!y? "]) if depth else "leaf"
        )
        if kind == "leaf":
            return dice.choice(["a/b", "c/d", "e/f", "!g/h", ">=i/j-1"])
        inside = " ".join(item(depth - 1) for _ in range(dice.randint(1, 3)))
        return f"{kind}( {inside} )"

    return " ".join(item(depth) for _ in range(dice.randint(0, 3)))


def sign(number: int | None) -> int | None:
    return number if number is None else (number > 0) - (number < 0)


def test_the_examples_show_what_stands_there() -> None:
    failed, attempted = doctest.testmod(ours)
    assert (failed, attempted >= 20) == (0, True)


def test_bad_input_gets_what_portage_gives() -> None:
    assert ours.vercmp("1", "x") is None
    assert ours.pkgsplit("a/b") is ours.catpkgsplit("") is ours.cpv_getkey("b") is None
    assert ours.catpkgsplit("b-1") == ("null", "b", "1", "r0")
    assert not ours.isvalidatom("a/b-1") and not ours.isvalidatom("")
    for call in (ours.dep_getkey, ours.dep_getcpv, ours.get_operator):
        with pytest.raises(ours.InvalidAtom):
            call("a/b-1")
    with pytest.raises(ours.InvalidAtom):
        ours.match_from_list("b", [])
    with pytest.raises(ours.InvalidDependString):
        ours.use_reduce("( a/b")
    with pytest.raises(ours.InvalidDependString):
        ours.check_required_use("a b", ["a"], "a".__eq__)


def test_depth_has_no_limit() -> None:
    depth = 5000
    text = f"{'( x? ( ' * depth}a/b c/d{' ) )' * depth}"
    assert ours.use_reduce(text, uselist=["x"]) == ["a/b", "c/d"]
    nested = ours.use_reduce("|| ( ( a/b " * depth + "c/d" + " ) e/f )" * depth)
    assert ours.paren_enclose(nested).count("e/f") == depth


def test_versions_compare_alike(theirs: SimpleNamespace) -> None:
    made_up = versions(random.Random(1))
    pairs = [(next(made_up), next(made_up)) for _ in range(3000)]
    real = lines("versions.txt.gz", 7)
    pairs += zip(real, real[1:])  # noqa: RUF007 - Python 3.9 has no `pairwise`
    for a, b in pairs:
        assert sign(ours.vercmp(a, b)) == sign(theirs.vercmp(a, b)), (a, b)
        assert ours.ververify(a) == theirs.ververify(a), a


def test_packages_are_split_alike(theirs: SimpleNamespace) -> None:
    made_up = packages(random.Random(2))
    texts = [next(made_up) for _ in range(3000)]
    texts += [f"a/b-{version}" for version in lines("versions.txt.gz", 50)]
    for text in texts:
        for name in ("catpkgsplit", "pkgsplit", "catsplit", "cpv_getkey"):
            assert getattr(ours, name)(text) == getattr(theirs, name)(text), (
                name,
                text,
            )
        if "/" in text:
            assert ours.cpv_getversion(text) == theirs.cpv_getversion(text), text


def test_the_best_is_the_same(theirs: SimpleNamespace) -> None:
    made_up, dice = versions(random.Random(3)), random.Random(4)
    good = [v for v in (next(made_up) for _ in range(600)) if ours.ververify(v)]
    for _ in range(300):
        some = [f"a/b-{version}" for version in dice.sample(good, dice.randint(0, 6))]
        assert ours.best(some) == theirs.best(some), some
        key, their_key = ours.cpv_sort_key(), theirs.cpv_sort_key()
        assert sorted(some, key=key) == sorted(some, key=their_key), some


def atoms() -> list[str]:
    """Atoms: made up, some of them wrong, and real ones."""
    made_up, dice, texts = packages(random.Random(5)), random.Random(6), []
    for _ in range(3000):
        op = dice.choice(["=", ">=", "<=", "<", ">", "~", "", "!=", "!!<", "!", "!!~"])
        name = next(made_up)
        star = dice.choice(["", "", "*"])
        slot = dice.choice(
            ["", "", ":0", ":=", ":*", ":0=", ":0/1", ":0/1=", ":", ":-"]
        )
        repo = dice.choice(["", "", "", "::gentoo"])
        use = dice.choice(["", "", "[x]", "[x,-y]", "[x?,!y=]", "[x(+)]", "[]", "[!x]"])
        texts.append(f"{op}{name}{star}{slot}{repo}{use}")
        texts.append(
            f"{dice.choice(['', '!', '!!', '='])}a/{dice.choice('bcd')}{slot}{use}"
        )
    return texts + lines("atoms.txt.gz", 20)


PARTS = ["dep_getkey", "dep_getcpv", "dep_getslot", "dep_getrepo", "dep_getusedeps"]


def test_atoms_are_taken_apart_alike(theirs: SimpleNamespace) -> None:
    good = 0
    for text in atoms():
        for options in ({}, {"allow_blockers": True, "allow_repo": True}):
            if ours.isvalidatom(text, **options):
                taken = theirs.isvalidatom(text, **options)
                assert taken or is_rebuilt_blocker(text), text
                good += taken
            elif theirs.isvalidatom(text, **options):
                assert is_forbidden(text) or is_bare_blocker(text), text
        both = {"allow_blockers": True, "allow_repo": True}
        if not ours.isvalidatom(text, **both) or is_rebuilt_blocker(text):
            continue
        for name in [*PARTS, "get_operator", "isjustname", "isspecific"]:
            assert getattr(ours, name)(text) == getattr(theirs, name)(text), (
                name,
                text,
            )
    assert good > 1000


def is_forbidden(text: str) -> bool:
    """Whether portage takes an atom that the specification forbids."""
    return text.startswith("~") and "-r" in text


def is_bare_blocker(text: str) -> bool:
    """Whether portage takes a blocker that is not allowed: a name alone."""
    return text.startswith("!") and ours.isjustname(text[1:])


def is_rebuilt_blocker(text: str) -> bool:
    """Whether portage refuses a blocker for its slot operator."""
    return text.startswith("!") and "=" in text.partition(":")[2].partition("[")[0]


CANDIDATES = [
    f"a/{name}{slot}"
    for name in ("b-1", "b-1-r1", "b-1.0", "b-2", "b-2.1_rc1", "b-10", "c-1", "b-1a")
    for slot in ("", ":0", ":0/1", ":3", "::gentoo", ":0::other")
]


def test_the_same_packages_match(theirs: SimpleNamespace) -> None:
    dice, matched = random.Random(7), 0
    for _ in range(2000):
        version = dice.choice(["1", "1-r0", "1-r1", "2", "2.1", "1.0", "10"])
        op = dice.choice(["=", ">=", "<=", "<", ">", "~", "", "!", "!!>="])
        name = dice.choice(["a/b", "a/b", "a/c", "a/d"])
        star = "*" if op == "=" and dice.random() < 0.5 else ""
        base = f"{op}{name}-{version}{star}" if op.strip("!") else f"{op}{name}"
        atom = f"{base}{dice.choice(['', ':0', ':0/1', ':3', ':=', ':*'])}{dice.choice(['', '[x]'])}"
        is_good = ours.isvalidatom(atom, allow_blockers=True)
        if not is_good or is_rebuilt_blocker(atom) or "-r0*" in atom:
            continue
        found = ours.match_from_list(atom, CANDIDATES)
        assert found == theirs.match_from_list(atom, CANDIDATES), atom
        matched += len(found)
    assert matched > 1000
    for pattern in ("*/*", "a/*", "*/b", "z/*"):
        found = ours.match_from_list(pattern, CANDIDATES)
        assert found == theirs.match_from_list(pattern, CANDIDATES), pattern


OPTIONS: list[dict[str, Any]] = [
    {},
    {"uselist": ["x"]},
    {"uselist": ["x", "y"]},
    {"uselist": ["x"], "masklist": ["x"]},
    {"matchall": True},
    {"matchall": True, "excludeall": ["y"]},
    {"matchnone": True},
    {"uselist": ["x"], "eapi": "6"},
    {"uselist": ["x"], "opconvert": True},
    {"uselist": ["x"], "flat": True},
]


def test_specifications_are_reduced_alike(theirs: SimpleNamespace) -> None:
    dice = random.Random(8)
    texts = [specifications(dice) for _ in range(1500)]
    for row in lines("depspecs.jsonl.gz", 60):
        entry = json.loads(row)
        if entry["kind"] in ("depend", "license"):
            texts.append(entry["s"])
    for text in texts:
        for options in OPTIONS:
            theirs_ = answer(
                theirs.PortageException, theirs.use_reduce, text, **options
            )
            ours_ = answer(ours.InvalidDependString, ours.use_reduce, text, **options)
            assert ours_ == theirs_, (text, options)
            if isinstance(ours_, list):
                assert ours.paren_enclose(ours_) == theirs.paren_enclose(theirs_)


def test_flags_are_judged_alike(theirs: SimpleNamespace) -> None:
    dice = random.Random(9)

    def item(depth: int) -> str:
        kind = dice.choice(["leaf", "leaf", "|| ", "^^ ", "?? ", "", "a? ", "!b? "])
        if kind == "leaf" or not depth:
            return dice.choice(["a", "b", "c", "!a", "!c", "d"])
        inside = " ".join(item(depth - 1) for _ in range(dice.randint(1, 3)))
        return f"{kind}( {inside} )"

    held = 0
    for _ in range(3000):
        text = " ".join(item(2) for _ in range(dice.randint(0, 3)))
        use = [flag for flag in "abc" if dice.random() < 0.5]
        eapi = dice.choice([None, "5", "6", "7", "8"])
        given = (text, use, "abc".__contains__, eapi)
        met = answer(ours.InvalidDependString, ours.check_required_use, *given)
        theirs_ = answer(theirs.PortageException, theirs.check_required_use, *given)
        assert met == (theirs_ if theirs_ == "refused" else bool(theirs_)), given
        held += met is True
        flags = answer(theirs.PortageException, theirs.get_required_use_flags, text)
        if flags != "refused":
            assert ours.get_required_use_flags(text) == flags, text
    assert held > 100
