from polyatom import Atom, AtomError, Version

atom = Atom(">=dev-lang/python-3.11:3.11=[ssl,tk?]", eapi="8")
print(atom.category, atom.package, atom.op, atom.version, atom.slot)

wanted = atom.without("slot_dep", "use_deps")
for cpv in ("dev-lang/python-3.9.18", "dev-lang/python-3.12.1"):
    print(cpv, "matches" if wanted.matches(cpv) else "does not match", wanted)

print(*sorted(map(Version, ["1.10", "1.9_p1", "1.9-r1", "1.9"])))

try:
    Atom("dev-lang/python-3.11")
except AtomError as error:  # a ValueError; its start and end tell the offending part
    print(error)
