//! Arrow's C data interface: the structs by which libraries lend each other columns, and who gives back what.
//!
//! What comes in is moved: the caller's structs are marked as released at once, and their release callback is called when the last of
//! the column is dropped. Nothing of a text is copied. What goes out keeps our buffers until the receiver calls our release callback.
//!
//! No length of a buffer is told by these structs, so that a producer which lies about the length of an array cannot be caught. All
//! else is checked before anything is read: formats, numbers of buffers and of children, null pointers, negative and overflowing lengths,
//! offsets that do not ascend, views and indices that lead nowhere.

mod give;

use super::array::Width;
use super::{Array, Bytes, Column, Flaw, Layout};
pub use give::{export, export_schema, export_stream};
use std::ffi::{CStr, c_char, c_int, c_void};
use std::sync::Arc;
use std::{ptr, slice};

/// What a column is like (`struct ArrowSchema`).
#[derive(Debug)]
#[repr(C)]
pub struct ArrowSchema {
    format: *const c_char,
    name: *const c_char,
    metadata: *const c_char,
    flags: i64,
    n_children: i64,
    children: *mut *mut ArrowSchema,
    dictionary: *mut ArrowSchema,
    release: Option<unsafe extern "C" fn(*mut ArrowSchema)>,
    private_data: *mut c_void,
}

/// The values of a column (`struct ArrowArray`).
#[derive(Debug)]
#[repr(C)]
pub struct ArrowArray {
    length: i64,
    null_count: i64,
    offset: i64,
    n_buffers: i64,
    n_children: i64,
    buffers: *mut *const c_void,
    children: *mut *mut ArrowArray,
    dictionary: *mut ArrowArray,
    release: Option<unsafe extern "C" fn(*mut ArrowArray)>,
    private_data: *mut c_void,
}

/// Columns one after the other, all alike (`struct ArrowArrayStream`).
#[derive(Debug)]
#[repr(C)]
pub struct ArrowArrayStream {
    get_schema: Option<unsafe extern "C" fn(*mut ArrowArrayStream, *mut ArrowSchema) -> c_int>,
    get_next: Option<unsafe extern "C" fn(*mut ArrowArrayStream, *mut ArrowArray) -> c_int>,
    get_last_error: Option<unsafe extern "C" fn(*mut ArrowArrayStream) -> *const c_char>,
    release: Option<unsafe extern "C" fn(*mut ArrowArrayStream)>,
    private_data: *mut c_void,
}

/// That values may be missing.
const NULLABLE: i64 = 2;
/// As many bytes as no memory has: a length beyond it is wrong, however large the pointers are.
const TOO_LARGE: i64 = 1 << 56;

macro_rules! owned {
    ($($name:ident { $($field:ident: $empty:expr),* })*) => {$(
        impl $name {
            /// One of nothing: as if it was released.
            pub const fn released() -> Self {
                Self { $($field: $empty,)* release: None, private_data: ptr::null_mut() }
            }

            /// Takes it from where the caller has it, which is marked as released.
            ///
            /// # Safety
            /// `place` is NULL, or one of these that can be read and written.
            unsafe fn take(place: *mut Self) -> Option<Self> {
                if !place.is_aligned() {
                    return None;
                }
                // SAFETY: as the caller promises. Moving the struct is what the interface calls moving it.
                unsafe { place.as_mut() }.map(|place| std::mem::replace(place, Self::released())).filter(|taken| taken.release.is_some())
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                if let Some(release) = self.release {
                    // SAFETY: it was not released, and the one who made it says that this releases it.
                    unsafe { release(self) };
                }
            }
        }
    )*};
}

owned! {
    ArrowSchema {
        format: ptr::null(), name: ptr::null(), metadata: ptr::null(), flags: 0, n_children: 0, children: ptr::null_mut(),
        dictionary: ptr::null_mut()
    }
    ArrowArray {
        length: 0, null_count: 0, offset: 0, n_buffers: 0, n_children: 0, buffers: ptr::null_mut(), children: ptr::null_mut(),
        dictionary: ptr::null_mut()
    }
    ArrowArrayStream { get_schema: None, get_next: None, get_last_error: None }
}

// SAFETY: the interface lets a struct be used and released on any thread, as long as that is one at a time. What is shared is only read.
unsafe impl Send for ArrowArray {}
// SAFETY: as above.
unsafe impl Send for ArrowSchema {}
// SAFETY: as above.
unsafe impl Send for ArrowArrayStream {}
// SAFETY: as above.
unsafe impl Sync for ArrowArray {}

/// Part of a buffer of another library's.
struct Lent {
    start: *const u8,
    length: usize,
    /// What has to live as long.
    _owner: Arc<ArrowArray>,
}

// SAFETY: the bytes are only read, and belong to an array that may be used from any thread.
unsafe impl Send for Lent {}
// SAFETY: as above.
unsafe impl Sync for Lent {}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        // SAFETY: the array that is kept here says that these bytes are in its buffer, and nobody may write to them.
        unsafe { slice::from_raw_parts(self.start, self.length) }
    }
}

fn flaw<T>(reason: impl Into<String>) -> Result<T, Flaw> {
    Err(Flaw(reason.into()))
}

/// A column of another library's, which is taken from it: whatever comes of it, both structs are released afterwards.
///
/// # Safety
/// Each pointer is NULL or one to such a struct, released or filled as Arrow's C data interface says, but for what the description of
/// this module says to be checked.
pub unsafe fn import(array: *mut ArrowArray, schema: *mut ArrowSchema) -> Result<Column, Flaw> {
    // SAFETY: as the caller promises.
    let (array, schema) = unsafe { (ArrowArray::take(array), ArrowSchema::take(schema)) };
    match (array, schema) {
        // SAFETY: as the caller promises; the two belong together.
        (Some(array), Some(schema)) => unsafe { read(array, &schema) }.map(Column::from),
        (None, _) => flaw("the array is NULL, or not one, or was released before"),
        (_, None) => flaw("the schema is NULL, or not one, or was released before"),
    }
}

/// All that comes of a stream of another library's, which is taken from it and read to its end.
///
/// # Safety
/// As for [`import`], of a stream.
pub unsafe fn import_stream(stream: *mut ArrowArrayStream) -> Result<Column, Flaw> {
    // SAFETY: as the caller promises.
    let Some(mut stream) = (unsafe { ArrowArrayStream::take(stream) }) else {
        return flaw("the stream is NULL, or not one, or was released before");
    };
    let (Some(get_schema), Some(get_next)) = (stream.get_schema, stream.get_next) else {
        return flaw("the stream has no functions");
    };
    let mut schema = ArrowSchema::released();
    // SAFETY: the stream was not released; its function fills the schema, or fails.
    let failed = unsafe { get_schema(&mut stream, &mut schema) };
    if failed != 0 || schema.release.is_none() {
        return flaw(stream.failure(failed, "its schema"));
    }
    let mut arrays = vec![];
    loop {
        let mut array = ArrowArray::released();
        // SAFETY: as above, of an array.
        let failed = unsafe { get_next(&mut stream, &mut array) };
        if failed != 0 {
            return flaw(stream.failure(failed, "its next part"));
        }
        if array.release.is_none() {
            break;
        }
        // SAFETY: the array is one that the schema describes.
        arrays.push(unsafe { read(array, &schema) }?);
    }
    if arrays.is_empty() {
        // A column of no rows is one of texts nevertheless, if the schema says so.
        // SAFETY: the schema was filled and not released.
        arrays.push(unsafe { empty(&schema) }?);
    }
    Ok(Column::new(arrays))
}

impl ArrowArrayStream {
    fn failure(&mut self, code: c_int, what: &str) -> String {
        // SAFETY: the stream was not released, and what it gives lives until the next call.
        let reason = self.get_last_error.map(|get| unsafe { get(self) }).filter(|reason| !reason.is_null());
        // SAFETY: it is a text with a NUL at its end.
        let reason = reason.map(|reason| unsafe { CStr::from_ptr(reason) }.to_string_lossy().into_owned());
        format!("the stream fails to give {what}: {}", reason.unwrap_or_else(|| format!("error {code}")))
    }
}

/// What a format says of the buffers.
enum Format {
    Null,
    Strings { is_large: bool, is_text: bool },
    Views { is_text: bool },
    Indices(Width),
}

impl Format {
    /// # Safety
    /// The schema was filled and not released.
    unsafe fn of(schema: &ArrowSchema) -> Result<Self, Flaw> {
        if schema.format.is_null() {
            return flaw("the schema has no format");
        }
        // SAFETY: it is a text with a NUL at its end.
        let format = unsafe { CStr::from_ptr(schema.format) }.to_bytes();
        let indices = |bytes, is_signed| Ok(Self::Indices(Width { bytes, is_signed }));
        match format {
            b"n" => Ok(Self::Null),
            b"u" => Ok(Self::Strings { is_large: false, is_text: true }),
            b"U" => Ok(Self::Strings { is_large: true, is_text: true }),
            b"z" => Ok(Self::Strings { is_large: false, is_text: false }),
            b"Z" => Ok(Self::Strings { is_large: true, is_text: false }),
            b"vu" => Ok(Self::Views { is_text: true }),
            b"vz" => Ok(Self::Views { is_text: false }),
            b"c" if !schema.dictionary.is_null() => indices(1, true),
            b"C" if !schema.dictionary.is_null() => indices(1, false),
            b"s" if !schema.dictionary.is_null() => indices(2, true),
            b"S" if !schema.dictionary.is_null() => indices(2, false),
            b"i" if !schema.dictionary.is_null() => indices(4, true),
            b"I" if !schema.dictionary.is_null() => indices(4, false),
            b"l" if !schema.dictionary.is_null() => indices(8, true),
            b"L" if !schema.dictionary.is_null() => indices(8, false),
            b"+s" => flaw("its format is +s: a table or a struct; choose one column of it"),
            other => flaw(format!("its format is {}, which is not text", String::from_utf8_lossy(other))),
        }
    }
}

/// A column without rows of what the schema says.
///
/// # Safety
/// The schema was filled and not released.
unsafe fn empty(schema: &ArrowSchema) -> Result<Array, Flaw> {
    let none = Bytes::default;
    // SAFETY: as the caller promises.
    let layout = match unsafe { Format::of(schema) }? {
        Format::Null => Layout::Null,
        Format::Strings { is_large, is_text } => Layout::Strings { offsets: none(), is_large, data: none(), is_text },
        Format::Views { is_text } => Layout::Views { views: none(), data: vec![], is_text },
        Format::Indices(width) => {
            // SAFETY: as the caller promises, of the dictionary, which belongs to the schema.
            let Some(values) = (unsafe { schema.dictionary.as_ref() }) else { return flaw("its dictionary is NULL") };
            no_dictionary(values)?;
            // SAFETY: as above.
            Layout::Dictionary { indices: none(), width, values: Box::new(unsafe { empty(values) }?) }
        }
    };
    Array::new(layout, 0, 0, None)
}

/// Values of a dictionary lie in no other dictionary: so no structs, however they hang together, are followed far.
fn no_dictionary(values: &ArrowSchema) -> Result<(), Flaw> {
    if values.dictionary.is_null() { Ok(()) } else { flaw("its dictionary has a dictionary") }
}

/// # Safety
/// The two were filled and not released; they belong together.
unsafe fn read(array: ArrowArray, schema: &ArrowSchema) -> Result<Array, Flaw> {
    let owner = Arc::new(array);
    // SAFETY: as the caller promises.
    unsafe { read_part(&owner, &owner, schema) }
}

/// `array` is what `owner` is, or a part of it.
///
/// # Safety
/// As for [`read`].
unsafe fn read_part(owner: &Arc<ArrowArray>, array: &ArrowArray, schema: &ArrowSchema) -> Result<Array, Flaw> {
    let count = |what: &str, value: i64| match usize::try_from(value) {
        Ok(count) if value < TOO_LARGE => Ok(count),
        _ => flaw(format!("its {what} is {value}")),
    };
    let (length, offset) = (count("length", array.length)?, count("offset", array.offset)?);
    let end = offset + length;
    if array.n_children != 0 || schema.n_children != 0 {
        return flaw("it has children, and its format has none");
    }
    // SAFETY: as the caller promises.
    let format = unsafe { Format::of(schema) }?;
    let buffers = Buffers { owner, array };
    let (least, most) = match &format {
        Format::Null => (0, 0),
        Format::Strings { .. } => (3, 3),
        Format::Views { .. } => (3, i64::from(i32::MAX)),
        Format::Indices(_) => (2, 2),
    };
    if !(least..=most).contains(&array.n_buffers) {
        return flaw(format!("it has {} buffers, and its format has {least}", array.n_buffers));
    }
    if least > 0 && array.buffers.is_null() {
        return flaw("its buffers are NULL");
    }
    if matches!(format, Format::Indices(_)) == array.dictionary.is_null() {
        return flaw("its schema and itself do not both have a dictionary");
    }
    let validity = match least {
        0 => None,
        // SAFETY: as the caller promises, and the number of buffers is right.
        _ => unsafe { buffers.bitmap(end) }?,
    };
    let layout = match format {
        Format::Null => Layout::Null,
        Format::Strings { is_large, is_text } => {
            let width = Width::of_offsets(is_large);
            // Some producers have no offsets where there are no values.
            let count = if length == 0 { 0 } else { end + 1 };
            // SAFETY: as above.
            let offsets = unsafe { buffers.bytes(1, count.checked_mul(width.bytes)) }?;
            let last = count.checked_sub(1).and_then(|last| width.read(&offsets, last));
            let size = self::count_of(last.unwrap_or(0))?;
            // SAFETY: as above.
            let data = unsafe { buffers.bytes(2, Some(size)) }?;
            Layout::Strings { offsets, is_large, data, is_text }
        }
        Format::Views { is_text } => {
            // SAFETY: as above.
            let views = unsafe { buffers.bytes(1, end.checked_mul(16)) }?;
            let count = array.n_buffers as usize - 3;
            // SAFETY: as above.
            let sizes = unsafe { buffers.bytes(array.n_buffers as usize - 1, count.checked_mul(8)) }?;
            let size = |place| count_of(Width { bytes: 8, is_signed: true }.read(&sizes, place).unwrap_or(-1));
            // SAFETY: as above.
            let data =
                (0..count).map(|place| unsafe { buffers.bytes(2 + place, Some(size(place)?)) }).collect::<Result<_, _>>()?;
            Layout::Views { views, data, is_text }
        }
        Format::Indices(width) => {
            if !array.dictionary.is_aligned() || !schema.dictionary.is_aligned() {
                return flaw("its dictionary is not one");
            }
            // SAFETY: both belong to what was filled and not released.
            let (values, schema) = unsafe { (array.dictionary.as_ref(), schema.dictionary.as_ref()) };
            let (Some(values), Some(schema)) = (values, schema) else { return flaw("its dictionary is NULL") };
            if values.release.is_none() {
                return flaw("its dictionary was released before");
            }
            no_dictionary(schema)?;
            // SAFETY: as above.
            let (indices, values) =
                unsafe { (buffers.bytes(1, end.checked_mul(width.bytes))?, read_part(owner, values, schema)?) };
            Layout::Dictionary { indices, width, values: Box::new(values) }
        }
    };
    Array::new(layout, offset, length, validity)
}

fn count_of(bytes: i64) -> Result<usize, Flaw> {
    match usize::try_from(bytes) {
        Ok(count) if bytes < TOO_LARGE => Ok(count),
        _ => flaw(format!("a buffer of it has {bytes} bytes")),
    }
}

/// The buffers of an array, which are there as long as its owner.
struct Buffers<'a> {
    owner: &'a Arc<ArrowArray>,
    array: &'a ArrowArray,
}

impl Buffers<'_> {
    /// Where a buffer begins.
    ///
    /// # Safety
    /// The array has more buffers than that.
    unsafe fn start(&self, place: usize) -> *const u8 {
        // SAFETY: as the caller promises.
        unsafe { self.array.buffers.add(place).read_unaligned() }.cast()
    }

    /// So many bytes of a buffer. It may be NULL if there are none.
    ///
    /// # Safety
    /// The array has more buffers than that, and this one has as many bytes.
    unsafe fn bytes(&self, place: usize, length: Option<usize>) -> Result<Bytes, Flaw> {
        // SAFETY: as the caller promises.
        let start = unsafe { self.start(place) };
        match length {
            Some(0) => Ok(Bytes::default()),
            Some(length) if length >= TOO_LARGE as usize || (start as usize).checked_add(length).is_none() => {
                flaw(format!("its buffer {place} would end after all memory"))
            }
            Some(_) if start.is_null() => flaw(format!("its buffer {place} is NULL")),
            Some(length) => Ok(Bytes::kept_by(Lent { start, length, _owner: Arc::clone(self.owner) })),
            None => flaw("its length is larger than any memory"),
        }
    }

    /// The bitmap of so many values, which stands first and may be left out.
    ///
    /// # Safety
    /// The array has buffers, and the first is NULL or has a bit for each value.
    unsafe fn bitmap(&self, values: usize) -> Result<Option<Bytes>, Flaw> {
        // SAFETY: as the caller promises.
        match unsafe { self.start(0) } {
            start if start.is_null() => Ok(None),
            // SAFETY: as above.
            _ => unsafe { self.bytes(0, Some(values.div_ceil(8))) }.map(Some),
        }
    }
}

#[cfg(test)]
mod tests;
