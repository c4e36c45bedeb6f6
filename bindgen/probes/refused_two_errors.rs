//! Two error enums.
//! refused: WorkError: an interface has one error enum, whose variants are its kinds

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

/// What else can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum OtherError {
    /// It is early.
    Early,
}

impl std::fmt::Display for OtherError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("early")
    }
}
