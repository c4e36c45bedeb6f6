"""What contestants in Python share: the loop over requests, the clock, the memory.

`bench/README.md` is the protocol.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Timed = dict[str, int]
Case = Callable[[int], Timed]

PAGE = 4096
UNROLLED = 100

COLLECTED = "_collected"
"""The end of the name of a case during which garbage is collected."""


collector = gc.disable
"""What is done about the collector before the clock starts."""


def timed(items: int, work: Callable[[], Any]) -> Timed:
    """Times what makes `items` results; they are dropped outside the clock."""
    gc.collect()
    collector()
    start = time.perf_counter_ns()
    made = work()
    ns = time.perf_counter_ns() - start
    gc.enable()
    del made
    return {"items": items, "ns": ns}


def kept(items: int, work: Callable[[], Any]) -> Timed:
    """Like `timed`, and tells by how much resident memory grew for what was made."""
    grown = 0

    def measured() -> Any:
        nonlocal grown
        before = resident()
        made = work()
        grown = resident() - before
        return made

    return {**timed(items, measured), "bytes": grown}


def most(items: int, work: Callable[[], Any]) -> Timed:
    """Like `timed`, and tells by how much resident memory grew meanwhile at most."""
    grown = 0

    def measured() -> Any:
        nonlocal grown
        # The most is counted anew from here on.
        Path("/proc/self/clear_refs").write_text("5")
        before = resident()
        made = work()
        status = Path("/proc/self/status").read_text()
        grown = int(status.partition("VmHWM:")[2].split()[0]) * 1024 - before
        return made

    return {**timed(items, measured), "bytes": grown}


def computed(
    items: int, work: Callable[[], Any], measure: Callable[..., Timed] = timed
) -> Timed:
    """Like `timed` or another one, by the time that all threads computed."""
    ns = 0

    def measured() -> Any:
        nonlocal ns
        start = time.process_time_ns()
        made = work()
        ns = time.process_time_ns() - start
        return made

    return {**measure(items, measured), "ns": ns}


def statement(text: str, size: int, /, **names: Any) -> Timed:
    """Times a statement, so often repeated in a row that the loop does not count."""
    rounds = max(1, size // UNROLLED)
    body = "\n        ".join([text] * UNROLLED)
    code = f"def run(rounds):\n    for _ in range(rounds):\n        {body}\n"
    exec(compile(code, text, "exec"), names)  # noqa: S102 - the text is our own
    return timed(rounds * UNROLLED, lambda: names["run"](rounds))


def resident() -> int:
    """Resident memory of this process, in bytes."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * PAGE


def main(name: str, version: str, cases: Mapping[str, Case]) -> None:
    """Answers requests until there are none, or does one case if arguments say so."""
    if sys.argv[1:2] == ["--once"]:
        _, _, case, size = sys.argv
        run(cases, case, int(size))
        return
    greeting = {"name": name, "version": version, "language": "python"}
    offered = [*cases, *(case + COLLECTED for case in cases)]
    print(json.dumps({**greeting, "cases": offered}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line), cases)), flush=True)


def answer(request: dict[str, Any], cases: Mapping[str, Case]) -> dict[str, Any]:
    try:
        return run(cases, request["case"], request["size"])
    except Exception as error:  # noqa: BLE001 - whatever it is, the runner is told
        return {"error": f"{type(error).__name__}: {error}"}


def run(cases: Mapping[str, Case], case: str, size: int) -> Timed:
    global collector
    collector = gc.enable if case.endswith(COLLECTED) else gc.disable
    return cases[case.removesuffix(COLLECTED)](size)
