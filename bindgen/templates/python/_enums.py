"""The choices of {{ interface.namespace.snake() }}."""

from __future__ import annotations

import enum
{%- if has_lists %}
from collections.abc import Iterable
{%- endif %}

from . import _native
{%- for class in enums %}


class {{ class.name }}(enum.Enum):
{{ class.docs }}
{% for member in class.members %}
    {{ member.name }} = "{{ member.value }}"
{{ member.docs }}
{%- endfor %}

    {%- if class.traits.display %}

    _text: str
    {%- endif %}
    {%- if class.traits.ord %}
    {%- if !class.traits.display %}
{% endif %}
    _rank: int
    {%- endif %}

    @classmethod
    def _missing_(cls, value: object) -> {{ class.name }} | None:
        return _native._{{ class.snake }}_from_text(value) if isinstance(value, str) else None

    def __str__(self) -> str:
        return {% if class.traits.display %}self._text{% else %}self.value{% endif %}
    {%- if class.traits.ord %}
    {%- for (name, sign) in [("lt", "<"), ("le", "<="), ("gt", ">"), ("ge", ">=")] %}

    def __{{ name }}__(self, other: {{ class.name }}) -> bool:
        if not isinstance(other, {{ class.name }}):
            return NotImplemented
        return self._rank {{ sign }} other._rank
    {%- endfor %}
    {%- endif %}
    {%- for method in class.methods %}
{% if method.is_property %}
    @property
    {%- endif %}
{{ method.header }}
{{ method.docs }}
        {% if method.returns %}return {% endif %}{{ method.call }}
    {%- endfor %}
    {%- if class.traits.display %}


for _{{ class.snake }}, _{{ class.snake }}_text in zip({{ class.name }}, _native._{{ class.snake }}_texts()):
    _{{ class.snake }}._text = _{{ class.snake }}_text
    {%- endif %}
    {%- if class.traits.ord %}
{% if !class.traits.display %}
{% endif -%}
for _{{ class.snake }}, _{{ class.snake }}_rank in zip({{ class.name }}, _native._{{ class.snake }}_ranks()):
    _{{ class.snake }}._rank = _{{ class.snake }}_rank
    {%- endif %}
{%- endfor %}
