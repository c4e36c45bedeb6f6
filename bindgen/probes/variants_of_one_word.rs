//! Choices with digits, with capitals, and with names that their type, or another one, has.

/// A version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Version {
    /// One.
    V1,
    /// One and a half.
    V1_5,
    /// A word in capitals.
    UTF8,
    /// The type's own name.
    Version,
    /// Everything.
    All,
    /// Its texts.
    Texts,
}

/// A release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Release {
    /// A version.
    Version,
    /// A release.
    Candidate,
}

/// The other one.
#[uniffi::export]
pub fn other(version: Version, release: Option<Release>) -> Vec<Version> {
    release.map(|_| version).into_iter().collect()
}
