{# What classes have in common. #}
{% macro glue(function) %}

{{ function.lead }}
{{ function.header }} {
{{ function.body }}
}
{%- endmacro %}
{% macro display(traits) %}
{%- if traits.display %}

    fn __str__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        call_rust(|| runtime::display(py, &self.0))?
    }

    /// Its text, laid out as text is.
    #[pyo3(text_signature = "($self, spec, /)")]
    fn __format__<'py>(&self, py: Python<'py>, spec: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
        runtime::format(&self.__str__(py)?, spec)
    }
{%- endif %}
{%- endmacro %}
{% macro to_tuple(names, reads) %}
    const FIELDS: &'static [&'static str] = &[{% for name in names.iter() %}"{{ name }}", {% endfor %}];

    /// The values that it is made of, in order.
    fn to_tuple<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
{%- if reads.is_empty() %}
        Ok(PyTuple::empty(py))
{%- else %}
        PyTuple::new(py, [{% for read in reads.iter() %}{{ read }}?.into_bound_py_any(py)?, {% endfor %}])
{%- endif %}
    }
{%- endmacro %}
{% macro annotated(annotations) %}
{%- if !annotations.is_empty() %}

    /// The types of the properties, for `typing.get_type_hints`.
    #[classattr]
    fn __annotations__(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
        runtime::annotations(py, &[{% for (name, ty) in annotations.iter() %}("{{ name }}", "{{ ty }}"), {% endfor %}])
    }
{%- endif %}
{%- endmacro %}
{% macro copied() %}

    fn __copy__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    #[pyo3(text_signature = "($self, memo)")]
    fn __deepcopy__(slf: Py<Self>, memo: &Bound<'_, PyAny>) -> Py<Self> {
        let _ = memo;
        slf
    }
{%- endmacro %}
{% macro reduced() %}

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyType>, Bound<'py, PyTuple>)> {
        Ok((slf.get_type(), slf.get().to_tuple(slf.py())?))
    }

    /// Another one, with some parts changed; `copy.replace` calls it.
    #[pyo3(signature = (**changes), text_signature = "($self, /, **changes)")]
    fn __replace__<'py>(slf: &Bound<'py, Self>, changes: Option<&Bound<'py, PyDict>>) -> PyResult<Bound<'py, PyAny>> {
        runtime::replaced(slf, Self::FIELDS, &slf.get().to_tuple(slf.py())?, changes)
    }

    #[classattr]
    fn __match_args__(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        runtime::match_args(py, Self::FIELDS)
    }
{%- endmacro %}
{% macro column() %}

    /// The column that an object of another library is, by the Arrow PyCapsule
    /// interface; or one of texts.
    #[staticmethod]
    #[pyo3(signature = (data, /))]
    fn from_arrow(data: runtime::StandInOr<'_, Self>) -> runtime::Made<Self> {
        Self::from_rust(data.into_rust())
    }

    /// Capsules of its schema and of its values.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let _ = requested_schema;
        runtime::array_capsules(py, (*self.0).as_ref())
    }

    /// A capsule of its schema.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        runtime::schema_capsule(py, (*self.0).as_ref()).map(Bound::into_any)
    }

    /// A capsule of a stream of its values.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = requested_schema;
        runtime::stream_capsule(py, (*self.0).as_ref()).map(Bound::into_any)
    }
{%- endmacro %}
