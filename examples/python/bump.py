"""The newest version for each slot, the architectures that lag behind, and what
could go. usage: bump.py REPOSITORY...
"""

from sys import argv

from polyatom import RepositorySet

for slot in RepositorySet.open_all(argv[1:]).query("not =*/*-*9999*").by_slot():
    *older, newest = slot.successes()
    lagging = newest.keywords.lagging_behind([p.keywords for p in older])
    old = [p.cpv.pvr for p in older if newest.keywords.covers(p.keywords)]
    facts = [f"{newest.slot_atom} {newest.cpv.version}"]
    facts += [f"stable: {' '.join(lagging)}"] if lagging else []
    print(*facts, *([f"old: {' '.join(old)}"] if old else []), sep=", ")
