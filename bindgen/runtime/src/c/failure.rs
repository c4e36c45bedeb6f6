//! What goes wrong, as C sees it: a code, a message and fields.

use super::live;
use crate::panics::Panic;
use std::ffi::c_char;
use std::ptr;

/// The code of a panic.
pub const PANIC: i32 = 1;
/// The code of an argument that the function cannot take.
pub const ARGUMENT: i32 = 2;
/// The code of the interface's first error; the others follow.
pub const FIRST: i32 = 16;

/// An error on its way to C.
#[derive(Debug)]
pub struct Failure {
    code: i32,
    message: Text,
    backtrace: Option<Text>,
    /// The interface's error fields in their fixed order; `None` where this error has no such field.
    fields: Vec<Option<Value>>,
}

/// A field of an error.
#[derive(Debug)]
pub enum Value {
    /// Text.
    Text(Text),
    /// A number up to 64 bits, as its bits.
    Bits(u64),
}

/// Text with a NUL behind it, so that C can borrow it.
#[derive(Debug)]
pub struct Text(Box<str>);

impl From<String> for Text {
    fn from(mut text: String) -> Self {
        text.push('\0');
        Self(text.into())
    }
}

impl Text {
    fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }

    fn len(&self) -> usize {
        self.0.len() - 1
    }
}

impl Failure {
    /// An error of the interface, `index` being the place of its variant.
    pub fn of_interface(index: i32, message: String, fields: Vec<Option<Value>>) -> Self {
        Self { code: FIRST + index, message: message.into(), backtrace: None, fields }
    }

    /// An argument that the function cannot take.
    pub fn argument(name: &str, reason: impl std::fmt::Display) -> Self {
        Self { code: ARGUMENT, message: format!("argument {name}: {reason}").into(), backtrace: None, fields: vec![] }
    }

    /// A panic.
    pub(crate) fn panic(Panic { message, backtrace }: Panic) -> Self {
        Self { code: PANIC, message: message.into(), backtrace: Some(backtrace.into()), fields: vec![] }
    }

    /// Hands it to C.
    pub(crate) fn into_raw(self) -> *mut Self {
        live::handed_out();
        Box::into_raw(Box::new(self))
    }

    /// Its code, 0 for NULL.
    ///
    /// # Safety
    /// `this` is NULL or an error that was handed out and not freed.
    pub unsafe fn code(this: *const Self) -> i32 {
        // SAFETY: as the caller promises.
        unsafe { this.as_ref() }.map_or(0, |failure| failure.code)
    }

    /// Its message, NULL for NULL.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn message(this: *const Self) -> *const c_char {
        // SAFETY: as the caller promises.
        unsafe { this.as_ref() }.map_or(ptr::null(), |failure| failure.message.as_ptr())
    }

    /// Its backtrace, NULL for anything but a panic.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn backtrace(this: *const Self) -> *const c_char {
        // SAFETY: as the caller promises.
        let backtrace = unsafe { this.as_ref() }.and_then(|failure| failure.backtrace.as_ref());
        backtrace.map_or(ptr::null(), Text::as_ptr)
    }

    /// A field that is text; NULL if this error has none.
    ///
    /// # Safety
    /// As for [`Failure::code`]; `length` is NULL or can be written.
    pub unsafe fn text_field(this: *const Self, index: usize, length: *mut usize) -> *const c_char {
        // SAFETY: as the caller promises.
        let (field, length) = unsafe { (field(this, index), length.as_mut()) };
        let text = match field {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        if let Some(length) = length {
            *length = text.map_or(0, Text::len);
        }
        text.map_or(ptr::null(), Text::as_ptr)
    }

    /// A field that is a number, as its bits; 0 if this error has none.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn number_field(this: *const Self, index: usize) -> u64 {
        // SAFETY: as the caller promises.
        match unsafe { field(this, index) } {
            Some(Value::Bits(bits)) => *bits,
            _ => 0,
        }
    }

    /// Frees it.
    ///
    /// # Safety
    /// As for [`Failure::code`]; it is not used afterwards.
    pub unsafe fn free(this: *mut Self) {
        if !this.is_null() {
            live::given_back();
            // SAFETY: it came from `into_raw`, and the caller gives it up.
            drop(unsafe { Box::from_raw(this) });
        }
    }
}

/// # Safety
/// As for [`Failure::code`].
unsafe fn field<'a>(this: *const Failure, index: usize) -> Option<&'a Value> {
    // SAFETY: as the caller promises.
    unsafe { this.as_ref() }?.fields.get(index)?.as_ref()
}
