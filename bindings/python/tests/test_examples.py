"""The examples in the documentation run, and show what stands there."""

import doctest
import inspect
from collections.abc import Iterator

import polyatom
import pytest


def documented() -> Iterator[tuple[str, str]]:
    """Every documentation, with the name of what it is about."""
    for name in polyatom.__all__:
        item = vars(polyatom)[name]
        members = vars(item) if inspect.isclass(item) else {}
        named = {
            name: item,
            **{f"{name}.{of}": member for of, member in members.items()},
        }
        for of, documented in named.items():
            # A member of an enum has that of its class.
            text = None if isinstance(documented, str) else documented.__doc__
            if text and (of == name or type(documented) is not item):
                yield of, text


EXAMPLES = [(name, text) for name, text in documented() if ">>> " in text]


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[name for name, _ in EXAMPLES])
def test_examples_show_what_stands_there(name: str, text: str) -> None:
    names = dict(vars(polyatom))
    test = doctest.DocTestParser().get_doctest(text, names, name, None, None)
    told: list[str] = []
    done = doctest.DocTestRunner(verbose=False).run(test, out=told.append)
    assert done.attempted > 0 and done.failed == 0, "".join(told)


def test_every_type_has_an_example() -> None:
    classes = {
        name for name in polyatom.__all__ if inspect.isclass(vars(polyatom)[name])
    }
    types = {
        name for name in classes if not issubclass(vars(polyatom)[name], Exception)
    }
    assert types - {name.partition(".")[0] for name, _ in EXAMPLES} == set()
