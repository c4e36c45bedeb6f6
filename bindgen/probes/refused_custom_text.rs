//! A type that says only to UniFFI how it crosses as text.
//! refused: Url: a type that crosses as text must be made of one: `TryFrom<String>`, with an error that is `Display`
//! refused: Url: a type that crosses as text must become one: `From` it for `String`

/// An address.
#[derive(Debug, Clone)]
pub struct Url(String);

#[cfg(feature = "uniffi")]
uniffi::custom_type!(Url, String, {
    try_lift: |text| Ok(Url(text)),
    lower: |url| url.0,
});

/// The address.
#[uniffi::export]
pub fn same(url: Url) -> Url {
    Url(url.0)
}
