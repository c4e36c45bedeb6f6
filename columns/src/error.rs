//! What can be wrong with a column.

use polyatom_runtime::column::Flaw;
use std::fmt;

/// A column that cannot be read as asked.
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// A text in it is wrong, and the caller is strict.
    Text {
        /// Its row, from 0 on.
        row: usize,
        /// What is wrong with it.
        error: polyatom::Error,
    },
    /// It is not a column of texts.
    Layout(Flaw),
    /// Two columns of different lengths do not go together.
    Lengths(usize, usize),
}

impl Error {
    /// The codes of those that are not about a text.
    pub const CODES: [&'static str; 2] = [Self::LAYOUT, Self::LENGTHS];

    const LAYOUT: &'static str = "column_layout";
    const LENGTHS: &'static str = "column_lengths";

    /// A code for what is wrong, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Text { error, .. } => error.code(),
            Self::Layout(_) => Self::LAYOUT,
            Self::Lengths(..) => Self::LENGTHS,
        }
    }

    /// What is wrong with a text, if it is about one.
    pub fn text(&self) -> Option<&polyatom::Error> {
        match self {
            Self::Text { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The row that it is about: that of the text, or the first that one column has and another has not.
    pub fn row(&self) -> usize {
        match self {
            Self::Text { row, .. } => *row,
            Self::Layout(_) => 0,
            Self::Lengths(one, other) => *one.min(other),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { row, error } => write!(f, "row {row}: {error}"),
            Self::Layout(flaw) => write!(f, "a column cannot be read: {flaw}"),
            Self::Lengths(one, other) => write!(f, "columns of {one} and {other} rows do not go together"),
        }
    }
}

impl std::error::Error for Error {}

impl From<Flaw> for Error {
    fn from(flaw: Flaw) -> Self {
        Self::Layout(flaw)
    }
}
