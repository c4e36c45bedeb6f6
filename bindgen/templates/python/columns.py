"""Whole columns at once: each function takes a column of any library that has the
Arrow PyCapsule interface, such as PyArrow, Polars, pandas or DuckDB, and gives one of
the same library. Texts alone give a `{{ class }}`.
"""

from __future__ import annotations

{{ imports }}

{{ all }}
{% for function in functions %}

{{ function.header }}
{{ function.docs }}
    values: Any = {{ class }}.from_arrow(column)
{{ function.call }}
    return given_back(column, made)
{% endfor %}
