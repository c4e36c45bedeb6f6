//! A record with methods.
//! refused: Point: methods of records are not supported

/// A point.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

#[uniffi::export]
impl Point {
    /// The distance from the origin.
    pub fn distance(&self) -> f64 {
        self.x.hypot(self.y)
    }
}
