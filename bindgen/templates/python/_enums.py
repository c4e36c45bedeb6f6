"""The choices of {{ interface.namespace.snake() }}."""

from __future__ import annotations

{% if needs_builtins -%}
import builtins
{% endif -%}
import enum
from typing import TYPE_CHECKING

from . import _native

if TYPE_CHECKING:
{%- for import in imports %}
    {{ import }}
{%- endfor %}
    from typing import Literal

    from typing_extensions import Self
{%- if !own.is_empty() %}

{{ own }}
{%- endif %}
{% for class in enums %}
{{ class.texts }}
{%- endfor %}


class _Choice(enum.Enum):
    """A choice. Its value is its text, and it prints as that."""

    _value_: str
    _rank: int

    def __str__(self) -> str:
        return self._value_

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


def _rank(choices: type[_Choice], ranks: list[int]) -> None:
    """Gives each choice its rank, which the extension module knows."""
    for place, choice in enumerate(choices):
        choice._rank = ranks[place]
{%- for class in enums %}


class {{ class.name }}({% if class.traits.ord %}_OrderedChoice{% else %}_Choice{% endif %}):
{{ class.docs }}

    __module__ = "{{ interface.namespace.snake() }}"
{% for member in class.members %}
    {{ member.name }} = {{ member.value }}
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
_rank({{ class.name }}, _native._{{ class.snake }}_ranks())
{%- endfor %}
