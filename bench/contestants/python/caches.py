"""How peers read whole repositories: through their metadata caches, as their own tools do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cases import Repositories

VARIABLES = ("DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND")


def over_cache(
    make: Callable[[Path], Mapping[str, Mapping[str, str]]],
    read: Callable[[str, str], Any],
    names: Callable[[Any], Iterator[str]],
    error: type[Exception] | tuple[type[Exception], ...],
) -> Repositories:
    """Reads through a cache: `read` takes a value and its EAPI, and `names` goes over the names in what it gives."""

    def values(cache: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, Any]]:
        for cpv in cache:
            try:
                entry = cache[cpv]
            except KeyError:
                continue
            for variable in VARIABLES:
                try:
                    value = read(entry.get(variable, ""), entry.get("EAPI") or "0")
                except error:
                    continue
                yield cpv, value

    return Repositories(
        open=make,
        versions=lambda cache: len(list(cache)),
        metadata=lambda cache: sum(1 for _ in values(cache)),
        reverse=lambda cache, name: len(
            {cpv for cpv, value in values(cache) if name in names(value)}
        ),
    )
