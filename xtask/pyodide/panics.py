"""Panics of the fixture, whose modules are in the directory that is given, are errors, and the process goes on."""

import sys

sys.path.insert(0, sys.argv[1])
import fixture  # noqa: E402 - it is there only now

for panicking in (fixture.panic_with, fixture.panic_in_getter):
    for message in ("on purpose", "again"):
        try:
            panicking(message)
        except fixture.PanicError as error:
            assert str(error) == message, error
        else:
            raise SystemExit(f"{panicking.__name__} did not fail")
