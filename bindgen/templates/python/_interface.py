"""Checks that the extension module is the one that the files beside it were made for."""

from __future__ import annotations

from {{ module }} import _native

EXPECTED = 0x{{ "{:016X}"|format(hash) }}


def check(found: int | None) -> None:
    """Raises an ImportError unless the extension has the interface that is expected."""
    if found != EXPECTED:
        shown = "none" if found is None else f"{found:#018x}"
        raise ImportError(
            f"{_native.__file__} is another version of {{ module }}: its interface is {shown}, "
            f"this code needs {EXPECTED:#018x}; install the package again"
        )


check(getattr(_native, "_interface_hash", None))
