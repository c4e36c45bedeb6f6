//! Choices whose variants carry something.

use std::fmt;

/// A shape.
#[derive(Debug, PartialEq, uniffi::Enum)]
#[uniffi::export(Debug, Display, Eq)]
pub enum Shape {
    /// A circle.
    Circle {
        /// The distance that it reaches.
        radius: f64,
        /// What it is called.
        name: Option<String>,
    },
    /// A rectangle.
    Rectangle(f64, f64),
    /// Text.
    Text(String),
    /// A number, whose type differs from that of the text.
    Number(u32),
    /// Shapes together.
    Group {
        /// What it is called.
        name: Option<String>,
        /// The shapes.
        r#type: Vec<Shape>,
    },
    /// Nothing.
    Empty,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a shape")
    }
}

#[uniffi::export]
impl Shape {
    /// How many shapes it is made of.
    pub fn count(&self) -> u64 {
        match self {
            Self::Group { r#type, .. } => r#type.iter().map(Self::count).sum(),
            _ => 1,
        }
    }
}

/// A drawing.
#[derive(Debug, uniffi::Record)]
pub struct Drawing {
    /// What is in front.
    pub front: Shape,
    /// What is behind.
    pub behind: Option<Shape>,
    /// All others.
    pub others: Vec<Shape>,
}

/// The shape.
#[uniffi::export]
pub fn same(shape: Shape) -> Shape {
    shape
}

/// Draws.
#[uniffi::export]
pub fn draw(front: &Shape, behind: Option<Shape>, others: Vec<Shape>) -> Drawing {
    let _ = front;
    Drawing { front: Shape::Empty, behind, others }
}

/// The drawing.
#[uniffi::export]
pub fn copy(drawing: Drawing) -> Drawing {
    drawing
}

/// Each has the same field.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum Always {
    /// The first.
    First {
        /// A number.
        number: u8,
    },
    /// The second.
    Second {
        /// A number.
        number: u8,
    },
}

/// Another.
#[uniffi::export]
pub fn other(always: Always) -> Option<Always> {
    match always {
        Always::First { number } => Some(Always::Second { number }),
        Always::Second { .. } => None,
    }
}
