//! A caller of the C interface, driven by random bytes: it makes arguments, and keeps what it gets until it is freed.

use super::glue;
use libfuzzer_sys::arbitrary::Unstructured;
use bindings_runtime::c::{Failure, failure::PANIC, text::NUL_TERMINATED};
use std::any::TypeId;
use std::ffi::{CStr, c_char, c_void};
use std::{ptr, slice};

/// Texts that lead far into the library; the rest comes from the bytes.
const TEXTS: [&str; 24] = [
    "",
    "1.2_rc3-r4",
    "0",
    "cat",
    "pkg",
    "cat/pkg",
    "cat/pkg-1.2",
    "dev-lang/python:3.12",
    ">=cat/pkg-1:2/3=::repo[a,-b,c?,!d=,e(+)]",
    "!!<cat/pkg-2-r1",
    "=cat/pkg-1*",
    "~cat/pkg-1",
    "a? ( b/c || ( d/e f/g ) )",
    "|| ( a b )",
    "^^ ( a !b )",
    "?? ( a b )",
    "https://example.org/a.tar.gz -> b.tar.gz",
    "mirror://gnu/a",
    "GPL-2 MIT",
    "a/b\0",
    "*/*",
    "flag",
    "-flag(-)",
    "99999999999999999999",
];

/// More handles, texts and elements than that tell nothing new.
const MOST: usize = 32;

/// What was handed out, and how it is given back.
struct Kept {
    ty: TypeId,
    handle: *mut c_void,
    free: Box<dyn Fn(*mut c_void)>,
}

/// Where arguments come from and results go.
pub struct Caller<'a> {
    bytes: Unstructured<'a>,
    kept: Vec<Kept>,
    /// What the arguments of the call under way point to.
    memory: Vec<Box<dyn std::any::Any>>,
}

impl<'a> Caller<'a> {
    pub fn new(bytes: Unstructured<'a>) -> Self {
        Self { bytes, kept: vec![], memory: vec![] }
    }

    /// The number of the next function of so many; none at the end.
    pub fn next(&mut self, count: usize) -> Option<usize> {
        self.memory.clear();
        if self.bytes.is_empty() {
            return None;
        }
        Some(self.below(count))
    }

    fn below(&mut self, count: usize) -> usize {
        self.bytes.int_in_range(0..=count - 1).unwrap_or_default()
    }

    /// True once in so many times.
    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    pub fn bool(&mut self) -> bool {
        self.one_in(2)
    }

    pub fn int(&mut self) -> u64 {
        if self.one_in(4) { self.bytes.arbitrary().unwrap_or_default() } else { self.below(8) as u64 }
    }

    /// An index, mostly a possible one.
    pub fn size(&mut self) -> usize {
        if self.one_in(8) { usize::MAX - self.below(3) } else { self.below(6) }
    }

    /// A choice, mostly one that many enums have.
    pub fn choice(&mut self) -> i32 {
        if self.one_in(16) { self.bytes.arbitrary().unwrap_or_default() } else { self.below(11) as i32 - 1 }
    }

    pub fn callback(&mut self) -> Option<extern "C" fn(*mut c_void)> {
        extern "C" fn nothing(_: *mut c_void) {}
        self.bool().then_some(nothing)
    }

    /// A handle of that type, or NULL.
    pub fn handle<T: 'static>(&mut self) -> *const T {
        self.found::<T>().map_or(ptr::null(), |place| self.kept[place].handle.cast())
    }

    /// A handle that the call frees.
    pub fn take<T: 'static>(&mut self) -> *mut T {
        self.found::<T>().map_or(ptr::null_mut(), |place| self.kept.swap_remove(place).handle.cast())
    }

    fn found<T: 'static>(&mut self) -> Option<usize> {
        let ty = TypeId::of::<T>();
        let places: Vec<_> = (0..self.kept.len()).filter(|&place| self.kept[place].ty == ty).collect();
        if places.is_empty() || self.one_in(16) {
            return None;
        }
        Some(places[self.below(places.len())])
    }

    /// Keeps a result until it is taken or the caller ends.
    pub fn keep<T: 'static>(&mut self, handle: *mut T, free: unsafe extern "C" fn(*mut T)) {
        if handle.is_null() {
            return;
        }
        // SAFETY: it was handed out as this type, and is freed once: by this, or by whoever took it.
        let free = Box::new(move |handle: *mut c_void| unsafe { free(handle.cast()) });
        if self.kept.len() == MOST {
            let oldest = self.kept.remove(0);
            (oldest.free)(oldest.handle);
        }
        self.kept.push(Kept { ty: TypeId::of::<T>(), handle: handle.cast(), free });
    }

    /// Text is as long as it says, ends with NUL and is UTF-8.
    ///
    /// # Safety
    /// It was handed out, or is NULL.
    pub unsafe fn keep_text(&mut self, text: *mut c_char, length: usize, free: unsafe extern "C" fn(*mut c_char)) {
        if text.is_null() {
            return;
        }
        // SAFETY: as the caller promises.
        let bytes = unsafe { slice::from_raw_parts(text.cast::<u8>(), length + 1) };
        assert_eq!(bytes[length], 0);
        assert!(str::from_utf8(&bytes[..length]).is_ok(), "not UTF-8: {bytes:?}");
        self.keep(text, free);
    }

    /// Text that belongs to what it was asked of.
    ///
    /// # Safety
    /// It is alive, or NULL.
    pub unsafe fn read(&mut self, text: *const c_char) {
        if !text.is_null() {
            // SAFETY: as the caller promises.
            std::hint::black_box(unsafe { CStr::from_ptr(text) }.to_bytes());
        }
    }

    /// Text and its length; or NULL, or a length that cannot be.
    pub fn text(&mut self) -> (*const c_char, usize) {
        let (start, length) = self.bytes();
        (start.cast(), if self.one_in(8) { NUL_TERMINATED } else { length })
    }

    pub fn bytes(&mut self) -> (*const u8, usize) {
        let odd = self.below(32);
        if odd == 30 {
            return (ptr::null(), self.below(2) * 7);
        }
        let mut text = match self.below(TEXTS.len() + 8) {
            known if known < TEXTS.len() => TEXTS[known].as_bytes().to_vec(),
            length => self.bytes.bytes((length - TEXTS.len()).min(self.bytes.len())).unwrap_or_default().to_vec(),
        };
        let length = text.len();
        text.push(0);
        let start = self.remember(text);
        (start, if odd == 31 { usize::MAX - 1 } else { length })
    }

    /// Texts, their lengths and their number.
    pub fn texts(&mut self) -> (*const *const c_char, *const usize, usize) {
        let count = self.below(4);
        let (texts, lengths): (Vec<_>, Vec<_>) = (0..count).map(|_| self.text()).unzip();
        let with_lengths = !self.one_in(4);
        let texts = self.remember(texts);
        let lengths = self.remember(lengths);
        let odd = self.one_in(16);
        (if odd { ptr::null() } else { texts }, if with_lengths { lengths } else { ptr::null() }, count)
    }

    /// Values in a row and their number.
    pub fn array<T: 'static>(&mut self, mut value: impl FnMut(&mut Self) -> T) -> (*const T, usize) {
        let count = self.below(4);
        let values: Vec<T> = (0..count).map(|_| value(self)).collect();
        let values = self.remember(values);
        match self.below(32) {
            30 => (ptr::null(), count),
            31 => (values, usize::MAX - self.below(2)),
            _ => (values, count),
        }
    }

    /// Where a value stands that may be left out, or NULL.
    pub fn optional<T: 'static>(&mut self, value: impl FnOnce(&mut Self) -> T) -> *const T {
        if self.bool() {
            return ptr::null();
        }
        let value = value(self);
        self.remember(vec![value])
    }

    /// Where a result may be written, or NULL.
    pub fn out<T: Default + 'static>(&mut self) -> *mut T {
        if self.one_in(8) { ptr::null_mut() } else { self.remember(vec![T::default()]).cast_mut() }
    }

    /// Where an error may be written, which holds something else before; or NULL.
    pub fn error(&mut self) -> *mut *mut Failure {
        if self.one_in(8) { ptr::null_mut() } else { self.remember(vec![ptr::dangling_mut::<Failure>()]).cast_mut() }
    }

    /// Whatever comes of a call, it says whether there is an error.
    ///
    /// # Safety
    /// The pointer is that of [`Self::error`], after the call.
    pub unsafe fn settle(&mut self, error: *mut *mut Failure, free: unsafe extern "C" fn(*mut Failure)) {
        // SAFETY: as the caller promises.
        let Some(&mut error) = (unsafe { error.as_mut() }) else { return };
        assert_ne!(error, ptr::dangling_mut(), "the error was left as it was");
        // SAFETY: it was handed out just now, or is NULL.
        unsafe { check_failure(error) };
        self.keep(error, free);
    }

    fn remember<T: 'static>(&mut self, values: Vec<T>) -> *const T {
        let start = values.as_ptr();
        self.memory.push(Box::new(values));
        start
    }
}

impl Drop for Caller<'_> {
    fn drop(&mut self) {
        self.kept.drain(..).for_each(|kept| (kept.free)(kept.handle));
    }
}

/// Refusals are fine; a panic is not.
///
/// # Safety
/// It is alive, or NULL.
pub unsafe fn check_failure(failure: *const Failure) {
    if failure.is_null() {
        return;
    }
    // SAFETY: as the caller promises; its message lives as long.
    unsafe {
        let message = CStr::from_ptr(glue::polyatom_error_message(failure)).to_string_lossy();
        assert_ne!(glue::polyatom_error_code(failure), PANIC, "{message}");
        assert!(!message.is_empty());
    }
}
