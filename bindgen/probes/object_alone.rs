//! An object, and nothing else.

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing {
    size: u32,
}

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new(size: u32) -> Self {
        Self { size }
    }

    /// Its size.
    pub fn size(&self) -> u32 {
        self.size
    }
}
