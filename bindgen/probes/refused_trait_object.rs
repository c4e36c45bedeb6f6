//! A trait whose implementations are objects.
//! refused: Shape: traits are not supported as objects

/// A shape.
#[uniffi::export]
pub trait Shape: Send + Sync {
    /// Its area.
    fn area(&self) -> f64;
}
