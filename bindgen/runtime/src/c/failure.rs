//! What goes wrong, as C sees it: a code, a message and fields.

use super::guard::infallible;
use super::live;
use crate::panics::Panic;
use std::ffi::{CStr, c_char};
use std::sync::{LazyLock, OnceLock};
use std::{fmt, ptr};

/// The code of a panic.
pub const PANIC: i32 = 1;
/// The code of an argument that the function cannot take.
pub const ARGUMENT: i32 = 2;

/// The message of an error that cannot be made. The panic itself is kept for [`super::guard::take_failure`].
const UNTOLD: &CStr = c"what went wrong cannot be told: making the error panicked";

/// An error on its way to C.
#[derive(Debug)]
pub struct Failure(Source);

#[derive(Debug)]
enum Source {
    /// What it tells is made once it is asked for: many a caller only wants to know that something failed.
    Interface {
        refusal: Box<dyn Refusal>,
        message: OnceLock<Text>,
        fields: OnceLock<Fields>,
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
    /// Which one it is.
    fn code(&self) -> i32;

    /// For people.
    fn message(&self) -> String;

    /// Tells the interface's error fields in their fixed order; `None` where this error has no such field.
    fn fields(&self, tell: &mut dyn FnMut(&[Option<Value<'_>>]));
}

/// One that is made when it is asked something.
impl<R: Refusal, F: FnOnce() -> Box<R> + Send> Refusal for LazyLock<Box<R>, F> {
    fn code(&self) -> i32 {
        (**self).code()
    }

    fn message(&self) -> String {
        (**self).message()
    }

    fn fields(&self, tell: &mut dyn FnMut(&[Option<Value<'_>>])) {
        (**self).fields(tell);
    }
}

/// A field of an error.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    /// Text.
    Text(&'a str),
    /// A number up to 64 bits, as its bits.
    Bits(u64),
}

/// The fields of an error. Their texts stand in one, each with a NUL after it, so that C can borrow it.
#[derive(Debug, Default)]
struct Fields {
    texts: String,
    places: Vec<Place>,
}

#[derive(Debug)]
enum Place {
    Absent,
    Text { start: usize, length: usize },
    Bits(u64),
}

impl Fields {
    fn of(refusal: &dyn Refusal) -> Self {
        let mut fields = Self::default();
        refusal.fields(&mut |values| fields.tell(values));
        fields
    }

    fn tell(&mut self, values: &[Option<Value<'_>>]) {
        let room = |value: &Option<Value<'_>>| if let Some(Value::Text(text)) = value { text.len() + 1 } else { 0 };
        self.texts.reserve_exact(values.iter().map(room).sum());
        self.places.reserve_exact(values.len());
        for value in values {
            let place = match *value {
                None => Place::Absent,
                Some(Value::Bits(bits)) => Place::Bits(bits),
                Some(Value::Text(text)) => {
                    let start = self.texts.len();
                    self.texts.extend([text, "\0"]);
                    Place::Text { start, length: text.len() }
                }
            };
            self.places.push(place);
        }
    }

    /// The text of a field, with its NUL after it.
    fn text(&self, index: usize) -> Option<&str> {
        match self.places.get(index) {
            Some(Place::Text { start, length }) => self.texts.get(*start..=start + length),
            _ => None,
        }
    }

    fn bits(&self, index: usize) -> Option<u64> {
        match self.places.get(index) {
            Some(Place::Bits(bits)) => Some(*bits),
            _ => None,
        }
    }
}

/// A message with a NUL after it, so that C can borrow it.
#[derive(Debug)]
struct Text(String);

impl From<String> for Text {
    /// C shall see all of it: it ends at no NUL of its own.
    fn from(mut message: String) -> Self {
        if message.contains('\0') {
            message = message.replace('\0', "\\0");
        }
        message.push('\0');
        Self(message)
    }
}

impl Text {
    fn as_ptr(&self) -> *const c_char {
        self.0.as_ptr().cast()
    }
}

impl Failure {
    /// An error of the interface, which is made when it is asked something.
    pub fn of_interface<R: Refusal + 'static>(make: impl FnOnce() -> Box<R> + Send + 'static) -> Box<Self> {
        let (message, fields) = (OnceLock::new(), OnceLock::new());
        Box::new(Self(Source::Interface { refusal: Box::new(LazyLock::new(make)), message, fields }))
    }

    /// An argument that the function cannot take.
    pub fn argument(name: &str, reason: impl fmt::Display) -> Box<Self> {
        Box::new(Self(Source::Argument { message: format!("argument {name}: {reason}").into() }))
    }

    /// A result that C cannot be told.
    pub fn result(reason: impl fmt::Display) -> Box<Self> {
        Box::new(Self(Source::Argument { message: format!("the result: {reason}").into() }))
    }

    /// A panic.
    pub(crate) fn panic(Panic { message, backtrace }: Panic) -> Box<Self> {
        Box::new(Self(Source::Panic { message: message.into(), backtrace: backtrace.into() }))
    }

    fn number(&self) -> i32 {
        match &self.0 {
            Source::Interface { refusal, .. } => refusal.code(),
            Source::Argument { .. } => ARGUMENT,
            Source::Panic { .. } => PANIC,
        }
    }

    fn text(&self) -> &Text {
        match &self.0 {
            Source::Interface { refusal, message, .. } => message.get_or_init(|| refusal.message().into()),
            Source::Argument { message } | Source::Panic { message, .. } => message,
        }
    }

    /// Hands it to C.
    pub(crate) fn into_raw(self: Box<Self>) -> *mut Self {
        live::handed_out();
        Box::into_raw(self)
    }

    /// Its code, 0 for NULL; that of a panic if making the error panics.
    ///
    /// # Safety
    /// `this` is NULL or an error that was handed out and not freed.
    pub unsafe fn code(this: *const Self) -> i32 {
        // SAFETY: as the caller promises.
        unsafe { this.as_ref() }.map_or(0, |failure| infallible(PANIC, || Ok(failure.number())))
    }

    /// Its message, NULL for NULL.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn message(this: *const Self) -> *const c_char {
        // SAFETY: as the caller promises.
        unsafe { this.as_ref() }.map_or(ptr::null(), |failure| infallible(UNTOLD.as_ptr(), || Ok(failure.text().as_ptr())))
    }

    /// Its backtrace, NULL for anything but a panic.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn backtrace(this: *const Self) -> *const c_char {
        // SAFETY: as the caller promises.
        match unsafe { this.as_ref() }.map(|failure| &failure.0) {
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
        let (fields, length) = unsafe { (fields(this), length.as_mut()) };
        let text = fields.and_then(|fields| fields.text(index));
        if let Some(length) = length {
            *length = text.map_or(0, |text| text.len() - 1);
        }
        text.map_or(ptr::null(), |text| text.as_ptr().cast())
    }

    /// A field that is a number, as its bits; 0 if this error has none.
    ///
    /// # Safety
    /// As for [`Failure::code`].
    pub unsafe fn number_field(this: *const Self, index: usize) -> u64 {
        // SAFETY: as the caller promises.
        unsafe { fields(this) }.and_then(|fields| fields.bits(index)).unwrap_or(0)
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
unsafe fn fields<'a>(this: *const Failure) -> Option<&'a Fields> {
    // SAFETY: as the caller promises.
    let Source::Interface { refusal, fields, .. } = &unsafe { this.as_ref() }?.0 else { return None };
    // Who asks for one asks for more: only the first time something can go wrong.
    fields.get().or_else(|| infallible(None, || Ok(Some(fields.get_or_init(|| Fields::of(&**refusal))))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::c::guard::take_failure;

    #[derive(Debug)]
    struct Never;

    impl Refusal for Never {
        fn code(&self) -> i32 {
            7
        }

        fn message(&self) -> String {
            "never".into()
        }

        fn fields(&self, tell: &mut dyn FnMut(&[Option<Value<'_>>])) {
            tell(&[Some(Value::Text("never")), Some(Value::Bits(7))]);
        }
    }

    #[test]
    fn an_error_that_cannot_be_made_is_a_panic_and_never_success() {
        let error = Failure::of_interface::<Never>(|| panic!("not made")).into_raw();
        let kept = || {
            let kept = take_failure();
            assert!(!kept.is_null());
            // SAFETY: it was just handed out.
            unsafe { Failure::free(kept) };
        };
        // SAFETY: the error was just handed out, and is freed last.
        unsafe {
            for _ in 0..2 {
                assert_eq!(Failure::code(error), PANIC);
                kept();
                assert_eq!(CStr::from_ptr(Failure::message(error)), UNTOLD);
                kept();
                let mut length = 1;
                assert!(Failure::text_field(error, 0, &mut length).is_null() && length == 0);
                kept();
                assert_eq!(Failure::number_field(error, 1), 0);
                kept();
            }
            Failure::free(error);
        }
    }

    #[test]
    fn an_error_is_made_when_it_is_asked() {
        let error = Failure::of_interface(|| Box::new(Never)).into_raw();
        let mut length = 0;
        // SAFETY: the error was just handed out, and is freed last.
        unsafe {
            assert_eq!(Failure::code(error), 7);
            assert_eq!(CStr::from_ptr(Failure::message(error)), c"never");
            assert_eq!(CStr::from_ptr(Failure::text_field(error, 0, &mut length)), c"never");
            assert_eq!((length, Failure::number_field(error, 1)), (5, 7));
            assert!(Failure::text_field(error, 1, ptr::null_mut()).is_null() && Failure::backtrace(error).is_null());
            Failure::free(error);
        }
    }
}
