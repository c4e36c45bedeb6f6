//! A Rust type that crosses as text.

/// An address.
#[derive(Debug, Clone)]
pub struct Url(String);

uniffi::custom_type!(Url, String);

impl TryFrom<String> for Url {
    type Error = std::io::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.contains(':') { Ok(Self(text)) } else { Err(std::io::Error::other("it has no scheme")) }
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
