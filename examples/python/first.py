"""The first minute: an atom's parts, what it matches, and versions in order."""

from polyatom import Atom, Version

atom = Atom(">=dev-lang/python-3.11")
print(atom.package, atom.op, atom.version)
for cpv in ("dev-lang/python-3.9.18", "dev-lang/python-3.12.1"):
    print(cpv, "matches" if atom.matches(cpv) else "does not match")
print(*sorted(["1.10", "1.9_p1", "1.9-r1", "1.9"], key=Version))
