//! A choice that prints, where nothing can fail.

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}
