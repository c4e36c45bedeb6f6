"""A producer of Arrow's C data interface in plain ctypes, so that it can be good or hostile."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Sequence

if hasattr(ctypes, "pythonapi"):
    _new = ctypes.pythonapi.PyCapsule_New
    _new.restype = ctypes.py_object
    _new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]

    def _given(kind: str, struct: ctypes.Structure) -> object:
        """A capsule without a destructor: who takes it releases what is in it."""
        return _new(ctypes.addressof(struct), _NAMES[kind], None)

else:
    import cffi

    _ffi = cffi.FFI()
    _ffi.cdef("struct ArrowArray; struct ArrowSchema;")

    def _given(kind: str, struct: ctypes.Structure) -> object:
        """Where no capsules can be made, a pointer."""
        return _ffi.cast(f"struct {kind} *", ctypes.addressof(struct))


# Capsules do not copy them.
_NAMES = {"ArrowSchema": b"arrow_schema", "ArrowArray": b"arrow_array"}


class Schema(ctypes.Structure):
    """`struct ArrowSchema`."""


class Array(ctypes.Structure):
    """`struct ArrowArray`."""


_release_schema = ctypes.CFUNCTYPE(None, ctypes.POINTER(Schema))
_release_array = ctypes.CFUNCTYPE(None, ctypes.POINTER(Array))

Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", _release_schema),
    ("private_data", ctypes.c_void_p),
]
Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.c_void_p),
    ("dictionary", ctypes.POINTER(Array)),
    ("release", _release_array),
    ("private_data", ctypes.c_void_p),
]


_ALL: list[Producer] = []


class Producer:
    """An array of a format, with these buffers; `None` is NULL."""

    def __init__(
        self, format: str, length: int, buffers: Sequence[bytes | None]
    ) -> None:
        self.released = [0, 0]
        # Whoever has taken it may release it at any time: its functions stay.
        _ALL.append(self)
        self._kept = [
            buffer and ctypes.create_string_buffer(buffer) for buffer in buffers
        ]
        addresses = [ctypes.addressof(kept) if kept else None for kept in self._kept]
        self._addresses = (ctypes.c_void_p * max(1, len(buffers)))(*addresses)
        self.schema = Schema(
            format=format.encode(), release=self._release(_release_schema, 0)
        )
        self.array = Array(
            length=length,
            null_count=-1,
            n_buffers=len(buffers),
            buffers=self._addresses,
            release=self._release(_release_array, 1),
        )

    def _release(self, kind: Callable[..., object], place: int) -> object:
        def release(struct: object) -> None:
            self.released[place] += 1
            # NULL: it is released.
            struct.contents.release = kind()  # type: ignore[attr-defined]

        return kind(release)

    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]:
        return _given("ArrowSchema", self.schema), _given("ArrowArray", self.array)


def numbers(values: Sequence[int], width: int = 4) -> bytes:
    """Numbers as they lie in memory."""
    kind = {1: ctypes.c_int8, 4: ctypes.c_int32, 8: ctypes.c_int64}[width]
    return bytes((kind * len(values))(*values))


def texts(values: Sequence[str], *, large: bool = False) -> Producer:
    """A column of texts."""
    data = [value.encode() for value in values]
    ends = [sum(map(len, data[:place])) for place in range(len(data) + 1)]
    offsets = numbers(ends, 8 if large else 4)
    return Producer("U" if large else "u", len(values), [None, offsets, b"".join(data)])
