"""The conformance suite for Gentoo's package language: where its runner lies."""

from __future__ import annotations

import os
import shutil
import sysconfig
from pathlib import Path

__all__ = ["program"]

NAME = "polyatom-conformance"
VARIABLE = "POLYATOM_CONFORMANCE"


def program() -> str:
    """The path of the runner: that of the environment variable, the one installed with this package, or one on the path."""
    if named := os.environ.get(VARIABLE):
        return named
    file = NAME + (sysconfig.get_config_var("EXE") or "")
    schemes = [None, f"{os.name}_user"]
    for scheme in schemes:
        directory = (
            sysconfig.get_path("scripts", scheme)
            if scheme
            else sysconfig.get_path("scripts")
        )
        if (path := Path(directory) / file).is_file():
            return str(path)
    if found := shutil.which(NAME):
        return found
    raise FileNotFoundError(
        f"no {NAME} is installed beside this package, and {VARIABLE} names none"
    )
