"""What pydantic has to know. It asks for this itself, so nobody else needs to have it."""

from __future__ import annotations

from importlib import import_module

core = import_module("pydantic_core.core_schema")


def text_schema(cls: type[object]) -> object:
    """A text type: an object of the class or text in Python, text in JSON."""
    read = core.no_info_after_validator_function(cls, core.str_schema())
    return core.json_or_python_schema(
        json_schema=read,
        python_schema=core.union_schema([core.is_instance_schema(cls), read]),
        serialization=core.to_string_ser_schema(),
    )
