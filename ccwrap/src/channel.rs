//! Facts that builds tell each other: a directory with a file for each key.
//!
//! Who tells a fact first decides it. Whoever tells another value later is refused, so that two parts of a program never disagree in silence.

use crate::error::Error;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Names the directory of facts.
pub const FACTS: &str = "CCWRAP_FACTS";

/// A fact, and who told it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub value: String,
    /// The package, as cargo names it, or the directory in which it was told.
    pub by: String,
}

/// The facts of one build.
#[derive(Clone, Debug)]
pub struct Facts {
    directory: PathBuf,
}

impl Facts {
    /// The directory that the environment names.
    pub fn from_environment() -> Result<Self, Error> {
        let directory = std::env::var_os(FACTS).filter(|directory| !directory.is_empty());
        let directory =
            directory.ok_or_else(|| Error::Other(format!("{FACTS} names no directory; `ccwrap setup` says what to export")))?;
        Ok(Self::at(Path::new(&directory)))
    }

    pub fn at(directory: &Path) -> Self {
        Self { directory: directory.to_owned() }
    }

    /// Tells a fact. The same value may be told again.
    pub fn tell(&self, key: &str, value: &str) -> Result<(), Error> {
        let path = self.path(key)?;
        let wrong = |error: io::Error| file_error(&path, &error.to_string());
        fs::create_dir_all(&self.directory).map_err(wrong)?;
        let fact = Fact { value: value.to_owned(), by: teller() };
        // A link to a whole file appears at once, or not at all if somebody was faster.
        let draft = self.directory.join(format!(".{key}.{}", std::process::id()));
        let text = serde_json::to_vec(&fact).map_err(|error| Error::Other(error.to_string()))?;
        fs::File::create(&draft).and_then(|mut file| file.write_all(&text)).map_err(wrong)?;
        let linked = fs::hard_link(&draft, &path);
        fs::remove_file(&draft).map_err(wrong)?;
        match linked {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => self.agrees(key, &fact),
            Err(error) => Err(wrong(error)),
        }
    }

    fn agrees(&self, key: &str, fact: &Fact) -> Result<(), Error> {
        match self.ask(key)? {
            Some(told) if told.value != fact.value => {
                Err(Error::Other(format!("{key}: {} says {:?}, but {} has said {:?}", fact.by, fact.value, told.by, told.value)))
            }
            _ => Ok(()),
        }
    }

    /// The fact that was told, if it was.
    pub fn ask(&self, key: &str) -> Result<Option<Fact>, Error> {
        let path = self.path(key)?;
        match fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text).map(Some).map_err(|error| file_error(&path, &error.to_string())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(file_error(&path, &error.to_string())),
        }
    }

    /// All facts by key.
    pub fn all(&self) -> Result<std::collections::BTreeMap<String, Fact>, Error> {
        let entries = match fs::read_dir(&self.directory) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(std::collections::BTreeMap::new()),
            Err(error) => return Err(file_error(&self.directory, &error.to_string())),
        };
        let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
        let keys = names.filter(|name| !name.starts_with('.'));
        keys.filter_map(|key| self.ask(&key).transpose().map(|fact| fact.map(|fact| (key, fact)))).collect()
    }

    /// A key is the name of a file: letters, digits, and marks that are no path.
    fn path(&self, key: &str) -> Result<PathBuf, Error> {
        let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if key.is_empty() || key.starts_with('.') || !key.chars().all(plain) {
            return Err(Error::Other(format!("{key:?} is not a key: use letters, digits, '.', '_' and '-'")));
        }
        Ok(self.directory.join(key))
    }
}

fn file_error(path: &Path, reason: &str) -> Error {
    Error::File { name: path.display().to_string(), line: 0, reason: reason.to_owned() }
}

/// cargo says whose build script runs.
fn teller() -> String {
    let package = std::env::var("CARGO_PKG_NAME").map(|name| match std::env::var("CARGO_PKG_VERSION") {
        Ok(version) => format!("{name} {version}"),
        Err(_) => name,
    });
    package.unwrap_or_else(|_| std::env::current_dir().map(|directory| directory.display().to_string()).unwrap_or_default())
}
