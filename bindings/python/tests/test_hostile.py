"""Callers that mean no good, or do not know better: nothing they do may end the process, or pass for something else.

Should one of them crash the interpreter, no later test runs: that is how it shows.
"""

import gc
import itertools
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from enum import Enum
from importlib.machinery import ExtensionFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import polyatom
import pytest
from hostile import ALLOWED, SAMPLES, WRONG
from polyatom import Atom, AtomError, Cpv, DepSpec, Version, _native, parse_atoms

of_the_extension = pytest.mark.skipif(
    _native.__file__.endswith(".py"),
    reason="modules over cffi are Python's own to load, and C's library is one",
)


def test_children_outlive_their_parents() -> None:
    flag = Atom("a/b[c,d]").use_deps[1]
    revision = Cpv("a/b-1-r2").version.revision
    member = DepSpec("depend", "|| ( a/b c/d )").items[0].children[1]
    first = parse_atoms(["a/b", "c/d"]).sorted().get(0)
    errors = [error_of("a/b-1")]
    gc.collect()
    assert (str(flag), str(revision), str(member)) == ("d", "2", "c/d")
    assert first == Atom("a/b") and errors[0].input == "a/b-1"


def error_of(text: str) -> AtomError:
    with pytest.raises(AtomError) as caught:
        Atom(text)
    return caught.value


def test_what_made_peers_crash_or_pass() -> None:
    error = error_of("a/b\0")
    assert (error.input, error.start) == ("a/b\0", 3)
    assert not polyatom.is_valid_atom("a/b\0")
    assert Version("12345678901234567890") < Version("12345678901234567891")
    with pytest.raises(TypeError):
        Atom("a/b").matches(object())  # type: ignore[arg-type]


def test_every_class_has_a_sample() -> None:
    classes = {thing for thing in vars(_native).values() if isinstance(thing, type)}
    assert {type(sample) for sample in SAMPLES} == classes


# What asks pydantic for a schema has to have it.
NOT_CALLED = {"__class__", "__doc__"}
if find_spec("pydantic_core") is None:
    NOT_CALLED.add("__get_pydantic_core_schema__")


def callables() -> Iterator[tuple[str, Callable[..., object]]]:
    """All functions, classes, methods of objects, and methods without an object."""
    for name, thing in vars(polyatom).items():
        if callable(thing) and not name.startswith("_"):
            yield name, thing
    for sample in SAMPLES:
        for name in dir(sample):
            for owner in (sample, type(sample)):
                member = getattr(owner, name)
                if callable(member) and name not in NOT_CALLED:
                    yield f"{type(sample).__name__}.{name}", member


def call(function: Callable[..., object], arguments: list[object]) -> None:
    """Only what is allowed comes out of it; and what comes out can be looked at."""
    try:
        result = function(*arguments)
        if not isinstance(result, (Enum, type)):
            repr(result)
    except ALLOWED:
        pass


@pytest.mark.parametrize("count", [0, 1, 2])
def test_wrong_arguments_everywhere(count: int) -> None:
    things = [*WRONG, *(lambda sample=sample: sample for sample in SAMPLES[::4])]
    calls = 0
    for _, function in callables():
        for makers in itertools.product(things, repeat=count):
            call(function, [make() for make in makers])
            calls += 1
    assert calls > 1000  # Else it looks at nothing.


def test_each_argument_of_a_constructor_may_be_wrong() -> None:
    for sample in SAMPLES:
        try:
            cls, arguments = sample.__reduce__()[:2]  # type: ignore[misc]
        except TypeError:  # It says that it cannot be pickled.
            continue
        for place, make in itertools.product(range(len(arguments)), WRONG):
            call(cls, [*arguments[:place], make(), *arguments[place + 1 :]])


def bare(cls: type) -> None:
    """Where Python makes an object without its value, it is good for nothing."""
    made = object.__new__(cls)
    for use in (hash, Atom("a/b").matches):
        with pytest.raises((AttributeError, TypeError)):
            use(made)
    raise TypeError


def test_nothing_is_made_without_its_value() -> None:
    for cls in map(type, SAMPLES):
        for attempt in (
            lambda cls=cls: bare(cls),
            lambda cls=cls: cls.__new__(cls),
            lambda cls=cls: type("Sub", (cls,), {}),
        ):
            with pytest.raises(TypeError):
                attempt()
    for sample in SAMPLES:
        for change in (
            lambda sample=sample: setattr(sample, "new", 1),
            lambda sample=sample: setattr(sample, "__class__", int),
        ):
            with pytest.raises((AttributeError, TypeError)):
                change()


def test_a_pickle_that_lies_is_refused() -> None:
    for lie in ("nonsense", None, 1, b"a/b"):
        data = pickle.dumps((Atom, (lie,)))
        cls, arguments = pickle.loads(data)
        with pytest.raises((ValueError, TypeError)):
            cls(*arguments)


def test_signals_come_through() -> None:
    handled = []

    def handle(*_: object) -> None:
        handled.append(str(Atom("a/b")))

    before = signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
    try:
        deadline = time.monotonic() + 1200  # A last resort.
        while len(handled) < 50 and time.monotonic() < deadline:
            assert len(parse_atoms(["a/b"] * 1000).sorted()) == 1000
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(handled) >= 50


def test_an_interrupt_comes_through() -> None:
    # A process that was started in the background ignores it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            for _ in range(100):
                parse_atoms(["a/b"] * 1000)
                signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, before)


@of_the_extension
def test_two_copies_in_one_process_do_not_mix(tmp_path: Path) -> None:
    copy = tmp_path / Path(_native.__file__).name
    copy.write_bytes(Path(_native.__file__).read_bytes())
    loader = ExtensionFileLoader("other._native", str(copy))
    spec = spec_from_file_location("other._native", copy, loader=loader)
    assert spec is not None
    other = module_from_spec(spec)
    loader.exec_module(other)
    theirs, ours = other.Atom("a/b"), Atom("a/b")
    assert str(theirs) == str(ours) and theirs != ours
    assert theirs.matches("a/b-1") and other.parse_atoms(["a/b"] * 2000).sorted()
    for mixed in (lambda: ours.intersects(theirs), lambda: ours < theirs):
        with pytest.raises(TypeError):
            mixed()


@pytest.mark.parametrize("length", [10**12, 2**62, 2**63 - 1])
def test_the_length_of_an_iterable_is_not_believed(length: int) -> None:
    spec = DepSpec("depend", "a/b")
    takers: list[Callable[[object], object]] = [
        lambda endless: spec.evaluate(endless),  # type: ignore[arg-type]
        lambda endless: polyatom.PackageSet(endless),  # type: ignore[arg-type]
        lambda endless: spec.satisfied_by_set(endless),  # type: ignore[arg-type]
        lambda endless: spec.satisfied_by(endless),  # type: ignore[arg-type]
        lambda endless: polyatom.Package("a/b-1", use_flags=endless),  # type: ignore[arg-type]
        lambda endless: polyatom.Mirror("a", endless),  # type: ignore[arg-type]
        lambda endless: Atom("a/b").with_use_deps(endless),  # type: ignore[arg-type]
        lambda endless: Atom("a/b").best_match(endless),  # type: ignore[arg-type]
        lambda endless: Atom("a/b").without(endless),  # type: ignore[arg-type]
        polyatom.sort_versions,
        parse_atoms,
    ]
    for take in takers:
        with pytest.raises(TypeError, match="item 0: expected"):
            take(range(length))


AT_THE_END = Path(__file__).with_name("at_the_end.py").read_text()

IN_A_SUBINTERPRETER = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
for _ in range(2):
    there = interpreters.create()
    said = None
    try:
        said = interpreters.run_string(there, "import polyatom; polyatom.Atom('>=a/b-1').op")
    except Exception as error:
        said = error
    interpreters.destroy(there)
    assert "ImportError" in str(said) and "subinterpreter" in str(said), said
    import polyatom
    assert polyatom.Atom(">=a/b-1").op is polyatom.Operator.GREATER_OR_EQUAL
    assert polyatom.Atom("a/b", eapi=polyatom.Eapi.V8)
"""


@pytest.mark.parametrize(
    "program", [AT_THE_END, pytest.param(IN_A_SUBINTERPRETER, marks=of_the_extension)]
)
def test_programs_end_in_peace(program: str) -> None:
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", program],
            check=False,
            capture_output=True,
            text=True,
            timeout=1200,
        )
        assert (done.returncode, done.stderr) == (0, "")
