//! Lists of every kind.

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}

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

/// Counts.
#[uniffi::export]
pub fn count(numbers: Vec<u32>, texts: Vec<String>, colors: Vec<Color>, points: Vec<Point>) -> u64 {
    (numbers.len() + texts.len() + colors.len() + points.len()) as u64
}

/// The things.
#[uniffi::export]
pub fn same(things: Vec<std::sync::Arc<Thing>>) -> Vec<std::sync::Arc<Thing>> {
    things
}

/// Lists of bytes.
#[uniffi::export]
pub fn pieces() -> Vec<Vec<u8>> {
    vec![vec![1]]
}

/// A list that may be absent, of texts that may be.
#[uniffi::export]
pub fn texts() -> Option<Vec<Option<String>>> {
    None
}
