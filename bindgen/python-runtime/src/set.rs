//! Sets: objects with the operators of Python's `set`, whose methods take any iterable of items, too.

use crate::{Argument, Class, List, Made};
use pyo3::basic::CompareOp;
use pyo3::prelude::*;
use pyo3::types::PyBool;

/// An argument that is another set of the class, or its items.
#[expect(missing_debug_implementations, reason = "Python's token has none")]
pub enum SetOr<'py, C, I> {
    /// A set.
    Set(Bound<'py, C>),
    /// Items.
    Items(Python<'py>, List<I>),
}

impl<'py, C: Class, I: FromPyObjectOwned<'py>> FromPyObject<'_, 'py> for SetOr<'py, C, I> {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.cast::<C>() {
            Ok(set) => Ok(Self::Set(set.to_owned())),
            Err(_) => Ok(Self::Items(object.py(), object.extract()?)),
        }
    }
}

impl<'py, C: Class, I: Argument> SetOr<'py, C, I> {
    /// The set; `make` makes it of its items.
    pub fn resolve(self, make: impl FnOnce(Python<'py>, List<I>) -> PyResult<Made<C>>) -> PyResult<Resolved<'py, C>> {
        match self {
            Self::Set(set) => Ok(Resolved::Object(set)),
            Self::Items(py, items) => make(py, items).map(|made| Resolved::Made(made.0)),
        }
    }
}

/// A set that was an argument, or was made of one.
#[derive(Debug)]
pub enum Resolved<'py, C> {
    /// An argument.
    Object(Bound<'py, C>),
    /// Made of one.
    Made(C),
}

impl<C: Class> Resolved<'_, C> {
    /// The value inside.
    pub fn value(&self) -> &C::Value {
        match self {
            Self::Object(object) => object.get().value(),
            Self::Made(made) => made.value(),
        }
    }
}

/// Answers a comparison as Python's sets do: `<=` is "subset". That with something of another class is left to that class.
pub fn compare_sets<C: Class<Value: Eq>>(
    own: &Bound<'_, C>,
    other: &Bound<'_, PyAny>,
    op: CompareOp,
    is_subset: impl Fn(&C::Value, &C::Value) -> bool,
) -> Py<PyAny> {
    let py = own.py();
    let Ok(other) = other.cast::<C>() else { return py.NotImplemented() };
    let (a, b) = (own.get().value(), other.get().value());
    let holds = match op {
        CompareOp::Eq => a == b,
        CompareOp::Ne => a != b,
        CompareOp::Le => is_subset(a, b),
        CompareOp::Ge => is_subset(b, a),
        CompareOp::Lt => is_subset(a, b) && !is_subset(b, a),
        CompareOp::Gt => is_subset(b, a) && !is_subset(a, b),
    };
    PyBool::new(py, holds).to_owned().into_any().unbind()
}
