{%- import "python/common.rs" as common -%}
// {{ marker }}

//! The Python extension of {{ module }}: PyO3 classes and functions around `{{ interface.crate_path }}`.

#![allow(
    missing_docs,
    unused_imports,
    clippy::doc_lazy_continuation,
    clippy::manual_map,
    clippy::map_clone,
    clippy::unnecessary_sort_by,
    clippy::needless_pass_by_value,
    clippy::too_many_arguments,
    clippy::useless_conversion,
    clippy::clone_on_copy,
    clippy::redundant_closure,
    clippy::result_large_err,
    clippy::unit_arg,
    clippy::new_ret_no_self,
    clippy::wrong_self_convention,
    clippy::trivially_copy_pass_by_ref
)]

{{ ffi }}
use bindings_runtime as runtime;
use pyo3::IntoPyObjectExt as _;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyBytes, PyDict, PyFrozenSet, PyInt, PyIterator, PyList, PySet, PyString, PyTuple, PyType};
use runtime::{Argument as _, Class as _};
use std::sync::Arc;

/// The extension module.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    runtime::refuse_others("{{ module }}")?;
    runtime::note_panics();
    module.add_function(wrap_pyfunction!(_live_objects, module)?)?;
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("_interface_hash", {{ "{:#018x}"|format(hash) }}u64)?;
{%- for class in objects %}
    module.add_class::<{{ class.name }}>()?;
{%- endfor %}
{%- for class in records %}
    module.add_class::<{{ class.name }}>()?;
{%- endfor %}
{%- for choices in enums %}
    module.add_function(wrap_pyfunction!(_{{ choices.snake }}_from_text, module)?)?;
    module.add_function(wrap_pyfunction!(_{{ choices.snake }}_ranks, module)?)?;
{%- for method in choices.methods %}
    module.add_function(wrap_pyfunction!({{ method.name }}, module)?)?;
{%- endfor %}
{%- endfor %}
{%- for function in functions %}
    runtime::add_function("{{ module }}", module, wrap_pyfunction!({{ function.name }}, module)?)?;
{%- endfor %}
    // PyO3 lists everything; the package around this module says what is public.
    module.delattr("__all__")
}

/// How many allocations are not given back, in an extension that counts them; else 0.
#[pyfunction]
fn _live_objects() -> u64 {
    runtime::live()
}

/// How each argument is read.
mod argument {
    bindings_runtime::arguments! {
{%- for name in arguments %}
        {{ name }}
{%- endfor %}
    }
}

/// The module that has the exceptions.
const ERRORS: &str = "{{ module }}._errors";

/// Calls Rust; a panic becomes an exception.
#[inline]
fn call_rust<T>(call: impl FnOnce() -> T) -> PyResult<T> {
    runtime::catch(call).map_err(panicked)
}

#[cold]
fn panicked(runtime::Panic { message, backtrace }: runtime::Panic) -> PyErr {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    Python::attach(|py| made(CLASS.import(py, ERRORS, "PanicError").and_then(|class| class.call1((message, backtrace)))))
}

/// The exception, or what went wrong when it was made.
fn made(exception: PyResult<Bound<'_, PyAny>>) -> PyErr {
    exception.map_or_else(|failure| failure, PyErr::from_value)
}
{%- if !interface.errors.is_empty() %}

/// An error of the interface.
trait Error: std::fmt::Display + Sized {
    /// The exception with that message and the same fields.
    fn told<'py>(&self, py: Python<'py>, message: &str) -> PyResult<Bound<'py, PyAny>>;

    /// The exception.
    #[cold]
    fn exception(self) -> PyErr {
        let message = self.to_string();
        Python::attach(|py| made(self.told(py, &message)))
    }
}

/// Calls Rust that can fail; an error becomes an exception.
#[inline]
fn try_rust<E: Error, T, R: Into<E>>(call: impl FnOnce() -> Result<T, R>) -> PyResult<T> {
    call_rust(call)?.map_err(exception::<E, R>)
}

#[cold]
fn exception<E: Error, R: Into<E>>(error: R) -> PyErr {
    error.into().exception()
}
{%- if !interface.error_fields.is_empty() %}

/// The names of what errors carry.
mod carried {
    bindings_runtime::names! {
{%- for field in interface.error_fields %} {{ self::glue_identifier(field.name) }}: "{{ self::identifier(field.name) }}"{% endfor %} }
}
{%- endif %}
{%- endif %}
{%- for error in interface.errors %}

impl Error for ffi::{{ error.name }} {
    // No field has a name that ends in an underscore.
    fn told<'py>(&self, py_: Python<'py>, message_: &str) -> PyResult<Bound<'py, PyAny>> {
        match self {
{%- for variant in error.variants %}
            Self::{{ variant.name }}{% if !variant.fields.is_empty() %} { {% for field in variant.fields %}{{ self::rust_identifier(field.name.rust()) }}, {% endfor %} }{% else %} { .. }{% endif %} => {
                static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
                let class_ = CLASS.import(py_, ERRORS, "{{ variant.class.pascal() }}")?;
                runtime::exception(class_, message_, [{% for (name, value) in self::told_fields(interface, variant) %}(carried::{{ name }}(py_), {{ value }}.into_bound_py_any(py_)?), {% endfor %}])
            }
{%- endfor %}
        }
    }
}
{%- endfor %}
{%- for function in callbacks %}

/// A function of Python's.
struct {{ function.name }}(runtime::Call);

impl ffi::{{ function.of }} for {{ function.name }} {
    {{ function.method }} {
        self.0.tell(({{ function.told }})){% if !function.answers %};{% endif %}
    }
}
{%- endfor %}

{{ copies }}
{%- for class in objects %}

{{ class.docs }}
#[pyclass(frozen, module = "{{ module }}")]
pub struct {{ class.name }}({% if class.object.is_text %}ffi::{{ class.object.name }}{% else %}Arc<ffi::{{ class.object.name }}>{% endif %}{% if class.kept > 0 %}, runtime::Kept<{{ class.kept }}>{% endif %});

impl runtime::Class for {{ class.name }} {
    type Value = ffi::{{ class.object.name }};
    type Owned = Arc<ffi::{{ class.object.name }}>;

    fn value(&self) -> &Self::Value {
        &self.0
    }

    fn owned(&self) -> Self::Owned {
{%- if class.object.is_text %}Arc::new(self.0.clone()){% else %}Arc::clone(&self.0){% endif %}
    }
}
{%- if class.object.is_text %}

impl runtime::TextClass for {{ class.name }} {
    const EXPECTED: &'static str = "{{ class.name }} or text";

    fn parse(text: runtime::Text<'_>) -> PyResult<Self::Value> {
        Self::new({{ class.parse }}).map(|made| made.0.0)
    }

    fn from_value(value: Self::Value) -> Self {
        Self(value{% if class.kept > 0 %}, runtime::Kept::new(){% endif %})
    }

    fn cache() -> &'static runtime::Cache {
        static CACHE: runtime::Cache = runtime::Cache::new();
        &CACHE
    }
}
{%- endif %}
{%- if let Some(stand_in) = class.stand_in %}

impl runtime::StandInClass for {{ class.name }} {
    const EXPECTED: &'static str = "{{ stand_in.expected }}";

    fn made_of(stand_in: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
{%- if class.object.is_column %}
        if let Some(column) = runtime::column_of(stand_in)? {
            return Ok(Self(Arc::new(column.into())));
        }
{%- endif %}
        let text = {{ stand_in.read }}?;
        Self::new({% if stand_in.asks_for_py %}stand_in.py(), {% endif %}{{ class.parse }}).map(|made| made.0)
    }
}
{%- endif %}

impl {{ class.name }} {
{%- if let Some(parts) = class.parts %}
{%- call common::to_tuple(&parts.names, &parts.reads) %}{% endcall %}
{% endif %}
{%- if class.object.is_text %}
    /// The object of what Rust gave back.
    fn from_rust(value: impl runtime::IntoValue<ffi::{{ class.object.name }}>) -> runtime::Made<Self> {
        runtime::Made(Self(value.into_value(){% if class.kept > 0 %}, runtime::Kept::new(){% endif %}))
    }
{%- else %}
    /// The object of what Rust gave back.
    fn from_rust(value: impl Into<Arc<ffi::{{ class.object.name }}>>) -> runtime::Made<Self> {
        runtime::Made(Self(value.into(){% if class.kept > 0 %}, runtime::Kept::new(){% endif %}))
    }
{%- endif %}
}

#[pymethods]
impl {{ class.name }} {
{%- for constructor in class.constructors %}
{%- call common::glue(constructor) %}{% endcall %}
{%- endfor %}
{%- for method in class.methods %}
{%- call common::glue(method) %}{% endcall %}
{%- endfor %}
{%- if class.object.is_column %}
{%- call common::column() %}{% endcall %}
{%- endif %}
{%- if class.object.is_text %}

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        runtime::text_repr("{{ class.name }}", &self.__str__(py)?)
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, (Bound<'py, PyString>,))> {
        Ok((slf.get_type(), (slf.get().__str__(slf.py())?,)))
    }
{%- call common::copied() %}{% endcall %}

    /// The object of a text, remembered: the same for the same text, as
    /// long as it is among the last 16,384 that were asked for.
    ///
    /// For texts that come again and again. Otherwise like the class itself,
    /// without optional arguments.
    #[staticmethod]
    #[pyo3(signature = (text, /))]
    fn cached<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        runtime::cached::<Self>(text)
    }

    /// Forgets what `cached` remembers.
    #[staticmethod]
    fn clear_cache(py: Python<'_>) {
        runtime::clear_cache::<Self>(py);
    }

    /// How pydantic reads and writes it: as text. Nothing of pydantic is
    /// imported before it asks.
    #[classmethod]
    #[pyo3(text_signature = "($cls, source, handler, /)")]
    fn __get_pydantic_core_schema__<'py>(
        cls: &Bound<'py, PyType>,
        source: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = (source, handler);
        cls.py().import("{{ module }}._pydantic")?.call_method1("text_schema", (cls,))
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        runtime::match_args(py, &[{% for name in class.match_args %}"{{ name }}", {% endfor %}])
    }
{%- else if let Some(parts) = class.parts %}

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        const DEFAULTS: &[Option<&str>] = &[{% for default in parts.defaults %}{{ default }}, {% endfor %}];
{%- if class.object.protocol.index.is_some() && class.object.traits.display %}
        if self.{{ class.object.sequence().unwrap().length.name.snake() }}()? > runtime::SHOWN {
            return call_rust(|| format!("<{{ class.name }}: {}>", self.0));
        }
{%- endif %}
        runtime::value_repr("{{ class.name }}", Self::FIELDS, DEFAULTS, &self.to_tuple(py)?)
    }
{%- call common::copied() %}{% endcall %}
{%- call common::reduced() %}{% endcall %}
{%- else %}
{%- call common::copied() %}{% endcall %}
{%- if class.object.traits.debug %}

    fn __repr__(&self) -> PyResult<String> {
        call_rust(|| format!("{:?}", self.0))
    }
{%- endif %}
{%- endif %}
{%- call common::display(class.object.traits) %}{% endcall %}
{%- if class.is_set %}
{%- else if class.object.traits.ord %}

    fn __richcmp__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        call_rust(|| runtime::compare(slf, other, op))
    }
{%- else %}

    fn __eq__(&self, other: &Bound<'_, Self>) -> PyResult<bool> {
        call_rust(|| {{ class.equal }})
    }
{%- endif %}
{%- if let Some(hash) = class.hash %}

    fn __hash__(&self) -> PyResult<u64> {
        call_rust(|| {{ hash }})
    }
{%- endif %}
{%- for special in class.special_methods %}

    {{ special.glue }}
{%- endfor %}
{%- call common::annotated(&class.annotations) %}{% endcall %}
}
{%- if let Some(sequence) = class.sequence %}

impl runtime::Sequence for {{ class.name }} {
    fn length(own: &Bound<'_, Self>) -> PyResult<usize> {
        Ok(usize::try_from({{ sequence.length }}?)?)
    }

    fn item<'py>(own: &Bound<'py, Self>, place: usize) -> PyResult<Bound<'py, PyAny>> {
{%- if let Some(error) = sequence.error %}
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        runtime::item_or_error(own.py(), {{ sequence.item }}, CLASS.import(own.py(), ERRORS, "{{ error }}")?)
{%- else %}
        {{ sequence.item }}?.into_bound_py_any(own.py())
{%- endif %}
    }

    fn part<'py>(own: &Bound<'py, Self>, start: usize, count: usize, step: isize) -> PyResult<Bound<'py, PyAny>> {
        {{ sequence.part }}?.into_bound_py_any(own.py())
    }
}
{%- endif %}
{%- if let Some(items) = class.items %}

/// What may be an item of {{ class.name }}, as text.
#[derive(Debug)]
struct {{ items.class }}(String);

impl runtime::Argument for {{ items.class }} {
    type Rust = String;

    fn into_rust(self) -> String {
        self.0
    }
}

impl FromPyObject<'_, '_> for {{ items.class }} {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
{%- for ty in items.types %}
        if let Ok(item) = object.cast::<{{ ty }}>() {
            return call_rust(|| item.get().0.to_string()).map(Self);
        }
{%- endfor %}
        runtime::Text::or_else(object, "{{ items.expected }}").map(|text| Self(text.into_rust()))
    }
}
{%- endif %}
{%- endfor %}
{%- for class in records %}

{{ class.docs }}
#[pyclass(frozen, module = "{{ module }}")]
pub struct {{ class.name }}(ffi::{{ class.record.name }});

impl runtime::Class for {{ class.name }} {
    type Value = ffi::{{ class.record.name }};
    type Owned = ffi::{{ class.record.name }};

    fn value(&self) -> &Self::Value {
        &self.0
    }

    fn owned(&self) -> Self::Owned {
        copy_of_{{ class.record.name.snake() }}(&self.0)
    }
}

impl {{ class.name }} {
{%- call common::to_tuple(&class.fields, &class.reads) %}{% endcall %}

    /// The object of what Rust gave back.
    fn from_rust(value: ffi::{{ class.record.name }}) -> runtime::Made<Self> {
        runtime::Made(Self(value))
    }
}

#[pymethods]
impl {{ class.name }} {
    {{ class.constructor.lead }}
    {{ class.constructor.header }} {
        {{ class.constructor.body }}
        {{ class.made }}
    }
{%- for getter in class.getters %}

{%- call common::glue(getter) %}{% endcall %}
{%- endfor %}
{%- for method in class.methods %}
{%- call common::glue(method) %}{% endcall %}
{%- endfor %}

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        runtime::value_repr("{{ class.name }}", Self::FIELDS, &[], &self.to_tuple(py)?)
    }
{%- call common::display(class.record.traits) %}{% endcall %}
{%- if class.record.traits.ord %}

    fn __richcmp__(slf: &Bound<'_, Self>, other: &Bound<'_, PyAny>, op: CompareOp) -> PyResult<Py<PyAny>> {
        call_rust(|| runtime::compare(slf, other, op))
    }
{%- else %}

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<bool> {
        self.to_tuple(py)?.eq(other.get().to_tuple(py)?)
    }
{%- endif %}

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        self.to_tuple(py)?.hash()
    }
{%- call common::copied() %}{% endcall %}
{%- call common::reduced() %}{% endcall %}
{%- call common::annotated(&class.annotations) %}{% endcall %}
}
{%- endfor %}
{%- for choices in enums %}

/// What the glue knows of the enum {{ choices.name }}.
#[derive(Debug, Clone, Copy)]
pub struct {{ choices.name }};

impl runtime::Enumeration for {{ choices.name }} {
    type Value = ffi::{{ choices.choices.name }};
    const MODULE: &'static str = "{{ module }}._enums";
    const CLASS: &'static str = "{{ choices.name }}";
    const EXPECTED: &'static str = "{{ choices.name }} or text";
    const NAMES: &'static [&'static str] = &[{% for variant in choices.choices.variants %}"{{ variant.name.snake() }}", {% endfor %}];

    fn at(place: usize) -> Self::Value {
        match place {
{%- for variant in choices.choices.variants %}
            {{ loop.index0 }} => ffi::{{ choices.choices.name }}::{{ variant.name }},
{%- endfor %}
            _ => unreachable!("there are no more choices"),
        }
    }

    fn index(value: &Self::Value) -> usize {
        match value {
{%- for variant in choices.choices.variants %}
            ffi::{{ choices.choices.name }}::{{ variant.name }} => {{ loop.index0 }},
{%- endfor %}
        }
    }
{%- if choices.choices.traits.display %}

    fn text(value: &Self::Value) -> Option<String> {
        Some(value.to_string())
    }
{%- else %}

    fn text(_value: &Self::Value) -> Option<String> {
        None
    }
{%- endif %}

{%- if choices.choices.reads_text %}

    fn read(text: &str) -> PyResult<Self::Value> {
        text.parse().map_err(Error::exception)
    }
{%- endif %}

    fn table() -> &'static runtime::Table {
        static TABLE: runtime::Table = runtime::Table::new();
        &TABLE
    }
}

#[pyfunction]
fn _{{ choices.snake }}_from_text(value: runtime::Choice<{{ choices.name }}>) -> runtime::Choice<{{ choices.name }}> {
    value
}

#[pyfunction]
fn _{{ choices.snake }}_ranks() -> Vec<usize> {
    runtime::ranks::<{{ choices.name }}>({% if choices.choices.traits.ord %}|a, b| a.cmp(b){% else %}|_, _| std::cmp::Ordering::Equal{% endif %})
}
{%- for method in choices.methods %}

{%- call common::glue(method) %}{% endcall %}
{%- endfor %}
{%- endfor %}
{%- for function in functions %}
{%- call common::glue(function) %}{% endcall %}
{%- endfor %}
