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

/// `Class(name=value, name=value)`, which evaluates to an equal value. What is shown as its default is left out.
pub fn value_repr(class: &str, names: &[&str], defaults: &[Option<&str>], values: &Bound<'_, PyTuple>) -> PyResult<String> {
    let mut fields = Vec::with_capacity(names.len());
    for (i, (name, value)) in names.iter().zip(values).enumerate() {
        // Whoever makes the value writes its lists as lists.
        let value = if let Ok(list) = value.cast::<PyTuple>() { list.to_list().repr()? } else { value.repr()? };
        let value = value.to_str()?;
        if defaults.get(i).copied().flatten() != Some(value) {
            fields.push(format!("{name}={value}"));
        }
    }
    Ok(format!("{class}({})", fields.join(", ")))
}

/// The tuple of names that `match` reads as positions.
pub fn match_args<'py>(py: Python<'py>, names: &[&str]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, names)
}
