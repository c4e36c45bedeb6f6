"""The plugin for pytest: each test of the suite is a test. `pytest --pms-adapter "python adapter.py"`."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from polyatom_conformance import program

# One line of a report: a test for one EAPI.
Line = dict[str, Any]

# So many tests are named to the runner; of more all are run, and pytest shows those that were chosen.
NAMED = 500


def read(lines: str) -> Iterator[Line]:
    """Each line of JSON. Strings in it may hold what Python takes for ends of lines, too."""
    return (json.loads(line) for line in lines.split("\n") if line)


class WrongAnswerError(Exception):
    """What the implementation gets wrong."""


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("pms", "conformance with the Package Manager Specification")
    group.addoption(
        "--pms-adapter", metavar="CMD", help="the command that starts an adapter"
    )
    for what in ("area", "case", "eapi"):
        group.addoption(
            f"--pms-{what}",
            metavar=what.upper(),
            action="append",
            default=[],
            help=f"only this {what}",
        )
    group.addoption(
        "--pms-known",
        metavar="FILE",
        help="the failures that are known: known-NAME.toml",
    )
    group.addoption(
        "--pms-strict",
        action="store_true",
        help="what PMS does not require must be right, too",
    )
    group.addoption(
        "--pms-jobs", metavar="N", type=int, default=1, help="processes of the adapter"
    )
    group.addoption(
        "--pms-timeout", metavar="S", type=float, help="seconds for one case"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    # First of all, so that -k and its like choose among these, too.
    if config.getoption("--pms-adapter"):
        items.extend(Suite.from_parent(session, name="pms", nodeid="pms").collect())


class Suite(pytest.Collector):
    """All tests that the options leave, and what became of those that pytest chose."""

    def collect(self) -> Iterator[Test]:
        lines: dict[str, Line] = {}
        for line in read(self.said("export", *self.selection())):
            lines.setdefault(line["id"].partition("@")[0], line)
        for name, line in lines.items():
            yield Test.from_parent(
                self, name=name, nodeid=f"pms::{name}", title=line["title"]
            )

    def selection(self) -> Iterator[str]:
        for what in ("area", "case", "eapi"):
            for value in self.config.getoption(f"--pms-{what}"):
                yield from (f"--{what}", value)

    @cached_property
    def results(self) -> dict[str, list[Line]]:
        """The lines of each test, from one run of the adapter over all that are chosen."""
        chosen = [item.name for item in self.session.items if isinstance(item, Test)]
        with tempfile.TemporaryDirectory() as directory:
            report = Path(directory) / "report.jsonl"
            arguments = [*self.selection(), *self.settings(), "--report", str(report)]
            if len(chosen) <= NAMED and not self.config.getoption("--pms-case"):
                arguments += (word for name in chosen for word in ("--case", name))
            self.said("run", *arguments)
            results: dict[str, list[Line]] = {}
            for line in read(report.read_text(encoding="utf-8")):
                if "id" in line:
                    results.setdefault(line["id"].partition("@")[0], []).append(line)
        return results

    def settings(self) -> Iterator[str]:
        option = self.config.getoption
        adapter = option("--pms-adapter")
        if known := option("--pms-known"):
            # The file's name tells the adapter's.
            yield from ("--known", known)
            adapter = f"{Path(known).stem.removeprefix('known-')}={adapter}"
        yield from ("--adapter", adapter, "--jobs", str(option("--pms-jobs")))
        if option("--pms-strict"):
            yield "--strict"
        if timeout := option("--pms-timeout"):
            yield from ("--timeout", str(timeout))

    def said(self, *arguments: str) -> str:
        done = subprocess.run(
            [program(), *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode not in (0, 1):
            # Once, and not for each test.
            reason = (
                done.stderr.strip() or f"the runner ended with status {done.returncode}"
            )
            pytest.exit(reason, returncode=pytest.ExitCode.USAGE_ERROR)
        return done.stdout


class Test(pytest.Item):
    """One test of the suite, for all its EAPIs."""

    # It is no class of tests.
    __test__ = False

    def __init__(self, *, title: str, **words: Any) -> None:
        super().__init__(**words)
        self.title = title

    def runtest(self) -> None:
        suite = self.parent
        assert isinstance(suite, Suite)
        lines = suite.results.get(self.name, [])
        if wrong := [line for line in lines if line["fatal"]]:
            raise WrongAnswerError(self.told(wrong))
        if known := [line for line in lines if line.get("known")]:
            pytest.xfail("\n".join(sorted({line.get("reason", "") for line in known})))
        if open_points := [line for line in lines if line["status"] == "failed"]:
            pytest.xfail(
                f"level {open_points[0]['level']}: {open_points[0].get('reason', '')}"
            )
        if all(line["status"] == "skipped" for line in lines):
            pytest.skip(lines[0].get("reason", "") if lines else "not asked")

    def told(self, wrong: list[Line]) -> str:
        first = wrong[0]
        eapis = ", ".join(line["eapi"] or "none" for line in wrong)
        asked = [
            f"{self.name}: {self.title} (level {first['level']})",
            f"  EAPI      {eapis}",
        ]
        # A known failure that passes has none of these.
        asked += [
            f"  {name:<9} {json.dumps(first[name])}"
            for name in ("in", "expected", "got")
            if name in first
        ]
        asked += [
            f"  reason    {first.get('reason', '')}",
            f"  PMS       {', '.join(first['pms'])}",
        ]
        return "\n".join(
            [*asked, f"  more      polyatom-conformance explain {self.name}"]
        )

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> Any:
        if isinstance(excinfo.value, WrongAnswerError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"pms::{self.name}"
