"""Arguments: from what a program hands in to what the library takes.

What reads a value is a function that gives it as C takes it, or raises `WrongType`; an argument's name and an item's place are put in
front of that on the way out.
"""

import operator
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from itertools import accumulate

from ._giving import check, over
from ._library import ffi, function

NULL = ffi.NULL
ERROR = ffi.typeof("void *[1]")
HANDLES, ADDRESSES, SIZES = (ffi.typeof(kind) for kind in ("void *[]", "uintptr_t[]", "size_t[]"))
new = ffi.new

ONCE = (None,)
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
REPLACEMENT = "\ufffd"


class WrongType(TypeError):
    """Raised by what reads a value, and seen by nobody outside."""


def wrong(expected, value):
    """The one sentence of all type errors."""
    return WrongType(f"expected {expected}, not {type(value).__name__}")


def argument(name, read, value):
    """Reads an argument; a type error says its name."""
    try:
        return read(value)
    except WrongType as error:
        raise TypeError(f"argument '{name}': {error}") from None


def arguments(read, values):
    """Reads separate arguments, which have no common name."""
    try:
        return read(values)
    except WrongType as error:
        raise TypeError(str(error)) from None


class Absent:
    """Stands for a handle or a list that is not given."""

    __slots__ = ()
    _handle = items = lengths = NULL
    count = 0


ABSENT = Absent()


def maybe(read, absent):
    """Reads what may be absent."""

    def read_maybe(value):
        return absent if value is None else read(value)

    return read_maybe


def pointed(kind, read):
    """Reads a number that stands where a pointer leads to."""
    kind = ffi.typeof(f"{kind}[1]")

    def read_pointed(value):
        return new(kind, [read(value)])

    return read_pointed


def size(value):
    """The length of bytes that may be absent."""
    return 0 if value is NULL else len(value)


def integer(low, high):
    """Reads integers in a range."""

    def read_integer(value):
        if type(value) is not int:
            if not hasattr(type(value), "__index__"):
                raise wrong("int", value)
            value = operator.index(value)
        if not low <= value <= high:
            raise OverflowError(f"expected int from {low} to {high}")
        return value

    return read_integer


u8, u16, u32, u64 = (integer(0, 2**bits - 1) for bits in (8, 16, 32, 64))
i8, i16, i32, i64 = (integer(-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) for bits in (8, 16, 32, 64))


def truth(value):
    """Reads a truth value, and nothing that is like one."""
    if value is True or value is False:
        return value
    raise wrong("bool", value)


def real(value):
    """Reads a number."""
    if type(value) is float:
        return value
    if isinstance(value, str) or not (hasattr(type(value), "__float__") or hasattr(type(value), "__index__")):
        raise wrong("float", value)
    return float(value)


def string(value, expected="text"):
    """Reads text, and leaves it as it is."""
    if isinstance(value, str):
        return value
    raise wrong(expected, value)


def encoded(text):
    """Text as C takes it. A lone surrogate, which is not text, goes in as U+FFFD."""
    try:
        return str.encode(text)
    except UnicodeEncodeError:
        return "".join(REPLACEMENT if "\ud800" <= c <= "\udfff" else c for c in text).encode()


def text(value):
    """Reads text."""
    return encoded(string(value))


def path(value):
    """Reads the path of a file: text, or what stands for a path and gives one as text."""
    expected = "str or os.PathLike"
    if not isinstance(value, str):
        tell = getattr(value, "__fspath__", None)
        if tell is not None:
            value = tell()
    return encoded(string(value, expected))


def data(value):
    """Reads bytes."""
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    raise wrong("bytes", value)


def span(value):
    """Reads a span of time, in nanoseconds."""
    if not isinstance(value, timedelta):
        raise wrong("timedelta", value)
    microseconds = value // MICROSECOND
    if microseconds < 0:
        raise ValueError("expected a timedelta that is not negative")
    return nanoseconds(microseconds, 2**64)


def moment(value):
    """Reads a point in time, in nanoseconds since 1970."""
    if not isinstance(value, datetime):
        raise wrong("datetime", value)
    if value.utcoffset() is None:
        raise ValueError("expected a datetime with a time zone")
    return nanoseconds((value - EPOCH) // MICROSECOND, 2**63)


def nanoseconds(microseconds, limit):
    """A time as C counts it."""
    if not -limit <= microseconds * 1000 < limit:
        raise OverflowError("the time is too far away")
    return microseconds * 1000


def instance(cls):
    """Reads objects of a class."""

    def read_instance(value):
        if type(value) is cls:
            return value
        raise wrong(cls.__name__, value)

    return read_instance


def text_or(cls, expected=None):
    """Reads objects of a text type, and text."""
    expected = expected or f"{cls.__name__} or text"

    def read_text_or(value):
        return value if type(value) is cls else cls(string(value, expected))

    return read_text_or


def stand_in(cls, expected, read):
    """Reads objects of a class, and what one is made of."""

    def read_stand_in(value):
        if type(value) is cls:
            return value
        if value is None:
            raise wrong(expected, value)
        return cls(read(value))

    return read_stand_in


def item_text(classes, expected):
    """Reads the text of an item: of an object of one of these classes, or a text already."""

    def read_item(value):
        return str(value) if type(value) in classes else string(value, expected)

    return read_item


def contains(read, holds, item, key=None):
    """Whether something is an item: what has the wrong type, or cannot be read, is not one, as in Python's own containers."""
    try:
        value = read(item)
    except (TypeError, ValueError):
        pass
    else:
        if holds(value):
            return True
    key = getattr(item, key, None) if key else None
    return key is not None and contains(read, holds, key)


def collected(read):
    """Reads the items of any iterable but text and bytes. Each is looked at before the next is asked for."""

    def read_collected(values):
        if isinstance(values, (str, bytes, bytearray)):
            raise wrong("an iterable of several values", values)
        if not hasattr(type(values), "__iter__") and not hasattr(type(values), "__getitem__"):
            raise wrong("an iterable", values)
        items = []
        try:
            for item in values:
                items.append(read(item))
        except WrongType as error:
            raise WrongType(f"item {len(items)}: {error}") from None
        return items

    return read_collected


class Row:
    """Values in a row, where C sees them."""

    __slots__ = ("count", "items", "kept", "lengths")

    def __init__(self, items, kept, lengths=None):
        self.items, self.count, self.kept, self.lengths = items, len(kept), kept, lengths

    def parts(self):
        """What C is given besides their number."""
        return (self.items,) if self.lengths is None else (self.items, self.lengths)


def rows(read, pack):
    """Reads the items of any iterable, and puts them where C sees them."""
    read = collected(read)
    return lambda values: pack(read(values))


def numbers(kind):
    """Numbers, truth values or choices in a row."""
    kind = ffi.typeof(kind)
    return lambda values: Row(new(kind, values), values)


def handles(values):
    """Objects in a row."""
    return Row(new(HANDLES, [value._handle for value in values]), values)


def texts(values):
    """Texts or bytes in a row, some of which may be absent: they stand side by side in memory."""
    memory = ffi.from_buffer(b"".join(value for value in values if value is not None) + b"\0")
    lengths = [0 if value is None else len(value) for value in values]
    starts = accumulate(lengths, initial=int(ffi.cast("uintptr_t", memory)))
    items = [0 if value is None else start for value, start in zip(values, starts)]
    row = Row(new(ADDRESSES, items), items, new(SIZES, lengths))
    row.kept = memory
    return row


class Made:
    """A list or a map that was made to stand in another one, and is freed with this."""

    __slots__ = ("_handle",)

    def __init__(self, name, *values):
        error = new(ERROR)
        handle = function(f"{name}_new")(*values, error)
        check(error)
        self._handle = ffi.gc(handle, function(f"{name}_free"))


def made(name, read):
    """Reads a list that stands in something else."""

    def read_made(values):
        row = read(values)
        return Made(name, *row.parts(), row.count)

    return read_made


def mapping(name, read_key, pack_keys, read_value, pack_values):
    """Reads a mapping."""

    def read_mapping(value):
        if not isinstance(value, Mapping):
            raise wrong("a mapping", value)
        read = [pair(key, item) for key, item in value.items()]
        keys, values = pack_keys([key for key, _ in read]), pack_values([item for _, item in read])
        return Made(name, *keys.parts(), *values.parts(), len(read))

    def pair(key, item):
        try:
            read = read_key(key)
        except WrongType as error:
            raise WrongType(f"key {key!r}: {error}") from None
        try:
            return read, read_value(item)
        except WrongType as error:
            raise WrongType(f"value of {key!r}: {error}") from None

    return read_mapping


class Choice:
    """An enum: its members, their numbers in C, and the texts that are welcome in their place."""

    def __init__(self, module, name, choices, parse=None):
        """`choices` has of each the number, the name and the text."""
        self.module, self.name, self.choices, self.parse = module, name, choices, parse
        self.numbers = {}
        for number, name, _ in choices:
            self.numbers.setdefault(name, number)
        # Where a text of one is the name of another, the text is meant.
        self.numbers.update({text: number for number, _, text in choices})
        self.known = None

    def members(self):
        """The members, by number, and the numbers, by member."""
        if self.known is None:
            cls = getattr(__import__(self.module, fromlist=["_"]), self.name)
            pairs = [(number, member) for (number, _, _), member in zip(self.choices, cls)]
            self.known = dict(pairs), {member: number for number, member in pairs}, cls
        return self.known

    def read(self, value):
        """The number of a member, or of a text."""
        _, numbers, cls = self.members()
        if type(value) is cls:
            return numbers[value]
        text = string(value, f"{self.name} or text")
        number = self.numbers.get(text)
        return self.other(text) if number is None else number

    def other(self, text):
        """What the library makes of a text that none of the choices has."""
        if self.parse is not None:
            error, read = new(ERROR), encoded(text)
            number = self.parse(read, len(read), error)
            check(error)
            return number
        shown = [quoted(name) if text == name else f"{quoted(text)} ({name})" for _, name, text in self.choices]
        raise ValueError(f"{quoted(text)} is not a valid {self.name}: choose one of {', '.join(shown)}")

    def from_text(self, value):
        """The member of a text."""
        return self.member(self.read(value))

    def member(self, number):
        """The member of a number; nothing where there is none."""
        if number < 0:
            return over()
        return self.members()[0][number]

    def ranks(self, is_ordered):
        """The rank of each choice: its place, or the same for all."""
        return [place if is_ordered else 0 for place in range(len(self.choices))]


def quoted(text):
    """Text as Rust shows it to developers."""
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\0"}
    shown = (escapes.get(c) or (c if c.isprintable() else f"\\u{{{ord(c):x}}}") for c in encoded(text).decode())
    return f'"{"".join(shown)}"'


class Call:
    """A call that calls back. What is raised meanwhile, by a signal or by the function, stops it and is raised in the end."""

    def __init__(self, kind, target):
        self.function, self.target, self.raised = kind, target, None
        self.user = ffi.new_handle(self)

    def tell(self, *told):
        """Calls the function, and tells whether to go on: what is neither `None` nor true stops the call."""
        if self.raised is not None:
            return False
        try:
            for _ in ONCE:  # Compiled code of PyPy looks for signals where a loop turns round, and nowhere else.
                pass
            answer = None if self.target is None else self.target(*told)
            return answer is None or bool(answer)
        except BaseException as error:
            self.raised = error
            return False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.raised is not None:
            raise self.raised


def callback(kind):
    """Makes a function of Python's one of C's, whose first argument is the call that it belongs to."""

    def interrupted(_, error, traceback):
        # A signal's handler raised before the call itself could note it.
        ffi.from_handle(traceback.tb_frame.f_locals["user"]).raised = error

    return ffi.callback(kind, onerror=interrupted, error=0 if kind.startswith("bool") else None)


def calling(kind):
    """Reads functions of Python's."""

    def read_call(value):
        if callable(value):
            return Call(kind, value)
        raise wrong("a callable", value)

    return read_call


def perhaps_calling(kind):
    """The same where there may be none: signals stop such a call all the same."""
    read = calling(kind)
    return lambda value: Call(kind, None) if value is None else read(value)
