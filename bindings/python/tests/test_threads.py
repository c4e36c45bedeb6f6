"""Many threads: they share objects, caches and workers, and each has its own errors."""

import gc
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from polyatom import Atom, AtomError, Cpv, DepSpec, Version, VersionError, parse_atoms

THREADS = 8


@pytest.fixture(autouse=True)
def switched_often() -> Iterator[None]:
    """Threads take turns after a microsecond instead of five thousand."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def in_threads(work: Callable[[int], object]) -> list[object]:
    """What each thread's work comes to; all begin at once."""
    barrier = Barrier(THREADS)

    def begin(number: int) -> object:
        barrier.wait()
        return work(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(begin, range(THREADS)))


def test_each_thread_has_its_own_errors() -> None:
    def fail(number: int) -> None:
        for round_ in range(300):
            text = f"a/thread-{number}-{round_}"
            with pytest.raises(AtomError) as caught:
                Atom(text)
            assert caught.value.input == text
            with pytest.raises(VersionError) as caught_too:
                Version(f"{number}?{round_}")
            assert caught_too.value.input == f"{number}?{round_}"

    in_threads(fail)


def test_shared_objects_are_the_same_everywhere() -> None:
    atom = Atom("!!>=dev-lang/python-3.11-r2:3.11/3=::gentoo[ssl,-test(-),tk?]")
    spec = DepSpec("depend", "|| ( a/b c/d ) flag? ( e/f )")

    def look(_: int) -> set[object]:
        seen: set[object] = set()
        for _ in range(300):
            parts = [str(atom), hash(atom), atom.version, atom.slot_dep, atom.use_deps]
            seen.add((*parts, str(atom.evaluate(["tk"])), atom.matches("a/b-1")))
            seen.add((tuple(map(str, spec)), str(spec.evaluate(["flag"])), hash(spec)))
        return seen

    results = in_threads(look)
    assert all(seen == results[0] for seen in results) and len(results) == THREADS


def test_threads_share_caches_and_workers_while_garbage_is_collected() -> None:
    texts = [f"=cat/pkg-{number}" for number in range(1500)]

    def work(number: int) -> int:
        for round_ in range(4):
            assert [str(Atom.cached(text)) for text in texts[::7]] == texts[::7]
            assert list(map(str, parse_atoms(texts).sorted().successes)) == texts
            gc.collect(0)
            if number == round_:
                Atom.clear_cache()
        return number

    assert in_threads(work) == list(range(THREADS))


def test_the_last_owner_frees_wherever_it_is() -> None:
    def make(number: int) -> list[object]:
        return [Cpv(f"a/b-{number}.{i}").version for i in range(1000)]

    def drop(number: int) -> None:
        made[number] = None

    made: list[object] = in_threads(make)
    in_threads(drop)
    assert made == [None] * THREADS


def test_what_is_kept_is_one_object_for_all() -> None:
    for _ in range(50):
        atoms = [Atom("=a/b-1[c]") for _ in range(20)]
        seen = in_threads(
            lambda _, atoms=atoms: [
                (a.use_deps, a.use_deps, a.use_deps)[2] for a in atoms
            ]
        )
        assert all(len({id(one[i]) for one in seen}) == 1 for i in range(20))
