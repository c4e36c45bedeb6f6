//! A custom type that only UniFFI is told of.
//! refused: Url: a custom type crosses by what `custom_type!` says: call it at the root of the crate, without `#[cfg]`

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
