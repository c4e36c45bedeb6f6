"""Runs the program: `python -m polyatom_conformance`."""

import subprocess
import sys

from polyatom_conformance import program

if __name__ == "__main__":
    sys.exit(subprocess.call([program(), *sys.argv[1:]]))
