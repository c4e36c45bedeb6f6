"""The library of {{ module }}: where it is, what is in it, and whether it fits."""

import os

import _cffi_backend

INTERFACE_HASH = {{ "{:#018x}"|format(hash) }}
VERSION_NUMBER = {{ version_number }}

# The types of all functions and the functions themselves, as cffi's own generator writes them: nothing is parsed when this is imported.
ffi = _cffi_backend.FFI(
    "{{ module }}._library",
    _version=0x2601,
    _types=(
{%- for line in types %}
        {{ line }}
{%- endfor %}
    ),
    _struct_unions=(
{%- for line in structs %}
        {{ line }}
{%- endfor %}
    ),
    _globals=(
{%- for line in functions %}
        {{ line }}
{%- endfor %}
    ),
)

# The variable that names the library during development.
VARIABLE = "{{ variable }}"

PATH = os.environ.get(VARIABLE) or os.path.join(os.path.dirname(__file__), "lib{{ prefix }}.so")


def _opened():
    try:
        library = ffi.dlopen(PATH)
    except OSError as error:
        raise ImportError(
            f"the native library of {{ module }} cannot be loaded ({error}); "
            f"install a wheel for this platform, or let {VARIABLE} name the library"
        ) from None
    try:
        fits = library.{{ prefix }}_serves(INTERFACE_HASH, VERSION_NUMBER)
    except AttributeError:
        raise ImportError(f"{PATH} is not the native library of {{ module }}") from None
    # What does not fit tells its own interface, and is refused with both.
    return library, INTERFACE_HASH if fits else library.{{ prefix }}_interface_hash()


C, found_hash = _opened()
{%- for name in fixed %}
{{ name }} = C.{{ prefix }}_{{ name }}
{%- endfor %}


def function(name):
    """A function of the library by the end of its name."""
    return getattr(C, "{{ prefix }}_" + name)
