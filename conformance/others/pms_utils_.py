"""The adapter of pms-utils, which knows no EAPIs and no repositories: it reads what the latest EAPI has."""

from __future__ import annotations

from typing import Any

from loop import Skip, serve
from pms_utils.atom import Atom, Version


def version_compare(given: dict[str, Any], eapi: Any) -> Any:
    a, b = Version(given["a"]), Version(given["b"])
    return "<" if a < b else ">" if b < a else "="


def version_sort(given: dict[str, Any], eapi: Any) -> Any:
    return [str(one) for one in sorted(map(Version, given["versions"]))]


def digits(fullver: str | None) -> str | None:
    _, found, revision = (fullver or "").rpartition("-r")
    return revision if found else None


def text(value: object) -> str | None:
    return None if value is None or str(value) == "" else str(value)


def atom_parse(given: dict[str, Any], eapi: Any) -> Any:
    if eapi not in (None, "9"):
        raise Skip("it knows no EAPIs")
    atom = Atom(given["text"])
    full = text(atom.version)
    glob = given["text"].partition("[")[0].partition(":")[0].endswith("*")
    return {
        "blocker": text(atom.blocker),
        "op": "=*" if glob else text(atom.verspec),
        "category": str(atom.category),
        "package": str(atom.name),
        "version": full,
        "revision": digits(full),
    }


serve(
    "pms-utils",
    {
        "version.compare": version_compare,
        "version.sort": version_sort,
        "atom.parse": atom_parse,
    },
    errors=(ValueError,),
    lacks=["repo"],
)
