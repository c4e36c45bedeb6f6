//! Types that cannot do what the glue asks of them.
//! refused: Point.x: a field must be `pub`
//! refused: Thing.consume: it must be `pub`, take `&self` if it is a method, and be called as `consume()`
//! refused: Thing.hidden: it must be `pub`, take `&self` if it is a method, and be called as `hidden()`
//! refused: length: it must be `pub`, take `&self` if it is a method, and be called as `length(&str)`
//! refused: lengths: it must be `pub`, take `&self` if it is a method, and be called as `lengths(&[&str])`

use std::sync::Arc;

/// A point.
#[derive(Debug, uniffi::Record)]
pub struct Point {
    /// To the right.
    x: f64,
}

/// A color.
#[derive(Debug, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    /// Consumes a handle.
    pub fn consume(self: Arc<Self>) -> f64 {
        Point { x: 1.0 }.x
    }

    /// Cannot be called from outside.
    fn hidden(&self) -> Color {
        Color::Red
    }
}

/// Takes a text that is not lent as one.
#[uniffi::export]
pub fn length(text: &String) -> u64 {
    text.len() as u64
}

/// Takes texts that are not lent.
#[uniffi::export]
pub fn lengths(texts: &[String]) -> u64 {
    texts.len() as u64
}
