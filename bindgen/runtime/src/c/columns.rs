//! Columns of other libraries, which C gives and takes by Arrow's C data interface.

use super::failure::Failure;
pub use crate::column::exchange::{ArrowArray, ArrowArrayStream, ArrowSchema};
use crate::column::{Column, exchange};

/// The column that two structs describe, which are released.
///
/// # Safety
/// As for [`exchange::import`].
pub unsafe fn column_in(array: *mut ArrowArray, schema: *mut ArrowSchema) -> Result<Column, Box<Failure>> {
    // SAFETY: as the caller promises.
    unsafe { exchange::import(array, schema) }.map_err(|flaw| Failure::argument("array", flaw))
}

/// The column that a stream gives, which is released.
///
/// # Safety
/// As for [`exchange::import_stream`].
pub unsafe fn stream_in(stream: *mut ArrowArrayStream) -> Result<Column, Box<Failure>> {
    // SAFETY: as the caller promises.
    unsafe { exchange::import_stream(stream) }.map_err(|flaw| Failure::argument("stream", flaw))
}

/// Fills two structs with what a column has.
///
/// # Safety
/// Each pointer is NULL, or leads to where such a struct can be written.
pub unsafe fn column_out(
    column: &impl AsRef<Column>,
    array: *mut ArrowArray,
    schema: *mut ArrowSchema,
) -> Result<bool, Box<Failure>> {
    if array.is_null() || !array.is_aligned() {
        return Err(Failure::argument("array", "it must not be NULL"));
    }
    if schema.is_null() || !schema.is_aligned() {
        return Err(Failure::argument("schema", "it must not be NULL"));
    }
    let (values, format) = exchange::export(column.as_ref()).map_err(Failure::result)?;
    // SAFETY: as the caller promises. What was there is not released: it may be anything.
    unsafe {
        array.write(values);
        schema.write(format);
    }
    Ok(true)
}
