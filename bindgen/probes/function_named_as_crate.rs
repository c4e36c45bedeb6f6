//! Functions that are called as their crate, and as crates that the glue stands on.

/// Is called as the crate.
#[uniffi::export]
pub fn function_named_as_crate() -> bool {
    true
}

/// Is called as the crate that Python's glue stands on.
#[uniffi::export]
pub fn pyo3(text: &str) -> u64 {
    text.len() as u64
}

/// Is called as what the glue has itself.
#[uniffi::export]
pub fn exception(made: u32) -> u32 {
    made
}

/// Is called as a module of the glue.
#[uniffi::export]
pub fn runtime(ffi: u32) -> u32 {
    ffi
}

/// Is called as Rust's own.
#[uniffi::export]
pub fn std(core: u32) -> u32 {
    core
}
