"""The operations on repositories and their files.

Nothing is kept open: the next question may be about other files in the same place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from polyatom import (
    Atom,
    BinaryPackage,
    Cpn,
    Cpv,
    EbuildPackage,
    Installed,
    Problem,
    Repository,
    VerifyLevel,
    read_binary_index,
    read_manifest,
    read_metadata_xml,
)

KEYS = (
    "BDEPEND",
    "DEFINED_PHASES",
    "DEPEND",
    "DESCRIPTION",
    "EAPI",
    "HOMEPAGE",
    "IDEPEND",
    "IUSE",
    "KEYWORDS",
    "LICENSE",
    "PDEPEND",
    "PROPERTIES",
    "RDEPEND",
    "REQUIRED_USE",
    "RESTRICT",
    "SLOT",
    "SRC_URI",
)


class Invalid(Exception):
    """A file that was read, and of which the protocol wants all or nothing."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))


def texts(cpvs: Iterable[Cpv]) -> list[str]:
    return [str(cpv) for cpv in cpvs]


def packages(given: dict[str, Any], _eapi: Any) -> Any:
    repository = Repository.open(given["repo"])
    broken = [
        {"cpv": problem.cpv, "variable": problem.variable}
        for problem in repository.broken()
    ]
    return {
        "packages": texts(repository.cpvs),
        "broken": broken,
        "missing": texts(repository.missing),
    }


def package(given: dict[str, Any], _eapi: Any) -> Any:
    found = Repository.open(given["repo"]).package(Cpv(given["cpv"]))
    # Lists are as written, if they are valid.
    slot, _, _ = found.slot, found.keywords, found.iuse
    return {
        **{key: found.get(key) for key in KEYS},
        "EAPI": str(found.eapi),
        "slot": slot.name,
        "subslot": slot.subslot,
        "keywords": words(found, "KEYWORDS"),
        "iuse": words(found, "IUSE"),
        "inherited": found.inherited,
    }


def words(package: EbuildPackage, variable: str) -> list[str]:
    return (package.get(variable) or "").split()


def matching(given: dict[str, Any], eapi: Any) -> Any:
    atom = Atom(given["atom"], eapi)
    return texts(Repository.open(given["repo"]).matching(atom))


def reverse_dependencies(given: dict[str, Any], _eapi: Any) -> Any:
    cpn, kinds = Cpn(given["cpn"]), given.get("kinds", [])
    return texts(Repository.open(given["repo"]).dependents(cpn, kinds))


def verify(given: dict[str, Any], _eapi: Any) -> Any:
    repository = Repository.open(
        given["repo"],
        ebuild_sums=given.get("ebuilds"),
        eclass_sums=given.get("eclasses"),
    )
    level = "unchecked" if given["level"] == "none" else given["level"]
    found = repository.verify(VerifyLevel(level))
    return {
        "valid": found.valid,
        "stale": texts(entry.cpv for entry in found.stale),
        "missing": texts(found.missing),
    }


def manifest_parse(given: dict[str, Any], _eapi: Any) -> Any:
    manifest = read_manifest(given["path"])
    return {
        "entries": [
            {
                "kind": str(entry.kind),
                "name": entry.name,
                "size": entry.size,
                "hashes": {str(found.kind): found.digest for found in entry.hashes},
            }
            for entry in manifest.entries
        ],
        "errors": [
            {"line": problem.line, "code": problem.code}
            for problem in manifest.problems
        ],
    }


def metadata_xml_parse(given: dict[str, Any], _eapi: Any) -> Any:
    xml = read_metadata_xml(given["path"])
    for problem in xml.problems:
        raise Invalid(problem)
    return {
        "maintainers": [
            {
                "type": found.kind,
                "email": found.email,
                "name": found.name,
                "proxied": found.proxied,
            }
            for found in xml.maintainers
        ],
        "flags": [
            {
                "name": flag.name,
                "restrict": flag.restrict,
                "lang": flag.description.lang,
                "text": flag.description.text,
            }
            for flag in xml.flags
        ],
        "remote_ids": [
            {"type": found.kind, "value": found.value}
            for found in (xml.upstream.remote_ids if xml.upstream else ())
        ],
        "descriptions": [
            {"lang": found.lang, "text": found.text} for found in xml.long_descriptions
        ],
    }


def installed_owner(given: dict[str, Any], _eapi: Any) -> Any:
    return texts(Installed.open(given["root"]).owners(given["path"]))


def installed_package(given: dict[str, Any], _eapi: Any) -> Any:
    package = Installed.open(given["root"]).package(Cpv(given["cpv"]))
    return {name: package.get(name) for name in package.variables}


def binary_package(given: dict[str, Any], _eapi: Any) -> Any:
    package = BinaryPackage.open(given["path"])
    return {name: package.get(name) for name in package.variables}


def binary_index(given: dict[str, Any], _eapi: Any) -> Any:
    return [
        {variable.name: variable.text for variable in entry.variables}
        for entry in read_binary_index(given["path"]).entries
    ]


OPERATIONS: dict[str, Callable[[dict[str, Any], str | None], Any]] = {
    "repo.packages": packages,
    "repo.package": package,
    "repo.match": matching,
    "repo.reverse_dependencies": reverse_dependencies,
    "repo.verify": verify,
    "manifest.parse": manifest_parse,
    "metadata_xml.parse": metadata_xml_parse,
    "installed.owner": installed_owner,
    "installed.package": installed_package,
    "binary.package": binary_package,
    "binary.index": binary_index,
}
