//! An error enum that is called `Error`, and a variant that is called so, too.

/// The things that can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum Error {
    /// The work is late.
    Late {
        /// By how much.
        hours: i64,
        /// A code.
        code: String,
        /// Whether it matters.
        matters: bool,
        /// The reason.
        reason: Option<String>,
    },
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}

/// Works, or not.
#[uniffi::export]
pub fn work() -> Result<String, Error> {
    Err(Error::Late { hours: -1, code: "late".to_owned(), matters: true, reason: None })
}
