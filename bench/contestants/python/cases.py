"""The cases, written once for all contestants in Python.

An implementation says how it does each thing; the cases for which it says nothing are
not offered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any

import engines
import inputs
from harness import Case, Timed, computed, kept, main, statement, timed

FLAGS = ["f0", "f2", "f4", "f6"]
FULL = "=cat/pkg-1-r2:3/4=[a,b,c]"


@dataclass
class Repositories:
    """How whole repositories are read."""

    open: Callable[[Path], Any]
    """Opens one, without reading metadata."""
    versions: Callable[[Any], int]
    """Lists all versions, and counts them."""
    metadata: Callable[[Any], int]
    """Visits all packages, reads their dependencies, and counts those that are valid."""
    reverse: Callable[[Any, str], int]
    """Counts what depends on a package."""
    package: Callable[[Any], Any] | None = None
    """A package whose `slot` is a property."""


@dataclass
class Profiles:
    """How profiles are read."""

    open: Callable[[Path], Any]
    """Opens a repository, without its profiles."""
    reader: Callable[[Any], Callable[[str], Any]]
    """What reads profiles of it, and the flags that they have on; it knows none yet."""


@dataclass
class Systems:
    """How the configuration of a system is asked."""

    read: Callable[[Path, Path], Any]
    """Reads that of a root, which uses a repository."""
    best: Callable[[Any], int]
    """Finds the best visible version of every name, and counts the names."""
    flags: Callable[[Any, list[str]], int]
    """Tells the flags of the newest version of these names, and counts them."""


@dataclass
class Implementation:
    """How to do things. Texts are expressions, with `atom`, `a` and `b` in them."""

    name: str
    version: str
    atom: Callable[[str], Any]
    error: type[Exception] | tuple[type[Exception], ...]
    fresh_atom: Callable[[str], Any] | None = None
    cached_atom: Callable[[str], Any] | None = None
    category: str = "atom.category"
    version_of: str = "atom.version"
    use_deps_of: str = "atom.use_deps"
    text: str = "str(atom)"
    valid: Callable[[str], Any] | None = None
    read_all: Callable[[Any], Any] | None = None
    ordered: bool = True
    package: Callable[[str], Any] | None = None
    matcher: Callable[[Any], Callable[[Any], Any]] | None = None
    without_repo: str = ""
    with_repo: str = ""
    make_version: Callable[[str], Any] | None = None
    compare_versions: str = "a < b"
    compare: Callable[[Any, Any], Any] | None = None
    sort_versions: Callable[[list[Any]], Any] = sorted
    specification: Callable[[str, str], Any] | None = None
    evaluate: Callable[[Any, Any], Any] | None = None
    flags: Callable[[list[str]], Any] = list
    forget: Callable[[], Any] = lambda: None
    """Forgets the results of the last specifications, so that they are read again."""
    bulk: Callable[[list[str]], Any] | None = None
    sort_bulk: Callable[[Any], Any] | None = None
    bulk_packages: Callable[[list[str]], Any] | None = None
    match_bulk: Callable[[Any, Any], Any] | None = None
    repositories: Repositories | None = None
    profiles: Profiles | None = None
    systems: Systems | None = None
    columns: engines.Columns | None = None
    sql: engines.Sql | None = None

    def run(self) -> None:
        main(self.name, self.version, cases(self))


def cases(it: Implementation) -> dict[str, Case]:
    """The cases that this implementation can do."""
    found: dict[str, Case] = {}
    found |= creating(it)
    found |= reading(it)
    found |= ordering(it)
    found |= matching(it)
    found |= versions(it)
    found |= specifications(it)
    found |= jobs(it)
    found |= configurations(it)
    if it.repositories:
        found |= repositories(it.repositories)
    if it.columns:
        found |= engines.whole(it.columns)
    if it.sql:
        found |= engines.queries(it.sql)
    return found


def repositories(it: Repositories) -> dict[str, Case]:
    """A real repository as a whole."""
    name = "dev-libs/openssl"

    def big() -> Any:
        return it.open(inputs.data() / "big")

    def opened(size: int) -> Timed:
        return computed(size, lambda: [it.versions(big()) for _ in range(size)], kept)

    def metadata(size: int) -> Timed:
        repository = big()
        return computed(
            size, lambda: [it.metadata(repository) for _ in range(size)], kept
        )

    def reverse(size: int) -> Timed:
        fresh = [big() for _ in range(size)]
        return computed(size, lambda: [it.reverse(each, name) for each in fresh], kept)

    def again(size: int) -> Timed:
        repository = big()
        it.reverse(repository, name)
        return for_each(lambda _: it.reverse(repository, name), range(size))

    found: dict[str, Case] = {"repo.open": opened}
    found |= {"repo.metadata": metadata, "repo.reverse": reverse}
    if package := it.package:
        # Others have to read everything again, too.
        found["repo.reverse_again"] = again
        found["repo.field"] = lambda size: statement(
            "package.slot", size, package=package(big())
        )
    return found


def creating(it: Implementation) -> dict[str, Case]:
    make, fresh = it.atom, it.fresh_atom or it.atom

    def create(make: Callable[[str], Any], texts: list[str]) -> Timed:
        return kept(len(texts), lambda: list(map(make, texts)))

    def equal(size: int) -> list[str]:
        """Each a text of its own, as from a file."""
        return [(inputs.atom(0) + " ")[:-1] for _ in range(size)]

    found: dict[str, Case] = {
        "atom.distinct": lambda size: create(make, inputs.atoms(size)),
        "atom.equal": lambda size: create(fresh, equal(size)),
        "atom.random_fresh": lambda size: for_each(make, inputs.fresh_atoms(size)),
        "atom.invalid": lambda size: refuse(
            make, it.error, [f"cat/pkg-{i}" for i in range(size)]
        ),
    }
    if cached := it.cached_atom:
        found["atom.equal_cached"] = lambda size: create(cached, equal(size))
        found["atom.random_cached"] = lambda size: create(
            cached, inputs.random_atoms(size, 10_000)
        )
    if bulk := it.bulk:

        def in_bulk(size: int) -> Timed:
            texts = inputs.atoms(size)
            return timed(size, lambda: bulk(texts))

        found["atom.bulk"] = in_bulk
    return found


def for_each(call: Callable[[Any], Any], values: Iterable[Any]) -> Timed:
    """Calls for each value, without keeping what comes."""
    values = list(values)

    def run() -> None:
        for value in values:
            call(value)

    return timed(len(values), run)


def refuse(
    call: Callable[[str], Any],
    error: type[Exception] | tuple[type[Exception], ...],
    texts: list[str],
) -> Timed:
    def run() -> None:
        for text in texts:
            try:
                call(text)
            except error:
                continue
            raise AssertionError(f"{text} was accepted")

    return timed(len(texts), run)


def reading(it: Implementation) -> dict[str, Case]:
    def read(expression: str, text: str) -> Case:
        return lambda size: statement(expression, size, atom=it.atom(text))

    found = {
        "atom.read": read(it.category, inputs.atom(0)),
        "atom.text": read(it.text, inputs.atom(0)),
        "atom.property": read(it.version_of, FULL),
        "atom.property_none": read(it.version_of, "cat/pkg"),
        "atom.use_deps": read(it.use_deps_of, FULL),
    }
    if valid := it.valid:
        names = {"valid": valid, "text": ">=cat/pkg-1-r2:3/4=[a,b,c]"}
        found["atom.valid"] = lambda size: statement("valid(text)", size, **names)
    if read_all := it.read_all:
        found["atom.all_fields"] = lambda size: for_each(
            lambda text: read_all(it.atom(text)), inputs.atoms(size)
        )
    if it.without_repo:
        with_repo = ">=cat/pkg-1-r2:3/4=::repo[a,b,c]"
        found["atom.without"] = read(it.without_repo, with_repo)
        found["atom.modify"] = read(it.with_repo, with_repo.replace("::repo", ""))
    return found


def ordering(it: Implementation) -> dict[str, Case]:
    if not it.ordered:
        return {}

    def compare(size: int) -> Timed:
        a, b = map(it.atom, [inputs.atom(1), inputs.atom(2)])
        return statement("a < b", size, a=a, b=b)

    def sort_hundred(size: int, numbers: Iterable[int]) -> Timed:
        atoms = [it.atom(inputs.atom(i)) for i in numbers]
        return timed(size, lambda: [sorted(atoms) for _ in repeat(None, size)])

    found: dict[str, Case] = {
        "atom.compare": compare,
        "atom.sort_reversed": lambda size: sort_hundred(size, reversed(range(100))),
        "atom.sort_ordered": lambda size: sort_hundred(size, range(100)),
    }
    if (sort := it.sort_bulk) and (bulk := it.bulk):

        def sort_bulk(size: int) -> Timed:
            atoms = bulk(inputs.random_atoms(size, size))
            return timed(size, lambda: sort(atoms))

        found["atom.sort_bulk"] = sort_bulk
    return found


def matching(it: Implementation) -> dict[str, Case]:
    package, matcher = it.package, it.matcher
    if package is None or matcher is None:
        return {}

    def packages(size: int) -> list[Any]:
        return [package(f"cat/pkg-{i}") for i in range(size)]

    def match(size: int) -> Timed:
        return for_each(matcher(it.atom(">=cat/pkg-5")), packages(size))

    found: dict[str, Case] = {"atom.match": match}
    if (match_bulk := it.match_bulk) and (bulk := it.bulk_packages):

        def in_bulk(size: int) -> Timed:
            wanted = it.atom(">=cat/pkg-5")
            candidates = bulk([f"cat/pkg-{i}" for i in range(size)])
            return timed(size, lambda: match_bulk(wanted, candidates))

        found["atom.match_bulk"] = in_bulk
    return found


def versions(it: Implementation) -> dict[str, Case]:
    make = it.make_version
    if make is None:
        return {}

    def compare(size: int) -> Timed:
        a, b = make("1.2.3-r4"), make("1.2.3-r5")
        return statement(it.compare_versions, size, a=a, b=b, compare=it.compare)

    def sort(size: int) -> Timed:
        values = list(map(make, inputs.versions(size)))
        return timed(size, lambda: it.sort_versions(values))

    return {
        "version.create": lambda size: for_each(make, repeat("1.2.3-r4", size)),
        "version.invalid": lambda size: refuse(make, it.error, ["1.2.3-r"] * size),
        "version.compare": compare,
        "version.sort": sort,
    }


def specifications(it: Implementation) -> dict[str, Case]:
    read, evaluate = it.specification, it.evaluate
    if read is None:
        return {}

    def one(make_text: Callable[[int], str]) -> Case:
        def parse(size: int) -> Timed:
            text = make_text(size)
            it.forget()
            return timed(size, lambda: read(text, "8"))

        return parse

    found = {
        "depspec.parse": one(inputs.dependencies),
        "depspec.nested": one(inputs.nested),
    }
    if evaluate:

        def evaluate_one(size: int) -> Timed:
            spec = read(inputs.dependencies(size), "8")
            flags = it.flags(FLAGS)
            it.forget()
            return timed(size, lambda: evaluate(spec, flags))

        found["depspec.evaluate"] = evaluate_one
    return found


Specification = Callable[[str, str], Any]


def jobs(it: Implementation) -> dict[str, Case]:
    """Whole jobs on the data of a real repository."""
    found: dict[str, Case] = {}
    if it.specification:
        found |= parsing_jobs(it.specification)
    if it.specification and it.evaluate:
        found["job.evaluate"] = evaluating_job(it)
    if it.make_version:
        found["job.sort"] = sorting_job(it.make_version, it.sort_versions)
    if it.package and it.matcher:
        found["job.match"] = matching_job(it.atom, it.package, it.matcher)
    return found


def parsing_jobs(read: Specification) -> dict[str, Case]:
    def parse(size: int) -> Timed:
        strings = inputs.real_dependencies() * size

        def run() -> None:
            for eapi, _, text in strings:
                read(text, eapi)

        return timed(len(strings), run)

    def load(size: int) -> Timed:
        files = inputs.cache_files() * size

        def run() -> list[Any]:
            entries = (inputs.entry_dependencies(file.read_text()) for file in files)
            return [[read(text, eapi) for eapi, text in entry] for entry in entries]

        return timed(len(files), run)

    return {"job.parse": parse, "job.load": load}


def evaluating_job(it: Implementation) -> Case:
    read, evaluate = it.specification, it.evaluate
    assert read and evaluate

    def evaluate_all(size: int) -> Timed:
        dependencies = inputs.real_dependencies() * size
        trees = [
            (read(text, eapi), it.flags(flags)) for eapi, flags, text in dependencies
        ]

        def run() -> None:
            for tree, flags in trees:
                evaluate(tree, flags)

        return timed(len(trees), run)

    return evaluate_all


def sorting_job(
    make: Callable[[str], Any], sort_versions: Callable[[list[Any]], Any]
) -> Case:
    def sort(size: int) -> Timed:
        values = list(map(make, inputs.lines("versions.txt")))
        return timed(
            size * len(values), lambda: [sort_versions(values) for _ in range(size)]
        )

    return sort


def matching_job(
    make: Callable[[str], Any],
    make_package: Callable[[str], Any],
    matcher: Callable[[Any], Callable[[Any], Any]],
) -> Case:
    def match(size: int) -> Timed:
        matchers = [matcher(make(text)) for text in inputs.lines("matchers.txt")]
        texts = inputs.lines("versions.txt")
        packages = [make_package(f"cat/pkg-{version}") for version in texts]

        def run() -> None:
            for matches in matchers * size:
                for package in packages:
                    matches(package)

        return timed(size * len(matchers) * len(packages), run)

    return match


def configurations(it: Implementation) -> dict[str, Case]:
    """Profiles and configurations of a real repository."""
    found: dict[str, Case] = {}
    if it.profiles:
        found |= profiles(it.profiles)
    if it.systems:
        found |= systems(it.systems)
    return found


def profiles(it: Profiles) -> dict[str, Case]:
    def opened() -> Any:
        return it.open(inputs.data() / "big")

    def one(size: int) -> Timed:
        repository = opened()
        return computed(
            size,
            lambda: [it.reader(repository)(inputs.PROFILE) for _ in range(size)],
        )

    def again(size: int) -> Timed:
        read = it.reader(opened())
        read(inputs.PROFILE)
        return computed(size, lambda: [read(inputs.PROFILE) for _ in range(size)])

    def every(size: int) -> Timed:
        repository, names = opened(), inputs.profile_names(size)
        return computed(len(names), lambda: list(map(it.reader(repository), names)))

    return {
        "config.profile": one,
        "config.profile_again": again,
        "config.profiles": every,
    }


def systems(it: Systems) -> dict[str, Case]:
    def read() -> Any:
        return it.read(inputs.data() / "root", inputs.data() / "big")

    def best(size: int) -> Timed:
        return computed(size, lambda: [it.best(read()) for _ in range(size)])

    def again(size: int) -> Timed:
        system = read()
        it.best(system)
        return computed(size, lambda: [it.best(system) for _ in range(size)])

    def flags(size: int) -> Timed:
        system, names = read(), inputs.package_names(size)
        it.flags(system, names)
        return computed(len(names), lambda: it.flags(system, names))

    return {
        "config.best": best,
        "config.best_again": again,
        "config.flags": flags,
    }
