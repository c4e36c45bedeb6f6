"""A program that ends while its threads are in the library."""

import atexit
import sys
import threading

from polyatom import Atom, DepSpec, Version, parse_atoms


class Late:
    def __init__(self) -> None:
        self.atom, self.itself = Atom("a/b[c]"), self

    def __del__(self) -> None:
        _ = str(self.atom), self.atom.use_deps, self.atom == self.atom


late, cached, batch = Late(), Atom.cached("a/b"), parse_atoms(["a/b"] * 2000)
error = None
try:
    Atom("?")
except ValueError as caught:
    error = caught


def last_calls() -> None:
    _ = str(parse_atoms(["c/d"] * 2000).get(0)), Version("1") < Version("2")


def for_ever() -> None:
    while True:
        parse_atoms(["a/b"] * 3000).sorted()
        _ = DepSpec("depend", "a/b || ( c/d )").items


atexit.register(last_calls)
for _ in range(3):
    threading.Thread(target=for_ever, daemon=True).start()
vars(sys.modules["polyatom"])["kept"] = late
