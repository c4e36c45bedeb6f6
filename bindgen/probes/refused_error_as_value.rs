//! An error as a value.
//! refused: last: an error is not a value

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// It is late.
    Late {
        /// By how much.
        hours: u32,
    },
    /// It is not done.
    Undone,
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it is late")
    }
}

/// Gives it back.
#[uniffi::export]
pub fn last() -> Option<WorkError> {
    None
}
