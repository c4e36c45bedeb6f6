"""What needs a package at run time, and if which flags. usage: revdeps.py REPOSITORY NAME"""

from sys import argv

from polyatom import Repository

for found in Repository.open(argv[1]).reverse_dependencies(argv[2], ["RDEPEND"]):
    print(f"{found.cpv}:", *found.path, found.atom)
