"""Writes a page for each reason that an error can have: what causes it, what is said,
and the way out. usage: reasons.py DIRECTORY
"""

import contextlib
import json
import os
import runpy
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import playground
from polyatom import PolyatomError

HERE = Path(__file__).resolve().parent
LAWS = HERE.parents[1] / "laws"


@dataclass
class Cause:
    """A call that fails, as it is written in the interface, and the error."""

    written: str
    error: PolyatomError
    # The address of the playground that shows it, and the text that it opens.
    opens: dict[str, str]


def written(expression: Any) -> str:
    """A call of the laws in the interface's own words."""
    if not isinstance(expression, list):
        return json.dumps(expression, ensure_ascii=False)
    name, *rest = expression
    named = rest.pop() if rest and isinstance(rest[-1], dict) else {}
    arguments = [written(item) for item in rest]
    options = [f"{key} = {written(value)}" for key, value in named.items()]
    if name == "list":
        return f"[{', '.join(arguments)}]"
    if name.startswith("."):
        return f"{arguments[0]}{name}({', '.join(arguments[1:] + options)})"
    return f"{name}({', '.join(arguments + options)})"


# Paths are as short as a reader wants them.
made: Callable[[Any], Any] = runpy.run_path(str(LAWS / "calls.py"))["maker"](
    "files", Path("large")
)


# What the playground calls the types that are made of a text alone.
READ_AS = {
    "Atom": "atom",
    "AtomPattern": "pattern",
    "Cpn": "cpn",
    "Cpv": "cpv",
    "Iuse": "iuse",
    "Keywords": "keywords",
    "PackageName": "package_name",
    "Revision": "revision",
    "Slot": "slot",
    "SlotDep": "slot_dep",
    "UseDep": "use_dep",
    "Version": "version",
    "Version.from_upstream": "upstream",
    "VersionRequirement": "version_requirement",
}


# What the playground calls the types that stand for a choice of core.
CHOICES = {
    "AtomField": "atom_field",
    "Blocker": "blocker",
    "ConflictPart": "conflict_part",
    "DepSpecKind": "dep_spec_kind",
    "DiagnosticKind": "diagnostic_kind",
    "Eapi": "eapi",
    "EapiFeature": "eapi_feature",
    "KeywordStatus": "keyword_status",
    "NameKind": "name_kind",
    "NodeKind": "node_kind",
    "SlotOperator": "slot_operator",
    "UriPrefix": "uri_prefix",
    "UseDefault": "use_default",
    "UseDepKind": "use_dep_kind",
}


def opens(call: Any) -> dict[str, str]:
    """The place in the playground that shows the error of a call, by the text that is
    wrong; nothing if that cannot be typed there.
    """
    known: dict[str, str] = {}
    match call:
        case ["DepSpec", kind, str(text), *rest]:
            read, known = kind, rest[-1] if rest else {}
        case ["check_name", kind, str(text), *rest]:
            read, known = f"name.{kind}", rest[-1] if rest else {}
        case [".check_iuse", ["DepSpec", kind, text], iuse]:
            read, known = kind, {"iuse": iuse or " "}
        case [".check_use", ["Atom", text], ["Package", package]]:
            read, known = "atom", {"packages": package}
        case [".number", ["Revision", text]]:
            read = "revision"
        case [name, str(text)] if name in CHOICES:
            read = f"word.{CHOICES[name]}"
        case ["Query", text]:
            read = "query"
        case ["Query.test", field, operator, value]:
            read, text = "query", f"{field} {operator} '{value}'"
        case [".query", ["RepositorySet", ["list"]], text]:
            read = "query"
        case [".dnf", ["DepSpec", kind, text], {"limit": limit}]:
            read, known = kind, {"ask": f"ways {limit}"}
        case ["DepNode", ["DepSpec", kind, text], part]:
            read, known = kind, {"ask": f"part {part}"}
        case [".union", ["DepSpec", kind, text], ["DepSpec", other, more]]:
            read, known = kind, {"ask": f"union {other} {more}"}
        case [".check_required_use", ["DepSpec", kind, text], ["list"]]:
            read, known = kind, {"ask": "check"}
        case [".solve_required_use", ["DepSpec", kind, text], ["list"]]:
            read, known = kind, {"ask": "solve"}
        case _:
            return opens_files(call)
    return opened(read, text, known)


def opened(read: str, text: str, known: dict[str, str]) -> dict[str, str]:
    """The place of a text, by how it is shown: what cannot be seen in it is escaped."""
    shown = (
        json.dumps(text, ensure_ascii=True)[1:-1] if not text.isprintable() else text
    )
    return {shown or '""': playground.address(read, text, **known)}


def opens_files(call: Any) -> dict[str, str]:
    """The same of what is asked of a repository whose files are written down, or of a
    text that the playground knows by the name of its type.
    """
    match call:
        case [
            (".package" | ".profile") as asked,
            ["Repository.from_files", files],
            name,
        ]:
            lines = [
                line
                for _, path, (_, *text) in files[1:]
                for line in (f"--- {path}", *text)
            ]
            known = {"ask": f"{asked[1:]} {name}"}
            place = playground.address("repository", "\n".join(lines), **known)
            return {f"{asked[1:]} {name!r} of these files": place}
        case ["Repository.open", "no such directory"]:
            return {"no files": playground.address("repository", "")}
        case ["Installed.open", "no such directory"]:
            return {"no files": playground.address("installed", "")}
        case [name, str(text), *rest] if name in READ_AS:
            return opened(READ_AS[name], text, rest[-1] if rest else {})
        case _:
            return {}


@contextlib.contextmanager
def scratch() -> Iterator[None]:
    """Works in a directory of its own, in which the laws' files are."""
    before = Path.cwd()
    with TemporaryDirectory() as directory:
        os.chdir(directory)
        try:
            Path("files").symlink_to(LAWS / "files")
            yield
        finally:
            os.chdir(before)


def causes() -> dict[str, list[Cause]]:
    """The calls of the laws that fail, by the codes of their errors."""
    found = defaultdict[str, list[Cause]](list)
    with scratch():
        for law in json.loads((LAWS / "codes.json").read_text()):
            try:
                made(law["call"])
            except PolyatomError as error:
                cause = Cause(written(law["call"]), error, opens(law["call"]))
                found[error.code].append(cause)
            else:
                raise AssertionError(f"{law['call']} does not fail")
    return dict(found)


def fenced(text: str) -> str:
    """A block of text as it stands."""
    return f"```text\n{text}\n```\n"


def page(
    code: str, found: list[Cause], ways_out: dict[str, str], untyped: dict[str, str]
) -> str:
    """The page of a code."""
    out = [f"# `{code}`\n", f"{sentence(found[0].error.reason)}\n"]
    for cause in found:
        kind = type(cause.error).__name__
        out += [
            f"`` {cause.written} `` fails with [`{kind}`](../types/errors.md#{kind}):\n",
            fenced(str(cause.error)),
        ]
        if cause.opens:
            out.append(f"{playground.links(cause.opens, '../')}\n")
    if code in untyped:
        out.append(f"It cannot be shown in the playground. {untyped[code]}\n")
    hints = [cause.error.hint for cause in found if cause.error.hint]
    way_out = ways_out.get(code) or f"The hint says: {sentence(hints[0], False)}"
    out += ["## The way out\n", f"{way_out}\n"]
    return "\n".join(out)


def texts(name: str, wanted: set[str]) -> dict[str, str]:
    """What a file says of each of these codes, and of no others."""
    found: dict[str, str] = json.loads((HERE / name).read_text())
    if missing := sorted(wanted - set(found)):
        raise SystemExit(f"{name} has nothing of {', '.join(missing)}")
    if unknown := sorted(set(found) - wanted):
        raise SystemExit(f"{name} needs nothing of {', '.join(unknown)}")
    return found


def sentence(text: str, is_whole: bool = True) -> str:
    """A few words as a sentence or as its end, safe in Markdown."""
    for mark in "\\`*_[]<>|":
        text = text.replace(mark, f"\\{mark}")
    first = text[:1].upper() if is_whole else text[:1]
    return f"{first}{text[1:]}{'' if text.endswith('.') else '.'}"


def index(found: dict[str, list[Cause]]) -> str:
    """The list of all codes."""
    rows = [
        f"| [`{code}`]({code}.md) | {sentence(first.error.reason)} "
        f"| {', '.join(dict.fromkeys(type(c.error).__name__ for c in all_))} |"
        for code, all_ in sorted(found.items())
        for first in all_[:1]
    ]
    head = (HERE / "errors.md").read_text().rstrip() + "\n"
    return "\n".join(
        [head, "| code | what is wrong | classes |", "| --- | --- | --- |", *rows, ""]
    )


def main() -> None:
    """Writes the pages. A code without a hint has a way out that is written by hand, and
    one that the playground cannot show has a reason for that.
    """
    directory = Path(sys.argv[1]) / "errors"
    directory.mkdir(exist_ok=True)
    found = causes()

    def without(has: Callable[[Cause], object]) -> set[str]:
        """The codes none of whose causes has it."""
        return {code for code, all_ in found.items() if not any(map(has, all_))}

    ways_out = texts("ways-out.json", without(lambda cause: cause.error.hint))
    untyped = texts("untyped.json", without(lambda cause: cause.opens))
    for code, all_ in found.items():
        text = page(code, all_, ways_out, untyped)
        (directory / f"{code}.md").write_text(text)
    (directory / "index.md").write_text(index(found))


if __name__ == "__main__":
    main()
