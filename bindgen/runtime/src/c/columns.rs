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
    is_room("array", array)?;
    is_room("schema", schema)?;
    let (values, format) = exchange::export(column.as_ref()).map_err(Failure::result)?;
    // SAFETY: as the caller promises. What was there is not released: it may be anything.
    unsafe {
        array.write(values);
        schema.write(format);
    }
    Ok(true)
}

/// Fills a stream with what a column has.
///
/// # Safety
/// As for [`column_out`].
pub unsafe fn stream_out(column: &impl AsRef<Column>, stream: *mut ArrowArrayStream) -> Result<bool, Box<Failure>> {
    is_room("stream", stream)?;
    // SAFETY: as for a column.
    unsafe { stream.write(exchange::export_stream(column.as_ref())) };
    Ok(true)
}

fn is_room<T>(name: &str, place: *mut T) -> Result<(), Box<Failure>> {
    if place.is_null() || !place.is_aligned() { Err(Failure::argument(name, "it must not be NULL")) } else { Ok(()) }
}
