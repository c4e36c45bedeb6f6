//! Columns of Python's data libraries, which give and take them in capsules (the Arrow PyCapsule interface).

use polyatom_runtime::column::Column;
use polyatom_runtime::column::exchange::{
    ArrowArray, ArrowArrayStream, ArrowSchema, export, export_schema, export_stream, import, import_stream,
};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use std::ffi::CStr;

const ARRAY: &CStr = c"arrow_array";
const SCHEMA: &CStr = c"arrow_schema";
const STREAM: &CStr = c"arrow_array_stream";

/// The column that an object gives, if it gives one.
pub fn column_of(object: Borrowed<'_, '_, PyAny>) -> PyResult<Option<Column>> {
    if let Ok(method) = object.getattr("__arrow_c_array__") {
        let given = method.call0()?;
        let (schema, array) = given.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        let (schema, array) = (pointer::<ArrowSchema>(&schema, SCHEMA)?, pointer::<ArrowArray>(&array, ARRAY)?);
        // SAFETY: capsules of these names hold such structs, and `given` keeps them.
        return unsafe { import(array, schema) }.map(Some).map_err(refused);
    }
    if let Ok(method) = object.getattr("__arrow_c_stream__") {
        let given = method.call0()?;
        let stream = pointer::<ArrowArrayStream>(&given, STREAM)?;
        // SAFETY: as above.
        return unsafe { import_stream(stream) }.map(Some).map_err(refused);
    }
    Ok(None)
}

fn refused(flaw: polyatom_runtime::column::Flaw) -> PyErr {
    PyValueError::new_err(format!("the column cannot be read: {flaw}"))
}

/// What a capsule of that name holds.
fn pointer<T>(object: &Bound<'_, PyAny>, name: &CStr) -> PyResult<*mut T> {
    Ok(object.cast::<PyCapsule>()?.pointer_checked(Some(name))?.as_ptr().cast())
}

/// A column as the capsules of its schema and its array.
pub fn array_capsules<'py>(py: Python<'py>, column: &Column) -> PyResult<Bound<'py, PyTuple>> {
    let (array, schema) = export(column).map_err(refused)?;
    PyTuple::new(py, [PyCapsule::new_with_value(py, schema, SCHEMA)?, PyCapsule::new_with_value(py, array, ARRAY)?])
}

/// What a column is like, in a capsule.
pub fn schema_capsule<'py>(py: Python<'py>, column: &Column) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, export_schema(column), SCHEMA)
}

/// A column as a stream, in a capsule.
pub fn stream_capsule<'py>(py: Python<'py>, column: &Column) -> PyResult<Bound<'py, PyCapsule>> {
    PyCapsule::new_with_value(py, export_stream(column), STREAM)
}
