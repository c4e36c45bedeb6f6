"""Strategies of Hypothesis for the types of {{ module }} that are made from text.

Where the package is installed, `hypothesis.strategies.from_type` knows them;
its enums it knows in any case.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

from hypothesis import strategies as st

{{ import }}


class _Text(Protocol):
    def __init__(self, text: str, /) -> None: ...


_T = TypeVar("_T", bound=_Text)

#: A regular expression for each type, of which nearly every match is a good text.
PATTERNS: dict[type[_Text], str] = {
{%- for (class, pattern) in patterns %}
    {{ class }}: {{ pattern }},
{%- endfor %}
}


def texts(cls: type[_T]) -> st.SearchStrategy[str]:
    """Texts that the class reads."""

    def is_good(text: str) -> bool:
        try:
            cls(text)
        except ValueError:
            return False
        return True

    return st.from_regex(PATTERNS[cls], fullmatch=True).filter(is_good)


def values(cls: type[_T]) -> st.SearchStrategy[_T]:
    """Objects of the class."""
    return texts(cls).map(cls)


def register() -> None:
    """Tells Hypothesis of the types. It calls this itself."""
    for cls in PATTERNS:
        st.register_type_strategy(cls, values(cls))
