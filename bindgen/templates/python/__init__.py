{{ docs }}
{% if !sets.is_empty() %}
import collections.abc as _abc
{% endif %}
from . import _interface as _interface
{% for import in imports -%}
{{ import }}
{% endfor %}
{{ all }}
{% for set in sets %}
_abc.Set.register({{ set }})
{%- endfor %}
