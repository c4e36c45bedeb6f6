"""Writes a page for each reason that an error can have: what causes it, what is said,
and the way out. usage: reasons.py DIRECTORY
"""

import contextlib
import json
import operator
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import playground
import polyatom
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


def large(size: int) -> str:
    """The path of a new file of so many bytes."""
    with Path("large").open("wb") as file:
        file.truncate(size)
    return "large"


# What the laws name besides what the package has. Paths are as short as a reader wants them.
MAKERS: dict[str, Callable[..., Any]] = {
    "list": lambda *items: list(items),
    "file": lambda name: f"files/{name}",
    "large": large,
    "stop": lambda: lambda _done, _total: False,
}


def made(expression: Any) -> Any:
    """The value of a call of the laws."""
    if not isinstance(expression, list):
        return expression
    name, *rest = expression
    named = rest.pop() if rest and isinstance(rest[-1], dict) else {}
    arguments = [made(item) for item in rest]
    options = {key: made(value) for key, value in named.items()}
    if name in MAKERS:
        return MAKERS[name](*arguments)
    if name.startswith("."):
        return getattr(arguments[0], name[1:])(*arguments[1:], **options)
    return operator.attrgetter(name)(polyatom)(*arguments, **options)


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


def opens(call: Any) -> dict[str, str]:
    """The place in the playground that shows the error of a call, by the text that is
    wrong; nothing if it is not about a text alone.
    """
    match call:
        case ["DepSpec", kind, str(text), *rest]:
            read = kind
        case ["check_name", kind, str(text), *rest]:
            read = f"name.{kind}"
        case [".check_iuse", ["DepSpec", kind, text], iuse]:
            read, rest = kind, [{"iuse": iuse or " "}]
        case [".check_use", ["Atom", text], ["Package", package]]:
            read, rest = "atom", [{"packages": package}]
        case [".number", ["Revision", text]]:
            read, rest = "revision", []
        case [name, str(text), *rest] if name in READ_AS:
            read = READ_AS[name]
        case _:
            return {}
    known = rest[-1] if rest else {}
    shown = (
        json.dumps(text, ensure_ascii=True)[1:-1] if not text.isprintable() else text
    )
    return {shown or '""': playground.address(read, text, **known)}


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


def page(code: str, found: list[Cause], ways_out: dict[str, str]) -> str:
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
    hints = [cause.error.hint for cause in found if cause.error.hint]
    way_out = ways_out.get(code) or f"The hint says: {sentence(hints[0], False)}"
    out += ["## The way out\n", f"{way_out}\n"]
    return "\n".join(out)


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
    """Writes the pages. A code without a hint has a way out that is written by hand."""
    directory = Path(sys.argv[1]) / "errors"
    directory.mkdir(exist_ok=True)
    found = causes()
    ways_out = json.loads((HERE / "ways-out.json").read_text())
    hintless = {
        code
        for code, all_ in found.items()
        if not any(cause.error.hint for cause in all_)
    }
    if missing := sorted(hintless - set(ways_out)):
        raise SystemExit(f"ways-out.json has nothing of {', '.join(missing)}")
    if unknown := sorted(set(ways_out) - hintless):
        raise SystemExit(f"ways-out.json needs nothing of {', '.join(unknown)}")
    for code, all_ in found.items():
        (directory / f"{code}.md").write_text(page(code, all_, ways_out))
    (directory / "index.md").write_text(index(found))


if __name__ == "__main__":
    main()
