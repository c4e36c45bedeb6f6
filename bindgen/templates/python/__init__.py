{{ docs }}

from . import _interface as _interface
{% for import in imports -%}
{{ import }}
{% endfor %}
{{ all }}
