//! Exceptions.

use pyo3::exceptions::PyBaseException;
use pyo3::ffi;
use pyo3::prelude::*;
use pyo3::types::{PyString, PyTuple, PyType};

/// Declares for each name of a field the function that gives it, for [`exception`].
#[macro_export]
macro_rules! names {
    ($($name:ident: $text:literal)*) => {$(
        pub(super) fn $name(py: ::pyo3::Python<'_>) -> &::pyo3::Bound<'_, ::pyo3::types::PyString> {
            ::pyo3::intern!(py, $text)
        }
    )*};
}

/// Makes an exception with a message and attributes. Its class would make the same, but by functions of Python's, which take longer than
/// all the rest.
pub fn exception<'py, const N: usize>(
    class: &Bound<'py, PyType>,
    message: &str,
    attributes: [(&Bound<'py, PyString>, Bound<'py, PyAny>); N],
) -> PyResult<Bound<'py, PyAny>> {
    let object = bare(class, &PyTuple::new(class.py(), [message])?)?;
    for (name, value) in attributes {
        object.setattr(name, value)?;
    }
    Ok(object)
}

/// An exception of which nothing but its arguments is there.
fn bare<'py>(class: &Bound<'py, PyType>, arguments: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
    let py = class.py();
    let is_exception = class.is_subclass_of::<PyBaseException>()?;
    // SAFETY: every class has this slot, its own or that of what it stands on, and it is a function that takes a class, a tuple and no
    // dictionary. That of an exception gives a new object with the tuple for its arguments, or NULL, for which there is an error.
    unsafe {
        let slot = ffi::PyType_GetSlot(class.as_type_ptr(), ffi::Py_tp_new);
        let new: Option<ffi::newfunc> = std::mem::transmute(slot);
        match new.filter(|_| is_exception) {
            Some(new) => Bound::from_owned_ptr_or_err(py, new(class.as_type_ptr(), arguments.as_ptr(), std::ptr::null_mut())),
            None => class.call1(arguments),
        }
    }
}
