//! Arguments: from what PyO3 extracted to what the interface crate takes.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyByteArray, PyBytes, PyList, PyString};
use std::fmt::Display;

/// An extracted argument, which becomes a Rust value that holds nothing of Python's.
pub trait Argument {
    /// What the interface crate takes.
    type Rust;

    /// The value to hand on.
    fn into_rust(self) -> Self::Rust;
}

macro_rules! plain {
    ($($ty:ty)*) => {$(
        impl Argument for $ty {
            type Rust = Self;

            fn into_rust(self) -> Self {
                self
            }
        }
    )*};
}

plain!(bool u8 u16 u32 u64 i8 i16 i32 i64 f32 f64 String &str);

impl Argument for PyBackedBytes {
    type Rust = Vec<u8>;

    fn into_rust(self) -> Vec<u8> {
        self.to_vec()
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

impl List<PyBackedStr> {
    /// The texts where they are, in Python's memory.
    pub fn borrowed(&self) -> Vec<&str> {
        self.0.iter().map(|text| &**text).collect()
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
        if object.is_instance_of::<PyString>() || object.is_instance_of::<PyBytes>() || object.is_instance_of::<PyByteArray>() {
            return Err(PyTypeError::new_err(format!("expected several values, not one {}", object.get_type().name()?)));
        }
        let extract = |item: Bound<'py, PyAny>| item.extract().map_err(Into::into);
        if let Ok(list) = object.cast_exact::<PyList>() {
            return list.iter().map(extract).collect::<PyResult<_>>().map(Self);
        }
        let mut list = Vec::with_capacity(object.len().unwrap_or(0));
        for item in object.try_iter()? {
            list.push(extract(item?)?);
        }
        Ok(Self(list))
    }
}

/// A type of the interface that crosses the border as text.
#[derive(Debug, Clone)]
pub struct Custom<T>(pub T);

impl<T> Argument for Custom<T> {
    type Rust = T;

    fn into_rust(self) -> T {
        self.0
    }
}

impl<T: TryFrom<String, Error: Display>> FromPyObject<'_, '_> for Custom<T> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let text: String = object.extract()?;
        T::try_from(text).map(Self).map_err(|reason| PyValueError::new_err(reason.to_string()))
    }
}

impl<'py, T: Into<String>> IntoPyObject<'py> for Custom<T> {
    type Target = PyString;
    type Output = Bound<'py, PyString>;
    type Error = std::convert::Infallible;

    fn into_pyobject(self, py: Python<'py>) -> Result<Self::Output, Self::Error> {
        Ok(PyString::new(py, &self.0.into()))
    }
}

/// Whether something is an item: what has the wrong type is none, as in Python's own containers.
pub fn contains<'a, 'py, A: FromPyObject<'a, 'py>>(
    item: &'a Bound<'py, PyAny>,
    holds: impl FnOnce(A) -> PyResult<bool>,
) -> PyResult<bool> {
    match A::extract(item.as_borrowed()).map_err(Into::into) {
        Ok(value) => holds(value),
        Err(error) if error.is_instance_of::<PyTypeError>(item.py()) => Ok(false),
        Err(error) => Err(error),
    }
}
