//! Arguments: from what PyO3 extracted to what the interface crate takes.

use crate::SharedText;
use pyo3::exceptions::{PyMemoryError, PyOverflowError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyList, PyString, PyTuple};
use std::collections::TryReserveError;

/// An extracted argument, which becomes a Rust value that holds nothing of Python's.
pub trait Argument {
    /// What the interface crate takes.
    type Rust;

    /// The value to hand on.
    fn into_rust(self) -> Self::Rust;
}

/// Declares for each name of an argument the function that reads such arguments, for PyO3's `from_py_with`.
#[macro_export]
macro_rules! arguments {
    ($($name:ident)*) => {$(
        #[inline]
        pub(super) fn $name<'a, 'py, A: ::pyo3::FromPyObject<'a, 'py>>(
            object: &'a ::pyo3::Bound<'py, ::pyo3::PyAny>,
        ) -> ::pyo3::PyResult<A> {
            $crate::argument(stringify!($name), object)
        }
    )*};
}

/// Reads an argument; a type error says its name.
#[inline]
pub fn argument<'a, 'py, A: FromPyObject<'a, 'py>>(name: &str, object: &'a Bound<'py, PyAny>) -> PyResult<A> {
    A::extract(object.as_borrowed())
        .map_err(|error| about(object.py(), error.into(), format_args!("argument '{}'", name.trim_start_matches("r#"))))
}

/// A type error says what it is about.
#[cold]
pub(crate) fn about(py: Python<'_>, error: PyErr, what: std::fmt::Arguments<'_>) -> PyErr {
    if is_pythons_own(py, &error) { PyTypeError::new_err(format!("{what}: {}", error.value(py))) } else { error }
}

/// The one sentence of all type errors.
#[cold]
pub fn wrong_type(expected: &str, object: Borrowed<'_, '_, PyAny>) -> PyErr {
    match object.get_type().name() {
        Ok(found) => PyTypeError::new_err(format!("expected {expected}, not {found}")),
        Err(error) => error,
    }
}

/// Whether it is we or Python who say that the type is wrong. What the object itself raised comes through as it is.
fn is_pythons_own(py: Python<'_>, error: &PyErr) -> bool {
    error.get_type(py).is(py.get_type::<PyTypeError>()) && error.traceback(py).is_none()
}

/// A number or a truth value.
#[derive(Debug, Clone, Copy, Default)]
pub struct Plain<T>(pub T);

impl<T> Argument for Plain<T> {
    type Rust = T;

    fn into_rust(self) -> T {
        self.0
    }
}

macro_rules! plain {
    ($($ty:ty: $expected:literal $(from $range:expr)?,)*) => {$(
        impl FromPyObject<'_, '_> for Plain<$ty> {
            type Error = PyErr;

            fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
                let refused = |error: PyErr| {
                    let py = object.py();
                    $(if error.is_instance_of::<PyOverflowError>(py) {
                        let (low, high) = $range;
                        return PyOverflowError::new_err(format!("expected {} from {low} to {high}", $expected));
                    })?
                    if is_pythons_own(py, &error) { wrong_type($expected, object) } else { error }
                };
                object.extract().map(Self).map_err(|error| refused(error.into()))
            }
        }
    )*};
}

plain! {
    bool: "bool",
    u8: "int" from (u8::MIN, u8::MAX),
    u16: "int" from (u16::MIN, u16::MAX),
    u32: "int" from (u32::MIN, u32::MAX),
    u64: "int" from (u64::MIN, u64::MAX),
    i8: "int" from (i8::MIN, i8::MAX),
    i16: "int" from (i16::MIN, i16::MAX),
    i32: "int" from (i32::MIN, i32::MAX),
    i64: "int" from (i64::MIN, i64::MAX),
    f32: "float",
    f64: "float",
}

/// Bytes.
#[derive(Debug)]
pub struct Bytes(PyBackedBytes);

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl FromPyObject<'_, '_> for Bytes {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        object.extract().map(Self).map_err(|_| wrong_type("bytes", object))
    }
}

impl Argument for Bytes {
    type Rust = Vec<u8>;

    fn into_rust(self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl<A: Argument> Argument for Option<A> {
    type Rust = Option<A::Rust>;

    fn into_rust(self) -> Self::Rust {
        self.map(A::into_rust)
    }
}

/// The items of any iterable but text and bytes: `"ab"` where a list is expected is a mistake, not `["a", "b"]`.
#[derive(Debug, Clone)]
pub struct List<A>(pub Vec<A>);

impl<A> Default for List<A> {
    fn default() -> Self {
        Self(vec![])
    }
}

impl List<SharedText> {
    /// The texts where they are, in Python's memory.
    pub fn borrowed(&self) -> Vec<&str> {
        self.0.iter().map(|text| &*text.0).collect()
    }
}

impl List<Option<SharedText>> {
    /// The texts where they are, in Python's memory; `None` where there is none.
    pub fn borrowed(&self) -> Vec<Option<&str>> {
        self.0.iter().map(|text| text.as_ref().map(|text| &*text.0)).collect()
    }
}

impl<A: Argument> Argument for List<A> {
    type Rust = Vec<A::Rust>;

    fn into_rust(self) -> Self::Rust {
        self.0.into_iter().map(A::into_rust).collect()
    }
}

impl<'py, A: FromPyObjectOwned<'py>> FromPyObject<'_, 'py> for List<A> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let is_one = object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>();
        if is_one || object.is_instance_of::<PyByteArray>() {
            return Err(wrong_type("an iterable of several values", object));
        }
        if let Ok(list) = object.cast_exact::<PyList>() {
            return collected(list.len(), &mut list.iter().map(Ok));
        }
        if let Ok(tuple) = object.cast_exact::<PyTuple>() {
            return collected(tuple.len(), &mut tuple.iter().map(Ok));
        }
        // Anybody can write a `__len__`: it is not asked.
        let mut items = object
            .try_iter()
            .map_err(|error| if is_pythons_own(object.py(), &error) { wrong_type("an iterable", object) } else { error })?;
        collected(0, &mut items)
    }
}

/// Looks at each item before the next is asked for, so that the first wrong one ends it, however many were to come.
fn collected<'py, A: FromPyObjectOwned<'py>>(
    length: usize,
    items: &mut dyn Iterator<Item = PyResult<Bound<'py, PyAny>>>,
) -> PyResult<List<A>> {
    let mut list = vec![];
    list.try_reserve_exact(length).map_err(no_memory)?;
    for (place, item) in items.enumerate() {
        let item = item?;
        if list.len() == list.capacity() {
            list.try_reserve(1).map_err(no_memory)?;
        }
        list.push(item.extract().map_err(|error: A::Error| about(item.py(), error.into(), format_args!("item {place}")))?);
    }
    Ok(List(list))
}

#[cold]
fn no_memory(error: TryReserveError) -> PyErr {
    PyMemoryError::new_err(error.to_string())
}

/// The error for an argument that a custom type is not made of.
#[cold]
pub fn refused(name: &str, reason: &str) -> PyErr {
    PyValueError::new_err(format!("argument '{}': {reason}", name.trim_start_matches("r#")))
}

/// Whether something is an item: what has the wrong type, or cannot be read, is none, as in Python's own containers.
pub fn contains<'a, 'py, A: FromPyObject<'a, 'py>>(
    item: &'a Bound<'py, PyAny>,
    holds: impl FnOnce(A) -> PyResult<bool>,
) -> PyResult<bool> {
    match A::extract(item.as_borrowed()).map_err(Into::into) {
        Ok(value) => holds(value),
        Err(error) if is_no_value(&error, item.py()) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What an argument is refused with. Interrupts, and what the caller's own code raises, go on.
fn is_no_value(error: &PyErr, py: Python<'_>) -> bool {
    error.is_instance_of::<PyTypeError>(py) || error.is_instance_of::<PyValueError>(py)
}

/// The same where an item is welcome in the place of its key, which is its attribute of this name.
pub fn contains_key<'py, A: for<'a> FromPyObject<'a, 'py>>(
    item: &Bound<'py, PyAny>,
    key: &str,
    holds: impl Fn(A) -> PyResult<bool>,
) -> PyResult<bool> {
    if contains(item, &holds)? {
        return Ok(true);
    }
    item.getattr_opt(key)?.map_or(Ok(false), |key| contains(&key, &holds))
}
