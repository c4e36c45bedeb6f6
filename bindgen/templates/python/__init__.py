{{ docs }}
{% if !abstract_classes.is_empty() %}
import collections.abc as _abc
{% endif %}
from . import _interface as _interface
{% for import in imports -%}
{{ import }}
{% endfor %}
{{ all }}
{% for (abstract_class, class) in abstract_classes %}
_abc.{{ abstract_class }}.register({{ class }})
{%- endfor %}
