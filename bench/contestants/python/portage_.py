"""portage. It has no classes for versions and packages: texts stand for them."""

from __future__ import annotations

from functools import cmp_to_key
from importlib.metadata import version
from typing import Any

from cases import Implementation
from portage.dep import Atom, isvalidatom, match_from_list, use_reduce
from portage.exception import InvalidAtom, InvalidData
from portage.versions import vercmp, ververify


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocker, atom.operator, atom.cp, atom.cpv, atom.version),
        *(atom.slot, atom.sub_slot, atom.slot_operator, atom.use, atom.repo),
    )


def make_version(text: str) -> str:
    if not ververify(text):
        raise InvalidData(text)
    return text


def specification(text: str, eapi: str) -> Any:
    return text, use_reduce(text, matchall=True, eapi=eapi, token_class=Atom)


def evaluate(spec: tuple[str, Any], flags: list[str]) -> Any:
    """It evaluates while it reads."""
    return use_reduce(spec[0], uselist=flags, eapi="8", token_class=Atom)


Implementation(
    name="portage",
    version=version("portage"),
    atom=Atom,
    error=(InvalidAtom, InvalidData),
    cached_atom=Atom,
    category="atom.cp",
    valid=isvalidatom,
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
).run()
