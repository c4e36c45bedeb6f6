{{ docs }}

{{ typing }}
{% for import in imports -%}
{{ import }}
{% endfor %}
{{ all }}

__version__: str
{% for class in objects %}
@final
class {{ class.name }}{{ class.base }}:
{{ class.docs }}
{% if class.object.is_text || class.is_rebuilt %}
{{ class.match_args }}
{%- endif %}
{%- if let Some(primary) = class.primary %}
{{ primary.header }}
{{ primary.docs }}
{%- endif %}
{%- for stub in class.constructors %}
    @staticmethod
{{ stub.header }}
{{ stub.docs }}
{%- endfor %}
{%- for stub in class.methods %}
{%- if stub.is_property %}
    @property
{%- endif %}
{{ stub.header }}
{{ stub.docs }}
{%- endfor %}
{%- if class.object.is_column %}
    @staticmethod
    def from_arrow(
        data: {{ class.from_arrow }}, /
    ) -> {{ class.name }}:
        """The column that an object of another library is, by the Arrow PyCapsule
        interface; or one of texts.
        """
    def __arrow_c_array__(
        self, requested_schema: object | None = None
    ) -> tuple[object, object]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
{%- endif %}
    def __eq__(self, other: object, /) -> bool: ...
{%- if class.object.traits.display %}
    def __format__(self, spec: str, /) -> str: ...
{%- endif %}
{%- if class.object.traits.ord && !class.is_set %}
{%- for name in ["lt", "le", "gt", "ge"] %}
    def __{{ name }}__(self, other: {{ class.name }}, /) -> bool: ...
{%- endfor %}
{%- endif %}
{%- if class.has_hash %}
    def __hash__(self) -> int: ...
{%- endif %}
{%- if class.object.is_text %}
    @staticmethod
    def cached(text: str, /) -> {{ class.name }}:
        """The object of a text, remembered: the same for the same text, as long
        as it is among the last 16,384 that were asked for.

        For texts that come again and again. Otherwise like the class itself,
        without optional arguments.
        """
    @staticmethod
    def clear_cache() -> None:
        """Forgets what `cached` remembers."""
    def __reduce__(self) -> tuple[type[{{ class.name }}], tuple[str]]: ...
    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: object, /
    ) -> Any: ...
{%- else if class.is_rebuilt %}
    def __replace__(self, /, **changes: object) -> {{ class.name }}: ...
    def __reduce__(self) -> tuple[type[{{ class.name }}], tuple[object, ...]]: ...
{%- endif %}
    def __copy__(self) -> {{ class.name }}: ...
    def __deepcopy__(self, memo: object) -> {{ class.name }}: ...
{%- for special in class.special_methods %}
{{ special.stub }}
{%- endfor %}
{% endfor %}
{%- for class in records %}
@final
class {{ class.name }}:
{{ class.docs }}

{{ class.match_args }}
{{ class.constructor }}
        """Makes one from its fields."""
{%- for stub in class.fields %}
    @property
{{ stub.header }}
{{ stub.docs }}
{%- endfor %}
{%- for stub in class.methods %}
{%- if stub.is_property %}
    @property
{%- endif %}
{{ stub.header }}
{{ stub.docs }}
{%- endfor %}
    def __eq__(self, other: object, /) -> bool: ...
{%- if class.record.traits.display %}
    def __format__(self, spec: str, /) -> str: ...
{%- endif %}
{%- if class.record.traits.ord %}
{%- for name in ["lt", "le", "gt", "ge"] %}
    def __{{ name }}__(self, other: {{ class.name }}, /) -> bool: ...
{%- endfor %}
{%- endif %}
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[type[{{ class.name }}], tuple[object, ...]]: ...
    def __replace__(self, /, **changes: object) -> {{ class.name }}: ...
    def __copy__(self) -> {{ class.name }}: ...
    def __deepcopy__(self, memo: object) -> {{ class.name }}: ...
{% endfor %}
{%- for stub in functions %}
{{ stub.header }}
{{ stub.docs }}
{% endfor %}
