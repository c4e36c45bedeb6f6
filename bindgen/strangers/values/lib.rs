//! Values of every kind, which come back as they went.

#[cfg(not(feature = "uniffi"))]
extern crate uniffi_off as uniffi;
#[cfg(feature = "uniffi")]
use uniffi_off as _;

#[cfg(feature = "uniffi")]
uniffi::setup_scaffolding!();

use std::time::{Duration, SystemTime};

/// A shape.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
#[uniffi::export(Eq)]
pub enum Shape {
    /// A circle.
    Circle {
        /// The distance that it reaches.
        radius: f64,
    },
    /// A rectangle: how wide and how high.
    Rectangle(f64, f64),
    /// Shapes together.
    Group(Vec<Shape>),
    /// Nothing.
    Empty,
}

#[uniffi::export]
impl Shape {
    /// How much it covers.
    pub fn area(&self) -> f64 {
        match self {
            Self::Circle { radius } => 3.0 * radius * radius,
            Self::Rectangle(width, height) => width * height,
            Self::Group(shapes) => shapes.iter().map(Self::area).sum(),
            Self::Empty => 0.0,
        }
    }
}

/// Twice as large.
#[uniffi::export]
pub fn doubled(shape: Shape) -> Shape {
    match shape {
        Shape::Circle { radius } => Shape::Circle { radius: 2.0 * radius },
        Shape::Rectangle(width, height) => Shape::Rectangle(2.0 * width, 2.0 * height),
        Shape::Group(shapes) => Shape::Group(shapes.into_iter().map(doubled).collect()),
        Shape::Empty => Shape::Empty,
    }
}

/// A time and what follows.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Event {
    /// When it begins.
    pub begins: SystemTime,
    /// How long it takes.
    pub takes: Duration,
    /// How long it is remembered, perhaps.
    pub remembered: Option<Duration>,
}

/// The event, a day later.
#[uniffi::export]
pub fn postponed(event: &Event) -> Event {
    Event { begins: event.begins + Duration::from_secs(86_400), ..event.clone() }
}

/// When it ends.
#[uniffi::export]
pub fn end(begins: SystemTime, takes: Duration) -> SystemTime {
    begins + takes
}

/// All of them, together.
#[uniffi::export]
pub fn sum(spans: Vec<Duration>) -> Duration {
    spans.into_iter().sum()
}

/// A temperature that is not below the lowest.
#[derive(Debug, Clone)]
pub struct Celsius(i16);

uniffi::custom_type!(Celsius, i16, {
    try_lift: |degrees| if degrees < -273 { Err(std::io::Error::other("nothing is that cold").into()) } else { Ok(Celsius(degrees)) },
    lower: |celsius| celsius.0,
});

/// Warmer by so much.
#[uniffi::export]
pub fn warmer(all: Vec<Celsius>, by: &Celsius) -> Vec<Celsius> {
    all.into_iter().map(|celsius| Celsius(celsius.0 + by.0)).collect()
}

/// The pieces in the other order.
#[uniffi::export]
pub fn reversed(pieces: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    pieces.into_iter().rev().collect()
}
