"""Laws that hold for every value of every exported type and for every error: see laws/README.md."""

from __future__ import annotations

import ast
import collections
import collections.abc
import copy
import enum
import inspect
import json
import operator
import os
import pickle
import re
import runpy
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polyatom
import pytest

LAWS = Path(__file__).parents[3] / "laws"
TYPES = {name: kind for name, kind in vars(polyatom).items() if inspect.isclass(kind)}
ERRORS = {
    name: kind
    for name, kind in TYPES.items()
    if issubclass(kind, polyatom.PolyatomError)
}
VALUES = {
    name: kind for name, kind in TYPES.items() if not issubclass(kind, BaseException)
}
CODES = json.loads((LAWS / "codes.json").read_text())
PROBLEMS = json.loads((LAWS / "problems.json").read_text())
AS_WRITTEN: dict[str, list[str]] = json.loads((LAWS / "as_written.json").read_text())


SCRATCH = tempfile.TemporaryDirectory()
CALLS = runpy.run_path(str(LAWS / "calls.py"))
# The value of a call that is written down in JSON.
made: Callable[[Any], Any] = CALLS["maker"](
    str(LAWS / "files"), Path(SCRATCH.name, "large")
)


def members(value: Any) -> list[Any]:
    """The value, or what a list or tuple consists of."""
    return (
        [found for item in value for found in members(item)]
        if isinstance(value, (list, tuple))
        else [value]
    )


def answers(value: object) -> dict[str, Any]:
    """What the properties of a value say."""
    names = [name for name in dir(type(value)) if not name.startswith("_")]
    return {
        name: answer for name in names if not callable(answer := getattr(value, name))
    }


def reached() -> Iterator[Any]:
    """The values that are written down, all choices, and what can be reached from them by reading."""
    roots = [
        made(expression)
        for expression in json.loads((LAWS / "values.json").read_text())
    ]
    choices = [list(kind) for kind in VALUES.values() if issubclass(kind, enum.Enum)]
    waiting, seen = members([*roots, *choices]), set()
    while waiting:
        value = waiting.pop()
        if (
            type(value).__name__ in VALUES
            and (key := (type(value), repr(value))) not in seen
        ):
            seen.add(key)
            assert len(seen) < 10_000, f"reading leads from {value!r} on without end"
            yield value
            if not isinstance(value, enum.Enum):
                waiting += [
                    found
                    for answer in answers(value).values()
                    for found in members(answer)
                ]


REACHED = sorted(reached(), key=lambda value: (type(value).__name__, repr(value)))
every_value = pytest.mark.parametrize(
    "value", REACHED, ids=lambda value: f"{type(value).__name__}-{value!r:.60}"
)


def test_every_type_has_a_value() -> None:
    without = set(VALUES) - {type(value).__name__ for value in REACHED}
    assert not without, "laws/values.json makes no value of these types"


@every_value
def test_names_are_public(value: object) -> None:
    assert type(value).__module__ == "polyatom"


def is_open(value: object) -> bool:
    """Whether it stands for files, so that it cannot be taken apart and made again."""
    return not isinstance(value, enum.Enum) and "__reduce__" not in vars(type(value))


@every_value
def test_what_is_copied_is_equal_and_answers_alike(value: object) -> None:
    twins = [copy.copy(value), copy.deepcopy(value)]
    if is_open(value):
        with pytest.raises(TypeError, match=f"cannot pickle .*{type(value).__name__}"):
            pickle.dumps(value)
    else:
        twins.append(pickle.loads(pickle.dumps(value)))
    for twin in twins:
        assert type(twin) is type(value)
        assert twin == value
        assert hash(twin) == hash(value)
        assert str(twin) == str(value)
        assert repr(twin) == repr(value)
        if not isinstance(value, enum.Enum):
            assert answers(twin) == answers(value)


def pairs() -> Iterator[tuple[Any, Any]]:
    """Values that are equal and read differently."""
    of_kind = collections.defaultdict(list)
    for value in REACHED:
        for other in of_kind[type(value)]:
            if value == other:
                yield other, value
        of_kind[type(value)].append(value)


PAIRS = list(pairs())
# One value of each type, and what else methods take.
POOL = [
    *{type(value): value for value in REACHED}.values(),
    *["", "1", "a/b", "a/b-1", "x", "0", "8", 0, 1, None, [], ["x"], ["a/b-1"]],
]


def outcome(value: object, name: str, arguments: list[Any]) -> object:
    """What a method gives, or how it fails."""
    try:
        found = getattr(value, name)(*arguments)
        return list(found) if isinstance(found, Iterator) else found
    except Exception as error:  # noqa: BLE001 - whichever it is, it is the answer
        return type(error), getattr(error, "code", None)


def is_asked(kind: type, name: str) -> bool:
    """Whether equal values must give the same answer."""
    if name.startswith("_") or name in AS_WRITTEN.get(kind.__name__, ()):
        return False
    return not isinstance(
        inspect.getattr_static(kind, name), (staticmethod, classmethod)
    )


def test_there_are_equal_values_that_read_differently() -> None:
    assert set(AS_WRITTEN) <= {type(one).__name__ for one, _ in PAIRS}


@pytest.mark.parametrize(
    ("one", "other"), PAIRS, ids=lambda value: f"{type(value).__name__}-{value!r:.60}"
)
def test_equal_values_answer_alike(one: object, other: object) -> None:
    assert hash(one) == hash(other)
    kind = type(one)
    for name in (name for name in dir(kind) if is_asked(kind, name)):
        answer = getattr(one, name)
        if not callable(answer):
            assert answer == getattr(other, name), name
            continue
        for arguments in ([], *([value] for value in POOL)):
            assert outcome(one, name, arguments) == outcome(other, name, arguments), (
                name,
                arguments,
            )


@every_value
def test_what_is_shown_can_be_made_again(value: object) -> None:
    if is_open(value):
        return
    assert eval(repr(value), dict(vars(polyatom))) == value


@every_value
def test_reading_twice_gives_equal_answers(value: object) -> None:
    if not isinstance(value, enum.Enum):
        assert answers(value) == answers(value)


@every_value
def test_containers_contain_what_they_yield(value: Any) -> None:
    if not isinstance(value, collections.abc.Iterable):
        return
    items = list(value)
    assert isinstance(value, collections.abc.Collection)
    assert len(value) == len(items)
    assert all(item in value for item in items if not isinstance(item, Exception))
    assert object() not in value
    # What is looked up by a key has no places.
    if hasattr(type(value), "__getitem__") and hasattr(type(value), "index"):
        assert isinstance(value, collections.abc.Sequence)
        assert [value[-1 - place] for place in range(len(items))] == [*reversed(value)]
        assert not items or value.index(items[-1], -1) == len(items) - 1
    for kind in (collections.abc.Sequence, collections.abc.Set):
        if isinstance(value, kind):
            assert all(hasattr(value, name) for name in dir(kind) if name[0] != "_")


@every_value
def test_a_text_reads_as_its_value(value: Any) -> None:
    if isinstance(value, enum.Enum) or hasattr(type(value), "cached"):
        assert type(value)(str(value)) == value
        assert f"{value:>300}" == str(value).rjust(300)


@every_value
def test_comparing_is_what_the_operators_say(value: Any) -> None:
    # What compares row by row gives a column.
    if not hasattr(type(value), "compare") or isinstance(value, polyatom.Column):
        return
    for other in (other for other in REACHED if type(other) is type(value)):
        order = (value > other) - (value < other)
        assert value.compare(other) == order
        assert not hasattr(type(value), "cached") or value.compare(str(other)) == order


@every_value
def test_a_value_is_not_another_type(value: object) -> None:
    assert value != object()
    assert value != (str(value) + "?")


@pytest.mark.parametrize("row", CODES, ids=lambda row: f"{row['code']}-{row['error']}")
def test_errors_say_where_and_why(row: dict[str, Any]) -> None:
    with pytest.raises(polyatom.PolyatomError) as raised:
        made(row["call"])
    error = raised.value
    assert type(error).__name__ == row["error"] + "Error"
    assert error.code == row["code"]
    assert 0 <= error.start <= error.end <= len(error.input)
    assert error.reason in str(error)
    is_plain = "\n" not in error.input and error.input.isprintable()
    if is_plain and 0 < len(error.input) < 80:
        shown, carets = str(error).splitlines()[1:3]
        start, end = carets.index("^"), len(carets)
        assert shown[start:end] == (
            error.input[error.start : error.end] or shown[start:end]
        )
    for twin in (copy.copy(error), pickle.loads(pickle.dumps(error))):
        assert (type(twin), str(twin), vars(twin)) == (
            type(error),
            str(error),
            vars(error),
        )


@pytest.mark.parametrize("row", PROBLEMS, ids=lambda row: str(row["code"]))
def test_problems_say_where_and_why(row: dict[str, Any]) -> None:
    problems = [p for p in made(row["call"]) if p.code == row["code"]]
    assert problems
    for problem in problems:
        assert 0 <= problem.start <= problem.end <= len(problem.input)
        assert problem.reason in str(problem)
        assert f"{problem.path}:" in str(problem)
        assert not problem.line or f":{problem.line}:" in str(problem)


def test_every_code_and_class_is_raised() -> None:
    unraised = set(polyatom.error_codes()) - {row["code"] for row in CODES}
    # One takes eight gigabytes of memory, the other minutes.
    beyond_a_test = {"too_long", "too_many_to_find"}
    assert unraised <= beyond_a_test, "laws/codes.json has no call for these"
    untold = set(polyatom.problem_codes()) - {row["code"] for row in CODES + PROBLEMS}
    assert not untold, "laws/problems.json has no call for these"
    assert {row["error"] + "Error" for row in CODES} == set(ERRORS) - {"PolyatomError"}


STUB = ast.parse(Path(polyatom.__file__).with_suffix(".pyi").read_text())


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every function of the interface, by the name that a law calls it by."""
    for node in STUB.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        for method in node.body if isinstance(node, ast.ClassDef) else []:
            if isinstance(method, ast.FunctionDef) and method.name == "__new__":
                yield node.name, method
            elif isinstance(method, ast.FunctionDef):
                is_static = any(
                    ast.unparse(d) == "staticmethod" for d in method.decorator_list
                )
                yield (
                    f"{node.name}.{method.name}"
                    if is_static
                    else f"{node.name}#{method.name}",
                    method,
                )


def taken(function: ast.FunctionDef) -> Iterator[tuple[str, str]]:
    """What a function takes, with its type."""
    for argument in function.args.posonlyargs + function.args.args:
        if argument.annotation is not None:
            yield argument.arg, ast.unparse(argument.annotation)


def fails(function: ast.FunctionDef) -> bool:
    return "Raises: `PolyatomError`" in (ast.get_docstring(function) or "")


LONG = [
    name
    for name, function in functions()
    if any(argument == "progress" for argument, _ in taken(function))
]


@pytest.mark.parametrize("name", LONG)
def test_long_calls_can_be_stopped(name: str) -> None:
    stopped = [row["call"] for row in CODES if row["code"] == "stopped"]
    owner, _, method = name.rpartition("#")
    calls = [call for call in stopped if call[0] == (owner and ".") + method]
    assert any(not owner or type(made(call[1])).__name__ == owner for call in calls), (
        "laws/codes.json has no such call, so that no language makes it"
    )


PATHS = [
    pytest.param(name, function, argument, id=f"{name}-{argument}")
    for name, function in functions()
    for argument, kind in taken(function)
    if "PathLike" in kind
]


def filled(kind: str) -> Any:
    """Something of a type that is taken."""
    names = set(re.findall(r"\w+", kind))
    if "PathLike" in names:
        return str(LAWS / "files" / "repository")
    if "Iterable" in names:
        return []
    plain: list[Any] = ["x", 0, True]
    return next(v for v in [*plain, *REACHED] if type(v).__name__ in names)


def called(name: str, function: ast.FunctionDef, argument: str, path: object) -> Any:
    """What a function gives that gets this path."""
    required = [*taken(function)][
        : len(function.args.args) - len(function.args.defaults)
    ]
    given = {key: filled(kind) for key, kind in required if key != argument}
    kind = dict(taken(function))[argument]
    given[argument] = [path] if "Iterable" in kind else path
    owner, _, method = name.partition("#")
    if method:
        receiver = next(value for value in REACHED if type(value).__name__ == owner)
        return getattr(receiver, method)(**given)
    return operator.attrgetter(name)(polyatom)(**given)


@pytest.mark.parametrize(("name", "function", "argument"), PATHS)
def test_no_path_has_a_nul_byte(
    name: str, function: ast.FunctionDef, argument: str
) -> None:
    if function.name == "__new__":
        return  # A record keeps it, and who opens it refuses it.
    if not fails(function):
        assert not called(name, function, argument, "a\0b")
        return
    with pytest.raises(polyatom.FileError) as raised:
        called(name, function, argument, "a\0b")
    assert raised.value.code == "nul_byte"
    rows = [row["call"] for row in CODES if row["code"] == "nul_byte"]
    law = name.partition("#")[2] and "." + name.partition("#")[2] or name
    assert any(row[0] == law for row in rows), (
        "laws/codes.json has no such call, so that other languages do not make it"
    )


@pytest.mark.parametrize(("name", "function", "argument"), PATHS)
def test_a_path_is_welcome_as_an_object(
    name: str, function: ast.FunctionDef, argument: str, tmp_path: Path
) -> None:
    def answer(path: object) -> object:
        try:
            given = called(name, function, argument, path)
        except polyatom.PolyatomError as error:
            return type(error), str(error)
        return repr(given) if is_open(given) else given

    assert answer(tmp_path) == answer(str(tmp_path))
    with pytest.raises(TypeError):
        called(name, function, argument, os.fsencode(tmp_path))


def print_counts() -> None:
    """Prints how many values of each type there are, and how many tests of a law that makes."""
    tests = [test for name, test in globals().items() if name.startswith("test_")]
    laws = sum(every_value.mark in getattr(test, "pytestmark", []) for test in tests)
    values = collections.Counter(type(value).__name__ for value in REACHED)
    equal = collections.Counter(type(one).__name__ for one, _ in PAIRS)
    for name, count in sorted(values.items()):
        print(f"{name}: {count} values, {count * laws + equal[name]} tests")
    print(f"{len(values)} types, {len(CODES)} errors, {len(PROBLEMS)} problems")


if __name__ == "__main__":
    print_counts()
