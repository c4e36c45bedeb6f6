"""README's examples run, and give what stands beside them."""

import re
import sys
from pathlib import Path
from typing import Any

import polyatom
import pytest

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.skipif(
    sys.version_info < (3, 10), reason="a block has `match`, syntax of Python 3.10"
)
def test_examples_give_what_stands_beside_them() -> None:
    names: dict[str, Any] = {}
    checked = 0
    for block in re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL):
        exec(block, names)  # noqa: S102
        for expression, value in re.findall(r"^(\S.*?) +# (.+)$", block, re.MULTILINE):
            if " = " in expression.partition("(")[0]:
                continue
            # What comes after a semicolon or a second sentence is for people.
            value = re.split(r"; |, str\(\)", value)[0]
            expected = eval(value, vars(polyatom) | names)
            assert eval(expression, names) == expected, expression
            checked += 1
    assert checked > 10
