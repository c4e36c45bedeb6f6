"""The newest version that satisfies each atom. usage: newest.py REPOSITORY ATOM..."""

from sys import argv

from polyatom import RepositorySet

repositories = RepositorySet.open_all(argv[1:2])
for atom in argv[2:]:
    best = repositories.best(atom)
    print(f"{atom}: {best.cpv if best else 'nothing'}")
