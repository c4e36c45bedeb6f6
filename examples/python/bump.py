"""The newest version for each slot, the architectures that lag behind, and what
could go. usage: bump.py REPOSITORY...
"""

import sys
from collections import defaultdict

from entries import read
from polyatom import Cpv, Keywords, Slot

slots = defaultdict[str, list[tuple[Cpv, Keywords]]](list)
for cpv, entry in sorted(read(sys.argv[1:]).items()):
    if not cpv.version.is_live:
        slot = f"{cpv.cpn}:{Slot(entry['SLOT']).name}"
        slots[slot].append((cpv, Keywords(entry["KEYWORDS"])))

for slot, (*older, (newest, keywords)) in slots.items():
    stable = dict.fromkeys(arch for _, k in older for arch in k.arches("stable"))
    lagging = [arch for arch in stable if not keywords.is_stable(arch)]
    old = [c.pvr for c, k in older if all(keywords.is_stable(word.arch) for word in k)]
    facts = {"stable": lagging, "old": old}
    told = (f"{name}: {' '.join(fact)}" for name, fact in facts.items() if fact)
    print(f"{slot} {newest.version}", *told, sep=", ")
