//! Two items that would have one name in C.
//! refused: refused_symbols_thing_free: two items would have this name in C

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing;

#[uniffi::export]
impl Thing {
    /// Makes one.
    #[uniffi::constructor]
    pub fn new() -> Self {
        Self
    }

    /// Frees what every type frees already.
    pub fn free(&self) -> bool {
        true
    }
}
