//! Functions, methods and constructors with other names outside of Rust.

/// Works.
#[uniffi::export(name = "toil")]
pub fn work() -> u32 {
    1
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor(name = "fresh")]
    pub fn make() -> Self {
        Self
    }

    /// Its size.
    #[uniffi::method(name = "size")]
    pub fn length(&self) -> u32 {
        1
    }
}
