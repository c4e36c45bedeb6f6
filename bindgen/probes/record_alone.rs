//! A record, and nothing that uses it.

/// A point.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}
