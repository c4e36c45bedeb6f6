//! A field of an error that is called as a type of Python's.
//! refused: WorkError: the field int is called as a type of Python's; call it otherwise

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// The work is late.
    Late {
        /// By how much.
        int: u32,
    },
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}
