//! Two error enums, of which one is called as the class of all errors.
//! refused: LibraryError: another type has the same name but for case
//! refused: LibraryError: in Ruby it would be LibraryError, which is LibraryError; call it otherwise
//! refused: LibraryError: in Go it would be LibraryError, which is what every error is; call it otherwise
//! refused: LibraryError: in Python it would be LibraryError, which is LibraryError; call it otherwise

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
pub enum LibraryError {
    /// The work is early.
    Early {
        /// Where.
        place: String,
    },
}

impl std::fmt::Display for LibraryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("early")
    }
}
