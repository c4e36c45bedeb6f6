//! Several error enums, of which two have a variant and a field of one name, and one is called as another's variant.

use std::fmt;

/// What goes wrong in reading.
#[derive(Debug, uniffi::Error)]
pub enum ReadError {
    /// The file is not there.
    Missing {
        /// The name of the file.
        path: String,
    },
    /// It cannot be written either.
    Write {
        /// The name of the file.
        path: String,
        /// The number of tries.
        tries: u32,
    },
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unreadable")
    }
}

/// What goes wrong in writing.
#[derive(Debug, uniffi::Error)]
pub enum WriteError {
    /// The directory is not there.
    Missing {
        /// The name of the file.
        path: String,
    },
    /// The disk is full.
    Full {
        /// The name of the file.
        path: String,
        /// How much is free.
        free: u64,
    },
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unwritable")
    }
}

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum Mode {
    /// For reading.
    Read,
    /// For writing.
    Write,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "r",
            Self::Write => "w",
        })
    }
}

impl std::str::FromStr for Mode {
    type Err = ReadError;

    fn from_str(text: &str) -> Result<Self, ReadError> {
        match text {
            "r" => Ok(Self::Read),
            "w" => Ok(Self::Write),
            _ => Err(ReadError::Missing { path: text.to_owned() }),
        }
    }
}

/// A file.
#[derive(Debug, uniffi::Object)]
pub struct File {
    path: String,
}

#[uniffi::export]
impl File {
    /// Opens a file.
    #[uniffi::constructor]
    pub fn new(path: &str, mode: Mode) -> Result<Self, ReadError> {
        match mode {
            Mode::Read => Ok(Self { path: path.to_owned() }),
            Mode::Write => Err(ReadError::Write { path: path.to_owned(), tries: 1 }),
        }
    }

    /// Reads it.
    pub fn read(&self) -> Result<Vec<u8>, ReadError> {
        Err(ReadError::Missing { path: self.path.clone() })
    }

    /// Writes it.
    pub fn write(&self, bytes: &[u8]) -> Result<(), WriteError> {
        Err(WriteError::Full { path: self.path.clone(), free: bytes.len() as u64 })
    }
}

/// Removes a file.
#[uniffi::export]
pub fn remove(path: &str) -> Result<(), WriteError> {
    Err(WriteError::Missing { path: path.to_owned() })
}
