//! Floats and truth values.

/// The half.
#[uniffi::export]
pub fn half(value: f64) -> f64 {
    value / 2.0
}

/// The third.
#[uniffi::export]
pub fn third(value: f32) -> f32 {
    value / 3.0
}

/// The opposite.
#[uniffi::export]
pub fn opposite(value: bool) -> bool {
    !value
}
