"""The values of calls that the laws write down, as the Python package makes them."""

import operator
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polyatom


def maker(files: str, large: Path) -> Callable[[Any], Any]:
    """What makes the value of a call. Paths of the laws' files begin with `files`; a
    large file, which takes no place on the disk, is made at `large`.
    """

    def enlarged(size: int) -> str:
        with large.open("wb") as file:
            file.truncate(size)
        return str(large)

    # What a call takes besides values: a file, and an answer that stops a long call.
    aside: dict[str, Callable[..., Any]] = {
        "list": lambda *items: list(items),
        "file": lambda name: f"{files}/{name}",
        "large": enlarged,
        "stop": lambda: lambda _done, _total: False,
    }

    def made(expression: Any) -> Any:
        if not isinstance(expression, list):
            return expression
        name, *rest = expression
        named = rest.pop() if rest and isinstance(rest[-1], dict) else {}
        arguments = [made(item) for item in rest]
        options = {key: made(value) for key, value in named.items()}
        if name in aside:
            return aside[name](*arguments)
        if name.startswith("."):
            found = getattr(arguments[0], name[1:])
            return found(*arguments[1:], **options) if callable(found) else found
        return operator.attrgetter(name)(polyatom)(*arguments, **options)

    return made
