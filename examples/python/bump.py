"""The newest version for each slot, the architectures that lag behind, and what
could go. usage: bump.py REPOSITORY...
"""

import sys
from itertools import groupby
from pathlib import Path

from polyatom import Cpn, Cpv, Slot

packages: list[tuple[Cpn, str, Cpv, list[str]]] = []
for path in (p for r in sys.argv[1:] for p in Path(r).glob("metadata/md5-cache/*/*")):
    entry = dict(line.split("=", 1) for line in path.read_text().splitlines())
    cpv, keywords = Cpv("/".join(path.parts[-2:])), entry.get("KEYWORDS", "").split()
    if "9999" not in str(cpv.version):
        packages.append((cpv.cpn, Slot(entry["SLOT"]).name, cpv, keywords))

for name, versions in groupby(sorted(packages), lambda p: f"{p[0]}:{p[1]}"):
    *older, last = versions
    newest, keywords = last[2:]
    stable = [w for _, _, _, words in older for w in words if w[0] != "~"]
    lagging = dict.fromkeys(word for word in stable if word not in keywords)
    old = [
        c for _, _, c, words in older if {w.strip("~") for w in words} <= {*keywords}
    ]
    print(
        f"{name} {newest.version}",
        *([f"stable: {' '.join(lagging)}"] if lagging else []),
        *([f"old: {' '.join(str(cpv.version) for cpv in old)}"] if old else []),
        sep=", ",
    )
