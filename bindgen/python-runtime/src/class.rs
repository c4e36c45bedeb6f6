//! Classes: frozen Python objects that hold a Rust value.

use crate::{Argument, Cache};
use pyo3::PyClass;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::types::{PyBool, PyString};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A class that holds a Rust value.
pub trait Class: PyClass<Frozen = True> + Sync {
    /// The Rust type.
    type Value;
    /// The form in which the interface crate takes the value for its own: shared for objects, a copy for records.
    type Owned;

    /// The value inside.
    fn value(&self) -> &Self::Value;

    /// The value to keep.
    fn owned(&self) -> Self::Owned;
}

/// A class whose values are made from text, and accepted as text wherever they are expected.
pub trait TextClass: Class<Value: Clone, Owned = Arc<<Self as Class>::Value>> {
    /// Parses text with all defaults.
    fn parse(text: &str) -> PyResult<Self::Value>;

    /// The object of a value.
    fn from_value(value: Self::Value) -> Self;

    /// The objects that are remembered by their text.
    fn cache() -> &'static Cache;
}

/// An argument that must be an instance of a class.
#[derive(Debug)]
pub struct Instance<'py, C>(Bound<'py, C>);

impl<C: Class> Instance<'_, C> {
    /// The value inside.
    pub fn value(&self) -> &C::Value {
        self.0.get().value()
    }
}

impl<C: Class> Argument for Instance<'_, C> {
    type Rust = C::Owned;

    fn into_rust(self) -> C::Owned {
        self.0.get().owned()
    }
}

impl<'py, C: Class> FromPyObject<'_, 'py> for Instance<'py, C> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        Ok(Self(object.cast::<C>()?.to_owned()))
    }
}

/// An argument that is an instance of a text type's class, or text.
#[derive(Debug)]
pub enum TextOr<'py, C: TextClass> {
    /// An instance.
    Instance(Bound<'py, C>),
    /// What was text.
    Parsed(C::Value),
}

impl<C: TextClass> TextOr<'_, C> {
    /// The value inside.
    pub fn value(&self) -> &C::Value {
        match self {
            Self::Instance(instance) => instance.get().value(),
            Self::Parsed(value) => value,
        }
    }
}

impl<C: TextClass> Argument for TextOr<'_, C> {
    type Rust = Arc<C::Value>;

    fn into_rust(self) -> Self::Rust {
        match self {
            Self::Instance(instance) => instance.get().owned(),
            Self::Parsed(value) => Arc::new(value),
        }
    }
}

impl<'py, C: TextClass> FromPyObject<'_, 'py> for TextOr<'py, C> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<C>() {
            Ok(instance) => Ok(Self::Instance(instance.to_owned())),
            Err(error) => match object.cast::<PyString>() {
                Ok(text) => C::parse(text.to_str()?).map(Self::Parsed),
                Err(_) => Err(error.into()),
            },
        }
    }
}

/// The value behind what an interface function gives back: some give the value itself, some an `Arc` of it, and the metadata does not
/// say which. A class that holds its value inline pays for an `Arc` only where the function made one.
pub trait IntoValue<T> {
    /// The value.
    fn into_value(self) -> T;
}

impl<T> IntoValue<T> for T {
    fn into_value(self) -> T {
        self
    }
}

impl<T: Clone> IntoValue<T> for Arc<T> {
    fn into_value(self) -> T {
        Arc::unwrap_or_clone(self)
    }
}

/// Answers a comparison; that with something of another class is left to that class.
#[inline]
pub fn compare<C: Class<Value: Ord>>(own: &Bound<'_, C>, other: &Bound<'_, PyAny>, op: CompareOp) -> Py<PyAny> {
    let py = own.py();
    // Our classes have no subclasses.
    if own.as_any().get_type_ptr() != other.get_type_ptr() {
        return py.NotImplemented();
    }
    // SAFETY: it has the very same class.
    let other = unsafe { other.cast_unchecked::<C>() };
    let holds = compare_values(own.get().value(), other.get().value(), op);
    PyBool::new(py, holds).to_owned().into_any().unbind()
}

/// Equality is asked as such, because it is often cheaper than order.
#[inline]
fn compare_values<T: Ord>(a: &T, b: &T, op: CompareOp) -> bool {
    match op {
        CompareOp::Eq => a == b,
        CompareOp::Ne => a != b,
        _ => op.matches(a.cmp(b)),
    }
}

/// A hash that is the same in every process, by a hasher that is fast for the short texts that most values are.
pub fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
