"""The adapter of portage."""

from __future__ import annotations

from functools import cmp_to_key
from typing import Any

from loop import Invalid, serve, sign
from portage.dep import Atom, check_required_use, match_from_list, use_reduce
from portage.exception import PortageException
from portage.versions import _pkg_str, catpkgsplit, vercmp, ververify
from portage_files import OPERATIONS as FILES

GROUPS = {"||", "^^", "??"}


def checked(version: str) -> str:
    if not ververify(version):
        raise Invalid(f"not a version: {version}")
    return version


def version_compare(given: dict[str, Any], eapi: Any) -> Any:
    return sign(vercmp(checked(given["a"]), checked(given["b"])))


def version_sort(given: dict[str, Any], eapi: Any) -> Any:
    return sorted(map(checked, given["versions"]), key=cmp_to_key(vercmp))


def revision(version: str) -> str | None:
    _, found, digits = version.rpartition("-r")
    return digits if found else None


def cpv_parse(given: dict[str, Any], eapi: Any) -> Any:
    parts = catpkgsplit(given["text"])
    if parts is None:
        raise Invalid(f"not a package with its version: {given['text']}")
    version = given["text"][len(parts[0]) + len(parts[1]) + 2 :]
    return {
        "category": parts[0],
        "package": parts[1],
        "version": version,
        "revision": revision(version),
    }


def read(text: str, eapi: Any) -> Atom:
    return Atom(text, eapi=eapi, allow_repo=eapi is None)


def atom_parse(given: dict[str, Any], eapi: Any) -> Any:
    atom = read(given["text"], eapi)
    category, package = atom.cp.split("/")
    blocker = ("!!" if atom.blocker.overlap.forbid else "!") if atom.blocker else None
    version = str(atom.version) if atom.operator else None
    return {
        "blocker": blocker,
        "op": atom.operator,
        "category": category,
        "package": package,
        "version": version,
        "revision": revision(version) if version else None,
        "slot": atom.slot,
        "subslot": atom.sub_slot,
        "slot_op": atom.slot_operator,
        "use": list(atom.use.tokens) if atom.use else [],
        "repo": atom.repo,
    }


class Flags:
    """The flags of a package, as portage's own packages tell them."""

    def __init__(self, enabled: list[str], iuse: list[str] | None) -> None:
        self.enabled = frozenset(enabled)
        self.all = (
            self.enabled
            if iuse is None
            else frozenset(flag.lstrip("+-") for flag in iuse)
        )

    def is_valid_flag(self, flags: Any) -> bool:
        return (
            flags in self.all if isinstance(flags, str) else self.all.issuperset(flags)
        )

    def get_real_flag(self, flag: str) -> str | None:
        return flag if flag in self.all else None


def candidate(facts: dict[str, Any]) -> _pkg_str:
    slot = facts.get("slot")
    if slot and facts.get("subslot"):
        slot += "/" + facts["subslot"]
    package = _pkg_str(facts["cpv"], slot=slot, repo=facts.get("repo"))
    package.__dict__["use"] = package.__dict__["iuse"] = Flags(
        facts.get("use") or [], facts.get("iuse")
    )
    return package


def atom_matches(given: dict[str, Any], eapi: Any) -> Any:
    atom = read(given["atom"], eapi)
    parent = given.get("parent_use") or []
    atom = (
        atom.without_use
        if not atom.use
        else atom.evaluate_conditionals(frozenset(parent))
    )
    packages = [candidate(facts) for facts in given["packages"]]
    return [
        place
        for place, package in enumerate(packages)
        if match_from_list(atom, [package])
    ]


def atom_intersects(given: dict[str, Any], eapi: Any) -> Any:
    return bool(read(given["a"], eapi).intersects(read(given["b"], eapi)))


def atom_evaluate(given: dict[str, Any], eapi: Any) -> Any:
    return str(read(given["atom"], eapi).evaluate_conditionals(frozenset(given["use"])))


def reduced(given: dict[str, Any], eapi: Any, **flags: Any) -> list[str]:
    kind = given.get("kind", "src_uri")
    token_class = Atom if kind == "depend" else None
    tokens = use_reduce(
        given["text"],
        eapi=eapi,
        flat=True,
        is_src_uri=kind == "src_uri",
        token_class=token_class,
        **flags,
    )
    items = [str(token) for token in tokens if token not in GROUPS]
    while "->" in items:
        arrow = items.index("->")
        items[arrow - 1 : arrow + 2] = [
            " -> ".join((items[arrow - 1], items[arrow + 1]))
        ]
    return items


def depspec_parse(given: dict[str, Any], eapi: Any) -> Any:
    return {"leaves": reduced(given, eapi, matchall=True)}


def depspec_evaluate(given: dict[str, Any], eapi: Any) -> Any:
    if given["use"] == "all":
        return reduced(given, eapi, matchall=True)
    return reduced(given, eapi, uselist=given["use"])


def required_use_check(given: dict[str, Any], eapi: Any) -> Any:
    iuse = given.get("iuse")
    known = None if iuse is None else {flag.lstrip("+-") for flag in iuse}
    return bool(
        check_required_use(
            given["text"],
            given["use"],
            lambda flag: known is None or flag in known,
            eapi=eapi,
        )
    )


def src_uri_parse(given: dict[str, Any], eapi: Any) -> Any:
    return [uri(item) for item in reduced(given, eapi, matchall=True)]


def uri(item: str) -> dict[str, Any]:
    place, _, name = item.partition(" -> ")
    prefix = next(
        (prefix for prefix in ("fetch", "mirror") if place.startswith(prefix + "+")),
        None,
    )
    place = place[len(prefix) + 1 :] if prefix else place
    return {
        "uri": place,
        "filename": name or place.rpartition("/")[2],
        "prefix": prefix,
    }


serve(
    "portage",
    {
        "version.compare": version_compare,
        "version.sort": version_sort,
        "cpv.parse": cpv_parse,
        "atom.parse": atom_parse,
        "atom.matches": atom_matches,
        "atom.intersects": atom_intersects,
        "atom.evaluate": atom_evaluate,
        "depspec.parse": depspec_parse,
        "depspec.evaluate": depspec_evaluate,
        "required_use.check": required_use_check,
        "src_uri.parse": src_uri_parse,
        **FILES,
    },
    errors=(PortageException,),
)
