//! Documentation with everything that is syntax somewhere.

/// Ends with a quote: "a"
#[uniffi::export]
pub fn quoted() -> bool {
    true
}

/// Has backslashes \ \x \u \N{x} and `#{code}`, `%s`, `{}`, `{{ braces }}`, <tags>, ''', @param and $money$.
#[uniffi::export]
pub fn odd() -> bool {
    true
}

/// Has
/// several lines // of which one has slashes
///
/// | a | table |
/// |---|---|
/// | 1 | 2 |
///
/// 1. one
/// 2. two
///
/// ```text
/// a block \d
/// ```
#[uniffi::export]
pub fn long() -> bool {
    true
}

/// ä π 😀
#[derive(Debug, Clone, uniffi::Record)]
pub struct Unicode {
    /// "
    pub quote: bool,
    /// \
    pub backslash: bool,
    /// #
    pub hash: bool,
}

/// A choice with a very long first line of documentation that goes on and on and on and on and on and on and on and on, further than any line.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
pub enum Choice {
    /// One.
    One,
    /// Ends with a backslash \
    Two,
}
