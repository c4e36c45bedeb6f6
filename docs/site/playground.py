"""Writes links that open the texts of the site's errors in the playground. usage:
playground.py DIRECTORY
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from polyatom import Atom, DepSpec, DepSpecKind, Eapi, PolyatomError, Version

Reader = Callable[[str, Eapi | None], object]


def spec(kind: DepSpecKind) -> Reader:
    """What reads dependency specifications of a kind."""
    return lambda text, eapi: DepSpec(kind, text, eapi=eapi)


# What messages call the texts that the playground reads, and what reads each there.
READERS: dict[str, list[tuple[str, Reader]]] = {
    "atom": [("atom", lambda text, eapi: Atom(text, eapi=eapi))],
    "version": [("version", lambda text, _eapi: Version(text))],
    "dependency specification": [
        (str(kind).lower(), spec(kind)) for kind in DepSpecKind
    ],
}
EAPIS = [None, *reversed(Eapi)]

MESSAGE = re.compile(r"^(?P<margin>.*?)invalid (?P<kind>[A-Za-z ]+): .+")


# What the page writes by its number: the theme fails at it.
ESCAPED = str.maketrans(
    {character: f"${ord(character):02X}" for character in '\n\f\r"$\\'}
)


def address(read: str, text: str, **known: str | None) -> str:
    """Where the playground shows a text, and what is known besides."""
    parts = {read: text, **{key: value for key, value in known.items() if value}}
    parts = {key: value.translate(ESCAPED) for key, value in parts.items()}
    return f"playground.html#{urlencode(parts)}"


def links(opened: dict[str, str], up: str) -> str:
    """A line that opens texts, each by its place in the playground."""
    names = [f"[`` {text} ``]({up}{place})" for text, place in opened.items()]
    return f"In the [playground]({up}playground.html): {', '.join(names)}"


def found(kind: str, message: str, text: str) -> str | None:
    """Where the playground says this message about a text."""
    for eapi in EAPIS:
        for read, reader in READERS.get(kind, []):
            try:
                reader(text, eapi)
            except PolyatomError as error:
                if str(error) == message:
                    return address(read, text, eapi=str(eapi or ""))
    return None


def opened(block: list[str]) -> Iterator[tuple[str, str]]:
    """The texts that messages in a block of code are about, and their places."""
    for index, line in enumerate(block):
        match = MESSAGE.match(line)
        if match is None or len(block) < index + 3:
            continue
        start = match.start("kind") - len("invalid ")
        message = [line[start:], *block[index + 1 : index + 3]]
        text = block[index + 1].strip()
        hint = block[index + 3] if len(block) > index + 3 else ""
        for whole in ([*message, hint], message):
            if place := found(match["kind"], "\n".join(whole), text):
                yield text, place
                break


def linked(text: str, up: str) -> str:
    """A page with links after each block that has messages."""
    out: list[str] = []
    block: list[str] | None = None
    for line in text.split("\n"):
        out.append(line)
        fence = line.strip().startswith("```")
        if not fence:
            if block is not None:
                block.append(line)
            continue
        if block is None:
            block = []
            continue
        indent = line[: len(line) - len(line.lstrip())]
        shown = [row.removeprefix(indent) for row in block]
        if texts := dict(opened(shown)):
            out += ["", indent + links(texts, up)]
        block = None
    return "\n".join(out)


def main() -> None:
    """Adds the links to every page but those of errors, which have them."""
    directory = Path(sys.argv[1])
    for path in sorted(directory.rglob("*.md")):
        place = path.relative_to(directory)
        if place.parts[0] != "errors":
            text = path.read_text()
            new = linked(text, "../" * (len(place.parts) - 1))
            if new != text:
                path.write_text(new)


if __name__ == "__main__":
    main()
