//! A record without fields, alone and within another.

/// Nothing.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Nothing {}

/// Something.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Something {
    /// Nothing.
    pub nothing: Nothing,
    /// Perhaps nothing.
    pub perhaps: Option<Nothing>,
}

/// Gives it back.
#[uniffi::export]
pub fn echo(nothing: Nothing, all: Vec<Nothing>) -> Vec<Nothing> {
    all.into_iter().chain([nothing]).collect()
}

/// Gives it back.
#[uniffi::export]
pub fn same(something: Something) -> Something {
    something
}
