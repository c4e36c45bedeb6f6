//! Giving columns away: what our release callbacks give back.

use super::{ArrowArray, ArrowArrayStream, ArrowSchema, NULLABLE};
use crate::column::array::Width;
use crate::column::{Array, Bytes, Column, Flaw, Layout, texts};
use std::ffi::{CString, c_char, c_int, c_void};
use std::ptr;

/// What we gave away of an array, until it is released.
struct Given {
    /// What the pointers below lead to.
    _buffers: Vec<Bytes>,
    pointers: Vec<*const c_void>,
    children: Vec<*mut ArrowArray>,
    dictionary: Option<*mut ArrowArray>,
    _sizes: Vec<i64>,
}

/// What we gave away of a schema.
struct GivenSchema {
    format: CString,
    name: CString,
    children: Vec<*mut ArrowSchema>,
    dictionary: Option<*mut ArrowSchema>,
}

/// Gives a column away as what another library takes: its values, and what they are like. Arrays that are several are copied into one.
pub fn export(column: &Column) -> Result<(ArrowArray, ArrowSchema), Flaw> {
    let joined;
    let array = match column.arrays() {
        [array] => array,
        arrays => {
            joined = texts::joined(arrays)?;
            &joined
        }
    };
    Ok((array_out(array), schema_out(array, "")))
}

/// What the arrays of a column are like.
pub fn export_schema(column: &Column) -> ArrowSchema {
    column.arrays().first().map_or(ArrowSchema::released(), |array| schema_out(array, ""))
}

pub(super) fn array_out(array: &Array) -> ArrowArray {
    let mut buffers: Vec<Option<Bytes>> = vec![array.validity().cloned()];
    let (mut children, mut dictionary, mut sizes) = (vec![], None, vec![]);
    match array.layout() {
        Layout::Null => buffers.clear(),
        Layout::Bool(values) | Layout::Int8(values) => buffers.push(Some(values.clone())),
        Layout::Strings { offsets, data, is_large, .. } => {
            buffers.extend([Some(offsets_out(offsets, *is_large)), Some(data.clone())]);
        }
        Layout::Views { views, data, .. } => {
            buffers.push(Some(views.clone()));
            buffers.extend(data.iter().cloned().map(Some));
            sizes = data.iter().map(|data| data.len() as i64).collect();
        }
        Layout::Lists { offsets, items, is_large } => {
            buffers.push(Some(offsets_out(offsets, *is_large)));
            children.push(boxed(array_out(items)));
        }
        Layout::Struct(fields) => children.extend(fields.iter().map(|(_, field)| boxed(array_out(field)))),
        Layout::Dictionary { indices, values, .. } => {
            buffers.push(Some(indices.clone()));
            dictionary = Some(boxed(array_out(values)));
        }
    }
    let mut pointers: Vec<*const c_void> =
        buffers.iter().map(|buffer| buffer.as_ref().map_or(ptr::null(), |bytes| bytes.as_ptr().cast())).collect();
    if matches!(array.layout(), Layout::Views { .. }) {
        pointers.push(sizes.as_ptr().cast());
    }
    let mut given =
        Box::new(Given { _buffers: buffers.into_iter().flatten().collect(), pointers, children, dictionary, _sizes: sizes });
    ArrowArray {
        length: array.len() as i64,
        null_count: array.missing() as i64,
        offset: array.offset() as i64,
        n_buffers: given.pointers.len() as i64,
        n_children: given.children.len() as i64,
        buffers: given.pointers.as_mut_ptr(),
        children: given.children.as_mut_ptr(),
        dictionary: given.dictionary.unwrap_or(ptr::null_mut()),
        release: Some(release_array),
        private_data: Box::into_raw(given).cast(),
    }
}

/// Where there are no values, some consumers read the first offset all the same.
fn offsets_out(offsets: &Bytes, is_large: bool) -> Bytes {
    if offsets.is_empty() { vec![0; Width::of_offsets(is_large).bytes].into() } else { offsets.clone() }
}

fn schema_out(array: &Array, name: &str) -> ArrowSchema {
    let (mut children, mut dictionary) = (vec![], None);
    match array.layout() {
        Layout::Lists { items, .. } => children.push(boxed(schema_out(items, "item"))),
        Layout::Struct(fields) => children.extend(fields.iter().map(|(name, field)| boxed(schema_out(field, name)))),
        Layout::Dictionary { values, .. } => dictionary = Some(boxed(schema_out(values, ""))),
        _ => {}
    }
    // Neither has a NUL: they are words of this program.
    let text = |text: &str| CString::new(text).unwrap_or_default();
    let mut given = Box::new(GivenSchema { format: text(array.layout().format()), name: text(name), children, dictionary });
    ArrowSchema {
        format: given.format.as_ptr(),
        name: given.name.as_ptr(),
        metadata: ptr::null(),
        flags: NULLABLE,
        n_children: given.children.len() as i64,
        children: given.children.as_mut_ptr(),
        dictionary: given.dictionary.unwrap_or(ptr::null_mut()),
        release: Some(release_schema),
        private_data: Box::into_raw(given).cast(),
    }
}

pub(super) fn boxed<T>(value: T) -> *mut T {
    Box::into_raw(Box::new(value))
}

/// Frees what was boxed. A child that its receiver moved away is marked as released, and has nothing to give back.
///
/// # Safety
/// Each is of [`boxed`] and is not used afterwards.
unsafe fn unbox<T>(values: impl IntoIterator<Item = *mut T>) {
    // SAFETY: as the caller promises.
    values.into_iter().for_each(|value| drop(unsafe { Box::from_raw(value) }));
}

unsafe extern "C" fn release_array(array: *mut ArrowArray) {
    // SAFETY: whoever releases an array passes it, and it is one that was filled here.
    unsafe {
        let array = &mut *array;
        let given = Box::from_raw(array.private_data.cast::<Given>());
        unbox(given.children.iter().copied().chain(given.dictionary));
        array.release = None;
    }
}

unsafe extern "C" fn release_schema(schema: *mut ArrowSchema) {
    // SAFETY: as above, of a schema.
    unsafe {
        let schema = &mut *schema;
        let given = Box::from_raw(schema.private_data.cast::<GivenSchema>());
        unbox(given.children.iter().copied().chain(given.dictionary));
        schema.release = None;
    }
}

/// What a stream of ours gives, and how many parts of it are given.
struct GivenStream {
    column: Column,
    given: usize,
}

/// Gives a column away as a stream of its arrays.
pub fn export_stream(column: &Column) -> ArrowArrayStream {
    ArrowArrayStream {
        get_schema: Some(stream_schema),
        get_next: Some(stream_next),
        get_last_error: Some(stream_error),
        release: Some(release_stream),
        private_data: boxed(GivenStream { column: column.clone(), given: 0 }).cast(),
    }
}

/// # Safety
/// The stream is one that was filled here and not released.
unsafe fn given_stream<'a>(stream: *mut ArrowArrayStream) -> &'a mut GivenStream {
    // SAFETY: as the caller promises.
    unsafe { &mut *(*stream).private_data.cast() }
}

unsafe extern "C" fn stream_schema(stream: *mut ArrowArrayStream, schema: *mut ArrowSchema) -> c_int {
    // SAFETY: whoever calls passes the stream itself, and a place to write to.
    unsafe { schema.write(export_schema(&given_stream(stream).column)) };
    0
}

unsafe extern "C" fn stream_next(stream: *mut ArrowArrayStream, array: *mut ArrowArray) -> c_int {
    // SAFETY: as above.
    unsafe {
        let stream = given_stream(stream);
        array.write(stream.column.arrays().get(stream.given).map_or(ArrowArray::released(), array_out));
        stream.given += 1;
    }
    0
}

unsafe extern "C" fn stream_error(_: *mut ArrowArrayStream) -> *const c_char {
    ptr::null()
}

unsafe extern "C" fn release_stream(stream: *mut ArrowArrayStream) {
    // SAFETY: as above; it is not used afterwards.
    unsafe {
        drop(Box::from_raw((*stream).private_data.cast::<GivenStream>()));
        (*stream).release = None;
    }
}
