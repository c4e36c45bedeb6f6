//! A choice that prints and is read.

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

/// A color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum Color {
    /// Red.
    Red,
    /// Light green.
    LightGreen,
}

impl std::fmt::Display for Color {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Color::Red => "red",
            Color::LightGreen => "light green",
        })
    }
}

impl std::str::FromStr for Color {
    type Err = WorkError;

    fn from_str(text: &str) -> Result<Self, WorkError> {
        [Color::Red, Color::LightGreen].into_iter().find(|color| color.to_string() == text).ok_or(WorkError::Undone)
    }
}
