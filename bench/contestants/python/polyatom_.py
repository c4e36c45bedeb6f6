"""Ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cases
import engines
import polyatom
from cases import Implementation, Repositories, Systems
from polyatom import (
    Atom,
    AtomBatch,
    Column,
    Config,
    Cpv,
    DepSpec,
    DepSpecKind,
    EbuildPackage,
    Profiles,
    Repository,
    UseFlags,
    Version,
    columns,
)


def read_all(atom: Atom) -> tuple[Any, ...]:
    return (
        *(atom.blocker, atom.op, atom.category, atom.package),
        *(atom.version, atom.revision, atom.slot, atom.subslot, atom.slot_op),
        *(atom.use_deps, atom.repo),
    )


def profile_reader(repository: Repository) -> Callable[[str], Any]:
    known = Profiles([repository])
    return lambda name: known.profile(repository, name).use_final


def tell_flags(config: Config, names: list[str]) -> int:
    newest = (config.versions(name)[-1] for name in names)
    return sum(len(config.package(cpv).flags) for cpv in newest)


def read_metadata(repository: Repository) -> int:
    valid = 0
    for package in repository:
        if not isinstance(package, EbuildPackage):
            continue
        for kind in DepSpecKind:
            try:
                package.spec(kind)
            except polyatom.PolyatomError:
                continue
            valid += 1
    return valid


def specification(text: str, eapi: Any) -> DepSpec:
    return DepSpec(DepSpecKind.DEPEND, text, eapi=eapi)


Implementation(
    name="polyatom",
    version=polyatom.__version__,
    atom=Atom,
    error=ValueError,
    cached_atom=Atom.cached,
    valid=polyatom.is_valid_atom,
    read_all=read_all,
    package=Cpv,
    matcher=lambda atom: atom.matches,
    without_repo="atom.without('repo')",
    with_repo="atom.with_repo('repo')",
    make_version=Version,
    specification=specification,
    evaluate=DepSpec.evaluate,
    flags=UseFlags,
    bulk=polyatom.parse_atoms,
    sort_bulk=AtomBatch.sorted,
    bulk_packages=polyatom.parse_cpvs,
    match_bulk=lambda atom, packages: packages.matching(atom),
    repositories=Repositories(
        open=lambda path: Repository.open(str(path)),
        versions=lambda repository: len(repository.cpvs),
        metadata=read_metadata,
        reverse=lambda repository, name: len(repository.reverse_dependencies(name)),
        package=lambda repository: repository.packages[0],
    ),
    profiles=cases.Profiles(
        open=lambda path: Repository.open(str(path)),
        reader=profile_reader,
    ),
    systems=Systems(
        read=lambda root, _: Config.open(str(root)),
        best=lambda config: len(config.best_visible_of_all()),
        flags=tell_flags,
    ),
    columns=engines.Columns(
        make=Column,
        sort_keys=columns.sort_key,
        match_each=columns.matches_each,
        atoms=columns.atoms,
    ),
    # DuckDB counts optional arguments, too.
    sql=engines.Sql(
        compare=lambda a, b: columns.compare(a, b),
        sort_key=lambda texts: columns.sort_key(texts),
        takes_columns=True,
    ),
).run()
