"""Writes the page that says which section of PMS is where: in the interface, in the code,
and in the cases of the conformance suite. Every section of PMS stands there; of one that
is nowhere, a reason has to be given. usage: sections.py DIRECTORY
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = ROOT / "conformance" / "cases"
LABEL = re.compile(r"\b(?:alg|ch|feat|sec|tab):[a-z0-9]+(?:[.-][a-z0-9]+)*")
# A feature of EAPIs, as the table of core names it: PMS has a label for each.
FEATURE = re.compile(r'^    \w+: "([a-z0-9-]+)", V', re.MULTILINE)

# The chapters of PMS, in its order.
CHAPTERS = {
    "eapis.tex": "EAPIs",
    "names.tex": "Names and versions",
    "tree-layout.tex": "Tree layout",
    "profiles.tex": "Profiles",
    "profile-variables.tex": "Profile variables",
    "ebuild-format.tex": "Ebuild file format",
    "ebuild-vars.tex": "Ebuild-defined variables",
    "dependencies.tex": "Dependencies",
    "ebuild-env-vars.tex": "The ebuild environment",
    "eclasses.tex": "Eclasses",
    "metadata-cache.tex": "Metadata cache",
    "eapi-cheatsheet.tex": "EAPI cheat sheet",
    "desk-reference.tex": "Desk reference",
    "appendices.tex": "Appendices",
}

RUNS_EBUILDS = "about running ebuilds"
# Why a section, or a chapter's section without more, is nowhere.
ELSEWHERE = {
    "ebuild-format.tex": RUNS_EBUILDS,
    "ebuild-env-vars.tex": RUNS_EBUILDS,
    "eclasses.tex": RUNS_EBUILDS,
    "eapi-cheatsheet.tex": "repeats other chapters",
    "desk-reference.tex": "repeats other chapters",
    "appendices.tex": "demands nothing",
    "feat:rdepend-depend": "decided when metadata is generated, " + RUNS_EBUILDS,
    "sec:metadata-invariance": "a duty of ebuilds",
    "tab:dep-class-api": RUNS_EBUILDS,
    "tab:depend-prefix": RUNS_EBUILDS,
    "tab:phase-function-dependency-classes": RUNS_EBUILDS,
}
# Files that implement a section without naming it.
UNNAMED = {
    "feat:package-mask-dir": "repo/src/tree/files.rs",
    "feat:updates-filenames": "repo/src/format/updates.rs",
    "sec:category-dirs": "repo/src/tree/names.rs",
    "sec:eclass-dir": "repo/src/tree/eclasses.rs",
    "sec:licenses-dir": "repo/src/tree/files.rs",
    "sec:metadata-dir": "repo/src/format/layout.rs",
}


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


def code() -> dict[str, list[str]]:
    """The files of core and repo that name each section."""
    found = defaultdict[str, set[str]](set)
    for directory in ("core/src", "repo/src"):
        for path in (ROOT / directory).rglob("*.rs"):
            text, name = path.read_text(), str(path.relative_to(ROOT))
            labels = LABEL.findall(text)
            if name == "core/src/eapi.rs":
                labels += [f"feat:{feature}" for feature in FEATURE.findall(text)]
            for label in labels:
                found[label].add(name)
    for label, name in UNNAMED.items():
        assert (ROOT / name).exists(), name
        found[label].add(name)
    return {label: sorted(names) for label, names in found.items()}


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
    labels = json.loads((ROOT / "conformance" / "pms-labels.json").read_text())
    known = labels["labels"]
    (count, operations), files = cases(), code()
    out = [(HERE / "sections.md").read_text().rstrip(), ""]
    missing = []

    def row(label: str) -> str:
        named = [
            ", ".join(link(item) for item in cited.get(label, [])),
            ", ".join(f"`{name}`" for name in files.get(label, [])),
            ", ".join(f"`{name}`" for name in operations.get(label, [])),
        ]
        if not any(named):
            file = known[label]["file"]
            reason = ELSEWHERE.get(label) or ELSEWHERE.get(file)
            missing.extend([] if reason else [label])
            named[0] = f"none: {reason}"
        anchor = re.sub(r"[:.]", "-", label)
        title = known.get(label, {}).get("title", "")
        where = "<br>".join(part for part in named[:2] if part)
        shown = f"{count[label]} in {named[2]}" if count[label] else ""
        return f"| `{label}`{{ #{anchor} }}<br>{title} | {where} | {shown} |"

    head = [
        "| section | types and code | cases of the suite |",
        "| --- | --- | --- |",
    ]
    others = sorted((set(cited) | set(count) | set(files)) - set(known))
    chapters = {
        title: sorted(label for label, about in known.items() if about["file"] == file)
        for file, title in CHAPTERS.items()
    } | {"Other chapters": others}
    for title, rows in chapters.items():
        if rows:
            out += [f"## {title}", "", *head, *map(row, rows), ""]
    if missing:
        raise SystemExit(f"nothing is said of {', '.join(missing)}")
    if unknown := {about["file"] for about in known.values()} - set(CHAPTERS):
        raise SystemExit(f"sections.py has no title of {', '.join(unknown)}")
    (directory / "pms.md").write_text("\n".join(out))


if __name__ == "__main__":
    main()
