//! An error as a value.
//! refused: last: an error is not a value

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

/// Gives it back.
#[uniffi::export]
pub fn last() -> Option<WorkError> {
    None
}
