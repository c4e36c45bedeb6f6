//! Two error enums with a field of one name and two types.
//! refused: WorkError.Late: the field at of an error has another type elsewhere, and C has one function for both; call it otherwise

/// The things that can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// The work is late.
    Late {
        /// By how much.
        at: u32,
    },
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
    Early {
        /// Where.
        at: String,
    },
}

impl std::fmt::Display for OtherError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("early")
    }
}
