"""Writes the page that says which section of PMS is where: in the interface, and in
the cases of the conformance suite. usage: sections.py DIRECTORY
"""

import json
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
CASES = HERE.parents[1] / "conformance" / "cases"


def cases() -> tuple[Counter[str], dict[str, list[str]]]:
    """How many cases cite each section, and in which operations of the protocol."""
    count, operations = Counter[str](), dict[str, list[str]]()
    for path in sorted(CASES.rglob("*.json")):
        content = json.loads(path.read_text())
        for group in content["groups"]:
            for section in group.get("pms", []):
                count[section] += len(group["tests"])
                asked = operations.setdefault(section, [])
                if content["op"] not in asked:
                    asked.append(content["op"])
    return count, operations


def link(item: str) -> str:
    """An item of the interface, which has a page or stands on one."""
    owner, _, member = item.partition(".")
    if not owner[0].isupper():
        return f"[`{item}`](types/functions.md#{item})"
    return f"[`{item}`](types/{owner}.md{'#' if member else ''}{member})"


def main() -> None:
    """Writes the page."""
    directory = Path(sys.argv[1])
    cited = json.loads((directory / "types" / "sections.json").read_text())
    count, operations = cases()
    rows = [
        f"| `{section}`{{ #{section.replace(':', '-')} }} | {', '.join(link(item) for item in cited.get(section, []))} "
        f"| {', '.join(f'`{name}`' for name in operations.get(section, []))} "
        f"| {count[section] or ''} |"
        for section in sorted(set(cited) | set(count))
    ]
    head = (HERE / "sections.md").read_text().rstrip() + "\n"
    table = [
        "| section | types | operations of the suite | cases |",
        "| --- | --- | --- | ---: |",
    ]
    (directory / "pms.md").write_text("\n".join([head, *table, *rows, ""]))


if __name__ == "__main__":
    main()
