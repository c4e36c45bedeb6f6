"""The adapter of pkgcore."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from loop import Invalid, serve, sign
from snakeoil.process import spawn

# The import ends the process where bash is too old for the ebuilds of EAPI 9. None is run here.
spawn.bash_version = lambda: "5.3"

from pkgcore.ebuild.atom import atom as Atom
from pkgcore.ebuild.cpv import VersionedCPV, ver_cmp
from pkgcore.ebuild.eapi import get_eapi
from pkgcore.ebuild.errors import InvalidCPV, MalformedAtom


def cut(version: str) -> tuple[str, Any]:
    """The version without revision, and the revision, as pkgcore has them."""
    cpv = VersionedCPV(f"cat/pkg-{version}")
    if cpv.package != "pkg":
        raise Invalid(f"not a version: {version}")
    return cpv.version, cpv.revision


def compare(a: str, b: str) -> int:
    return ver_cmp(*cut(a), *cut(b))


def version_compare(given: dict[str, Any], eapi: Any) -> Any:
    return sign(compare(given["a"], given["b"]))


def version_sort(given: dict[str, Any], eapi: Any) -> Any:
    [cut(version) for version in given["versions"]]
    return sorted(given["versions"], key=cmp_to_key(compare))


def digits(fullver: str | None) -> str | None:
    _, found, revision = (fullver or "").rpartition("-r")
    return revision if found else None


def cpv_parse(given: dict[str, Any], eapi: Any) -> Any:
    cpv = VersionedCPV(given["text"])
    return {
        "category": cpv.category,
        "package": cpv.package,
        "version": cpv.fullver,
        "revision": digits(cpv.fullver),
    }


def read(text: str, eapi: Any) -> Atom:
    return Atom(text, eapi="-1" if eapi is None else eapi)


def atom_parse(given: dict[str, Any], eapi: Any) -> Any:
    atom = read(given["text"], eapi)
    return {
        "blocker": ("!!" if atom.blocks_strongly else "!") if atom.blocks else None,
        "op": atom.op or None,
        "category": atom.category,
        "package": atom.package,
        "version": atom.fullver,
        "revision": digits(atom.fullver),
        "slot": atom.slot,
        "subslot": atom.subslot,
        "slot_op": atom.slot_operator,
        "repo": atom.repo_id,
    }


def atom_intersects(given: dict[str, Any], eapi: Any) -> Any:
    return bool(read(given["a"], eapi).intersects(read(given["b"], eapi)))


serve(
    "pkgcore",
    {
        "version.compare": version_compare,
        "version.sort": version_sort,
        "cpv.parse": cpv_parse,
        "atom.parse": atom_parse,
        "atom.intersects": atom_intersects,
    },
    errors=(MalformedAtom, InvalidCPV),
    eapis=[
        eapi
        for eapi in "0123456789"
        if (known := get_eapi(eapi)) is not None and known.supported
    ],
)
