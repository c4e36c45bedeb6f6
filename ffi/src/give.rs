//! What methods give back, and lists that they only look at, in the form that costs least where it goes.
//!
//! UniFFI hands out text as a `String` of its own, and objects inside of options as an `Arc`. Generated glue makes its language's text
//! straight from the Rust text, and its objects around the value: an allocation in between would be most of what a getter costs. The
//! interface is the same either way: text, and perhaps an object.

/// Text that belongs to the object whose method gives it. By this name the generator knows that it can be lent.
#[cfg(feature = "uniffi")]
#[derive(Debug)]
pub struct Text(String);

#[cfg(feature = "uniffi")]
uniffi::custom_type!(Text, String, {
    lower: |text| text.0,
    try_lift: |text| Ok(Text(text)),
});

/// Text that is always the same.
#[cfg(feature = "uniffi")]
pub type Fixed = Text;

/// Text that is always the same.
#[cfg(not(feature = "uniffi"))]
pub type Fixed = Text<'static>;

/// Text that belongs to the object whose method gives it.
#[cfg(not(feature = "uniffi"))]
pub type Text<'a> = &'a str;

/// A text in a list that is only looked at (`&[Lent]`).
#[cfg(feature = "uniffi")]
pub type Lent = String;

/// A text in a list that is only looked at (`&[Lent]`).
#[cfg(not(feature = "uniffi"))]
pub type Lent<'a> = &'a str;

/// Words that an error has: most are always the same.
#[cfg(feature = "uniffi")]
pub type Words = String;

/// Words that an error has: most are always the same.
#[cfg(not(feature = "uniffi"))]
pub type Words = std::borrow::Cow<'static, str>;

/// An object's text on its way out.
#[cfg(feature = "uniffi")]
pub(crate) fn text(text: &str) -> Text {
    Text(text.to_owned())
}

/// An object's text on its way out.
#[cfg(not(feature = "uniffi"))]
pub(crate) fn text(text: &str) -> Text<'_> {
    text
}

/// An object that a method makes, inside of an option.
#[cfg(feature = "uniffi")]
pub type Made<T> = std::sync::Arc<T>;

/// An object that a method makes, inside of an option.
#[cfg(not(feature = "uniffi"))]
pub type Made<T> = T;

/// Gives an object that a method makes, inside of an option.
pub(crate) fn made<T>(object: T) -> Made<T> {
    #[cfg(feature = "uniffi")]
    let object = std::sync::Arc::new(object);
    object
}
