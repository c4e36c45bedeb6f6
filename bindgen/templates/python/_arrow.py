"""What data libraries give and take as columns: the Arrow PyCapsule interface."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class ArrowArray(Protocol):
    """Gives one array: `pyarrow.Array` and others."""

    def __arrow_c_array__(
        self, requested_schema: object | None = None, /
    ) -> tuple[object, object]: ...


@runtime_checkable
class ArrowStream(Protocol):
    """Gives arrays one after the other: `pyarrow.ChunkedArray`, `polars.Series`."""

    def __arrow_c_stream__(
        self, requested_schema: object | None = None, /
    ) -> object: ...


def given_back(given: object, made: Any) -> Any:
    """`made`, as the library has it that `given` is of."""
    library = type(given).__module__.partition(".")[0]
    if library == "pyarrow":
        array = import_module(library).array(made)
        is_chunked = type(given).__name__ == "ChunkedArray"
        return import_module(library).chunked_array([array]) if is_chunked else array
    if library == "polars":
        return import_module(library).Series(getattr(given, "name", None), made)
    if library == "pandas":
        arrow, pandas = import_module("pyarrow"), import_module(library)
        values = pandas.arrays.ArrowExtensionArray(
            arrow.chunked_array([arrow.array(made)])
        )
        index, name = getattr(given, "index", None), getattr(given, "name", None)
        return pandas.Series(values, index=index, name=name)
    from_arrow = getattr(type(given), "from_arrow", None)
    return made if from_arrow is None else from_arrow(made)
