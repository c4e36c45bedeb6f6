"""Packages that need a version: nothing else matches. usage: dropped.py REPOSITORY CPV"""

from sys import argv

from polyatom import Repository

repository = Repository.open(argv[1])
dropped = repository.package(argv[2])
for found in repository.reverse_dependencies_of(dropped):
    if not found.atom.blocker and repository.matching(found.atom) == [dropped.cpv]:
        print(f"{found.cpv} {found.kind}: {found.atom}")
