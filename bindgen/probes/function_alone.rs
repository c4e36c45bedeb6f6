//! A function, and nothing else.

/// Works.
#[uniffi::export]
pub fn work() {}
