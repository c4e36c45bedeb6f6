//! A variant that Go would call as its function that lists the variants.
//! refused: Shape.Values: in Go it would be ShapeValues, which is what every Shape has; call it otherwise

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Shape {
    /// Round.
    Round,
    /// Values.
    Values,
}
