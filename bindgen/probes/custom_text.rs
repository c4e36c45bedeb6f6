//! A Rust type that crosses as text.

/// An address.
#[derive(Debug, Clone)]
pub struct Url(String);

#[cfg(feature = "uniffi")]
uniffi::custom_type!(Url, String, {
    try_lift: |text| Url::try_from(text).map_err(uniffi::deps::anyhow::Error::msg),
    lower: |url| url.0,
});

impl TryFrom<String> for Url {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        if text.contains(':') { Ok(Self(text)) } else { Err("it has no scheme".to_owned()) }
    }
}

impl From<Url> for String {
    fn from(url: Url) -> String {
        url.0
    }
}

/// The address.
#[uniffi::export]
pub fn same(url: Url) -> Url {
    url
}
