"""The exceptions of {{ interface.namespace.snake() }}."""

from __future__ import annotations
{%- if let Some((name, docs)) = base %}


class {{ name }}(ValueError):
{{ docs }}
{%- for class in classes %}


class {{ class.name }}({{ name }}):
{{ class.docs }}
{%- if !class.fields.is_empty() %}
{% for field in class.fields %}
    {{ field.name }}: {{ field.ty }}
{{ field.docs }}
{%- endfor %}

{{ class.constructor }}
        super().__init__(message)
{%- for field in class.fields %}
        self.{{ field.name }} = {{ field.name }}
{%- endfor %}

    def __reduce__(self) -> tuple[type[{{ class.name }}], tuple[object, ...]]:
{{ class.reduced }}
        return (type(self), values)
{%- endif %}
{%- endfor %}
{%- endif %}


class PanicError(RuntimeError):
    """A bug in the Rust code below: it stopped, with this message.

    Everything goes on working, but please report it.
    """
