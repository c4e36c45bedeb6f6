//! Things that move in the plane.

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

use std::sync::Mutex;

/// A place in the plane.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
}

/// A way in the plane.
#[derive(Debug, Clone, PartialEq, uniffi::Record)]
pub struct Vector {
    /// To the right.
    pub dx: f64,
    /// Upwards.
    pub dy: f64,
}

/// The place that a way leads to.
#[uniffi::export]
pub fn translate(position: &Point, direction: Vector) -> Point {
    Point { x: position.x + direction.dx, y: position.y + direction.dy }
}

/// Something that has a place.
#[derive(Debug, uniffi::Object)]
pub struct Sprite {
    position: Mutex<Point>,
}

#[uniffi::export]
impl Sprite {
    /// Makes one; in the origin, if no place is given.
    #[uniffi::constructor(default(position = None))]
    pub fn new(position: Option<Point>) -> Self {
        Self { position: Mutex::new(position.unwrap_or(Point { x: 0.0, y: 0.0 })) }
    }

    /// Makes one that stands beside a place.
    #[uniffi::constructor]
    pub fn relative_to(reference: Point, direction: Vector) -> Self {
        Self { position: Mutex::new(translate(&reference, direction)) }
    }

    /// Where it is.
    pub fn get_position(&self) -> Point {
        self.position.lock().expect("no move panics").clone()
    }

    /// Moves it to a place.
    pub fn move_to(&self, position: Point) {
        *self.position.lock().expect("no move panics") = position;
    }

    /// Moves it along a way.
    pub fn move_by(&self, direction: Vector) {
        let mut position = self.position.lock().expect("no move panics");
        *position = translate(&position, direction);
    }
}
