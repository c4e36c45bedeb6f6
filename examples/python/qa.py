"""What is wrong in a repository's metadata. usage: qa.py REPOSITORY..."""

import sys
from itertools import groupby

from entries import read
from polyatom import DepSpec, DepSpecKind, Eapi, Iuse, PolyatomError, UseFlags

IMPLICIT = UseFlags(["amd64", "arm64", "x86", "prefix"])  # Profiles add these flags.

entries = read(sys.argv[1:])
names = groupby(sorted(entries), lambda cpv: cpv.cpn)
packages = {cpn: list(cpvs) for cpn, cpvs in names}
for cpv in sorted(entries):
    entry = entries[cpv]
    for kind in (kind for kind in DepSpecKind if str(kind) in entry):
        try:
            iuse = Iuse(entry["IUSE"])
            spec = DepSpec(kind, entry[str(kind)], Eapi(entry["EAPI"]))
            spec.check_iuse(iuse.effective(IMPLICIT))
            found = [f"{d.kind} {d.text}" for d in spec.diagnostics()]
            if kind is DepSpecKind.REQUIRED_USE:
                found += spec.check_required_use(iuse.enabled).sentences
            for atom in (a for a in spec.atoms if not a.blocker and a.cpn in packages):
                if not any(map(atom.could_match, packages[atom.cpn])):
                    found.append(f"nothing matches {atom}")
        except PolyatomError as e:
            found = [f"{str(e).splitlines()[0]} ({e.input[e.start : e.end]})"]
        for sentence in found:
            print(f"{cpv} {kind}: {sentence}")
