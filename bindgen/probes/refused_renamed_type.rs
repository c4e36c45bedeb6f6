//! A type with another name outside of Rust.
//! refused: Place: only functions can be renamed; call it Place in Rust, too

/// A point.
#[derive(Debug, Clone, uniffi::Record)]
#[uniffi(name = "Place")]
pub struct Point {
    /// To the right.
    pub x: f64,
}
