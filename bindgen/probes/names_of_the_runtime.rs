//! Names that the languages' own objects have.

/// A thing.
#[derive(Debug, uniffi::Object)]
#[uniffi::export(Debug)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self
    }

    /// A number.
    pub fn hash(&self) -> u64 {
        1
    }

    /// A number.
    pub fn object_id(&self) -> u64 {
        2
    }

    /// A text.
    pub fn string(&self) -> String {
        String::new()
    }

    /// A text.
    pub fn inspect(&self) -> String {
        String::new()
    }
}
