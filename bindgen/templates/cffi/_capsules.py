"""The structs of Arrow's C data interface: in capsules, or behind pointers of cffi where Python lets nobody make capsules, as PyPy."""

from ._library import ffi

try:
    from ctypes import CFUNCTYPE, PYFUNCTYPE, c_char_p, c_void_p, py_object, pythonapi
except ImportError:
    pythonapi = None

TYPES = {
    "array": "struct ArrowArray *",
    "schema": "struct ArrowSchema *",
    "array_stream": "struct ArrowArrayStream *",
}
# No struct has more members, and none of these is larger.
ROOM = "uint64_t[10]"


def room(name, release):
    """Room for a struct, which is released with it."""
    memory = ffi.new(ROOM)

    def free(place, _memory=memory):
        release(place)

    return ffi.gc(ffi.cast(TYPES[name], memory), free)


def pointer(name, given):
    """Where the struct is that another library gives."""
    if isinstance(given, ffi.CData):
        if ffi.typeof(given).cname != TYPES[name]:
            raise TypeError(f"expected '{TYPES[name]}', not '{ffi.typeof(given).cname}'")
        return ffi.cast(TYPES[name], given)
    return ffi.cast(TYPES[name], address(name, given))


if pythonapi is None:

    def address(name, given):
        raise TypeError(f"this Python has no capsules: expected a pointer of cffi, '{TYPES[name]}', not {type(given).__name__}")

    def capsule(name, place):
        """What another library gets: here, cffi's pointer itself."""
        return place

else:
    _new = PYFUNCTYPE(py_object, c_void_p, c_char_p, c_void_p)(("PyCapsule_New", pythonapi))
    _get = PYFUNCTYPE(c_void_p, py_object, c_char_p)(("PyCapsule_GetPointer", pythonapi))
    # Capsules do not copy their names.
    NAMES = {name: f"arrow_{name}".encode() for name in TYPES}
    # What is in each capsule, by the capsule's address.
    HELD = {}

    def address(name, given):
        """What a capsule of that name holds."""
        return _get(given, NAMES[name])

    @CFUNCTYPE(None, c_void_p)
    def _drop(capsule, _pop=HELD.pop):
        _pop(capsule, None)

    # When Python ends, the last capsule may go after this module.
    pythonapi.Py_IncRef(py_object(_drop))

    def capsule(name, place):
        """The capsule of a struct."""
        made = _new(int(ffi.cast("uintptr_t", place)), NAMES[name], _drop)
        HELD[id(made)] = place
        return made
