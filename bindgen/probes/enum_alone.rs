//! A choice, and nothing that uses it.

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}
