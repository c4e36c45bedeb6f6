"""Five common mistakes, and what is said about them."""

from collections.abc import Callable

from polyatom import Atom, DepSpec, PolyatomError, Version

mistakes: list[Callable[[], object]] = [
    lambda: Atom("dev-lang/python-3.11"),
    lambda: Atom(">=dev-lang/python"),
    lambda: Atom("dev-lang/python:3.11=", eapi="4"),
    lambda: Version("1.0-rc1"),
    lambda: DepSpec("depend", "|| ( dev-libs/openssl dev-libs/libressl)"),
]
for mistake in mistakes:
    try:
        mistake()
    except PolyatomError as error:
        print(f"{error}\n")
