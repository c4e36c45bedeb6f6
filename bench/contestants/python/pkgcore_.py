"""pkgcore."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from cases import Implementation
from pkgcore.ebuild.atom import atom as make_atom
from pkgcore.ebuild.conditionals import DepSet
from pkgcore.ebuild.cpv import VersionedCPV
from pkgcore.ebuild.errors import MalformedAtom
from pkgcore.ebuild.profiles import OnDiskProfile


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocks, atom.op, atom.category, atom.package),
        *(atom.fullver, atom.revision, atom.slot, atom.subslot, atom.slot_operator),
        *(atom.use, atom.repo_id),
    )


def profiles(path: Path, names: list[str]) -> list[Any]:
    return [OnDiskProfile(str(path / "profiles"), name).use for name in names]


def specification(text: str, _eapi: str) -> Any:
    return DepSet.parse(text, make_atom)


Implementation(
    name="pkgcore",
    version=version("pkgcore"),
    atom=make_atom,
    error=MalformedAtom,
    version_of="atom.version",
    read_all=read_all,
    package=VersionedCPV,
    matcher=lambda atom: atom.match,
    specification=specification,
    evaluate=lambda spec, flags: spec.evaluate_depset(flags),
    profiles=profiles,
).run()
