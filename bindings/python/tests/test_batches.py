"""Many values in one object."""

from __future__ import annotations

import copy
import ctypes
import itertools
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Sequence
from itertools import compress

import polyatom
import pytest
from polyatom import (
    Atom,
    AtomError,
    Cpv,
    Version,
    parse_atoms,
    parse_cpvs,
    parse_dep_specs,
    parse_versions,
)


def test_a_batch_has_results_and_errors_in_their_places() -> None:
    batch = parse_atoms(["b/b", "nonsense", "a/a"])
    assert len(batch) == 3
    assert batch.failures == (1,)
    assert batch.successes == (Atom("b/b"), Atom("a/a"))
    assert batch.get(2) == Atom("a/a") and batch.get(3) is None
    with pytest.raises(AtomError) as caught:
        batch.get(1)
    assert caught.value.input == "nonsense"


def test_a_batch_sorts_and_leaves_errors_out() -> None:
    batch = parse_versions(["1.10", "?", "1.9", "1.9-r1"])
    assert batch.sorted().successes == tuple(map(Version, ["1.9", "1.9-r1", "1.10"]))
    assert parse_cpvs(["a/b-2", "a/b-1"]).sorted().get(0) == Cpv("a/b-1")
    assert parse_atoms(["b/b", "a/a"]).sorted().successes == (Atom("a/a"), Atom("b/b"))


def test_a_batch_matches_with_a_byte_for_each_text() -> None:
    texts = ["a/b-1", "a/b-3", "nonsense", "a/c-3"]
    mask = parse_cpvs(texts).matching(Atom(">=a/b-2"))
    assert mask == b"\0\1\0\0"
    assert list(compress(texts, mask)) == ["a/b-3"]
    assert parse_atoms(["a/b", "<a/b-1", "?"]).matching("a/b-1") == b"\1\0\0"


def test_many_texts_are_as_one() -> None:
    texts = [f"=cat/pkg-{number}" for number in range(20_000)]
    assert list(map(str, parse_atoms(texts).successes)) == texts
    assert len(parse_atoms(iter(texts))) == len(parse_atoms(tuple(texts))) == 20_000
    packages = parse_cpvs([f"cat/pkg-{number}" for number in range(20_000)])
    assert sum(packages.matching("<cat/pkg-50")) == 50


def every_kind() -> list[Sequence[object]]:
    return [
        parse_atoms(["a/b", "!!", None, "=c/d-1:0[x]", "a/b"], eapi="8"),
        parse_cpvs(["a/b-1", "a/b", None]),
        parse_versions(["1.10", "x", None, "1.9", "1_rc"]),
        parse_dep_specs("depend", ["a/b", "( ", None, "|| ( c/d e/f )"]),
        parse_versions([None, "01", "?"] * 100),
        parse_atoms([]),
    ]


def place_of(
    item: object, items: Sequence[object], start: int, stop: int
) -> int | None:
    try:
        return items.index(item, start, stop)
    except ValueError:
        return None


@pytest.mark.parametrize("batch", every_kind(), ids=lambda batch: type(batch).__name__)
def test_a_batch_is_a_sequence(batch: Sequence[object]) -> None:
    assert isinstance(batch, Sequence)
    items = list(batch)
    assert len(items) == len(batch)
    assert all(item in batch for item in items)
    assert [batch[place] for place in range(len(batch))] == items
    assert [batch[place - len(batch)] for place in range(len(batch))] == items
    assert list(reversed(batch)) == items[::-1]
    for item in items:
        assert batch.index(item) == items.index(item)
        assert batch.count(item) == items.count(item)
        for start, stop in itertools.product((0, 1, -2, 9), (1, 3, -1, 10**30)):
            assert place_of(item, batch, start, stop) == place_of(
                item, items, start, stop
            )
    bounds = [None, 0, 1, 3, -1, -2, 400, -400]
    for start, stop, step in itertools.product(bounds, bounds, [None, 2, -1, -3]):
        part = batch[start:stop:step]
        assert type(part) is type(batch) and list(part) == items[start:stop:step]


@pytest.mark.parametrize("batch", every_kind(), ids=lambda batch: type(batch).__name__)
def test_a_batch_is_a_value(batch: Sequence[object]) -> None:
    for made in (pickle.loads(pickle.dumps(batch)), copy.deepcopy(batch), batch[:]):
        assert made == batch and hash(made) == hash(batch)
    if len(batch) <= 8:
        assert eval(repr(batch), vars(polyatom)) == batch
    else:
        assert repr(batch) == f"<{type(batch).__name__}: {batch}>"


def test_what_is_no_place_is_refused() -> None:
    batch = parse_versions(["1", "2"])
    for place in (2, -3, 10**30, -(10**30)):
        with pytest.raises(IndexError, match="VersionBatch index out of range"):
            batch[place]
    with pytest.raises(TypeError, match="expected int or slice, not str"):
        batch["0"]  # type: ignore[call-overload]
    assert parse_versions(["1", "2"]) != parse_versions(["2", "1"])


def test_a_missing_text_is_a_place() -> None:
    batch = parse_atoms(["a/b", None, "?", "a/a"])
    assert batch.missing == (1,) and batch.failures == (2,)
    assert batch.get(1) is None and batch[1] is None
    assert batch.texts == ("a/b", None, "?", "a/a")
    assert str(batch) == "2 atoms, 1 in error, 1 missing"
    assert batch.matching("a/b-1") == b"\1\0\0\0"


def test_an_error_stands_in_its_place() -> None:
    error = parse_atoms(["a/b", "?"])[1]
    assert isinstance(error, AtomError) and error.input == "?"
    with pytest.raises(AtomError) as raised:
        parse_atoms(["?"]).get(0)
    assert raised.value == error and hash(raised.value) == hash(error)


def test_a_batch_tells_the_order_of_its_places() -> None:
    texts = ["1.10", None, "1.9", "?", "1_rc", "1.9-r0"]
    batch = parse_versions(texts)
    assert batch.argsort() == [4, 2, 5, 0]
    assert [batch[place] for place in batch.argsort()] == list(batch.sorted())
    keys = batch.sort_keys()
    assert keys[1] is None and keys[3] is None
    assert keys[0] == Version("1.10").sort_key
    assert (
        sorted(batch.argsort(), key=lambda place: keys[place] or b"") == batch.argsort()
    )


@pytest.mark.parametrize("wrong", ["a/b", b"a/b", [1], [b"a/b"], None, ["a/b", 1]])
def test_only_many_texts_are_taken(wrong: object) -> None:
    with pytest.raises(TypeError):
        parse_atoms(wrong)  # type: ignore[arg-type]


TEXTS = [f"=cat/pkg-{number}" for number in range(5_000)]


LAST_RESORT = 1200
"""Seconds for what never takes as long: a busy machine needs its time."""
GOOD = 0
NOT_PERMITTED = 77


FORKS = pytest.mark.skipif(
    "asan" in os.environ.get("LD_PRELOAD", ""),
    reason="a fork may leave AddressSanitizer's allocator locked",
)


def in_child(act: Callable[[], int | bool]) -> int:
    """What a child answers; one that hangs is ended, some time."""
    child = os.fork()
    if child == 0:
        try:
            signal.alarm(LAST_RESORT)
            answer = act()
            os._exit(answer if type(answer) is int else int(not answer))
        finally:
            os._exit(70)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def read_many(count: int) -> int:
    return len(parse_atoms(TEXTS * count).sorted())


@FORKS
def test_a_forked_child_has_threads_of_its_own() -> None:
    assert read_many(1) == 5_000
    assert in_child(lambda: read_many(2) == 10_000) == GOOD
    assert read_many(1) == 5_000


def number_one() -> bool:
    return os.getpid() == 1 and read_many(1) == 5_000


@FORKS
def test_a_child_may_have_the_number_of_its_parent() -> None:
    """In a PID namespace of its own, the first process is number 1."""
    newer = 0x2000_0000 | (0 if os.geteuid() == 0 else 0x1000_0000)
    unshare = getattr(ctypes.CDLL(None), "unshare", lambda _: -1)

    def in_namespace(act: Callable[[], int | bool]) -> int:
        return in_child(act) if unshare(newer) == 0 else NOT_PERMITTED

    def parent() -> int:
        return in_namespace(number_one) if number_one() else 1

    answer = in_child(lambda: in_namespace(parent))
    if answer == NOT_PERMITTED:
        pytest.skip("PID namespaces are not permitted here")
    assert answer == GOOD


@pytest.mark.parametrize("method", [pytest.param("fork", marks=FORKS), "spawn"])
def test_processes_of_a_pool_read_many(method: str) -> None:
    with multiprocessing.get_context(method).Pool(2) as pool:
        made = pool.map_async(Atom, ["a/b", "c/d"]).get(timeout=LAST_RESORT)
        assert made == [Atom("a/b"), Atom("c/d")]
        lengths = pool.map_async(len, [parse_atoms(TEXTS).successes]).get(
            timeout=LAST_RESORT
        )
        assert lengths == [5_000]
