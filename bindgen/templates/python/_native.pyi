"""The extension module: the public names, and what `_enums.py` needs."""

{{ typing }}{% for name in names -%}
from {{ module }} import {{ name }} as {{ name }}
{% endfor %}
{%- if !enums.is_empty() -%}
{{ enums }}
{%- endif %}

_interface_hash: int

def _live_objects() -> int: ...
{%- for function in functions %}
{{ function }}
{%- endfor %}
