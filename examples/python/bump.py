"""The newest version for each slot, the architectures that lag behind, and what
could go. usage: bump.py REPOSITORY...
"""

from collections import defaultdict
from sys import argv

from polyatom import EbuildPackage, Repository

packages = [p for path in argv[1:] for p in Repository.open(path).packages.successes()]
slots = defaultdict[str, list[EbuildPackage]](list)
for package in sorted(packages, key=lambda package: package.cpv):
    if not package.cpv.version.is_live:
        slots[f"{package.cpv.cpn}:{package.slot.name}"].append(package)
for slot, (*older, newest) in sorted(slots.items()):
    is_stable = newest.keywords.is_stable
    stable = dict.fromkeys(arch for p in older for arch in p.keywords.arches("stable"))
    old = [p.cpv.pvr for p in older if all(is_stable(word.arch) for word in p.keywords)]
    facts = {"stable": [arch for arch in stable if not is_stable(arch)], "old": old}
    told = (f"{name}: {' '.join(fact)}" for name, fact in facts.items() if fact)
    print(f"{slot} {newest.cpv.version}", *told, sep=", ")
