//! Classes: frozen Python objects that hold a Rust value.

use crate::argument::wrong_type;
use crate::{Argument, Cache, Text};
use pyo3::PyClass;
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::pyclass::boolean_struct::True;
use pyo3::types::PyBool;
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
    /// What is taken where one is expected.
    const EXPECTED: &'static str;

    /// Parses text with all defaults.
    fn parse(text: Text<'_>) -> PyResult<Self::Value>;

    /// The object of a value.
    fn from_value(value: Self::Value) -> Self;

    /// The objects that are remembered by their text.
    fn cache() -> &'static Cache;
}

/// A value on its way to Python, where it becomes an object of its class.
#[derive(Debug)]
pub struct Made<C>(pub C);

impl<'py, C: PyClass + Into<PyClassInitializer<C>>> IntoPyObject<'py> for Made<C> {
    type Target = C;
    type Output = Bound<'py, C>;
    type Error = PyErr;

    #[inline]
    fn into_pyobject(self, py: Python<'py>) -> PyResult<Self::Output> {
        let object = Bound::new(py, self.0)?;
        // Our objects refer to no others but values of their own, which refer to none, so there is nothing for the garbage collector to find in
        // them: it need not look at each, again and again.
        // SAFETY: PyO3's objects all have the collector's header, and their deallocation allows for one that is not tracked.
        unsafe { pyo3::ffi::PyObject_GC_UnTrack(object.as_ptr().cast()) };
        Ok(object)
    }
}

/// An argument that must be an instance of a class.
#[derive(Debug)]
pub struct Instance<'py, C>(pub Bound<'py, C>);

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
        match object.cast::<C>() {
            Ok(instance) => Ok(Self(instance.to_owned())),
            Err(_) => Err(wrong_type(C::NAME, object)),
        }
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

impl<'py, C: TextClass> TextOr<'py, C> {
    /// An instance, or text. `expected` says what would have been right instead of anything else.
    pub fn or_else(object: Borrowed<'_, 'py, PyAny>, expected: &str) -> PyResult<Self> {
        match object.cast::<C>() {
            Ok(instance) => Ok(Self::Instance(instance.to_owned())),
            Err(_) => C::parse(Text::or_else(object, expected)?).map(Self::Parsed),
        }
    }

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
        Self::or_else(object, C::EXPECTED)
    }
}

/// A class whose objects are made of one thing alone, which is welcome wherever they are.
pub trait StandInClass: Class {
    /// What is taken where one is expected.
    const EXPECTED: &'static str;

    /// Makes one of it, with all defaults.
    fn made_of(stand_in: Borrowed<'_, '_, PyAny>) -> PyResult<Self>;
}

/// An argument that is an instance of a class, or what one is made of.
#[derive(Debug)]
pub enum StandInOr<'py, C: StandInClass> {
    /// An instance.
    Instance(Bound<'py, C>),
    /// What stood in its place.
    Made(C),
}

impl<C: StandInClass> StandInOr<'_, C> {
    /// The value inside.
    pub fn value(&self) -> &C::Value {
        match self {
            Self::Instance(instance) => instance.get().value(),
            Self::Made(made) => made.value(),
        }
    }
}

impl<C: StandInClass> Argument for StandInOr<'_, C> {
    type Rust = C::Owned;

    fn into_rust(self) -> C::Owned {
        match self {
            Self::Instance(instance) => instance.get().owned(),
            Self::Made(made) => made.owned(),
        }
    }
}

impl<'py, C: StandInClass> FromPyObject<'_, 'py> for StandInOr<'py, C> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<C>() {
            Ok(instance) => Ok(Self::Instance(instance.to_owned())),
            Err(_) if object.is_none() => Err(wrong_type(C::EXPECTED, object)),
            Err(_) => C::made_of(object).map(Self::Made),
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
    hash_by(|state| value.hash(state))
}

/// The same for what is not `Hash`.
pub fn hash_by(feed: impl FnOnce(&mut FxHasher)) -> u64 {
    let mut hasher = FxHasher::default();
    feed(&mut hasher);
    hasher.finish()
}
