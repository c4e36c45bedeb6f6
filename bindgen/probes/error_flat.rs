//! An error enum that is only told as text, beside one with fields.

/// The things that can go wrong.
#[derive(Debug, uniffi::Error)]
#[uniffi(flat_error)]
pub enum WorkError {
    /// The work is late.
    Late(std::io::Error),
    /// There is none.
    None,
    /// There is too much.
    TooMuch {
        /// How much.
        amount: std::time::Instant,
    },
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

/// Works.
#[uniffi::export]
pub fn work() -> Result<(), WorkError> {
    Err(WorkError::None)
}
