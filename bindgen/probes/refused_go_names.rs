//! A variant that Go would call as its function that lists the variants.
//! refused: Go would have two things called ShapeValues

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Shape {
    /// Round.
    Round,
    /// Values.
    Values,
}
