"""Results: from what the library gives back to what a program gets, and what went wrong."""

from datetime import datetime, timedelta, timezone

from . import _errors
from ._library import (
    bytes_free,
    error_backtrace,
    error_code,
    error_free,
    error_message,
    ffi,
    function,
    string_free,
    string_length,
    take_failure,
)

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
SIZE = ffi.typeof("size_t[1]")
unpack = ffi.unpack

PANIC, ARGUMENT = 1, 2

# The class of each error, by its code, and what reads its fields.
ERRORS = {}


def checked(value):
    """A result that is nothing also when something went wrong."""
    if not value:
        over()
    return value


def over():
    """Raises what went wrong on this thread in a function that has no room for errors."""
    error = take_failure()
    if error:
        raise taken(error)


def check(error):
    """Raises the error in a place for one, if there is one."""
    if error[0]:
        raise taken(error[0])


def taken(error):
    """The exception for an error that C gives away."""
    try:
        code, message = error_code(error), ffi.string(error_message(error)).decode()
        if code == PANIC:
            trace = error_backtrace(error)
            return _errors.PanicError(message, ffi.string(trace).decode() if trace else None)
        if code == ARGUMENT:
            return ValueError(message)
        name, fields = ERRORS[code]
        return getattr(_errors, name)(message, *(read(error) for read in fields))
    finally:
        error_free(error)


def error_text(name):
    """Reads a field of an error that is text."""
    get = function(f"error_{name}")

    def read_text(error):
        length = ffi.new(SIZE)
        return lent(get(error, length), length)

    return read_text


def error_number(name):
    """Reads a field of an error that is a number."""
    return function(f"error_{name}")


def error_choice(name, member):
    """Reads a field of an error that is a choice."""
    get = function(f"error_{name}")
    return lambda error: member(get(error))


def lent(text, length):
    """Text that stays with its object."""
    return unpack(text, length[0]).decode() if text else None


def told(text, length):
    """Text that is lent for a moment."""
    return unpack(text, length).decode()


def take_text(text):
    """Text that C gives away."""
    if not text:
        return None
    try:
        return unpack(text, string_length(text)).decode()
    finally:
        string_free(text)


def constant(text):
    """Text that belongs to the library."""
    return ffi.string(text).decode() if text else None


def take_bytes(data, length):
    """Bytes that C gives away."""
    if not data:
        return None
    try:
        return unpack(data, length[0])
    finally:
        bytes_free(data)


def span(nanoseconds):
    """A span of time."""
    return timedelta(microseconds=nanoseconds // 1000)


def moment(nanoseconds):
    """A point in time."""
    return EPOCH + timedelta(microseconds=nanoseconds // 1000)


class Listed:
    """The lists of one kind, which C gives away or lends."""

    def __init__(self, name, give=None, *, nested=False, is_set=False):
        self.length, self.get, self.free = (function(f"{name}_{verb}") for verb in ("length", "get", "free"))
        self.give, self.nested = give, nested
        self.kinds = (set, frozenset) if is_set else (list, tuple)

    def take(self, values, fixed):
        """A list that C gives away: as one of Python's that changes, or as one that does not."""
        if not values:
            return None
        try:
            return self.read(values, fixed)
        finally:
            self.free(values)

    def read(self, values, fixed):
        """A list that is lent."""
        return self.kinds[fixed](self.items(values, fixed))

    def items(self, values, fixed):
        """Its items."""
        get, give, places = self.get, self.give, range(self.length(values))
        if give is None:
            return [get(values, place) for place in places]
        if self.nested:
            return [give(get(values, place), fixed) for place in places]
        return [give(get(values, place)) for place in places]


class ListedTexts(Listed):
    """The same of texts, or of bytes, which need not be copied twice."""

    def __init__(self, name, *, is_bytes=False, is_set=False):
        super().__init__(name, is_set=is_set)
        self.peek, self.is_bytes = function(f"{name}_peek"), is_bytes

    def items(self, values, fixed):
        """Its items."""
        peek, length, is_bytes, items = self.peek, ffi.new(SIZE), self.is_bytes, []
        for place in range(self.length(values)):
            text = peek(values, place, length)
            data = unpack(text, length[0]) if text else None
            items.append(data if is_bytes or data is None else data.decode())
        return items


class Mapped:
    """The maps of one kind, which C gives away."""

    def __init__(self, name, keys, values):
        self.keys_of, self.values_of, self.free = (function(f"{name}_{verb}") for verb in ("keys", "values", "free"))
        self.keys, self.values = keys, values

    def take(self, values, fixed):
        """A map as a dict."""
        if not values:
            return None
        try:
            keys = self.keys.items(self.keys_of(values), fixed)
            return dict(zip(keys, self.values.items(self.values_of(values), fixed)))
        finally:
            self.free(values)
