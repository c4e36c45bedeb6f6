//! Which of a process's interpreters may use the extension.

use pyo3::exceptions::PyImportError;
use pyo3::ffi;
use pyo3::prelude::*;

/// Refuses all interpreters but the main one: classes and what is looked up once are the process's, and would be shared by interpreters that
/// know nothing of each other, or outlive the one that made them. Some versions of CPython ask the extension, others do not.
pub fn refuse_others(package: &str) -> PyResult<()> {
    // SAFETY: a module is made by a thread that holds the interpreter's lock.
    let number = unsafe { ffi::PyInterpreterState_GetID(ffi::PyInterpreterState_Get()) };
    if number == 0 {
        return Ok(());
    }
    Err(PyImportError::new_err(format!("{package} works in the main interpreter only: this is subinterpreter {number}")))
}
