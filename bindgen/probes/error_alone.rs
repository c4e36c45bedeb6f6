//! A function that can fail, without any other type.

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

/// Works, or not.
#[uniffi::export]
pub fn work(hours: u32) -> Result<u32, WorkError> {
    if hours > 8 { Err(WorkError::Late { hours }) } else { Ok(hours) }
}

/// Fails, or does nothing.
#[uniffi::export]
pub fn try_it() -> Result<(), WorkError> {
    Err(WorkError::Undone)
}
