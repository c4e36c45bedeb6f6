"""The operations on values other than versions, packages and atoms, and on what is derived from those."""

from __future__ import annotations

from typing import Any

import polyatom
from polyatom import (
    AcceptKeywords,
    Atom,
    AtomPattern,
    Cpn,
    Cpv,
    DepSpec,
    DepSpecKind,
    Eapi,
    Iuse,
    Keyword,
    Keywords,
    Mirror,
    PackageName,
    PolyatomError,
    Slot,
    UseDep,
    UseFlags,
    Version,
    VersionRequirement,
)


def eapi_parse(given: dict[str, Any], eapi: Any) -> Any:
    return str(Eapi(given["text"]))


def version_describe(given: dict[str, Any], eapi: Any) -> Any:
    version = Version(given["text"])
    return {
        "segments": segments(version),
        "prerelease": version.is_prerelease,
        "live": version.is_live,
        "release": str(version.release),
        "next_revision": str(version.next_revision()),
        "canonical": str(version.canonical),
    }


def segments(version: Version) -> list[str] | None:
    """The numbers as integers, null if one of them is too large."""
    try:
        return [str(number) for number in version.segments()]
    except PolyatomError:
        return None


def version_from_upstream(given: dict[str, Any], eapi: Any) -> Any:
    return str(Version.from_upstream(given["text"]))


def requirement_matches(given: dict[str, Any], eapi: Any) -> Any:
    requirement = VersionRequirement(given["requirement"])
    versions = [Version(text) for text in given["versions"]]
    return [
        place for place, version in enumerate(versions) if requirement.matches(version)
    ]


def requirement_intersects(given: dict[str, Any], eapi: Any) -> Any:
    return VersionRequirement(given["a"]).intersects(VersionRequirement(given["b"]))


def package_name_parse(given: dict[str, Any], eapi: Any) -> Any:
    name = PackageName(given["text"])
    version = None if name.version is None else str(name.version)
    return {"category": name.category, "package": name.package, "version": version}


def package_split(given: dict[str, Any], eapi: Any) -> Any:
    split = polyatom.split_package(given["text"])
    version = None if split.version is None else str(split.version)
    return {"package": split.package, "version": version}


def atom_filter(given: dict[str, Any], eapi: Any) -> Any:
    return [str(cpv) for cpv in Atom(given["atom"], eapi).filter(given["cpvs"])]


def atom_could_match(given: dict[str, Any], eapi: Any) -> Any:
    atom = Atom(given["atom"], eapi)
    return [place for place, cpv in enumerate(given["cpvs"]) if atom.could_match(cpv)]


def atom_conflict(given: dict[str, Any], eapi: Any) -> Any:
    conflict = Atom(given["a"], eapi).conflict_with(Atom(given["b"], eapi))
    if conflict is None:
        return {"part": None, "flag": None}
    return {"part": str(conflict.part), "flag": conflict.flag}


def atom_canonical(given: dict[str, Any], eapi: Any) -> Any:
    return str(Atom(given["text"], eapi).canonical)


def atom_equal(given: dict[str, Any], eapi: Any) -> Any:
    return Atom(given["a"], eapi) == Atom(given["b"], eapi)


def name_check(given: dict[str, Any], eapi: Any) -> Any:
    polyatom.check_name(given["kind"], given["text"])
    return True


def use_flags_parse(given: dict[str, Any], eapi: Any) -> Any:
    return UseFlags(given["names"]).names


def iuse_parse(given: dict[str, Any], eapi: Any) -> Any:
    iuse = Iuse(given["text"])
    return {
        "flags": iuse.names,
        "enabled": iuse.enabled.names,
        "disabled": iuse.disabled.names,
    }


def iuse_effective(given: dict[str, Any], eapi: Any) -> Any:
    return Iuse(given["text"]).effective(given["implicit"]).names


def keyword_parse(given: dict[str, Any], eapi: Any) -> Any:
    keyword = Keyword(given["text"])
    return {"arch": keyword.arch, "status": str(keyword.status)}


def keywords_parse(given: dict[str, Any], eapi: Any) -> Any:
    return [str(keyword) for keyword in Keywords(given["text"]).items]


def keywords_status(given: dict[str, Any], eapi: Any) -> Any:
    status = Keywords(given["text"]).status(given["arch"])
    return None if status is None else str(status)


def keywords_accepted(given: dict[str, Any], eapi: Any) -> Any:
    return Keywords(given["keywords"]).is_accepted_by(AcceptKeywords(given["accept"]))


def depspec_ways(given: dict[str, Any], eapi: Any) -> Any:
    """Items in ascending order, and ways likewise: which comes first means nothing."""
    ways = DepSpec(given["kind"], given["text"], eapi).dnf(limit=100_000)
    return sorted(sorted(way.leaves) for way in ways)


def depspec_diagnose(given: dict[str, Any], eapi: Any) -> Any:
    spec = DepSpec(given["variable"], given["text"], eapi)
    return [str(found.kind) for found in spec.diagnostics()]


def required_use_solve(given: dict[str, Any], eapi: Any) -> Any:
    spec = DepSpec(DepSpecKind.REQUIRED_USE, given["text"], eapi)
    fixed = {name: given.get(name) or () for name in ("masked", "forced")}
    solution = spec.solve_required_use(given["use"], **fixed)
    if solution is None:
        return {"changes": None, "use": None}
    flags = set(given["use"])
    for change in solution.changes:
        (flags.add if change.enable else flags.discard)(change.flag)
    return {"changes": len(solution.changes), "use": sorted(flags)}


def src_uri_downloads(given: dict[str, Any], eapi: Any) -> Any:
    mirrors = [Mirror(name, uris) for name, uris in given.get("mirrors", {}).items()]
    files = DepSpec(DepSpecKind.SRC_URI, given["text"], eapi).downloads(
        mirrors, given.get("use")
    )
    return [{"filename": file.filename, "uris": list(file.uris)} for file in files]


READERS: dict[str, Any] = {
    "cpn": Cpn,
    "cpv": Cpv,
    "iuse": Iuse,
    "keyword": Keyword,
    "keywords": Keywords,
    "package_name": PackageName,
    "pattern": AtomPattern,
    "requirement": VersionRequirement,
    "slot": Slot,
    "version": Version,
}


def error_describe(given: dict[str, Any], eapi: Any) -> Any:
    what, text = given["what"], given["text"]
    try:
        if what in READERS:
            READERS[what](text)
        elif what == "atom":
            Atom(text, eapi)
        elif what == "use_dep":
            UseDep(text, eapi)
        else:
            DepSpec(what, text, eapi)
    except PolyatomError as error:
        start, end = (bytes_before(error, place) for place in (error.start, error.end))
        return {"code": error.code, "start": start, "end": end}
    return None


def bytes_before(error: Any, place: int) -> int:
    """A place of an error, which counts characters, in bytes of UTF-8."""
    return len(error.input[:place].encode("utf-8", "surrogatepass"))


OPERATIONS = {
    "eapi.parse": eapi_parse,
    "version.describe": version_describe,
    "version.from_upstream": version_from_upstream,
    "requirement.matches": requirement_matches,
    "requirement.intersects": requirement_intersects,
    "package_name.parse": package_name_parse,
    "package.split": package_split,
    "atom.filter": atom_filter,
    "atom.could_match": atom_could_match,
    "atom.conflict": atom_conflict,
    "atom.canonical": atom_canonical,
    "atom.equal": atom_equal,
    "name.check": name_check,
    "use_flags.parse": use_flags_parse,
    "iuse.parse": iuse_parse,
    "iuse.effective": iuse_effective,
    "keyword.parse": keyword_parse,
    "keywords.parse": keywords_parse,
    "keywords.status": keywords_status,
    "keywords.accepted": keywords_accepted,
    "depspec.ways": depspec_ways,
    "depspec.diagnose": depspec_diagnose,
    "required_use.solve": required_use_solve,
    "src_uri.downloads": src_uri_downloads,
    "error.describe": error_describe,
}
