//! Lists: arrays of C's coming in, boxed vectors going out.

use super::failure::Failure;
use super::handles::{handle, shared};
use super::live;
use super::text::{NUL_TERMINATED, borrowed, bytes_in, text_in};
use std::borrow::Cow;
use std::ffi::c_char;
use std::sync::Arc;

/// Hands a list out.
pub fn list_out<T>(items: Vec<T>) -> *mut Vec<T> {
    live::handed_out();
    Box::into_raw(Box::new(items))
}

/// Frees a list or a map.
///
/// # Safety
/// `collection` is NULL or was handed out by [`list_out`] or `map_out`; it is not used afterwards.
pub unsafe fn free_collection<T>(collection: *mut T) {
    if !collection.is_null() {
        live::given_back();
        // SAFETY: it came from `Box::into_raw`, and the caller gives it up.
        drop(unsafe { Box::from_raw(collection) });
    }
}

/// Lists or maps from C, where they are.
///
/// # Safety
/// `count` pointers can be read at `items`; each is as [`handle`] asks.
pub unsafe fn collections_in<'a, T>(
    items: *const *const T,
    count: usize,
    name: &'static str,
) -> Result<Vec<&'a T>, Box<Failure>> {
    // SAFETY: as the caller promises.
    unsafe { borrowed(items, count, name)?.iter().map(|item| handle(*item, name)).collect() }
}

/// Texts from C, where they are. Without lengths, each ends at its NUL.
///
/// # Safety
/// `count` pointers can be read at `items`, and as many lengths at `lengths` unless it is NULL; each text is as [`text_in`] asks.
pub unsafe fn borrowed_texts_in<'a>(
    items: *const *const c_char,
    lengths: *const usize,
    count: usize,
    name: &'static str,
    mended: &'a mut Vec<String>,
) -> Result<Vec<&'a str>, Box<Failure>> {
    // SAFETY: as the caller promises.
    let texts = unsafe { borrowed_maybe_texts_in(items, lengths, count, name, mended)? };
    texts.into_iter().map(|text| text.ok_or_else(|| Failure::argument(name, "NULL"))).collect()
}

/// The same where NULL is an absent text.
///
/// # Safety
/// As for [`borrowed_texts_in`].
pub unsafe fn borrowed_maybe_texts_in<'a>(
    items: *const *const c_char,
    lengths: *const usize,
    count: usize,
    name: &'static str,
    mended: &'a mut Vec<String>,
) -> Result<Vec<Option<&'a str>>, Box<Failure>> {
    // SAFETY: as the caller promises.
    let items = unsafe { borrowed(items, count, name)? };
    // SAFETY: as the caller promises; the index is below `count`.
    let length = |index| if lengths.is_null() { NUL_TERMINATED } else { unsafe { *lengths.add(index) } };
    let mut texts = Vec::with_capacity(items.len());
    let mut places = vec![];
    for (index, item) in items.iter().enumerate() {
        if item.is_null() {
            texts.push(None);
            continue;
        }
        // SAFETY: as the caller promises.
        match unsafe { text_in(*item, length(index), name)? } {
            Cow::Borrowed(text) => texts.push(Some(text)),
            Cow::Owned(text) => {
                texts.push(Some(""));
                places.push(index);
                mended.push(text);
            }
        }
    }
    for (place, text) in places.into_iter().zip(&*mended) {
        texts[place] = Some(text);
    }
    Ok(texts)
}

/// Texts from C, to keep. NULL is an absent one.
///
/// # Safety
/// As for [`borrowed_texts_in`].
pub unsafe fn maybe_texts_in(
    items: *const *const c_char,
    lengths: *const usize,
    count: usize,
    name: &'static str,
) -> Result<Vec<Option<String>>, Box<Failure>> {
    let mut mended = vec![];
    // SAFETY: as the caller promises.
    let texts = unsafe { borrowed_maybe_texts_in(items, lengths, count, name, &mut mended)? };
    Ok(texts.into_iter().map(|text| text.map(str::to_owned)).collect())
}

/// Texts from C, to keep.
///
/// # Safety
/// As for [`borrowed_texts_in`].
pub unsafe fn texts_in(
    items: *const *const c_char,
    lengths: *const usize,
    count: usize,
    name: &'static str,
) -> Result<Vec<String>, Box<Failure>> {
    let mut mended = vec![];
    // SAFETY: as the caller promises.
    let texts = unsafe { borrowed_texts_in(items, lengths, count, name, &mut mended)? };
    Ok(texts.into_iter().map(str::to_owned).collect())
}

/// Byte strings from C, to keep. NULL is an absent one.
///
/// # Safety
/// `count` pointers can be read at `items`, and as many lengths at `lengths`; so many bytes can be read at each pointer but NULL.
pub unsafe fn maybe_byte_strings_in(
    items: *const *const u8,
    lengths: *const usize,
    count: usize,
    name: &'static str,
) -> Result<Vec<Option<Vec<u8>>>, Box<Failure>> {
    // SAFETY: as the caller promises.
    let (items, lengths) = unsafe { (borrowed(items, count, name)?, borrowed(lengths, count, name)?) };
    let bytes = |(item, length): (&*const u8, &usize)| match item.is_null() {
        true => Ok(None),
        // SAFETY: as the caller promises.
        false => Ok(Some(unsafe { bytes_in(*item, *length, name)? }.to_vec())),
    };
    items.iter().zip(lengths).map(bytes).collect()
}

/// Byte strings from C, to keep.
///
/// # Safety
/// As for [`maybe_byte_strings_in`].
pub unsafe fn byte_strings_in(
    items: *const *const u8,
    lengths: *const usize,
    count: usize,
    name: &'static str,
) -> Result<Vec<Vec<u8>>, Box<Failure>> {
    // SAFETY: as the caller promises.
    let all = unsafe { maybe_byte_strings_in(items, lengths, count, name)? };
    all.into_iter().map(|bytes| bytes.ok_or_else(|| Failure::argument(name, "NULL"))).collect()
}

/// Objects from C.
///
/// # Safety
/// `count` pointers can be read at `items`; each is as [`shared`] asks.
pub unsafe fn handles_in<T>(items: *const *const T, count: usize, name: &'static str) -> Result<Vec<Arc<T>>, Box<Failure>> {
    // SAFETY: as the caller promises.
    unsafe { borrowed(items, count, name)?.iter().map(|item| shared(*item, name)).collect() }
}

/// Numbers from C.
///
/// # Safety
/// `count` numbers can be read at `items`.
pub unsafe fn numbers_in<T: Copy>(items: *const T, count: usize, name: &'static str) -> Result<Vec<T>, Box<Failure>> {
    // SAFETY: as the caller promises.
    Ok(unsafe { borrowed(items, count, name)? }.to_vec())
}

/// One of an enum's choices from C, by its number. `choice` tells how many there are, if it is none of them.
#[inline]
pub fn choice_in<T>(choice: impl Fn(i32) -> Result<T, usize>, number: i32, name: &'static str) -> Result<T, Box<Failure>> {
    choice(number).map_err(|count| Failure::argument(name, format_args!("{number} is none of the {count} choices")))
}

/// Some of an enum's choices from C.
///
/// # Safety
/// `count` numbers can be read at `items`.
pub unsafe fn choices_in<T>(
    choice: impl Fn(i32) -> Result<T, usize>,
    items: *const i32,
    count: usize,
    name: &'static str,
) -> Result<Vec<T>, Box<Failure>> {
    // SAFETY: as the caller promises.
    unsafe { borrowed(items, count, name)? }.iter().map(|number| choice_in(&choice, *number, name)).collect()
}

/// Perhaps a number: written to `value` if there is one.
///
/// # Safety
/// `value` is NULL or can be written.
pub unsafe fn option_out<T>(option: Option<T>, value: *mut T) -> bool {
    // SAFETY: as the caller promises.
    match (option, unsafe { value.as_mut() }) {
        (Some(number), Some(value)) => *value = number,
        (Some(_), None) => {}
        (None, _) => return false,
    }
    true
}
