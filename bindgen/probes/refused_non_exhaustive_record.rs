//! A record that may get more fields.
//! refused: Point: a record must not be `#[non_exhaustive]`: the glue makes it of its fields

/// A point.
#[derive(uniffi::Record)]
#[non_exhaustive]
pub struct Point {
    /// To the right.
    pub x: f64,
}
