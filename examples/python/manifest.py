"""Which files are not what a Manifest says. usage: manifest.py MANIFEST DIRECTORY"""

from pathlib import Path
from sys import argv

from polyatom import read_manifest, verify_file

for entry in read_manifest(argv[1]).entries:
    path = Path(argv[2], entry.name)
    if not path.exists():
        print(entry.name, "is not there")
    elif wrong := verify_file(path, entry):
        print(
            entry.name,
            f"has the wrong {wrong.kind.value}:",
            f"{wrong.found}, not {wrong.expected}",
        )
    else:
        print(entry.name, "is right")
