"""Reads everything of every package of a repository, and sums it up: all languages must come to the same.

`../fields.txt` lists what there is to read, so that nothing is forgotten that the interface has.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polyatom

FIELDS = Path(__file__).parents[1] / "fields.txt"


def shapes() -> dict[str, list[tuple[str, str]]]:
    """The parts of each type, with what they are; the first type is that of which everything is read."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in FIELDS.read_text(encoding="utf-8").splitlines()[1:]:
        name, kind = line.split(" ")
        if name == "type":
            parts = found[kind] = []
        else:
            parts.append((name, kind))
    return found


SHAPES = shapes()


def written(value: Any, kind: str) -> Iterator[str]:
    """A value as it is summed up. Some languages write an absent text as an empty one."""
    if kind[0] == "?":
        yield from (
            written(value, kind[1:]) if value is not None or kind == "?text" else "~"
        )
    elif kind[0] == "*":
        yield "["
        for item in value:
            yield from written(item, kind[1:])
        yield "]"
    elif kind == "truth":
        yield "+" if value else "-"
    elif kind == "number":
        yield f"{value};"
    elif kind in SHAPES:
        yield "("
        for name, inner in SHAPES[kind]:
            yield from part(value, name, inner)
        yield ")"
    else:
        text = "" if value is None else str(value)
        yield f"{len(text.encode())}:{text}"


def part(value: Any, name: str, kind: str) -> Iterator[str]:
    """A part of a value, or why it cannot be read."""
    try:
        found = getattr(value, name)
        found = found() if callable(found) else found
    except polyatom.PolyatomError as error:
        yield f"!{error.code};"
    else:
        yield from written(found, kind)


def read_whole(path: str) -> None:
    """Prints the sum of each part over all packages."""
    packages = polyatom.Repository.open(path).packages
    parts = next(iter(SHAPES.values()))
    sums, sizes, unusable = [0] * len(parts), [0] * len(parts), 0
    for package in packages:
        if isinstance(package, polyatom.PolyatomError):
            unusable += 1
            continue
        for at, (name, kind) in enumerate(parts):
            found = "".join(part(package, name, kind)).encode()
            sums[at] = zlib.crc32(found, sums[at])
            sizes[at] += len(found)
    print(f"{len(packages)} packages, {unusable} of them unusable")
    for (name, _), size, crc in zip(parts, sizes, sums, strict=True):
        print(f"{name} {size} {crc:08x}")
