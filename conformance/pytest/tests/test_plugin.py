"""The plugin, with the adapter that the program itself gives to start with: it compares versions as texts, which is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from polyatom_conformance import program

PLUGIN = ("-p", "polyatom_conformance.plugin", "-p", "no:cacheprovider")


@pytest.fixture
def adapter(pytester: pytest.Pytester) -> str:
    starter = subprocess.run(
        [program(), "new-adapter", "--lang", "python"],
        capture_output=True,
        text=True,
        check=True,
    )
    path = pytester.path / "adapter.py"
    path.write_text(starter.stdout, encoding="utf-8")
    return f"{sys.executable} {path}"


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(*PLUGIN, *arguments)


def test_each_test_of_the_suite_is_a_test(
    pytester: pytest.Pytester, adapter: str
) -> None:
    result = run(
        pytester, "--pms-adapter", adapter, "--pms-case", "version/first-number", "-v"
    )
    counts = result.parseoutcomes()
    assert counts["passed"] > 1
    assert counts["failed"] > 1
    result.stdout.fnmatch_lines(["*pms::version/first-number/1 *"])


def test_a_failure_shows_the_exchange_and_the_rule(
    pytester: pytest.Pytester, adapter: str
) -> None:
    result = run(
        pytester, "--pms-adapter", adapter, "--pms-case", "version/first-number/4"
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "version/first-number/4: * (level must)",
            '*in * {"a": *',
            '*expected * {"out": "<"}',
            '*got * {"out": ">"}',
            "*PMS *alg:version-comparison-numeric*",
            "*polyatom-conformance explain version/first-number/4",
        ]
    )


def test_tests_are_chosen_as_pytest_chooses(
    pytester: pytest.Pytester, adapter: str
) -> None:
    result = run(
        pytester,
        "--pms-adapter",
        adapter,
        "--pms-area",
        "version",
        "-k",
        "first-number/4",
    )
    assert result.parseoutcomes()["failed"] >= 1
    assert result.parseoutcomes()["deselected"] > 100


def test_what_is_not_offered_is_skipped(
    pytester: pytest.Pytester, adapter: str
) -> None:
    counts = run(
        pytester, "--pms-adapter", adapter, "--pms-area", "cpv"
    ).parseoutcomes()
    assert set(counts) == {"skipped"}


def test_what_pms_does_not_require_is_no_failure(
    pytester: pytest.Pytester, adapter: str
) -> None:
    chosen = ("--pms-adapter", adapter, "--pms-case", "version/compare-invalid")
    counts = run(pytester, *chosen).parseoutcomes()
    assert counts["xfailed"] > 0
    assert "failed" not in counts
    assert (
        run(pytester, *chosen, "--pms-strict").parseoutcomes()["failed"]
        == counts["xfailed"]
    )


def test_known_failures_are_expected_and_strict(
    pytester: pytest.Pytester, adapter: str
) -> None:
    known = Path(pytester.path / "known-mine.toml")
    command = [
        "run",
        "--adapter",
        f"mine={adapter}",
        "--case",
        "version/first-number",
        "--known",
        str(known),
        "--accept",
    ]
    subprocess.run([program(), *command], capture_output=True, check=False)
    chosen = (
        "--pms-adapter",
        adapter,
        "--pms-case",
        "version/first-number",
        "--pms-known",
        str(known),
    )
    counts = run(pytester, *chosen).parseoutcomes()
    assert "failed" not in counts
    assert counts["xfailed"] > 1
    right = adapter.replace("adapter.py", "right.py")
    text = (pytester.path / "adapter.py").read_text(encoding="utf-8")
    (pytester.path / "right.py").write_text(
        text.replace('"<" if a < b', '"<" if (len(a), a) < (len(b), b)'),
        encoding="utf-8",
    )
    result = run(pytester, *chosen[2:], "--pms-adapter", right)
    assert result.parseoutcomes()["failed"] > 0
    result.stdout.fnmatch_lines(["*listed as known to fail, but passes*"])


def test_an_adapter_that_cannot_start_is_a_usage_error(
    pytester: pytest.Pytester,
) -> None:
    result = run(
        pytester,
        "--pms-adapter",
        "/nonexistent",
        "--pms-case",
        "version/first-number/1",
    )
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "/nonexistent" in result.stdout.str() + result.stderr.str()


def test_without_an_adapter_nothing_changes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_own():\n    pass\n")
    run(pytester).assert_outcomes(passed=1)
