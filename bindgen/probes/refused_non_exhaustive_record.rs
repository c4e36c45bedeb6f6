//! A record that may get more fields.
//! refused: Point: a record is made of its fields and nothing else: all are `pub`, and it is not `#[non_exhaustive]`

/// A point.
#[derive(uniffi::Record)]
#[non_exhaustive]
pub struct Point {
    /// To the right.
    pub x: f64,
}
