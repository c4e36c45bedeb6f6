"""Objects with places, from 0 on, that behave as Python's own tuples do."""

import operator

from ._reading import wrong


def subscript(own, key):
    """`own[key]`: a place, which counts from the end if it is negative, or a slice."""
    length = len(own)
    if isinstance(key, slice):
        start, stop, step = key.indices(length)
        return own._part(start if start > 0 else 0, len(range(start, stop, step)), step)
    if not hasattr(type(key), "__index__"):
        raise TypeError(str(wrong("int or slice", key)))
    place = operator.index(key)
    if place < 0:
        place += length
    if not 0 <= place < length:
        raise IndexError(f"{type(own).__name__} index out of range")
    return own._item(place)


def iterate(own):
    """The items in order."""
    return map(own._item, range(len(own)))


def iterate_with(own, on_error, errors):
    """The same; errors in the places of items are raised, left out or given."""
    if on_error == "collect":
        return iterate(own)
    if on_error == "skip":
        return (item for item in iterate(own) if not isinstance(item, errors))
    if on_error == "raise":
        return map(lambda item: raised(item) if isinstance(item, errors) else item, iterate(own))
    raise ValueError(f"on_error is '{on_error}', and not 'raise', 'skip' or 'collect'")


def raised(error):
    """Raises what stands in the place of an item."""
    raise error


def index_of(own, value, start, stop):
    """The first place of an equal item, from `start` on and before `stop`."""
    for place in range(*slice(start, stop).indices(len(own))):
        if own._item(place) == value:
            return place
    raise ValueError(f"{value!r} is not in {type(own).__name__}")


def count_of(own, value):
    """How many items are equal."""
    return sum(1 for item in iterate(own) if item == value)


def item_or_error(own, place, read, errors):
    """An item, or the error that stands in its place."""
    try:
        return read(own, place)
    except errors as error:
        return error
