"""The adapter of pkgcraft's Python package."""

from __future__ import annotations

from typing import Any

from loop import Skip, serve
from pkgcraft.dep import Cpv, Dep, Version
from pkgcraft.error import PkgcraftError


def version(text: str) -> Version:
    return Version(text)


def version_compare(given: dict[str, Any], eapi: Any) -> Any:
    a, b = version(given["a"]), version(given["b"])
    return "<" if a < b else ">" if a > b else "="


def version_sort(given: dict[str, Any], eapi: Any) -> Any:
    return [str(one) for one in sorted(map(version, given["versions"]))]


def text(value: object) -> str | None:
    return None if value is None else str(value)


def digits(fullver: str | None) -> str | None:
    _, found, revision = (fullver or "").rpartition("-r")
    return revision if found else None


def cpv_parse(given: dict[str, Any], eapi: Any) -> Any:
    cpv = Cpv(given["text"])
    full = str(cpv.version)
    return {
        "category": cpv.category,
        "package": cpv.package,
        "version": full,
        "revision": digits(full),
    }


def read(given: str, eapi: Any) -> Dep:
    if eapi is not None and int(eapi) < 5:
        raise Skip("it knows EAPIs from 5 on")
    return Dep(given) if eapi is None else Dep(given, eapi)


def atom_parse(given: dict[str, Any], eapi: Any) -> Any:
    dep = read(given["text"], eapi)
    full = str(dep.version).lstrip("<>=~").removesuffix("*") if dep.version else None
    glob = dep.version is not None and str(dep.version).endswith("*")
    return {
        "blocker": text(dep.blocker),
        "op": "=*" if glob else text(dep.op),
        "category": dep.category,
        "package": dep.package,
        "version": full,
        "revision": digits(full),
        "slot": dep.slot,
        "subslot": dep.subslot,
        "slot_op": text(dep.slot_op),
        "use": [str(use) for use in dep.use_deps or ()],
        "repo": dep.repo,
    }


def atom_intersects(given: dict[str, Any], eapi: Any) -> Any:
    return read(given["a"], eapi).intersects(read(given["b"], eapi))


serve(
    "pkgcraft",
    {
        "version.compare": version_compare,
        "version.sort": version_sort,
        "cpv.parse": cpv_parse,
        "atom.parse": atom_parse,
        "atom.intersects": atom_intersects,
    },
    errors=(PkgcraftError,),
    eapis="5678",
)
