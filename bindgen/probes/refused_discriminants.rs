//! A choice with numbers of its own.
//! refused: Color.Red: a variant's number is kept in the file of numbers, so it cannot be set here

/// A color.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
#[repr(u8)]
pub enum Color {
    /// Red.
    Red = 1,
    /// Green.
    Green = 2,
}
