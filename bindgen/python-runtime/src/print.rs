//! Texts of objects.

use pyo3::exceptions::{PyRuntimeError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};
use std::fmt::{self, Display, Write};

/// Python text of something that prints as text. Short text is not allocated before it is Python's.
pub fn display<'py>(py: Python<'py>, value: &impl Display) -> PyResult<Bound<'py, PyString>> {
    let mut printed = Printed { short: [0; SHORT], length: 0, long: String::new() };
    write!(printed, "{value}").map_err(|_| PyRuntimeError::new_err("it cannot be printed"))?;
    if printed.long.is_empty() {
        PyString::from_bytes(py, &printed.short[..printed.length])
    } else {
        Ok(PyString::new(py, &printed.long))
    }
}

/// Room for all but the longest texts.
const SHORT: usize = 64;

/// Text that is being printed: in `short` as long as it fits, then all of it in `long`.
struct Printed {
    short: [u8; SHORT],
    length: usize,
    long: String,
}

impl Write for Printed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        if let Some(place) = self.short.get_mut(self.length..end).filter(|_| self.long.is_empty()) {
            place.copy_from_slice(text.as_bytes());
            self.length = end;
            return Ok(());
        }
        if self.long.is_empty() {
            self.long.push_str(std::str::from_utf8(&self.short[..self.length]).map_err(|_| fmt::Error)?);
        }
        self.long.push_str(text);
        Ok(())
    }
}

/// `Class('text')`, which evaluates to an equal object.
pub fn text_repr(class: &str, text: &Bound<'_, PyString>) -> PyResult<String> {
    Ok(format!("{class}({})", text.repr()?.to_str()?))
}

/// A sequence of so many items is shown whole; one of more tells what it is.
pub const SHOWN: u64 = 8;

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

/// Text, laid out as `spec` says.
pub fn format<'py>(text: &Bound<'py, PyString>, spec: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyAny>> {
    if spec.is_empty()? { Ok(text.clone().into_any()) } else { text.call_method1("__format__", (spec,)) }
}

/// Another object of the class, with its parts but for what changes.
pub fn replaced<'py>(
    object: &Bound<'py, PyAny>,
    names: &[&str],
    values: &Bound<'py, PyTuple>,
    changes: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let parts = PyDict::new(object.py());
    for (name, value) in names.iter().zip(values) {
        parts.set_item(name, value)?;
    }
    if let Some(changes) = changes {
        parts.update(changes.as_mapping())?;
    }
    object.get_type().call((), Some(&parts))
}

/// Another object of the class: each of the methods is called of whose parts one changes, with the others as they are.
pub fn changed<'py>(
    object: &Bound<'py, PyAny>,
    methods: &[(&str, &[&str])],
    changes: Option<&Bound<'py, PyDict>>,
) -> PyResult<Bound<'py, PyAny>> {
    let Some(changes) = changes else { return Ok(object.clone()) };
    let known = |name: &str| methods.iter().any(|(_, parts)| parts.contains(&name));
    for name in changes.keys() {
        if !known(name.cast::<PyString>()?.to_str()?) {
            return Err(PyTypeError::new_err(format!(
                "{} has no part {} that can change",
                object.get_type().name()?,
                name.repr()?
            )));
        }
    }
    let mut changed = object.clone();
    for (method, parts) in methods {
        let given = parts.iter().map(|part| changes.get_item(part)).collect::<PyResult<Vec<_>>>()?;
        if given.iter().any(Option::is_some) {
            let values = given.into_iter().zip(*parts).map(|(value, part)| value.map_or_else(|| changed.getattr(part), Ok));
            let values = values.collect::<PyResult<Vec<_>>>()?;
            changed = changed.call_method1(method, PyTuple::new(object.py(), values)?)?;
        }
    }
    Ok(changed)
}

/// The types of properties, by name.
pub fn annotations<'py>(py: Python<'py>, types: &[(&str, &str)]) -> PyResult<Bound<'py, PyDict>> {
    let annotations = PyDict::new(py);
    for (name, ty) in types {
        annotations.set_item(name, ty)?;
    }
    Ok(annotations)
}

/// The tuple of names that `match` reads as positions.
pub fn match_args<'py>(py: Python<'py>, names: &[&str]) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, names)
}
