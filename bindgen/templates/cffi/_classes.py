"""What classes have in common: frozen objects that hold a handle of the library's."""

from ._giving import checked, take_text
from ._library import ffi
from ._reading import argument, wrong

# So many bytes of memory that Python does not see an object has at least.
SIZE = 256
# How many texts a generation holds.
GENERATION = 16_384
# A sequence of so many items is shown whole; one of more tells what it is.
SHOWN = 8
# What is longer is made anew each time.
SHORT = 16


class Symbols:
    """What the library calls the functions that classes have in common."""

    def __init__(self, **functions):
        self.__dict__.update(functions)


class Handle:
    """An object of the library."""

    __slots__ = ("_handle",)
    _keeps = False

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        parent = cls.__bases__[0]
        if parent.__module__ != __name__:
            raise TypeError(f"type '{parent.__module__}.{parent.__name__}' is not an acceptable base type")

    def __new__(cls, *_arguments, **_named):
        raise TypeError(f"cannot create '{cls.__module__}.{cls.__name__}' instances")

    @classmethod
    def _made(cls, handle):
        """The object of a handle, which it frees; nothing for none."""
        if not handle:
            return None
        made = object.__new__(cls)
        set_handle(made, ffi.gc(handle, cls._symbols.free, SIZE))
        if cls._keeps:
            cls._kept.__set__(made, {})
        return made

    def __setattr__(self, name, value):
        raise AttributeError(f"'{type(self).__name__}' object attribute '{name}' is read-only")

    def __delattr__(self, name):
        raise AttributeError(f"'{type(self).__name__}' object attribute '{name}' is read-only")

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return checked(self._symbols.equal(self._handle, other._handle))

    def __hash__(self):
        return hash(self._symbols.hash(self._handle))

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        raise TypeError(f"cannot pickle '{type(self).__name__}' object")

    def __reduce_ex__(self, _protocol):
        return self.__reduce__()


set_handle = Handle._handle.__set__


def kept(own, name, make):
    """What a property gives. Most parts are read once: what is asked for the second time is kept, unless it is long."""
    known, asked = own._kept, (name,)
    try:
        return known[name]
    except KeyError:
        value = make()
    if asked not in known:
        known[asked] = True
        return value
    is_long = isinstance(value, (tuple, frozenset)) and len(value) > SHORT
    return value if value is None or is_long else known.setdefault(name, value)


class Value(Handle):
    """An object that is made of its parts again."""

    __slots__ = ()
    _defaults = ()

    def _parts(self):
        return tuple(getattr(self, name) for name in self.__match_args__)

    def __repr__(self):
        shown = []
        for place, (name, value) in enumerate(zip(self.__match_args__, self._parts())):
            # Whoever makes the value writes its lists as lists.
            value = repr(list(value) if isinstance(value, tuple) else value)
            if not (place < len(self._defaults) and self._defaults[place] == value):
                shown.append(f"{name}={value}")
        return f"{type(self).__name__}({', '.join(shown)})"

    def __reduce__(self):
        return type(self), self._parts()

    def __replace__(self, /, **changes):
        """Another one, with some parts changed; `copy.replace` calls it."""
        return type(self)(**{**dict(zip(self.__match_args__, self._parts())), **changes})


class Record(Value):
    """A value that is equal to one of equal parts."""

    __slots__ = ()

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        return self._parts() == other._parts()

    def __hash__(self):
        return hash(self._parts())


class Text(Handle):
    """An object that is its text."""

    __slots__ = ()

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        cls._recent, cls._older = {}, {}

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __reduce__(self):
        return type(self), (str(self),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler, /):
        """How pydantic reads and writes it: as text. Nothing of pydantic is
        imported before it asks.
        """
        from ._pydantic import text_schema

        return text_schema(cls)


getter, static = property, staticmethod


def cached(cls, text):
    """The object of a text, remembered.

    Two generations: what is asked for is in the recent one or moves there; when that is full it becomes the older one, and what the
    older one held is forgotten.
    """
    if type(text) is not str:
        return cls(argument("text", exactly_text, text))
    known = cls._recent.get(text)
    if known is not None:
        return known
    made = cls._older.get(text) or cls(text)
    if len(cls._recent) >= GENERATION:
        cls._older, cls._recent = cls._recent, {}
    cls._recent[text] = made
    return made


def exactly_text(value):
    """Reads text, of a subclass, too."""
    if isinstance(value, str):
        return value
    raise wrong("text", value)


def clear_cache(cls):
    """Forgets all objects of a class."""
    cls._recent, cls._older = {}, {}


def printed(own):
    """The text of an object."""
    return take_text(checked(own._symbols.text(own._handle)))


def formatted(own, spec, /):
    """Its text, laid out as text is."""
    return format(str(own), spec)


def shown(own):
    """The text of an object for developers."""
    return take_text(checked(own._symbols.debug(own._handle)))


def ordering(holds):
    """A comparison of objects that have an order."""

    def compare(self, other, /):
        if type(other) is not type(self):
            return NotImplemented
        return holds(checked(self._symbols.compare(self._handle, other._handle)))

    return compare


less, less_or_equal = ordering(lambda order: order < 0), ordering(lambda order: order <= 0)
greater, greater_or_equal = ordering(lambda order: order > 0), ordering(lambda order: order >= 0)


def operators(method):
    """An operator for two objects of one class, which a method stands for, and the reflected one."""

    def operate(self, other, /):
        return getattr(self, method)(other) if type(other) is type(self) else NotImplemented

    def reflected(self, other, /):
        return getattr(other, method)(self) if type(other) is type(self) else NotImplemented

    return operate, reflected


def comparisons(method):
    """`<`, `<=`, `>` and `>=` as sets have them: `<=` is "subset"."""

    def compare(holds):
        def compared(self, other, /):
            if type(other) is not type(self):
                return NotImplemented
            return holds(lambda a, b: getattr(a, method)(b), self, other)

        return compared

    return (
        compare(lambda subset, a, b: subset(a, b) and not subset(b, a)),
        compare(lambda subset, a, b: subset(a, b)),
        compare(lambda subset, a, b: subset(b, a) and not subset(a, b)),
        compare(lambda subset, a, b: subset(b, a)),
    )


def changed(own, methods, changes):
    """Another object of the class: each of the methods is called of whose parts one changes, with the others as they are."""
    for name in changes:
        if not any(name in parts for _, parts in methods):
            raise TypeError(f"{type(own).__name__} has no part {name!r} that can change")
    for method, parts in methods:
        if any(part in changes for part in parts):
            own = getattr(own, method)(*(changes[part] if part in changes else getattr(own, part) for part in parts))
    return own


def public(module):
    """Says of a function that it is of the package, in tracebacks and pickles."""

    def named(function):
        function.__module__ = module
        return function

    return named
