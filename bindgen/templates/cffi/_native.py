"""The classes and functions of {{ module }}, over its C library."""

from . import _classes as _c
{%- if has_columns %}
from . import _columns
{%- endif %}
from . import _errors
from . import _giving as _g
from . import _reading as _r
from . import _sequences as _s
from ._library import C as _C
from ._library import found_hash as _interface_hash

__version__ = "{{ version }}"
_live_objects = _C.{{ prefix }}_live_objects
{% for item in items %}

{{ item }}
{% endfor %}

# What is known of choices.
{%- for choice in choices %}
{{ choice }}
{%- endfor %}


# What C calls.
{%- for callback in callbacks %}
{{ callback }}


{% endfor %}
# What reads arguments.
{%- for reader in readers %}
{{ reader }}
{%- endfor %}

# What gives collections.
{%- for giver in givers %}
{{ giver }}
{%- endfor %}

_g.ERRORS.update(
    {
{%- for error in errors %}
        {{ error }}
{%- endfor %}
    }
)
