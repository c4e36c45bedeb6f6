//! Maps of any keys to any values, whose types need be neither `Clone` nor `Copy`.

use std::collections::HashMap;
use std::sync::Arc;

/// A color.
#[derive(Debug, PartialEq, Eq, Hash, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}

/// A point.
#[derive(Debug, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// What is near, by its name.
    pub near: HashMap<String, Color>,
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

/// A shape.
#[derive(Debug, uniffi::Enum)]
pub enum Shape {
    /// A circle.
    Circle {
        /// Its sizes by name.
        sizes: HashMap<String, u32>,
    },
    /// Nothing.
    Nothing,
}

/// A name.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Label(pub String);

uniffi::custom_newtype!(Label, String);

impl Clone for Label {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Points by color.
#[uniffi::export]
pub fn points(given: HashMap<Color, Point>) -> HashMap<Color, Vec<Point>> {
    given.into_iter().map(|(color, point)| (color, vec![point])).collect()
}

/// Things by name.
#[uniffi::export]
pub fn things(given: HashMap<Label, Arc<Thing>>) -> Option<HashMap<Label, Arc<Thing>>> {
    Some(given)
}

/// Shapes by number.
#[uniffi::export]
pub fn shapes(given: HashMap<i64, Shape>) -> HashMap<i64, Shape> {
    given
}

/// The number of entries of all maps.
#[uniffi::export]
pub fn entries(all: &[HashMap<u8, HashMap<bool, String>>], more: Option<HashMap<String, std::time::SystemTime>>) -> u64 {
    (all.iter().map(HashMap::len).sum::<usize>() + more.map_or(0, |more| more.len())) as u64
}
