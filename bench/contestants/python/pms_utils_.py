"""pms-utils."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from cases import Implementation
from pms_utils.atom import Atom, Version


def read_all(atom: Any) -> tuple[Any, ...]:
    return (
        *(atom.blocker, atom.verspec, atom.category, atom.name),
        *(atom.version, atom.slotExpr, atom.usedeps),
    )


Implementation(
    name="pms-utils",
    version=version("pms-utils"),
    atom=Atom,
    error=ValueError,
    use_deps_of="atom.usedeps",
    read_all=read_all,
    ordered=False,
    make_version=Version,
).run()
