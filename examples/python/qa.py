"""What is wrong in a repository's metadata. usage: qa.py REPOSITORY..."""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from polyatom import Atom, Cpn, Cpv, DepSpec, DepSpecKind, Eapi, PolyatomError

# Flags that profiles add to every package.
IMPLICIT = ["amd64", "arm64", "x86", "prefix"]
VARIABLES = "DEPEND RDEPEND BDEPEND PDEPEND LICENSE REQUIRED_USE RESTRICT SRC_URI"

entries = {
    Cpv("/".join(path.parts[-2:])): dict(
        line.split("=", 1) for line in path.read_text().splitlines()
    )
    for root in sys.argv[1:]
    for path in Path(root).glob("metadata/md5-cache/*/*")
}
packages: dict[Cpn, list[Cpv]] = defaultdict(list)
for cpv in entries:
    packages[cpv.cpn].append(cpv)


def is_unmatched(atom: Atom) -> bool:
    there = packages.get(atom.cpn, []) if not atom.blocker else []
    return bool(there) and not atom.without("slot_dep", "use_deps").best_match(there)


def found(variable: str, text: str, entry: dict[str, str]) -> Iterator[str]:
    spec = DepSpec(DepSpecKind(variable), text, Eapi(entry["EAPI"]))
    iuse = entry.get("IUSE", "").split()
    spec.check_iuse(iuse + IMPLICIT)
    yield from (f"{d.kind} {d.text}" for d in spec.diagnostics())
    if spec.kind is DepSpecKind.REQUIRED_USE:
        enabled = [flag[1:] for flag in iuse if flag.startswith("+")]
        yield from spec.check_required_use(enabled).sentences
    yield from (f"nothing matches {a}" for a in filter(is_unmatched, spec.atoms))


for cpv, entry in sorted(entries.items()):
    for variable in (name for name in VARIABLES.split() if name in entry):
        try:
            for sentence in found(variable, entry[variable], entry):
                print(f"{cpv} {variable}: {sentence}")
        except PolyatomError as e:
            print(
                f"{cpv} {variable}: {str(e).splitlines()[0]} ({e.input[e.start : e.end]})"
            )
