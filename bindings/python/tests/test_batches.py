"""Many values in one object."""

import multiprocessing
import os
import time
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


def read_many(count: int) -> int:
    return len(parse_atoms(TEXTS * count).sorted())


def test_a_forked_child_has_threads_of_its_own() -> None:
    assert read_many(1) == 5_000
    child = os.fork()
    if child == 0:
        os._exit(0 if read_many(2) == 10_000 else 1)
    deadline = time.monotonic() + 20
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        assert time.monotonic() < deadline, (
            "the child waits for threads that it has not"
        )
        time.sleep(0.01)
    assert ended == (child, 0)
    assert read_many(1) == 5_000


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_processes_of_a_pool_read_many(method: str) -> None:
    with multiprocessing.get_context(method).Pool(2) as pool:
        made = pool.map_async(Atom, ["a/b", "c/d"]).get(timeout=30)
        assert made == [Atom("a/b"), Atom("c/d")]
        lengths = pool.map_async(len, [parse_atoms(TEXTS).successes]).get(timeout=30)
        assert lengths == [5_000]
