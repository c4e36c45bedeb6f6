"""The adapter of the Python package: a line of JSON in, a line of JSON out.

`protocol.md` describes both. Run it where polyatom is installed:

    polyatom-conformance run --adapter 'python3 adapters/python/adapter.py'
"""

from __future__ import annotations

import gc
import json
import platform
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any

import configurations
import polyatom
import repositories
import values
import whole
from polyatom import (
    Atom,
    AtomPattern,
    Cpv,
    DepSpec,
    DepSpecKind,
    Eapi,
    Package,
    PolyatomError,
    UseDep,
    Version,
)
from polyatom._native import _live_objects


def text_or_none(value: object) -> str | None:
    """The text of a part, null if it is absent."""
    return None if value is None else str(value)


def version_parse(given: dict[str, Any], eapi: Any) -> Any:
    version = Version(given["text"])
    return {
        "numbers": version.numbers,
        "letter": version.letter,
        "suffixes": [(str(suffix.kind), suffix.number) for suffix in version.suffixes],
        "revision": text_or_none(version.revision),
    }


def version_compare(given: dict[str, Any], eapi: Any) -> Any:
    a, b = Version(given["a"]), Version(given["b"])
    return "<" if a < b else ">" if a > b else "="


def version_sort(given: dict[str, Any], eapi: Any) -> Any:
    return [str(version) for version in sorted(map(Version, given["versions"]))]


def version_sort_key(given: dict[str, Any], eapi: Any) -> Any:
    return Version(given["text"]).sort_key.hex()


def cpv_parse(given: dict[str, Any], eapi: Any) -> Any:
    cpv = Cpv(given["text"])
    return {
        "category": cpv.category,
        "package": cpv.package,
        "version": str(cpv.version),
        "revision": text_or_none(cpv.revision),
    }


def atom_parse(given: dict[str, Any], eapi: Any) -> Any:
    atom = Atom(given["text"], eapi)
    return {
        "blocker": text_or_none(atom.blocker),
        "op": text_or_none(atom.op),
        "category": atom.category,
        "package": atom.package,
        "version": text_or_none(atom.version),
        "revision": text_or_none(atom.revision),
        "slot": atom.slot,
        "subslot": atom.subslot,
        "slot_op": text_or_none(atom.slot_op),
        "use": [str(dep) for dep in atom.use_deps],
        "repo": atom.repo,
    }


def package(facts: dict[str, Any]) -> Package:
    """A package of which the protocol tells some facts; null is the same as nothing said."""
    slot, subslot = facts.get("slot"), facts.get("subslot")
    return Package(
        facts["cpv"],
        slot=slot if subslot is None or slot is None else f"{slot}/{subslot}",
        repo=facts.get("repo"),
        use_flags=facts.get("use"),
        iuse=known_iuse(facts),
    )


def known_iuse(facts: dict[str, Any]) -> str | None:
    return None if facts.get("iuse") is None else " ".join(facts["iuse"])


def atom_matches(given: dict[str, Any], eapi: Any) -> Any:
    atom, parent_use = Atom(given["atom"], eapi), given.get("parent_use")
    packages = map(package, given["packages"])
    return places(atom.matches_package(one, parent_use) for one in packages)


def places(matching: Iterable[bool]) -> list[int]:
    """The places of the packages that match."""
    return [place for place, matches in enumerate(matching) if matches]


def atom_intersects(given: dict[str, Any], eapi: Any) -> Any:
    return Atom(given["a"], eapi).intersects(Atom(given["b"], eapi))


def atom_evaluate(given: dict[str, Any], eapi: Any) -> Any:
    return str(Atom(given["atom"], eapi).evaluate(given["use"]))


def use_dep_matches(given: dict[str, Any], eapi: Any) -> Any:
    dep = UseDep(given["use_dep"], eapi)
    # Matching is the business of atoms: the atom with this dependency and nothing else that could fail.
    candidate = package({"cpv": "a/b-1", **given["package"]})
    atom = Atom("a/b").with_use_deps([dep])
    return atom.matches_package(candidate, given.get("parent_use"))


def depspec_parse(given: dict[str, Any], eapi: Any) -> Any:
    return {"leaves": leaves(DepSpec(given["kind"], given["text"], eapi))}


def depspec_evaluate(given: dict[str, Any], eapi: Any) -> Any:
    spec, use = DepSpec(given["kind"], given["text"], eapi), given["use"]
    return leaves(spec.evaluate_all() if use == "all" else spec.evaluate(use))


def depspec_simplify(given: dict[str, Any], eapi: Any) -> Any:
    """What is left of a simplified specification with some flags."""
    return leaves(
        DepSpec(given["kind"], given["text"], eapi).simplify().evaluate(given["use"])
    )


def depspec_satisfied(given: dict[str, Any], eapi: Any) -> Any:
    spec = DepSpec(DepSpecKind.DEPEND, given["text"], eapi)
    packages = map(package, given["packages"])
    return spec.satisfied_by(packages, given.get("parent_use")).satisfied


def required_use_check(given: dict[str, Any], eapi: Any) -> Any:
    spec = DepSpec(DepSpecKind.REQUIRED_USE, given["text"], eapi)
    return spec.check_required_use(given["use"], known_iuse(given)).satisfied


def src_uri_parse(given: dict[str, Any], eapi: Any) -> Any:
    return [
        {
            "uri": uri.uri,
            "filename": uri.filename,
            "prefix": uri.prefix and uri.prefix.value,
        }
        for uri in DepSpec(DepSpecKind.SRC_URI, given["text"], eapi).uris
    ]


def pattern_matches(given: dict[str, Any], eapi: Any) -> Any:
    pattern = AtomPattern(given["pattern"])
    return places(map(pattern.matches_package, map(package, given["packages"])))


def leaves(spec: DepSpec) -> list[str]:
    """The texts of the leaves; the protocol wants single spaces around an arrow."""
    return [re.sub("[ \t\n]+", " ", leaf) for leaf in spec.leaves]


def live(_given: dict[str, Any], _eapi: Any) -> int:
    """What the extension has not given back, in a build that counts it."""
    gc.collect()
    return _live_objects()


OPERATIONS: dict[str, Callable[[dict[str, Any], str | None], Any]] = {
    "version.parse": version_parse,
    "version.compare": version_compare,
    "version.sort": version_sort,
    "version.sort_key": version_sort_key,
    "cpv.parse": cpv_parse,
    "atom.parse": atom_parse,
    "atom.matches": atom_matches,
    "atom.intersects": atom_intersects,
    "atom.evaluate": atom_evaluate,
    "use_dep.matches": use_dep_matches,
    "depspec.parse": depspec_parse,
    "depspec.evaluate": depspec_evaluate,
    "depspec.satisfied": depspec_satisfied,
    "depspec.simplify": depspec_simplify,
    "required_use.check": required_use_check,
    "src_uri.parse": src_uri_parse,
    "pattern.matches": pattern_matches,
    "live": live,
    **values.OPERATIONS,
    **repositories.OPERATIONS,
    **configurations.OPERATIONS,
}

ABOUT = {
    "protocol": 1,
    "name": "polyatom",
    "version": polyatom.__version__,
    "language": "python",
    "runtime": f"{platform.python_implementation()} {platform.python_version()}",
    "eapis": [str(eapi) for eapi in Eapi],
    "ops": list(OPERATIONS),
}


def answer(message: dict[str, Any]) -> dict[str, Any]:
    """The answer to a run request."""
    seq, operation = message["seq"], OPERATIONS.get(message["op"])
    if operation is None:
        return {"seq": seq, "skip": f"no operation {message['op']}"}
    try:
        return {"seq": seq, "out": operation(message["in"], message["eapi"])}
    except PolyatomError as error:
        invalid = {"seq": seq, "error": "invalid", "message": str(error)}
        start = getattr(error, "start", None)
        return (
            invalid
            if start is None
            else invalid | {"at": values.bytes_before(error, start)}
        )
    except repositories.Invalid as error:
        return {"seq": seq, "error": "invalid", "message": str(error)}
    except Exception:  # noqa: BLE001 - whatever broke, the next case is asked all the same
        return {"seq": seq, "crash": traceback.format_exc()}


def main() -> None:
    if sys.argv[1:2] == ["--whole"]:
        return whole.read_whole(sys.argv[2])
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for line in sys.stdin:
        message = json.loads(line)
        if message["cmd"] == "stop":
            break
        reply = ABOUT if message["cmd"] == "start" else answer(message)
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
