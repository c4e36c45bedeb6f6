"""Flags that two packages want of a third in different ways, with their own flags
as by default. usage: usedeps.py REPOSITORY...
"""

from itertools import combinations
from sys import argv

from polyatom import RepositorySet

repositories = RepositorySet.open_all(argv[1:])
for name in repositories.dependency_names:
    wishes = repositories.default_dependencies(name, ["RDEPEND"])
    for a, b in combinations(wishes, 2):
        if (conflict := a.atom.conflict_with(b.atom)) and conflict.flag:
            print(f"{a.cpv} wants {a.atom}, {b.cpv} wants {b.atom}")
