//! What is wrong with a command line, a configuration or a file.

use bstr::{BStr, BString};
use std::fmt;

/// The status with which the wrapper ends when something is wrong that it must not guess about.
pub const STATUS: u8 = 255;

/// A command line that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArgError {
    /// The word, and its place counted from 0.
    pub word: BString,
    pub index: usize,
    pub reason: String,
}

impl ArgError {
    /// An option that stands without its value.
    pub fn missing_value(option: &BStr, index: usize) -> Self {
        Self { word: option.to_owned(), index, reason: "the option needs a value".to_owned() }
    }
}

impl fmt::Display for ArgError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "argument {} ({}): {}", self.index + 1, self.word, self.reason)
    }
}

/// Whatever makes the wrapper stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    Arg(ArgError),
    /// A response file, a `.la` file or the configuration: its name, the line from 1 on, and the reason.
    File {
        name: String,
        line: usize,
        reason: String,
    },
    /// A configuration: its key, and the reason.
    Config {
        key: String,
        reason: String,
    },
    /// Anything else.
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arg(error) => error.fmt(f),
            Self::File { name, line: 0, reason } => write!(f, "{name}: {reason}"),
            Self::File { name, line, reason } => write!(f, "{name}:{line}: {reason}"),
            Self::Config { key, reason } => write!(f, "configuration, {key}: {reason}"),
            Self::Other(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}

impl From<ArgError> for Error {
    fn from(error: ArgError) -> Self {
        Self::Arg(error)
    }
}
