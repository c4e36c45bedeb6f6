"""Reads the metadata caches of repositories."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from polyatom import Cpv


def read(repositories: Iterable[str]) -> dict[Cpv, defaultdict[str, str]]:
    """The variables of each package, empty if they are not set."""
    entries: dict[Cpv, defaultdict[str, str]] = {}
    for root in repositories:
        for path in sorted(Path(root).glob("metadata/md5-cache/*/*")):
            entry = dict(line.split("=", 1) for line in path.read_text().splitlines())
            entries[Cpv("/".join(path.parts[-2:]))] = defaultdict(str, entry)
    return entries
