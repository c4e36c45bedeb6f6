"""Columns, which libraries share by the structs of Arrow's C data interface."""

from ._giving import check
from ._library import ffi
from ._reading import ERROR, new, stand_in

NULL = ffi.NULL


def structs():
    """What has these structs as Python does. It takes time to import, and few need it."""
    from . import _capsules

    return _capsules


def column(cls, expected, read):
    """Reads objects of a class, columns of other libraries, and what one is made of."""
    read_stand_in = stand_in(cls, expected, read)

    def read_column(value):
        if type(value) is cls:
            return value
        give = getattr(value, "__arrow_c_array__", None)
        if give is not None:
            schema, array = give()
            return taken(cls, cls._symbols.take, array=array, schema=schema)
        give = getattr(value, "__arrow_c_stream__", None)
        if give is not None:
            return taken(cls, cls._symbols.take_stream, array_stream=give())
        return read_stand_in(value)

    return read_column


def taken(cls, take, **given):
    """The column that another library gives."""
    pointer, error = structs().pointer, new(ERROR)
    handle = take(*(pointer(name, struct) for name, struct in given.items()), error)
    check(error)
    return cls._made(handle)


def given(own, give, *names):
    """The column for another library. What nobody takes is released with its capsule."""
    taking, error = own._symbols, new(ERROR)
    release = {
        # One without the other is refused, and released all the same.
        "array": lambda place: taking.take(place, NULL, NULL),
        "schema": lambda place: taking.take(NULL, place, NULL),
        "array_stream": lambda place: taking.free(taking.take_stream(place, NULL)),
    }
    places = [structs().room(name, release[name]) for name in names]
    give(own._handle, *places, error)
    check(error)
    return [structs().capsule(name, place) for name, place in zip(names, places)]


def array(self, requested_schema=None):
    """Capsules of its schema and of its values."""
    values, schema = given(self, self._symbols.give, "array", "schema")
    return schema, values


def schema(self):
    """A capsule of its schema."""
    return array(self)[0]


def stream(self, requested_schema=None):
    """A capsule of a stream of its values."""
    return given(self, self._symbols.give_stream, "array_stream")[0]
