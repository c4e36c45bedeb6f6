//! Errors that every library has already.
//! refused: PanicError: every library has an error of this name already
//! refused: ArgumentError: every library has an error of this name already
//! refused: PanicError: in Go it would be PanicError, which is what every package has; call it otherwise
//! refused: ArgumentError: in Go it would be ArgumentError, which is what every package has; call it otherwise

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum WorkError {
    /// A panic.
    Panic,
    /// An argument.
    Argument {
        /// Which.
        name: String,
    },
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it is late")
    }
}
