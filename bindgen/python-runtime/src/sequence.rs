//! Sequences: objects with places, from 0 on, that behave as Python's own tuples do.

use crate::Class;
use crate::argument::wrong_type;
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::{PyIndexError, PyValueError};
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyCFunction, PyDict, PyInt, PyIterator, PySlice, PyTuple, PyType};

/// A class whose objects are sequences.
pub trait Sequence: Class {
    /// The number of items.
    fn length(own: &Bound<'_, Self>) -> PyResult<usize>;

    /// The item at a place that there is.
    fn item<'py>(own: &Bound<'py, Self>, place: usize) -> PyResult<Bound<'py, PyAny>>;

    /// So many items from a place on, so far apart.
    fn part<'py>(own: &Bound<'py, Self>, start: usize, count: usize, step: isize) -> PyResult<Bound<'py, PyAny>>;
}

/// `own[key]`: a place, which counts from the end if it is negative, or a slice.
pub fn subscript<'py, S: Sequence>(own: &Bound<'py, S>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let length = S::length(own)?;
    if let Ok(slice) = key.cast::<PySlice>() {
        let indices = slice.indices(length as isize)?;
        return S::part(own, usize::try_from(indices.start).unwrap_or(0), indices.slicelength, indices.step);
    }
    let place = match key.extract::<isize>() {
        Ok(place) => place.checked_add_unsigned(if place < 0 { length } else { 0 }),
        // A number that is too large for any sequence.
        Err(_) if key.is_instance_of::<PyInt>() => None,
        Err(_) => return Err(wrong_type("int or slice", key.as_borrowed())),
    };
    let place = place.and_then(|place| usize::try_from(place).ok()).filter(|place| *place < length);
    S::item(own, place.ok_or_else(|| PyIndexError::new_err(format!("{} index out of range", S::NAME)))?)
}

/// An iterator that asks for one item after the other.
pub fn iterate<'py, S: Sequence>(own: &Bound<'py, S>) -> PyResult<Bound<'py, PyIterator>> {
    // SAFETY: `own` is an object, and what comes back is a new reference to an iterator, or NULL with an exception set.
    unsafe { Ok(Bound::from_owned_ptr_or_err(own.py(), ffi::PySeqIter_New(own.as_ptr()))?.cast_into_unchecked()) }
}

/// An iterator that does with the errors in the places of items what is wanted: it raises them, leaves them out or gives them.
pub fn iterate_with<'py, S: Sequence>(
    own: &Bound<'py, S>,
    on_error: &str,
    errors: &Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyIterator>> {
    let py = own.py();
    let errors = errors.clone().unbind();
    let is_error = move |item: &Bound<'_, PyAny>| item.is_instance(errors.bind(item.py()));
    let (through, function) = match on_error {
        "collect" => return iterate(own),
        "skip" => {
            let is_good = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<bool> {
                Ok(!is_error(&arguments.get_item(0)?)?)
            };
            ("filter", PyCFunction::new_closure(py, None, None, is_good)?)
        }
        "raise" => {
            let good = move |arguments: &Bound<'_, PyTuple>, _: Option<&Bound<'_, PyDict>>| -> PyResult<Py<PyAny>> {
                let item = arguments.get_item(0)?;
                if is_error(&item)? { Err(PyErr::from_value(item)) } else { Ok(item.unbind()) }
            };
            ("map", PyCFunction::new_closure(py, None, None, good)?)
        }
        _ => return Err(PyValueError::new_err(format!("on_error is '{on_error}', and not 'raise', 'skip' or 'collect'"))),
    };
    py.import("builtins")?.getattr(through)?.call1((function, iterate(own)?))?.try_iter()
}

/// An iterator over the items from the last on.
pub fn reversed<'py, S: Sequence>(own: &Bound<'py, S>) -> PyResult<Bound<'py, PyIterator>> {
    let length = S::length(own)?;
    S::part(own, length.saturating_sub(1), length, -1)?.try_iter()
}

/// The first place of something that is equal, of those from `start` on and before `stop`, which are as in a slice.
pub fn index_of<'py, S: Sequence>(
    own: &Bound<'py, S>,
    value: &Bound<'py, PyAny>,
    start: Option<&Bound<'py, PyAny>>,
    stop: Option<&Bound<'py, PyAny>>,
) -> PyResult<usize> {
    let places = own.py().get_type::<PySlice>().call1((start, stop))?.cast_into::<PySlice>()?.indices(S::length(own)? as isize)?;
    let first = usize::try_from(places.start).unwrap_or(0);
    for place in first..first + places.slicelength {
        if S::item(own, place)?.eq(value)? {
            return Ok(place);
        }
    }
    Err(PyValueError::new_err(format!("{} is not in {}", value.repr()?, S::NAME)))
}

/// How many items are equal to something.
pub fn count_of<S: Sequence>(own: &Bound<'_, S>, value: &Bound<'_, PyAny>) -> PyResult<usize> {
    let mut count = 0;
    for item in iterate(own)? {
        count += usize::from(item?.eq(value)?);
    }
    Ok(count)
}

/// An item, or the error that stands in its place if it is one of `errors`.
pub fn item_or_error<'py, T: IntoPyObject<'py>>(
    py: Python<'py>,
    item: PyResult<T>,
    errors: &Bound<'py, PyType>,
) -> PyResult<Bound<'py, PyAny>> {
    match item {
        Ok(item) => item.into_bound_py_any(py),
        Err(error) if error.value(py).is_instance(errors)? => Ok(error.into_value(py).into_bound(py).into_any()),
        Err(error) => Err(error),
    }
}
