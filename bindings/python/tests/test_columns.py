"""Whole columns: what they come to, and producers that are not as they should be."""

from __future__ import annotations

import gc
from collections.abc import Callable

import arrow_structs
import pytest
from arrow_structs import Producer, numbers, texts
from polyatom import (
    Atom,
    Column,
    ColumnError,
    Cpv,
    DepSpec,
    Version,
    VersionError,
    columns,
)

VERSIONS = ["1.10", "1.9", "1.9_rc1", "1.9-r1", "2"]


@pytest.mark.parametrize("large", [False, True])
def test_texts_of_another_library_are_read(large: bool) -> None:
    producer = texts(VERSIONS, large=large)
    column = Column.from_arrow(producer)
    assert not producer.array.release and not producer.schema.release
    assert column.texts() == VERSIONS
    assert producer.released[1] == 0
    keys = columns.sort_key(column)
    assert keys.bytes() == [Version(text).sort_key for text in VERSIONS]
    del column
    gc.collect()
    assert producer.released == [1, 1]
    assert keys.bytes()[0] == Version("1.10").sort_key


def test_a_slice_with_a_bitmap_is_read() -> None:
    producer = texts(["x", "1", "2", "3", "x"])
    producer.array.offset, producer.array.length = 1, 3
    bits = arrow_structs.ctypes.create_string_buffer(bytes([0b01010]))
    producer._addresses[0] = arrow_structs.ctypes.addressof(bits)
    assert Column.from_arrow(producer).texts() == ["1", None, "3"]


def test_dictionaries_and_views_are_read() -> None:
    words = texts(["1.0", "2.0"])
    producer = Producer("c", 3, [None, numbers([1, 0, 1], 1)])
    producer.array.dictionary = arrow_structs.ctypes.pointer(words.array)
    producer.schema.dictionary = arrow_structs.ctypes.pointer(words.schema)
    assert columns.compare(producer, ["1.0", "1.0", "3"]).numbers() == [1, 0, -1]
    long = b"1.2.3.4.5.6.7.8.9"
    views = numbers([3]) + b"1.0".ljust(12, b"\0")
    views += numbers([len(long)]) + long[:4] + numbers([0, 0])
    producer = Producer("vu", 2, [None, views, long, numbers([len(long)], 8)])
    assert Column.from_arrow(producer).texts() == ["1.0", long.decode()]


def test_each_function_gives_what_the_objects_give() -> None:
    atoms = ["a/b", ">=a/b-1:2[x,-y]", "?", None]
    parts = columns.parse_atom(atoms)
    assert parts.field("cpn").texts() == ["a/b", "a/b", None, None]
    assert parts.field("use_deps").lists() == [[], ["x", "-y"], [], []]
    assert parts.missing == (2, 3)
    packages = ["a/b-1", "a/b-2", "a/c-1", "?"]
    atom = Atom(">=a/b-2")
    matches = columns.matches(packages, atom)
    assert matches.missing == (3,)
    assert matches.numbers()[:3] == [atom.matches(Cpv(text)) for text in packages[:3]]
    assert columns.matches_each(packages, atoms).missing == (2, 3)
    specs = ["a/b x? ( c/d )", "|| ( a/b", None]
    assert columns.atoms(specs).lists() == [["a/b", "c/d"], [], []]
    rest = columns.evaluate(specs, ["x"], kind="rdepend")
    assert rest.texts() == [
        DepSpec("rdepend", specs[0] or "").evaluate(["x"]).text,
        None,
        None,
    ]
    parts = columns.parse_version(["1.2b_rc3-r4"])
    assert [parts.field(name).texts() for name in parts.fields] == [
        ["1.2b_rc3"],
        ["1.2"],
        ["b"],
        ["_rc3"],
        ["4"],
    ]
    ranges = columns.glob_range(["1.2"])
    low, high = (ranges.field(name).bytes()[0] for name in ("low", "high"))
    assert low == Version("1.2").glob_key
    assert low is not None and high is not None
    assert low <= Version("1.2_alpha").sort_key < high <= Version("1.3_alpha").sort_key


def test_what_is_wrong_is_told_with_its_row() -> None:
    with pytest.raises(ColumnError) as raised:
        columns.sort_key([*VERSIONS, "1.", "?"], strict=True)
    error = raised.value
    assert (error.row, error.input, error.start, error.read_as) == (
        5,
        "1.",
        2,
        "version",
    )
    with pytest.raises(VersionError) as alone:
        Version("1.")
    assert error.code == alone.value.code
    assert str(error) == f"row 5: {alone.value}"
    with pytest.raises(ColumnError, match="columns of 1 and 2 rows") as lengths:
        columns.compare(["1"], ["1", "2"])
    assert (lengths.value.code, lengths.value.row) == ("column_lengths", 1)
    with pytest.raises(ColumnError, match="which is not text"):
        columns.sort_key(columns.parse_version(["1"]))
    with pytest.raises(ColumnError, match="it has no field x"):
        columns.parse_version(["1"]).field("x")


def test_wrong_bytes_are_wrong_texts() -> None:
    offsets = numbers([0, 3, 4])
    producer = Producer("u", 2, [None, offsets, b"1.\xff2"])
    assert columns.sort_key(producer).missing == (0,)
    producer = Producer("u", 2, [None, offsets, b"1.\xff2"])
    with pytest.raises(ColumnError, match="row 0"):
        columns.sort_key(producer, strict=True)


def _set(**values: object) -> Callable[[Producer], None]:
    def change(producer: Producer) -> None:
        for name, value in values.items():
            setattr(producer.array, name, value)

    return change


def _schema(**values: object) -> Callable[[Producer], None]:
    def change(producer: Producer) -> None:
        for name, value in values.items():
            setattr(producer.schema, name, value)

    return change


def _buffer(place: int, address: int | None) -> Callable[[Producer], None]:
    def change(producer: Producer) -> None:
        producer._addresses[place] = address

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_set(length=-1), "its length is -1"),
        (_set(length=2**63 - 1), "its length is 9223372036854775807"),
        (_set(offset=-1), "its offset is -1"),
        (_set(n_buffers=0), "it has 0 buffers"),
        (_set(n_buffers=-1), "it has -1 buffers"),
        (_set(buffers=None), "its buffers are NULL"),
        (_set(n_children=1), "it has children"),
        (
            _set(release=arrow_structs._release_array()),
            "the array is NULL, or not one, or was released before",
        ),
        (
            _schema(release=arrow_structs._release_schema()),
            "the schema is NULL, or not one, or was released before",
        ),
        (_schema(format=None), "the schema has no format"),
        (_schema(format=b"i"), "its format is i, which is not text"),
        (_schema(format=b"+s"), "choose one column of it"),
        (_schema(format=b"n"), "it has 3 buffers"),
        (_buffer(1, None), "its buffer 1 is NULL"),
        (_buffer(2, None), "its buffer 2 is NULL"),
        (_buffer(1, 2**64 - 1), "its buffer 1 would end after all memory"),
    ],
)
def test_hostile_producers_are_refused_and_released(
    change: Callable[[Producer], None], words: str
) -> None:
    producer = texts(VERSIONS)
    change(producer)
    was_released = [not producer.schema.release, not producer.array.release]
    with pytest.raises(ValueError, match=words):
        columns.sort_key(producer)
    assert producer.released == [0 if released else 1 for released in was_released]


@pytest.mark.parametrize("ends", [[0, 2, 1], [-1, 0, 1], [0, 5, 4], [0, 1, -1]])
def test_offsets_that_do_not_ascend_are_refused(ends: list[int]) -> None:
    with pytest.raises(ValueError, match="which is before|has -1 bytes"):
        Column.from_arrow(Producer("u", 2, [None, numbers(ends), b"abcd"]))


@pytest.mark.parametrize("index", [-1, 2, 127])
def test_indices_that_lead_nowhere_are_refused(index: int) -> None:
    words = texts(["1.0", "2.0"])
    producer = Producer("c", 1, [None, numbers([index], 1)])
    producer.array.dictionary = arrow_structs.ctypes.pointer(words.array)
    producer.schema.dictionary = arrow_structs.ctypes.pointer(words.schema)
    with pytest.raises(ValueError, match="the index at 0 is of none of the 2 values"):
        Column.from_arrow(producer)
