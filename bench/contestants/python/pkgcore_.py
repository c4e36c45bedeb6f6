"""pkgcore."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from typing import Any

from caches import over_cache
from cases import Implementation, Profiles
from engines import Sql
from pkgcore.cache.flat_hash import md5_cache
from pkgcore.ebuild.atom import atom as make_atom
from pkgcore.ebuild.conditionals import DepSet
from pkgcore.ebuild.cpv import VersionedCPV, ver_cmp
from pkgcore.ebuild.errors import MalformedAtom
from pkgcore.ebuild.profiles import OnDiskProfile
from pkgcore.restrictions.packages import Conditional


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocks, atom.op, atom.category, atom.package),
        *(atom.fullver, atom.revision, atom.slot, atom.subslot, atom.slot_operator),
        *(atom.use, atom.repo_id),
    )


def specification(text: str, _eapi: str) -> Any:
    return DepSet.parse(text, make_atom)


def compare(a: str, b: str) -> int:
    """It takes versions and revisions apart."""
    one, other = (VersionedCPV(f"cat/pkg-{version}") for version in (a, b))
    return ver_cmp(one.version, one.revision, other.version, other.revision)


def names(value: Any) -> Iterator[str]:
    if isinstance(value, make_atom):
        yield value.key
    elif isinstance(value, Conditional):
        for item in value.payload:
            yield from names(item)
    else:
        for item in value:
            yield from names(item)


Implementation(
    name="pkgcore",
    version=version("pkgcore"),
    atom=make_atom,
    error=MalformedAtom,
    version_of="atom.version",
    use_deps_of="atom.use",
    read_all=read_all,
    package=VersionedCPV,
    matcher=lambda atom: atom.match,
    specification=specification,
    evaluate=lambda spec, flags: spec.evaluate_depset(flags),
    repositories=over_cache(
        lambda path: md5_cache(str(path), readonly=True),
        specification,
        names,
        Exception,
    ),
    profiles=Profiles(
        open=lambda path: str(path / "profiles"),
        reader=lambda path: lambda name: OnDiskProfile(path, name).use,
    ),
    sql=Sql(compare=compare),
).run()
