"""Runs the programs of docs/columns.md: each section's, after the one that all begin with.

It takes the engines that the page names; without one of them, its section fails.
"""

import re
import sys
import traceback
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "columns.md"


def main() -> int:
    """The number of sections that fail."""
    text = PAGE.read_text()
    setup = re.findall(r"^```python setup\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    sections = re.findall(
        r"^## (.+?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    failed = ran = 0
    for name, body in sections:
        for program in re.findall(
            r"^```python\n(.*?)^```", body, re.MULTILINE | re.DOTALL
        ):
            ran += 1
            try:
                exec(  # noqa: S102
                    compile("".join([*setup, program]), f"{PAGE.name}: {name}", "exec"),
                    {},
                )
            except Exception:  # noqa: BLE001
                failed += 1
                print(f"FAILED {name}")
                traceback.print_exc()
            else:
                print(f"ok {name}")
    print(f"{ran - failed} passed, {failed} failed")
    return failed or not ran


if __name__ == "__main__":
    sys.exit(main())
