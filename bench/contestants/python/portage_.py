"""portage. It has no classes for versions and packages: texts stand for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cmp_to_key
from importlib.metadata import version
from pathlib import Path
from typing import Any

import portage
from caches import over_cache
from cases import Implementation, Profiles, Systems
from engines import Sql
from portage.cache.flat_hash import md5_database
from portage.dbapi.porttree import portdbapi
from portage.dep import (
    Atom,
    _use_reduce_cached,
    isvalidatom,
    match_from_list,
    use_reduce,
)
from portage.exception import InvalidAtom, InvalidData, PortageException
from portage.package.ebuild.config import config
from portage.versions import _pkg_str, best, cpv_getkey, vercmp, ververify


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocker, atom.operator, atom.cp, atom.cpv, atom.version),
        *(atom.slot, atom.sub_slot, atom.slot_operator, atom.use, atom.repo),
    )


def make_version(text: str) -> str:
    if not ververify(text):
        raise InvalidData(text)
    return text


def read_config(root: Path, profile: Path | None = None) -> Any:
    return config(
        config_root=str(root),
        target_root="/",
        env={},
        eprefix="",
        config_profile_path=profile and str(profile),
    )


def profile_reader(repository: Path) -> Callable[[str], Any]:
    root, path = repository.parent / "root", repository / "profiles"
    return lambda name: read_config(root, path / name)["USE"]


class CacheOnly(portdbapi):  # type: ignore[misc]
    """Its own verdicts over the metadata cache alone: it finds packages by their ebuilds."""

    def __init__(self, settings: Any, repository: Path) -> None:
        super().__init__(mysettings=settings)
        self.repository = repository
        self.texts: dict[str, list[str]] = defaultdict(list)
        self.entries: dict[str, dict[str, str]] = {}
        for path in (repository / "metadata/md5-cache").glob("*/*"):
            cpv = f"{path.parent.name}/{path.name}"
            self.texts[cpv_getkey(cpv)].append(cpv)

    def entry(self, cpv: str) -> dict[str, str]:
        if cpv not in self.entries:
            lines = (self.repository / "metadata/md5-cache" / cpv).read_text()
            fields = (line.split("=", 1) for line in lines.splitlines())
            entry = dict.fromkeys(self._aux_cache_keys, "") | dict(fields)
            entry |= {"repository": self.repository.name, "EAPI": entry["EAPI"] or "0"}
            self.entries[cpv] = entry
        return self.entries[cpv]

    def package(self, cpv: str) -> Any:
        entry = self.entry(cpv)
        return _pkg_str(cpv, metadata=entry, settings=self.settings, db=self)

    def best(self, name: str) -> str:
        packages = map(self.package, self.texts[name])
        return best([cpv for cpv in packages if self._visible(cpv, self.entry(cpv))])

    def flags(self, name: str, settings: Any) -> int:
        """Tells the flags alone: it does not know why."""
        package = self.package(best(self.texts[name]))
        settings.setcpv(package, mydb=self.entry(package))
        return len(settings["PORTAGE_USE"])


def read_system(root: Path, repository: Path) -> CacheOnly:
    settings = read_config(root)
    settings.lock()
    return CacheOnly(settings, repository)


def tell_flags(system: CacheOnly, names: list[str]) -> int:
    settings = config(clone=system.settings)
    return sum(system.flags(name, settings) for name in names)


def names(value: Any) -> Iterator[str]:
    for item in value:
        if isinstance(item, list):
            yield from names(item)
        elif isinstance(item, Atom):
            yield item.cp


def specification(text: str, eapi: str) -> Any:
    return text, use_reduce(text, matchall=True, eapi=eapi, token_class=Atom)


def evaluate(spec: tuple[str, Any], flags: list[str]) -> Any:
    """It evaluates while it reads."""
    return use_reduce(spec[0], uselist=flags, eapi="8", token_class=Atom)


repositories = over_cache(
    lambda path: md5_database(
        str(path), "metadata/md5-cache", auxdbkeys=portage.auxdbkeys, readonly=True
    ),
    lambda text, eapi: use_reduce(text, matchall=True, eapi=eapi, token_class=Atom),
    names,
    PortageException,
)

Implementation(
    name="portage",
    version=version("portage"),
    atom=Atom,
    error=(InvalidAtom, InvalidData),
    cached_atom=Atom,
    category="atom.cp",
    valid=isvalidatom,
    use_deps_of="atom.use",
    read_all=read_all,
    ordered=False,
    package=str,
    matcher=lambda atom: lambda package: match_from_list(atom, [package]),
    without_repo="atom.without_repo",
    with_repo="atom.with_repo('repo')",
    make_version=make_version,
    compare_versions="compare(a, b) < 0",
    compare=vercmp,
    sort_versions=lambda versions: sorted(versions, key=cmp_to_key(vercmp)),
    specification=specification,
    evaluate=evaluate,
    forget=_use_reduce_cached.cache_clear,
    repositories=repositories,
    profiles=Profiles(open=lambda path: path, reader=profile_reader),
    systems=Systems(
        read=read_system,
        best=lambda system: len(list(map(system.best, system.texts))),
        flags=tell_flags,
    ),
    sql=Sql(compare=lambda a, b: max(-1, min(1, vercmp(a, b)))),
).run()
