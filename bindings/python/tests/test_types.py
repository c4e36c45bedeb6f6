"""The stubs tell the truth, and type checkers understand them."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy")
HERE = Path(__file__).parent


def run(*arguments, directory):
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=directory, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_package_and_code_that_uses_it_are_strictly_typed(tmp_path):
    package = HERE.parent / "python" / "polyatom"
    run("mypy", "--strict", package, HERE / "typed_sample.py", directory=tmp_path)


def test_the_stubs_say_what_the_module_has(tmp_path):
    run("mypy.stubtest", "polyatom", directory=tmp_path)
