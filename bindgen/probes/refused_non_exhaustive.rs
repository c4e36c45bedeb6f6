//! Types that say that there may be more to come.
//! refused: Color: the glue is made for the variants that there are, so it must not be `#[non_exhaustive]`
//! refused: WorkError: the glue is made for the variants that there are, so it must not be `#[non_exhaustive]`

/// A color.
#[derive(uniffi::Enum)]
#[non_exhaustive]
pub enum Color {
    /// Red.
    Red,
}

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
#[non_exhaustive]
pub enum WorkError {
    /// The work is late.
    Late,
}

impl std::fmt::Display for WorkError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("late")
    }
}
