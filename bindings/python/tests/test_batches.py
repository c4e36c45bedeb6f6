"""Many values in one object."""

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable
from itertools import compress

import pytest
from polyatom import (
    Atom,
    AtomError,
    Cpv,
    Version,
    parse_atoms,
    parse_cpvs,
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


@pytest.mark.parametrize("wrong", ["a/b", b"a/b", [1], [b"a/b"], None, ["a/b", None]])
def test_only_many_texts_are_taken(wrong: object) -> None:
    with pytest.raises(TypeError):
        parse_atoms(wrong)  # type: ignore[arg-type]


TEXTS = [f"=cat/pkg-{number}" for number in range(5_000)]


LAST_RESORT = 1200
"""Seconds for what never takes as long: a busy machine needs its time."""
GOOD = 0
NOT_PERMITTED = 77


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


def test_a_forked_child_has_threads_of_its_own() -> None:
    assert read_many(1) == 5_000
    assert in_child(lambda: read_many(2) == 10_000) == GOOD
    assert read_many(1) == 5_000


def number_one() -> bool:
    return os.getpid() == 1 and read_many(1) == 5_000


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


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_of_a_pool_read_many(method: str) -> None:
    with multiprocessing.get_context(method).Pool(2) as pool:
        made = pool.map_async(Atom, ["a/b", "c/d"]).get(timeout=LAST_RESORT)
        assert made == [Atom("a/b"), Atom("c/d")]
        lengths = pool.map_async(len, [parse_atoms(TEXTS).successes]).get(
            timeout=LAST_RESORT
        )
        assert lengths == [5_000]
