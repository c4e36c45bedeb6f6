"""What is wrong in a repository's metadata. usage: qa.py REPOSITORY..."""

import sys

from polyatom import DepSpecKind, PolyatomError, Repository, UseFlags

IMPLICIT = UseFlags(["amd64", "arm64", "x86", "prefix"])  # Profiles add these flags.

repositories = [Repository.open(path) for path in sys.argv[1:]]
for package in (p for r in repositories for p in r.packages.successes()):
    for kind in DepSpecKind:
        try:
            spec, iuse = package.spec(kind), package.iuse
            spec.check_iuse(iuse.effective(IMPLICIT))
            found = [f"{d.kind} {d.text}" for d in spec.diagnostics()]
            if kind is DepSpecKind.REQUIRED_USE:
                found += spec.check_required_use(iuse.enabled).sentences
            for atom in (atom for atom in spec.atoms if not atom.blocker):
                known = [r for r in repositories if r.versions(atom.cpn)]
                if known and not any(r.has_matching(atom) for r in known):
                    found.append(f"nothing matches {atom}")
        except PolyatomError as e:
            found = [f"{e.reason} ({e.input[e.start : e.end]})"]
        for sentence in found:
            print(f"{package.cpv} {kind}: {sentence}")
