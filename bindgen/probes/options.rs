//! What may be absent: of every kind.

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

/// The number of those that are there.
#[uniffi::export]
pub fn count(number: Option<u32>, text: Option<String>, bytes: Option<Vec<u8>>, color: Option<Color>, point: Option<Point>) -> u32 {
    [number.is_some(), text.is_some(), bytes.is_some(), color.is_some(), point.is_some()].map(u32::from).iter().sum()
}

/// The thing.
#[uniffi::export]
pub fn same(thing: Option<std::sync::Arc<Thing>>) -> Option<std::sync::Arc<Thing>> {
    thing
}

/// Perhaps a color.
#[uniffi::export]
pub fn maybe_color() -> Option<Color> {
    None
}

/// Perhaps a number.
#[uniffi::export]
pub fn maybe_number() -> Option<i64> {
    Some(-1)
}
