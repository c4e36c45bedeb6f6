//! The error of the crate: a fault with the file in which it is.

use std::fmt;
use std::ops::Deref;

use camino::{Utf8Path, Utf8PathBuf};

use crate::format::text::{Parsed, replaced};
use crate::format::{Code, Fault};

/// What is wrong in which file. It is both what fails and what is recorded while the rest goes on.
///
/// ```text
/// metadata/md5-cache/dev-ruby/x-1:3: DEPEND: invalid dependency specification: …
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    path: Utf8PathBuf,
    package: Option<Box<str>>,
    fault: Fault,
}

impl Error {
    /// A fault of this file.
    #[cold]
    pub fn new(path: impl Into<Utf8PathBuf>, fault: Fault) -> Self {
        Self(Box::new(Inner { path: path.into(), package: None, fault }))
    }

    /// The operating system's error.
    #[cold]
    pub fn io(path: &Utf8Path, error: &std::io::Error) -> Self {
        if let Err(error) = without_nul(path) {
            return error;
        }
        let code = match error.kind() {
            // Whatever else is interrupted is tried again.
            std::io::ErrorKind::Interrupted => return Self::stopped(path),
            std::io::ErrorKind::FileTooLarge => Code::TooLarge,
            std::io::ErrorKind::InvalidInput => Code::NotAFile,
            _ => Code::Unreadable,
        };
        Self::new(path, Fault::file(code, error.to_string()))
    }

    /// The operating system's error while a file was written.
    #[cold]
    pub fn write(path: &Utf8Path, error: &std::io::Error) -> Self {
        Self::new(path, Fault::file(Code::Unwritable, error.to_string()))
    }

    /// A call was told to stop while it read what is at a path.
    #[cold]
    pub(crate) fn stopped(path: &Utf8Path) -> Self {
        Self::new(path, Fault::file(Code::Stopped, ""))
    }

    /// The same, of this package.
    #[must_use]
    pub fn of_package(mut self, cpv: &str) -> Self {
        self.0.package = Some(cpv.into());
        self
    }

    /// The file.
    pub fn path(&self) -> &Utf8Path {
        &self.0.path
    }

    /// The package with its version, if it is about one.
    pub fn package(&self) -> Option<&str> {
        self.0.package.as_deref()
    }

    /// What is wrong in the file.
    pub fn fault(&self) -> &Fault {
        &self.0.fault
    }
}

impl Deref for Error {
    type Target = Fault;

    fn deref(&self) -> &Fault {
        &self.0.fault
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", InLine(self.0.path.as_str()))?;
        if let Some(line) = self.line() {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.0.fault)
    }
}

/// Refuses a path that no file can have, so that nobody is told that it is not there.
pub fn without_nul(path: &Utf8Path) -> Result<(), Error> {
    match path.as_str().contains('\0') {
        true => Err(Error::new(path, Fault::file(Code::NulByte, "no path has one"))),
        false => Ok(()),
    }
}

/// A text in one line, whatever is in it: a control character is shown as it is written in programs.
#[derive(Clone, Copy, Debug)]
pub struct InLine<'a>(pub &'a str);

impl fmt::Display for InLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(char::is_control) {
            match part.char_indices().next_back() {
                Some((at, last)) if last.is_control() => write!(f, "{}{}", &part[..at], last.escape_debug())?,
                _ => f.write_str(part)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// What was read of a file, and what was wrong in it.
#[derive(Clone, Debug, Default)]
pub struct Found<T> {
    /// What could be read.
    pub value: T,
    /// What could not.
    pub errors: Vec<Error>,
}

impl<T> Found<T> {
    /// What is read of a text that is in no file. U+FFFD stands for a byte that was not UTF-8, which is wrong here, too.
    pub fn of_text(text: &str, parse: impl FnOnce(&str) -> Parsed<T>) -> Self {
        let mut parsed = parse(text);
        parsed.faults.splice(..0, replaced(text));
        Self::of("".into(), parsed)
    }

    /// The faults as errors of this file.
    pub(crate) fn of(path: &Utf8Path, parsed: Parsed<T>) -> Self {
        Self { value: parsed.value, errors: parsed.faults.into_iter().map(|fault| Error::new(path, fault)).collect() }
    }
}
