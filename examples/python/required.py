"""What REQUIRED_USE asks for, and the least that helps. usage: required.py TEXT FLAG..."""

from sys import argv

from polyatom import DepSpec

required, flags = DepSpec("REQUIRED_USE", argv[1]), argv[2:]
print(*required.check_required_use(flags).sentences, sep="\n")
if solution := required.solve_required_use(flags):
    for change in solution.changes:
        print("enable" if change.enable else "disable", change.flag)
