"""Flags that two packages want of a third in different ways, with their own flags
as by default. usage: usedeps.py REPOSITORY...
"""

import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from polyatom import Atom, Cpn, DepSpec, Eapi, PolyatomError

wanted: dict[Cpn, list[tuple[str, Atom]]] = defaultdict(list)
for root in sys.argv[1:]:
    for path in sorted(Path(root).glob("metadata/md5-cache/*/*")):
        entry = dict(line.split("=", 1) for line in path.read_text().splitlines())
        enabled = [f[1:] for f in entry.get("IUSE", "").split() if f[0] == "+"]
        try:
            spec = DepSpec("depend", entry.get("RDEPEND", ""), Eapi(entry["EAPI"]))
        except PolyatomError:
            continue  # That is for qa.py to say.
        for atom in spec.evaluate_fully(enabled).atoms:
            if not atom.blocker:
                wanted[atom.cpn].append(("/".join(path.parts[-2:]), atom))

for pairs in wanted.values():
    for (a, one), (b, other) in combinations(pairs, 2):
        if one.without("use_deps").intersects(other) and not one.intersects(other):
            print(f"{a} wants {one}, {b} wants {other}")
