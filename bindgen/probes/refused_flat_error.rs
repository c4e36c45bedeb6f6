//! An error enum that is only told as text.
//! refused: WorkError: a flat error loses its fields

/// The things that can go wrong.
#[derive(Debug, uniffi::Error)]
#[uniffi(flat_error)]
pub enum WorkError {
    /// The work is late.
    Late(String),
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}
