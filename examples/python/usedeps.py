"""Flags that two packages want of a third in different ways, with their own flags
as by default. usage: usedeps.py REPOSITORY...
"""

import sys
from collections import defaultdict
from contextlib import suppress
from itertools import combinations

from entries import read
from polyatom import Atom, Cpn, Cpv, DepSpec, Eapi, Iuse, PolyatomError

wanted = defaultdict[Cpn, list[tuple[Cpv, Atom]]](list)
for cpv, entry in read(sys.argv[1:]).items():
    with suppress(PolyatomError):  # That is for qa.py to say.
        spec = DepSpec("RDEPEND", entry["RDEPEND"], Eapi(entry["EAPI"]))
        for atom in spec.evaluate_fully(Iuse(entry["IUSE"]).enabled).atoms:
            if not atom.blocker:
                wanted[atom.cpn].append((cpv, atom))

for wishes in wanted.values():
    for (a, one), (b, other) in combinations(wishes, 2):
        if (conflict := one.conflict_with(other)) and conflict.flag:
            print(f"{a} wants {one}, {b} wants {other}")
