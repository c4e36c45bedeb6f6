"""What the adapters of other implementations have in common: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
import platform
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any

Operation = Callable[[dict[str, Any], Any], Any]


class Invalid(Exception):
    """The implementation refuses the input."""


class Skip(Exception):
    """The implementation cannot be asked this."""


def serve(
    name: str,
    operations: dict[str, Operation],
    *,
    errors: tuple[type[BaseException], ...],
    eapis: Sequence[str] = tuple("0123456789"),
    lacks: Sequence[str] = (),
) -> None:
    """Answers until there is nothing more to answer."""
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    about = {
        "protocol": 1,
        "name": name,
        "version": version(name),
        "language": "python",
        "runtime": f"{platform.python_implementation()} {platform.python_version()}",
        "eapis": list(eapis),
        "ops": list(operations),
        "lacks": list(lacks),
    }
    # Libraries may print: what they say must not come between the messages.
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        message = json.loads(line)
        if message["cmd"] == "stop":
            return
        reply = about
        if message["cmd"] == "run":
            reply = {"seq": message["seq"], **answer(message, operations, errors)}
        print(json.dumps(reply), file=out, flush=True)


def answer(
    message: dict[str, Any],
    operations: dict[str, Operation],
    errors: tuple[type[BaseException], ...],
) -> dict[str, Any]:
    """The answer to one request, without its number."""
    try:
        return {"out": operations[message["op"]](message["in"], message["eapi"])}
    except Skip as why:
        return {"skip": str(why)}
    except (Invalid, *errors) as error:
        return {"error": "invalid", "message": str(error)}
    except Exception:  # noqa: BLE001 - whatever broke, the next case is asked all the same
        return {"crash": traceback.format_exc()}


def sign(order: int) -> str:
    """How the protocol writes the result of a comparison."""
    return "<" if order < 0 else ">" if order > 0 else "="
