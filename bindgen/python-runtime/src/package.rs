//! What the package shows of the extension module.

use pyo3::prelude::*;
use pyo3::types::PyCFunction;

/// Adds a function that says that it is of the package, in tracebacks and pickles: the extension module is not public.
pub fn add_function(package: &str, module: &Bound<'_, PyModule>, function: Bound<'_, PyCFunction>) -> PyResult<()> {
    function.setattr("__module__", package)?;
    module.add_function(function)
}
