//! An object with several constructors, some of which can fail, and none that is the primary.

/// The things that can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// The work is late.
    Late {
        /// By how much.
        hours: u32,
    },
    /// The work is not done.
    Undone,
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it is late")
    }
}

/// A thing.
#[derive(Debug, uniffi::Object)]
pub struct Thing(u32);

#[uniffi::export]
impl Thing {
    /// Makes a small one.
    #[uniffi::constructor]
    pub fn small() -> Self {
        Self(1)
    }

    /// Makes one of that size.
    #[uniffi::constructor]
    pub fn of_size(size: u32) -> Result<std::sync::Arc<Self>, WorkError> {
        if size == 0 { Err(WorkError::Undone) } else { Ok(std::sync::Arc::new(Self(size))) }
    }

    /// Twice as large.
    pub fn doubled(&self) -> Self {
        Self(2 * self.0)
    }

    /// Whether it is larger.
    pub fn is_larger(&self, other: &Thing) -> bool {
        self.0 > other.0
    }
}
