//! Two error enums.
//! refused: WorkError: an interface has one error enum, whose variants are its kinds

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

/// Other things that can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum OtherError {
    /// The work is early.
    Early,
}

impl std::fmt::Display for OtherError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("early")
    }
}
