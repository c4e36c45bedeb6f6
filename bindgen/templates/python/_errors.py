"""The exceptions of {{ module }}."""

from __future__ import annotations
{%- for class in classes %}


class {{ class.name }}({{ class.base }}):
{{ class.docs }}

    __module__ = "{{ module }}"
{%- if !class.fields.is_empty() %}
{% for field in class.fields %}
    {{ field.name }}: {{ field.ty }}
{{ field.docs }}
{%- endfor %}

{{ class.constructor }}
{{ class.super_call }}
{%- for field in class.fields %}
        self.{{ field.name }} = {{ field.name }}
{%- endfor %}

    def __reduce__(self) -> tuple[object, ...]:
{{ class.reduced }}
        return (type(self), values, vars(self))
{%- endif %}
{%- if class.base == "ValueError" %}

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return False
        return self.args == other.args and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), self.args))
{%- endif %}
{%- endfor %}


class PanicError(RuntimeError):
    """A bug in the Rust code below: it stopped, with this message.

    Everything goes on working, but please report it.
    """

    __module__ = "{{ module }}"

    rust_backtrace: str | None
    """Where it happened, as Rust tells it."""

    def __init__(self, message: str, rust_backtrace: str | None = None) -> None:
        super().__init__(message)
        self.rust_backtrace = rust_backtrace

    def __reduce__(self) -> tuple[type[PanicError], tuple[object, ...]]:
        return (type(self), (*self.args, self.rust_backtrace))
