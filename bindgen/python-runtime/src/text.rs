//! Text from Python. A `str` may hold what is no text, lone surrogates, which is how Python passes on bytes that are not UTF-8: each goes in
//! as U+FFFD, so that whoever reads the text refuses it as any other wrong text.

use crate::Argument;
use crate::argument::wrong_type;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyBytes, PyString};
use std::borrow::Cow;
use std::ops::Deref;

/// Text, where Python has it if it is good.
#[derive(Debug, Clone, Default)]
pub struct Text<'a>(pub Cow<'a, str>);

impl<'a> From<&'a str> for Text<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Text<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Argument for Text<'_> {
    type Rust = String;

    fn into_rust(self) -> String {
        self.0.into_owned()
    }
}

impl<'a> FromPyObject<'a, '_> for Text<'a> {
    type Error = PyErr;

    #[inline]
    fn extract(object: Borrowed<'a, '_, PyAny>) -> PyResult<Self> {
        Self::or_else(object, "text")
    }
}

impl<'a> Text<'a> {
    /// The text of a `str`. `expected` says what would have been right instead of anything else.
    #[inline]
    pub fn or_else(object: Borrowed<'a, '_, PyAny>, expected: &str) -> PyResult<Self> {
        match object.extract::<&'a str>() {
            Ok(text) => Ok(Self(Cow::Borrowed(text))),
            Err(_) => Self::mended(object, expected),
        }
    }

    #[cold]
    fn mended(object: Borrowed<'a, '_, PyAny>, expected: &str) -> PyResult<Self> {
        match object.cast::<PyString>() {
            Ok(text) => without_surrogates(text).map(|text| Self(Cow::Owned(text))),
            Err(_) => Err(wrong_type(expected, object)),
        }
    }
}

/// The path of a file: text, or what stands for a path (`os.PathLike`) and gives one as text.
#[derive(Debug, Clone)]
pub struct PathText<'a>(Text<'a>);

impl Deref for PathText<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Argument for PathText<'_> {
    type Rust = String;

    fn into_rust(self) -> String {
        self.0.into_rust()
    }
}

impl<'a> FromPyObject<'a, '_> for PathText<'a> {
    type Error = PyErr;

    fn extract(object: Borrowed<'a, '_, PyAny>) -> PyResult<Self> {
        const EXPECTED: &str = "str or os.PathLike";
        let is_text = object.is_instance_of::<PyString>();
        match if is_text { None } else { object.getattr_opt("__fspath__").ok().flatten() } {
            Some(path) => {
                let path = path.call0()?;
                Ok(Self(Text(Cow::Owned(Text::or_else(path.as_borrowed(), EXPECTED)?.into_rust()))))
            }
            None => Text::or_else(object, EXPECTED).map(Self),
        }
    }
}

macro_rules! own {
    ($($(#[$docs:meta])* $own:ident: $lent:ident,)*) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone)]
        pub struct $own(String);

        impl Argument for $own {
            type Rust = String;

            fn into_rust(self) -> String {
                self.0
            }
        }

        impl FromPyObject<'_, '_> for $own {
            type Error = PyErr;

            fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
                object.extract::<$lent>().map(|lent| Self(lent.into_rust()))
            }
        }
    )*};
}

own! {
    /// A path of its own: an element of a list.
    OwnPath: PathText,
    /// Text of its own: an element of a list.
    OwnText: Text,
}

/// Text in Python's memory, kept alive: an element of a list that is only looked at.
#[derive(Debug)]
pub struct SharedText(pub(crate) PyBackedStr);

impl FromPyObject<'_, '_> for SharedText {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, '_, PyAny>) -> PyResult<Self> {
        let Ok(text) = object.cast::<PyString>() else { return Err(wrong_type("text", object)) };
        let shared = match text.to_owned().try_into() {
            Ok(shared) => shared,
            Err(_) => PyString::new(object.py(), &without_surrogates(text)?).try_into()?,
        };
        Ok(Self(shared))
    }
}

/// The text with U+FFFD for each lone surrogate.
#[cold]
fn without_surrogates(text: Borrowed<'_, '_, PyString>) -> PyResult<String> {
    let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?;
    let bytes = bytes.cast::<PyBytes>()?.as_bytes();
    let mut good = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, _)) = rest.split_first() {
        // No good UTF-8 has these: they would be the three bytes of a surrogate.
        let is_surrogate = matches!(rest, [0xED, 0xA0..=0xBF, _, ..]);
        good.extend_from_slice(if is_surrogate { "\u{FFFD}".as_bytes() } else { std::slice::from_ref(first) });
        rest = &rest[if is_surrogate { 3 } else { 1 }..];
    }
    Ok(String::from_utf8(good)?)
}
