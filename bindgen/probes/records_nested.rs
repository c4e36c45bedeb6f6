//! A record in a record, and an object in one.

/// A point.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing {
    size: u32,
}

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(size: u32) -> Self {
        Self { size }
    }

    /// Its size.
    pub fn size(&self) -> u32 {
        self.size
    }
}

/// A line.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Line {
    /// The beginning.
    pub from: Point,
    /// The end.
    pub to: Option<Point>,
    /// Through which points.
    pub through: Vec<Point>,
    /// The material.
    pub thing: std::sync::Arc<Thing>,
}

/// The line.
#[uniffi::export]
pub fn same(line: Line) -> Line {
    line
}
