"""What Python lets go of is freed, on whatever way it went. The library has to be one that counts, as `cargo xtask sanitize` builds it."""

import copy
import gc
import pickle
import threading
from collections.abc import Callable, Iterator

import pytest
from polyatom import Atom, Cpv, DepSpec, Package, Version, _native, parse_atoms

TEXT = "|| ( a/b c/d ) flag? ( e/f ) g/h"


def counts() -> bool:
    atom = Atom("a/b")
    return bool(atom) and _native._live_objects() > 0


pytestmark = pytest.mark.skipif(not counts(), reason="the library does not count")


class BoomError(Exception):
    """Raised in the middle."""


def half_way(texts: list[str]) -> Iterator[str]:
    yield from texts
    raise BoomError


def iterators_left_half_way() -> None:
    spec = DepSpec("depend", TEXT)
    iterator = iter(spec)
    next(iterator)
    next(iter(parse_atoms(["a/b", "c/d"]).successes))


def children_kept_longer_than_parents() -> None:
    child = DepSpec("depend", TEXT).items[0].children[1]
    revision = Cpv("a/b-1-r2").version.revision
    assert (str(child), str(revision)) == ("c/d", "2")


def cycles() -> None:
    class Node:
        """In a circle with itself."""

    node = Node()
    node.itself, node.atom, node.spec = node, Atom("a/b[c]"), DepSpec("depend", TEXT)  # type: ignore[attr-defined]
    circle: list[object] = [Version("1"), {Atom("a/b"): node}]
    circle.append(circle)


def exceptions_in_the_middle() -> None:
    spec = DepSpec("depend", TEXT)
    for attempt in (
        lambda: parse_atoms(half_way(["a/b"] * 50)),
        lambda: spec.evaluate(half_way(["flag"])),
        lambda: Atom("a/b").evaluate(half_way(["x"])),
        lambda: Package("a/b-1", use_flags=half_way(["x"])),
        lambda: spec.satisfied_by(half_way([Package("a/b-1")])),  # type: ignore[list-item]
    ):
        with pytest.raises(BoomError):
            attempt()


def errors_kept_with_their_frames() -> None:
    atom = Atom("a/b")
    kept = []
    for text in ("?", "a/b-1", "=a/b"):
        try:
            Atom(text)
        except ValueError as error:
            kept.append((error, error.__traceback__, atom))
    with pytest.raises(TypeError):
        atom.matches_package(kept)  # type: ignore[arg-type]


def copies_and_pickles() -> None:
    for thing in (Atom("a/b[c]"), DepSpec("depend", TEXT), Package("a/b-1")):
        assert pickle.loads(pickle.dumps(thing)) == copy.deepcopy(thing) == thing
    with pytest.raises(TypeError):
        pickle.dumps([Atom("a/b"), threading.Lock()])


def threads_that_end() -> None:
    def work() -> None:
        parse_atoms(["a/b", "?"] * 500).sorted()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def caches_cleared() -> None:
    kept = [Atom.cached(f"a/cached{number}") for number in range(100)]
    assert kept[0] is Atom.cached("a/cached0")
    Atom.clear_cache()


@pytest.mark.parametrize(
    "way",
    [
        iterators_left_half_way,
        children_kept_longer_than_parents,
        cycles,
        exceptions_in_the_middle,
        errors_kept_with_their_frames,
        copies_and_pickles,
        threads_that_end,
        caches_cleared,
    ],
)
def test_nothing_is_left(way: Callable[[], None]) -> None:
    way()
    gc.collect()
    before = _native._live_objects()
    for _ in range(50):
        way()
    gc.collect()
    # Allocations are counted. The workers' queues may take a few, once.
    assert _native._live_objects() - before < 20


def test_what_is_kept_is_counted() -> None:
    before = _native._live_objects()
    kept = [Atom("a/b") for _ in range(10)]
    assert _native._live_objects() - before == len(kept)
