"""What is wrong in a repository's metadata. usage: qa.py REPOSITORY..."""

import sys

from polyatom import DepSpecKind, PolyatomError, RepositorySet, UseFlags

IMPLICIT = UseFlags(["amd64", "arm64", "x86", "prefix"])  # Profiles add these flags.

repositories = RepositorySet.open_all(sys.argv[1:])
for package in repositories.packages.successes():
    for kind in DepSpecKind:
        try:
            spec, iuse = package.spec(kind), package.iuse.effective(IMPLICIT)
            found = [f"{d.kind} {d.text}" for d in spec.diagnostics_with(iuse)]
            found += [f"nothing matches {a}" for a in repositories.unmatched(spec)]
        except PolyatomError as e:
            found = [f"{e.reason} ({e.input[e.start : e.end]})"]
        for sentence in found:
            print(f"{package.cpv} {kind}: {sentence}")
