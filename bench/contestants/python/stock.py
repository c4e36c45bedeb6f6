"""The bindings that UniFFI makes of our own interface; their directory is the argument."""

from __future__ import annotations

import sys
from typing import Any

sys.path.insert(0, sys.argv.pop(1))

from cases import Implementation
from polyatom import Atom, Cpv, DepSpec, DepSpecKind, PolyatomError, UseFlags, Version


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocker(), atom.op(), atom.category(), atom.package()),
        *(atom.version(), atom.revision(), atom.slot(), atom.subslot()),
        *(atom.slot_op(), atom.use_deps(), atom.repo()),
    )


def specification(text: str, _eapi: str) -> Any:
    return DepSpec(DepSpecKind.DEPEND, text)


Implementation(
    name="UniFFI",
    version="0.32.2",
    atom=Atom,
    error=PolyatomError,
    category="atom.category()",
    version_of="atom.version()",
    use_deps_of="atom.use_deps()",
    read_all=read_all,
    package=Cpv,
    matcher=lambda atom: atom.matches,
    make_version=Version,
    specification=specification,
    evaluate=lambda spec, flags: spec.evaluate(flags),
    flags=UseFlags,
).run()
