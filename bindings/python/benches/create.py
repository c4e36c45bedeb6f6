"""Times the operations that everything else is made of.

    python benches/create.py [directory of stock UniFFI bindings]

Prints nanoseconds per operation (the best of several rounds, collector off). With the path of a
directory that has UniFFI's own Python bindings of the same interface, it times those too and
prints the ratio.
"""

from __future__ import annotations

import importlib
import sys
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROUNDS = 15
TEXT = "=cat/pkg-123456-r1:2/3=[a,b,c]"


def fresh_texts(count: int) -> list[str]:
    """Atoms that differ, so that no cache can help anyone."""
    return [f"=cat/pkg-{number}-r1:2/3=[a,b,c]" for number in range(count)]


def per_call(call: Callable[[], Any], calls: int) -> float:
    """Nanoseconds of one of the `calls` that `call` makes."""
    timer = timeit.Timer(call)
    number = max(1, 20_000 // calls)
    return min(timer.repeat(ROUNDS, number)) / number / calls * 1e9


def measure(module: Any, is_stock: bool) -> dict[str, float]:
    """Every case for one module; stock bindings have methods where we have properties."""
    make, version = module.Atom, module.Version
    atom, texts = make(TEXT), fresh_texts(1000)
    a, b = version("1.2.3-r4"), version("1.2.3-r5")
    backwards = [make(text) for text in reversed(fresh_texts(100))]
    read = type(atom).category if is_stock else type(atom).category.__get__
    return {
        "create an atom": per_call(lambda: list(map(make, texts)), len(texts)),
        "create a version": per_call(
            lambda: [version("1.2.3-r4") for _ in range(1000)], 1000
        ),
        "read category": per_call(lambda: list(map(read, [atom] * 1000)), 1000),
        "compare versions": per_call(lambda: [a < b for _ in range(1000)], 1000),
        "str(atom)": per_call(lambda: list(map(str, [atom] * 1000)), 1000),
        "sort 100 atoms": per_call(lambda: sorted(backwards), 1),
    }


def main() -> None:
    import polyatom

    ours = measure(polyatom, is_stock=False)
    stock: dict[str, float] = {}
    if len(sys.argv) > 1:
        directory = Path(sys.argv[1])
        sys.path.insert(0, str(directory))
        # Ours is loaded already and has the same name.
        for name in [
            name for name in sys.modules if name.partition(".")[0] == "polyatom"
        ]:
            del sys.modules[name]
        stock = measure(importlib.import_module("polyatom"), is_stock=True)
    print(
        f"{'ns':20}{'polyatom':>12}" + (f"{'stock':>12}{'ratio':>8}" if stock else "")
    )
    for case, time in ours.items():
        line = f"{case:20}{time:12,.1f}"
        if stock:
            line += f"{stock[case]:12,.1f}{stock[case] / time:8,.1f}"
        print(line)


if __name__ == "__main__":
    main()
