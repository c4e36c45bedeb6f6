//! A choice whose variants carry something.
//! refused: Shape.Circle: a variant with data is supported in errors only

/// A shape.
#[derive(Debug, Clone, uniffi::Enum)]
pub enum Shape {
    /// A circle.
    Circle {
        /// The distance that it reaches.
        radius: f64,
    },
    /// Nothing.
    Empty,
}
