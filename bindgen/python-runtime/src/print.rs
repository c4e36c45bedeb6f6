//! Texts of objects.

use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple};

/// Python text, straight from the Rust text.
#[inline]
pub fn text(py: Python<'_>, text: impl AsRef<str>) -> Bound<'_, PyString> {
    PyString::new(py, text.as_ref())
}

/// `Class('text')`, which evaluates to an equal object.
pub fn text_repr(py: Python<'_>, class: &str, text: &str) -> PyResult<String> {
    Ok(format!("{class}({})", PyString::new(py, text).repr()?.to_str()?))
}

/// `Class(name=value, name=value)`, which evaluates to an equal record.
pub fn record_repr(class: &str, names: &[&str], values: &Bound<'_, PyTuple>) -> PyResult<String> {
    let mut fields = Vec::with_capacity(names.len());
    for (name, value) in names.iter().zip(values) {
        fields.push(format!("{name}={}", value.repr()?.to_str()?));
    }
    Ok(format!("{class}({})", fields.join(", ")))
}

/// The tuple of names that `match` reads as positions.
pub fn match_args<'py>(py: Python<'py>, names: &[&str]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, names)
}
