"""The inputs, as `bench/README.md` describes them: the same for every contestant."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: What comes between the name of a package and its version: the last that may.
NAME = re.compile(r"-(?=[0-9][^-]*(?:-r[0-9]+)?$)")
DEPENDENCIES = ("DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND")


class Random:
    """The generator of everything random."""

    def __init__(self) -> None:
        self.seed = 1

    def next(self, below: int) -> int:
        self.seed = (self.seed * 1_664_525 + 1_013_904_223) % 2**32
        return (self.seed >> 8) % below


def versions(count: int) -> list[str]:
    """Versions of many shapes."""
    n = Random().next

    def version() -> str:
        match n(8):
            case 0:
                return f"{n(10)}.{n(20)}_p{20_200_000 + n(50_000)}"
            case 1:
                return f"{n(10)}.{n(20)}.{n(30)}_rc{n(5)}"
            case 2:
                return f"{n(10)}.{n(20):02}.{n(30)}-r{n(5)}"
            case _:
                return f"{n(10)}.{n(50)}.{n(100)}"

    return [version() for _ in range(count)]


def atom(number: int) -> str:
    return f"=cat/pkg-{number}-r1:2/3=[a,b,c]"


def atoms(count: int) -> list[str]:
    return [atom(number) for number in range(count)]


def random_atoms(count: int, below: int) -> list[str]:
    random = Random()
    return [atom(random.next(below)) for _ in range(count)]


def fresh_atoms(count: int) -> list[str]:
    """Atoms with long random names."""
    random = Random()

    def digits() -> str:
        return "".join(f"{random.next(0x1_0000):04x}" for _ in range(5))

    return [f"=cat_{digits()}/pkg_{digits()}-1-r2:3/4=[a,b,c]" for _ in range(count)]


def dependencies(count: int) -> str:
    """One long dependency string."""
    return " ".join(
        f"f{i % 7}? ( >=cat/pkg{i}-1.{i}:0[a,b?] || ( cat/a{i} cat/b{i} ) )"
        for i in range(count)
    )


def nested(depth: int) -> str:
    return "( " * depth + "cat/pkg" + " )" * depth


class Dependency(NamedTuple):
    """A dependency string of the real repository."""

    eapi: str
    flags: list[str]
    text: str


def real_dependencies() -> list[Dependency]:
    fields = (line.split("\t") for line in lines("deps.tsv"))
    return [Dependency(eapi, flags.split(), text) for eapi, flags, text in fields]


def lines(file: str) -> list[str]:
    """The lines of a file of real data."""
    return (data() / file).read_text().splitlines()


def cache_files() -> list[Path]:
    """Every cache entry of the real repository."""
    return sorted((data() / "md5-cache").glob("*/*"))


def entry_dependencies(entry: str) -> Iterator[tuple[str, str]]:
    """EAPI and value of the five dependency variables in a cache entry."""
    fields = dict(line.split("=", 1) for line in entry.splitlines())
    eapi = fields.get("EAPI", "0")
    for variable in DEPENDENCIES:
        if variable in fields:
            yield eapi, fields[variable]


PROFILE = "default/linux/amd64/23.0"
"""The profile of the system, which has a long way to its parents."""


def profile_names(count: int) -> list[str]:
    """The first profiles of the large repository."""
    rows = map(str.split, lines("big/profiles/profiles.desc"))
    return [row[1] for row in rows if row and not row[0].startswith("#")][:count]


def package_names(count: int) -> list[str]:
    """The first names of packages of the large repository, in ascending order."""
    entries = (data() / "big/metadata/md5-cache").glob("*/*")
    names = {f"{path.parent.name}/{NAME.split(path.name)[0]}" for path in entries}
    return sorted(names)[:count]


def data() -> Path:
    if "POLYATOM_BENCH_INPUTS" not in os.environ:
        raise LookupError("there is no real data: POLYATOM_BENCH_INPUTS is not set")
    return Path(os.environ["POLYATOM_BENCH_INPUTS"])
