"""pkgcraft's Python binding."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from cases import Implementation
from pkgcraft.dep import Cpv, Dep, DepCachedLru, DependencySet, Version


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocker, atom.op, atom.category, atom.package),
        *(atom.version, atom.revision, atom.slot, atom.subslot, atom.slot_op),
        *(atom.use_deps, atom.repo),
    )


Implementation(
    name="pkgcraft",
    version=version("pkgcraft"),
    atom=Dep,
    error=ValueError,
    cached_atom=DepCachedLru,
    valid=Dep.parse,
    read_all=read_all,
    package=Cpv,
    matcher=lambda atom: atom.intersects,
    without_repo="atom.without('repo')",
    with_repo="atom.modify(repo='repo')",
    make_version=Version,
    # It does not know EAPI 9, which changes nothing here.
    specification=lambda text, eapi: DependencySet.package(
        text, eapi.replace("9", "8")
    ),
    evaluate=lambda spec, flags: spec.evaluate(flags),
).run()
