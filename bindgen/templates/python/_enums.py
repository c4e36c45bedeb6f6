"""The choices of {{ interface.namespace.snake() }}."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import _native

if TYPE_CHECKING:
    from typing_extensions import Self


class _Choice(enum.Enum):
    """A choice that prints as its text."""

    _text: str
    _rank: int

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"


class _OrderedChoice(_Choice):
    """A choice that can be compared with others of its kind."""
{%- for (name, sign) in [("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")] %}

    def __{{ name }}__(self, other: Self) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return self._rank {{ sign }} other._rank
{%- endfor %}


def _complete(choices: Iterable[_Choice], table: list[tuple[str, int]]) -> None:
    """Gives each choice its text and its rank, which the extension module knows."""
    for choice, (text, rank) in zip(choices, table, strict=True):
        choice._text = text
        choice._rank = rank
{%- for class in enums %}


class {{ class.name }}({% if class.traits.ord %}_OrderedChoice{% else %}_Choice{% endif %}):
{{ class.docs }}
{% for member in class.members %}
    {{ member.name }} = "{{ member.value }}"
{{ member.docs }}
{%- endfor %}

    @classmethod
    def _missing_(cls, value: object) -> {{ class.name }} | None:
        if not isinstance(value, str):
            return None
        return _native._{{ class.snake }}_from_text(value)
{%- for method in class.methods %}
{% if method.is_property %}
    @property
{%- endif %}
{{ method.header }}
{{ method.docs }}
        {% if method.returns %}return {% endif %}{{ method.call }}
{%- endfor %}
{%- endfor %}
{% if !enums.is_empty() %}
{% endif %}
{%- for class in enums %}
_complete({{ class.name }}, _native._{{ class.snake }}_table())
{%- endfor %}
