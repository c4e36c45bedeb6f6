//! Text and bytes.
//!
//! Going out, they carry their length in front of the pointer and a NUL after the last byte: C reads the text, and whoever needs
//! the length, or the allocation's size, finds it there.

use super::failure::Failure;
use super::live;
use std::alloc::{self, Layout};
use std::borrow::Cow;
use std::ffi::{CStr, CString, c_char};
use std::sync::OnceLock;
use std::{ptr, slice, str};

/// Stands for the length of a text that ends at its NUL.
pub const NUL_TERMINATED: usize = usize::MAX;

/// The most bytes that can be in a row. No 64-bit machine gives a program more addresses than 2^56.
const MOST: usize = if usize::BITS == 64 { 1 << 56 } else { isize::MAX as usize };

const HEADER: usize = size_of::<usize>();

/// Hands text out.
pub fn string_out(text: impl AsRef<str>) -> *mut c_char {
    copy_out(text.as_ref().as_bytes()).cast()
}

/// Says that there are no bytes, until some are handed out.
///
/// # Safety
/// `length` is NULL or can be written.
pub unsafe fn no_bytes(length: *mut usize) {
    // SAFETY: as the caller promises.
    if let Some(length) = unsafe { length.as_mut() } {
        *length = 0;
    }
}

/// Hands bytes out; their length goes to `length` if there is one.
///
/// # Safety
/// `length` is NULL or can be written.
pub unsafe fn bytes_out(bytes: &[u8], length: *mut usize) -> *mut u8 {
    // SAFETY: as the caller promises.
    if let Some(length) = unsafe { length.as_mut() } {
        *length = bytes.len();
    }
    copy_out(bytes)
}

/// Lends text or bytes; their length goes to `length` if there is one.
///
/// # Safety
/// `length` is NULL or can be written.
pub unsafe fn view_out(bytes: &(impl AsRef<[u8]> + ?Sized), length: *mut usize) -> *const c_char {
    let bytes = bytes.as_ref();
    // SAFETY: as the caller promises.
    if let Some(length) = unsafe { length.as_mut() } {
        *length = bytes.len();
    }
    bytes.as_ptr().cast()
}

/// Text that is made once and lives as long as the library.
pub type Constant = OnceLock<CString>;

/// Lends a constant. It ends at its first NUL, if it has one.
pub fn constant(place: &'static Constant, text: impl AsRef<str>) -> *const c_char {
    let make = || CString::new(text.as_ref().split('\0').next().unwrap_or_default()).unwrap_or_default();
    place.get_or_init(make).as_ptr()
}

fn copy_out(bytes: &[u8]) -> *mut u8 {
    let layout = layout(bytes.len());
    // SAFETY: the layout is never empty, and exactly its bytes are written: header, content, NUL.
    unsafe {
        let start = alloc::alloc(layout);
        if start.is_null() {
            alloc::handle_alloc_error(layout);
        }
        live::handed_out();
        start.cast::<usize>().write(bytes.len());
        let content = start.add(HEADER);
        ptr::copy_nonoverlapping(bytes.as_ptr(), content, bytes.len());
        content.add(bytes.len()).write(0);
        content
    }
}

fn layout(length: usize) -> Layout {
    let size = HEADER.checked_add(length).and_then(|size| size.checked_add(1)).expect("the text is in memory already");
    Layout::from_size_align(size, align_of::<usize>()).expect("the text is in memory already")
}

/// The length of a text that was handed out, 0 for NULL.
///
/// # Safety
/// `text` is NULL or was handed out here and not freed.
pub unsafe fn string_length(text: *const c_char) -> usize {
    // SAFETY: the length stands in front of what was handed out, aligned as the layout says.
    if text.is_null() { 0 } else { unsafe { text.cast::<u8>().sub(HEADER).cast::<usize>().read() } }
}

/// Frees a text that was handed out.
///
/// # Safety
/// As for [`string_length`]; it is not used afterwards.
pub unsafe fn string_free(text: *mut c_char) {
    // SAFETY: text and bytes are handed out alike.
    unsafe { bytes_free(text.cast()) }
}

/// Frees bytes that were handed out.
///
/// # Safety
/// As for [`string_free`].
pub unsafe fn bytes_free(bytes: *mut u8) {
    if !bytes.is_null() {
        live::given_back();
        // SAFETY: this is the allocation that `copy_out` made, with the size it wrote down.
        unsafe { alloc::dealloc(bytes.sub(HEADER), layout(string_length(bytes.cast()))) }
    }
}

/// Text from C, by length or up to its NUL. U+FFFD stands for each byte that is not UTF-8: wrong text is refused where it is read, as
/// any other text would be.
///
/// # Safety
/// `text` is NULL, which stands for no bytes if `length` is 0, or `length` bytes can be read there, or, with [`NUL_TERMINATED`], the bytes up to a NUL can.
#[inline]
pub unsafe fn text_in<'a>(text: *const c_char, length: usize, name: &'static str) -> Result<Cow<'a, str>, Box<Failure>> {
    let bytes = match length {
        NUL_TERMINATED if text.is_null() => return Err(Failure::argument(name, "NULL")),
        // SAFETY: as the caller promises, there is a NUL.
        NUL_TERMINATED => unsafe { CStr::from_ptr(text) }.to_bytes(),
        // SAFETY: as the caller promises, `length` bytes can be read.
        length => unsafe { bytes_in(text.cast(), length, name)? },
    };
    Ok(str::from_utf8(bytes).map_or_else(|_| Cow::Owned(mended(bytes)), Cow::Borrowed))
}

/// The text with U+FFFD in place of each byte that is not UTF-8.
#[cold]
fn mended(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
    }
    text
}

/// Bytes from C.
///
/// # Safety
/// `bytes` is NULL, or `length` bytes can be read there.
#[inline]
pub unsafe fn bytes_in<'a>(bytes: *const u8, length: usize, name: &'static str) -> Result<&'a [u8], Box<Failure>> {
    // SAFETY: as the caller promises; the length is one that memory can have.
    unsafe { borrowed(bytes, length, name) }
}

/// `length` values in a row from C. NULL stands for no values if `length` is 0.
///
/// # Safety
/// `items` is NULL, or `length` values can be read there.
pub unsafe fn borrowed<'a, T>(items: *const T, length: usize, name: &'static str) -> Result<&'a [T], Box<Failure>> {
    let size = length.checked_mul(size_of::<T>()).filter(|size| *size <= MOST);
    if size.and_then(|size| items.addr().checked_add(size)).is_none() {
        return Err(Failure::argument(name, format_args!("{length} items are more than memory can hold")));
    }
    match (items.is_null(), length) {
        (true, 0) => Ok(&[]),
        (true, _) => Err(Failure::argument(name, "NULL")),
        // SAFETY: as the caller promises.
        (false, _) => Ok(unsafe { slice::from_raw_parts(items, length) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_out_with_length_and_nul() {
        for text in ["", "a", "with\0nul", "gr\u{fc}n"] {
            let out = string_out(text);
            // SAFETY: `out` was just handed out.
            unsafe {
                assert_eq!(string_length(out), text.len());
                assert_eq!(slice::from_raw_parts(out.cast::<u8>(), text.len() + 1), [text.as_bytes(), b"\0"].concat());
                string_free(out);
            }
        }
    }

    #[test]
    fn text_comes_in_checked() {
        let read = |bytes: &[u8], length| {
            // SAFETY: the bytes end with a NUL, and no length goes beyond them but the absurd one, which is refused.
            unsafe { text_in(bytes.as_ptr().cast(), length, "x") }.map(Cow::into_owned).ok()
        };
        assert_eq!(read(b"abc\0", NUL_TERMINATED).as_deref(), Some("abc"));
        assert_eq!(read(b"a\0c\0", 3).as_deref(), Some("a\0c"));
        assert_eq!(read(b"a\xff\xe2\x82\0", 4).as_deref(), Some("a\u{FFFD}\u{FFFD}\u{FFFD}"));
        // Of 32 bits, a program may have half of all addresses.
        let absurd = [usize::MAX - 1, isize::MAX as usize, usize::MAX / 4, MOST + 1];
        for absurd in absurd.into_iter().filter(|length| *length > MOST) {
            assert_eq!(read(b"\0", absurd), None);
        }
        let at_the_end: *const u64 = ptr::without_provenance(usize::MAX - 7);
        // SAFETY: it is refused.
        assert!(unsafe { borrowed(at_the_end, 1, "x") }.is_err());
        // SAFETY: NULL is allowed.
        unsafe {
            assert_eq!(text_in(ptr::null(), 0, "x").ok().as_deref(), Some(""));
            assert!(text_in(ptr::null(), 1, "x").is_err() && text_in(ptr::null(), NUL_TERMINATED, "x").is_err());
            assert_eq!(string_length(ptr::null()), 0);
            string_free(ptr::null_mut());
        }
    }
}
