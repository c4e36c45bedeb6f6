"""Flags that two packages want of a third in different ways, with their own flags
as by default. usage: usedeps.py REPOSITORY...
"""

from collections import defaultdict
from sys import argv

from polyatom import Atom, Cpn, Cpv, Repository

wanted = defaultdict[Cpn, list[tuple[Cpv, Atom]]](list)
packages = [p for path in argv[1:] for p in Repository.open(path).packages.successes()]
for package in (p for p in packages if not p.check()):  # The others are for qa.py.
    for atom in package.rdepend.evaluate_fully(package.iuse.enabled).atoms:
        if not atom.blocker:
            for by, other in wanted[atom.cpn]:
                if (conflict := other.conflict_with(atom)) and conflict.flag:
                    print(f"{by} wants {other}, {package.cpv} wants {atom}")
            wanted[atom.cpn].append((package.cpv, atom))
