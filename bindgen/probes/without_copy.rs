//! Choices and records that are neither `Copy` nor `Clone`, in every place where they can be.

/// A color.
#[derive(Debug, uniffi::Enum)]
pub enum Color {
    /// Red.
    Red,
    /// Blue.
    Blue,
}

#[uniffi::export]
impl Color {
    /// The other one.
    pub fn other(&self) -> Color {
        match self {
            Color::Red => Color::Blue,
            Color::Blue => Color::Red,
        }
    }
}

/// A point.
#[derive(Debug, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Its color.
    pub color: Color,
    /// Perhaps another color.
    pub second: Option<Color>,
    /// More colors.
    pub more: Vec<Color>,
    /// A name.
    pub name: String,
}

/// Points.
#[derive(Debug, uniffi::Record)]
pub struct Points {
    /// The first.
    pub first: Point,
    /// Perhaps the last.
    pub last: Option<Point>,
    /// The others.
    pub others: Vec<Point>,
    /// Perhaps even more.
    pub more: Option<Vec<Point>>,
}

#[uniffi::export]
impl Points {
    /// The color of the first.
    pub fn is_red(&self) -> bool {
        matches!(self.first.color, Color::Red)
    }
}

/// Gives back what it was given.
#[uniffi::export]
pub fn echo(points: Points) -> Points {
    points
}

/// Looks at what it was given.
#[uniffi::export]
pub fn look(points: &Points, color: Color, colors: Vec<Color>) -> Option<Color> {
    colors.into_iter().chain([color]).nth(points.others.len())
}

/// Turns a list around.
#[uniffi::export]
pub fn turned(points: Vec<Point>, color: Option<Color>) -> Vec<Point> {
    match color {
        Some(Color::Red) => points.into_iter().rev().collect(),
        _ => points,
    }
}
