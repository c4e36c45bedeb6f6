"""Every text type: prints, evaluates, compares, copies and pickles as its text."""

import copy
import pickle

import polyatom
import pytest
from polyatom import (
    Atom,
    AtomError,
    Cpn,
    Cpv,
    PolyatomError,
    Revision,
    Slot,
    SlotDep,
    UseDep,
    Version,
)

TEXTS = {
    Atom: ["!!>=cat/pkg-1.2-r3:0/1=[a,-b(+),c?]", "cat/pkg", "cat/pkg:0::gentoo"],
    Cpn: ["cat/pkg", "virtual/jdk"],
    Cpv: ["cat/pkg-1", "cat/pkg-1.2a_rc1-r3"],
    Revision: ["0", "12345678901234567890123"],
    Slot: ["0", "3/3.1"],
    SlotDep: ["*", "3/3.1="],
    UseDep: ["ssl", "!ssl(+)?"],
    Version: ["1", "1.2.3b_alpha4_p-r5", "1" * 1000],
}
CASES = [(kind, text) for kind, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), CASES)
def test_round_trips(kind, text):
    value = kind(text)
    assert str(value) == text
    assert repr(value) == f"{kind.__name__}({text!r})"
    assert eval(repr(value)) == value
    assert hash(eval(repr(value))) == hash(value)
    assert copy.copy(value) is copy.deepcopy(value) is value
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(value, protocol)) == value
    assert value != text
    assert kind.__module__ == "polyatom"


@pytest.mark.parametrize("kind", TEXTS)
def test_bad_text_is_a_value_error_of_its_kind(kind):
    error_class = getattr(polyatom, f"{kind.__name__}Error")
    for text in ("", "a b", "\0", "ä", "🦀" * 40):
        with pytest.raises(error_class) as caught:
            kind(text)
        error = caught.value
        assert isinstance(error, PolyatomError) and isinstance(error, ValueError)
        assert error.input == text
        assert 0 <= error.start <= error.end <= len(text.encode())
        assert error.reason in str(error)
        again = pickle.loads(pickle.dumps(error))
        assert (
            vars(again).items() >= {k: getattr(error, k) for k in vars(again)}.items()
        )
        assert str(again) == str(error)
    # What `surrogateescape` makes of a byte that is not UTF-8.
    with pytest.raises(error_class):
        kind(f"{TEXTS[kind][0]}\udcff")
    for wrong in (None, 1, b"1"):
        with pytest.raises(TypeError):
            kind(wrong)


def test_versions_compare_as_pms_says():
    texts = ["0_alpha", "0", "0.01", "0.1", "1-r1", "1_p", "1.0", "1a", "10"]
    versions = [Version(text) for text in reversed(texts)]
    assert sorted(versions) == polyatom.sort_versions(texts)
    equal = [Version("1"), Version("1-r0"), Version("1-r00")]
    assert len(set(equal)) == 1
    with pytest.raises(TypeError):
        Version("1") < "2"


def test_two_texts_are_compared():
    texts = ["1_rc1", "1", "1-r1", "1.9", "1.10"]
    for place, a in enumerate(texts):
        for other, b in enumerate(texts):
            order = (place > other) - (place < other)
            assert polyatom.compare_versions(a, b) == order
    assert polyatom.compare_versions("1", "1-r0") == 0
    with pytest.raises(polyatom.VersionError) as caught:
        polyatom.compare_versions("1", "x")
    assert caught.value.input == "x"


def test_sort_keys_are_bytes_in_the_same_order():
    texts = ["1_alpha", "1", "1-r1", "1.0", "2", "10"]
    keys = [Version(text).sort_key for text in texts]
    assert all(type(key) is bytes for key in keys)
    assert [Version(text) for text in texts] == sorted(map(Version, texts))
    assert keys == sorted(keys)


def test_cached_objects_are_the_same_until_they_are_forgotten() -> None:
    Atom.clear_cache()
    text = "=cat/pkg-1:0[a]"
    first = Atom.cached(text)
    assert first == Atom(text) and Atom.cached("".join(text)) is first
    assert Atom.cached("=cat/pkg-2") is not first
    Atom.clear_cache()
    assert Atom.cached(text) is not first and Atom.cached(text) == first
    assert Version.cached("1") == Version("1")


def test_the_cache_is_bounded_and_keeps_what_is_asked_for() -> None:
    Atom.clear_cache()
    often = Atom.cached("often/asked")
    seldom = Atom.cached("seldom/asked")
    for number in range(40_000):
        Atom.cached(f"cat/pkg{number}")
        assert number % 1_000 or Atom.cached("often/asked") is often
    assert Atom.cached("seldom/asked") is not seldom
    Atom.clear_cache()


def test_the_cache_remembers_no_errors_and_believes_no_subclass_of_text() -> None:
    class Liar(str):
        def __hash__(self) -> int:
            return hash("cat/other")

        def __eq__(self, other: object) -> bool:
            return True

    Atom.clear_cache()
    other = Atom.cached("cat/other")
    for _ in range(2):
        with pytest.raises(AtomError):
            Atom.cached("nonsense")
    assert Atom.cached(Liar("cat/pkg")) == Atom("cat/pkg")
    assert Atom.cached("cat/other") is other
    with pytest.raises(TypeError):
        Atom.cached(1)  # type: ignore[arg-type]


def test_many_threads_share_the_cache() -> None:
    from concurrent.futures import ThreadPoolExecutor

    texts = [f"cat/pkg{number % 500}" for number in range(20_000)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(Atom.cached, texts))
    assert [str(atom) for atom in made] == texts


def test_parts_change():
    atom = Atom(">=a/b-1:3")
    assert atom.__replace__(version="2", slot_dep=None) == Atom(">=a/b-2")
    assert atom.__replace__(category="c", use_deps=["x"]) == Atom(">=c/b-1:3[x]")
    assert Version("1.2").__replace__(revision="3") == Version("1.2-r3")
    with pytest.raises(polyatom.InvalidNameError):
        atom.__replace__(category="-c")
    with pytest.raises(TypeError, match="Atom has no part 'cpn' that can change"):
        atom.__replace__(cpn="a/b")


def test_revisions_are_numbers_of_any_length():
    assert [int(Revision(text)) for text in ("0", "02", "9" * 30)] == [
        0,
        2,
        int("9" * 30),
    ]


def test_what_is_asked_for_twice_is_kept():
    atom = Atom("=a/b-1[c,d]")
    for name in ("version", "cpn", "use_deps"):
        first, kept = getattr(atom, name), getattr(atom, name)
        assert first == kept
        assert getattr(atom, name) is kept
    # An atom of an atom would make a chain of any length.
    assert atom.canonical is not atom.canonical is not atom.canonical


def test_long_lists_are_not_kept():
    short, long = (
        Atom(f"a/b[{','.join(f'f{i}' for i in range(n))}]") for n in (16, 17)
    )
    for atom in (short, long):
        assert len(atom.use_deps) == len(atom.use_deps)
    assert short.use_deps is short.use_deps
    assert long.use_deps is not long.use_deps
