"""Flags that two packages want of a third in different ways, with their own flags
as by default. usage: usedeps.py REPOSITORY...
"""

import sys
from collections import defaultdict
from itertools import combinations

from entries import read
from polyatom import Atom, ConflictPart, Cpn, Cpv, DepSpec, Eapi, Iuse, PolyatomError

wanted = defaultdict[Cpn, list[tuple[Cpv, Atom]]](list)
for cpv, entry in read(sys.argv[1:]).items():
    try:
        spec = DepSpec("RDEPEND", entry["RDEPEND"], Eapi(entry["EAPI"]))
        spec = spec.evaluate_fully(Iuse(entry["IUSE"]).enabled)
    except PolyatomError:
        continue  # That is for qa.py to say.
    for atom in (atom for atom in spec.atoms if not atom.blocker):
        wanted[atom.cpn].append((cpv, atom))

pairs = (pair for wishes in wanted.values() for pair in combinations(wishes, 2))
for (a, one), (b, other) in pairs:
    conflict = one.conflict_with(other)
    if conflict and conflict.part is ConflictPart.USE_DEPS:
        print(f"{a} wants {one}, {b} wants {other}")
