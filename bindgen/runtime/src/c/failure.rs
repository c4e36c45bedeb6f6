//! What goes wrong, as C sees it: a code, a message and fields.

use super::guard::infallible;
use super::live;
use crate::panics::Panic;
use std::ffi::c_char;
use std::sync::OnceLock;
use std::{fmt, ptr};

/// The code of a panic.
pub const PANIC: i32 = 1;
/// The code of an argument that the function cannot take.
pub const ARGUMENT: i32 = 2;

/// An error on its way to C.
#[derive(Debug)]
pub struct Failure {
    code: i32,
    source: Source,
}

#[derive(Debug)]
enum Source {
    /// Its message and fields are made once they are asked for: many a caller only wants to know that something failed.
    Interface {
        refusal: Box<dyn Refusal>,
        message: OnceLock<Text>,
        fields: OnceLock<Vec<Option<Value>>>,
    },
    Argument {
        message: Text,
    },
    Panic {
        message: Text,
        backtrace: Text,
    },
}

/// An error of the interface, which can tell more.
pub trait Refusal: fmt::Debug + Send + Sync {
    /// For people.
    fn message(&self) -> String;

    /// The interface's error fields in their fixed order; `None` where this error has no such field.
    fn fields(&self) -> Vec<Option<Value>>;
}

/// A field of an error.
#[derive(Debug)]
pub enum Value {
    /// Text.
    Text(Text),
    /// A number up to 64 bits, as its bits.
    Bits(u64),
}

impl Value {
    /// A copy of a text.
    pub fn text(text: &str) -> Self {
        Self::Text(text.into())
    }
}

/// Text with a NUL behind it, so that C can borrow it.
#[derive(Debug)]
pub struct Text(Box<str>);

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self([text, "\0"].concat().into())
    }
}

impl Text {
    /// A message, all of which C shall see: it ends at no NUL of its own.
    fn message(text: &str) -> Self {
        text.replace('\0', "\\0").as_str().into()
    }

    fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }

    fn len(&self) -> usize {
        self.0.len() - 1
    }
}

impl Failure {
    /// An error of the interface, which has that code.
    pub fn of_interface(code: i32, refusal: impl Refusal + 'static) -> Box<Self> {
        let (message, fields) = (OnceLock::new(), OnceLock::new());
        Box::new(Self { code, source: Source::Interface { refusal: Box::new(refusal), message, fields } })
    }

    /// An argument that the function cannot take.
    pub fn argument(name: &str, reason: impl fmt::Display) -> Box<Self> {
        let message = Text::message(&format!("argument {name}: {reason}"));
        Box::new(Self { code: ARGUMENT, source: Source::Argument { message } })
    }

    /// A result that C cannot be told.
    pub fn result(reason: impl fmt::Display) -> Box<Self> {
        let message = Text::message(&format!("the result: {reason}"));
        Box::new(Self { code: ARGUMENT, source: Source::Argument { message } })
    }

    /// A panic.
    pub(crate) fn panic(Panic { message, backtrace }: Panic) -> Box<Self> {
        let (message, backtrace) = (Text::message(&message), Text::message(&backtrace));
        Box::new(Self { code: PANIC, source: Source::Panic { message, backtrace } })
    }

    fn text(&self) -> &Text {
        match &self.source {
            Source::Interface { refusal, message, .. } => message.get_or_init(|| Text::message(&refusal.message())),
            Source::Argument { message } | Source::Panic { message, .. } => message,
        }
    }

    fn field(&self, index: usize) -> Option<&Value> {
        let Source::Interface { refusal, fields, .. } = &self.source else { return None };
        fields.get_or_init(|| refusal.fields()).get(index)?.as_ref()
    }

    /// Hands it to C.
    pub(crate) fn into_raw(self: Box<Self>) -> *mut Self {
        live::handed_out();
        Box::into_raw(self)
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
        unsafe { this.as_ref() }.map_or(ptr::null(), |failure| infallible(ptr::null(), || Ok(failure.text().as_ptr())))
    }

    /// Its backtrace, NULL for anything but a panic.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn backtrace(this: *const Self) -> *const c_char {
        // SAFETY: as the caller promises.
        match unsafe { this.as_ref() }.map(|failure| &failure.source) {
            Some(Source::Panic { backtrace, .. }) => backtrace.as_ptr(),
            _ => ptr::null(),
        }
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
    let failure = unsafe { this.as_ref() }?;
    infallible(None, || Ok(failure.field(index)))
}
