//! A choice with methods.

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}

#[uniffi::export]
impl Color {
    /// Whether it is warm.
    pub fn is_warm(&self) -> bool {
        *self == Color::Red
    }

    /// The other one.
    pub fn other(&self) -> Color {
        if self.is_warm() { Color::LightGreen } else { Color::Red }
    }
}
