"""What a host of binary packages has. usage: binhost.py DIRECTORY"""

from sys import argv

from polyatom import Pkgdir

for package in Pkgdir.open(argv[1]).packages:
    print(package.cpv, f"({package.file_size} bytes)", *package.use_flags)
