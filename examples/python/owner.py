"""Which installed package put a file there. usage: owner.py ROOT PATH..."""

from sys import argv

from polyatom import Installed

installed = Installed.open(argv[1])
for path in argv[2:]:
    owners = " ".join(map(str, installed.owners(path)))
    print(f"{path}: {owners or 'nobody'}")
