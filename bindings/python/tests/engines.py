"""Runs the programs of docs/columns.md: each section's, after the one that all begin with.

It takes the engines that the page names; without one of them, its section fails.
"""

import os
import re
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from subprocess import PIPE, STDOUT
from tempfile import TemporaryDirectory

PAGE = Path(__file__).parents[3] / "docs" / "columns.md"


def main() -> int:
    """The number of sections that fail."""
    text = PAGE.read_text()
    sections = re.findall(
        r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    setup = programs(text.partition("\n## ")[0])
    # Spark's executors run the Python that has PyArrow.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    # And all of them are there before the first has work.
    all_there = "--conf spark.scheduler.minRegisteredResourcesRatio=1 pyspark-shell"
    os.environ["PYSPARK_SUBMIT_ARGS"] = all_there
    failed = ran = 0
    for name, body in sections:
        for program in programs(body):
            ran += 1
            code = compile("".join([*setup, program]), f"{PAGE.name}: {name}", "exec")
            try:
                with server() if name == "PostgreSQL" else nullcontext():
                    exec(code, {"__name__": "__main__"})  # noqa: S102
            except Exception:  # noqa: BLE001
                failed += 1
                print(f"FAILED {name}")
                traceback.print_exc()
            else:
                print(f"ok {name}")
    print(f"{ran - failed} passed, {failed} failed")
    return failed or not ran


def programs(text: str) -> list[str]:
    """The programs of a part of the page."""
    return re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@contextmanager
def server() -> Iterator[None]:
    """A server of PostgreSQL, which is there as long as that."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    path = os.pathsep.join([os.environ["PATH"], *map(str, found)])

    def run(program: str, *arguments: str) -> None:
        command = [shutil.which(program, path=path) or program, *arguments]
        # It refuses to be the superuser's.
        user = None if os.getuid() else "nobody"
        done = subprocess.run(
            command,
            check=False,
            user=user,
            cwd="/",
            stdout=PIPE,
            stderr=STDOUT,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}")

    with TemporaryDirectory(prefix="polyatom-") as place:
        if not os.getuid():
            shutil.chown(place, "nobody")
        data, log = f"{place}/data", f"{place}/log"
        run("initdb", "-D", data, "-A", "trust", "-U", "polyatom", "-E", "UTF8")
        options = f"-c listen_addresses='' -k {place}"
        run("pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        own = {"PGHOST": place, "PGUSER": "polyatom", "PGDATABASE": "postgres"}
        os.environ.update(own)
        try:
            yield
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")


if __name__ == "__main__":
    sys.exit(main())
