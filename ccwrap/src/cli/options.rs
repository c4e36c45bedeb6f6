//! The options of a command: `--name value`, and words.

use crate::error::Error;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// What a command was given.
#[derive(Debug, Default)]
pub struct Options {
    named: BTreeMap<&'static str, Vec<OsString>>,
    /// The words that are no options; after `--` none is.
    pub rest: Vec<OsString>,
}

impl Options {
    /// Reads words; only options with these names are known, and each has a value.
    pub fn parse(words: Vec<OsString>, known: &[&'static str]) -> Result<Self, Error> {
        let mut options = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            let text = word.to_string_lossy();
            let (name, assigned) =
                text.split_once('=').map_or((text.as_ref(), None), |(name, value)| (name, Some(OsString::from(value))));
            if text == "--" {
                options.rest.extend(words);
                break;
            } else if let Some(name) = known.iter().find(|known| **known == name) {
                let value = assigned.or_else(|| words.next()).ok_or_else(|| Error::Other(format!("{name} needs a value")))?;
                options.named.entry(name).or_default().push(value);
            } else if text.starts_with("--") {
                return Err(Error::Other(format!("there is no option {text}")));
            } else {
                options.rest.push(word);
            }
        }
        Ok(options)
    }

    /// The last value of an option.
    pub fn get(&self, name: &str) -> Option<&OsStr> {
        self.named.get(name)?.last().map(OsString::as_os_str)
    }
    /// All values of an option.
    pub fn all(&self, name: &str) -> &[OsString] {
        self.named.get(name).map_or(&[], Vec::as_slice)
    }

    /// The value of an option that must be there.
    pub fn path(&self, name: &str) -> Result<PathBuf, Error> {
        self.get(name).map(PathBuf::from).ok_or_else(|| Error::Other(format!("{name} is missing")))
    }

    /// The words, of which there must be one at least.
    pub fn words(&self) -> Result<&[OsString], Error> {
        if self.rest.is_empty() { Err(Error::Other("a name is missing".to_owned())) } else { Ok(&self.rest) }
    }
}
