//! The compiled form of a configuration: settings, and one hash table of all rules, which are found without reading them all.
//!
//! ```text
//! magic, length of settings, number of slots     8 + 4 + 4 bytes
//! settings                                       JSON
//! slots                                          16 bytes each: hash, place of the record, its length
//! records                                        length of the key, key, value
//! ```

use super::{Config, Rules};
use crate::error::Error;
use std::borrow::Cow;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

pub(super) const MAGIC: &[u8; 8] = b"ccwrap\x00\x01";
pub(super) const HEADER: usize = 16;
pub(super) const SLOT: usize = 16;
/// A file up to this size is read whole, in one call.
const SMALL: u64 = 1 << 16;

/// A configuration, ready for use.
#[derive(Debug)]
pub struct Compiled {
    pub settings: Config,
    pub rules: Rules,
}

/// Where the bytes are.
#[derive(Debug)]
pub enum Image {
    Memory(Vec<u8>),
    File { file: File, length: u64 },
}

impl Image {
    /// The bytes from `at` on, or nothing where the image ends before.
    pub(super) fn get(&self, at: usize, length: usize) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Memory(bytes) => bytes.get(at..at.checked_add(length)?).map(Cow::Borrowed),
            Self::File { length: all, .. } if (at as u64).checked_add(length as u64)? > *all => None,
            Self::File { file, .. } => {
                let mut bytes = vec![0; length];
                file.read_exact_at(&mut bytes, at as u64).ok()?;
                Some(Cow::Owned(bytes))
            }
        }
    }

    pub(super) fn number(&self, at: usize) -> Option<usize> {
        let bytes = self.get(at, 4)?;
        Some(u32::from_le_bytes(bytes.as_ref().try_into().ok()?) as usize)
    }
}

impl Compiled {
    /// Takes the bytes that `Config::compile_to_bytes` made.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, Error> {
        Self::from_image(Image::Memory(bytes)).ok_or_else(|| Error::Other("the compiled configuration is damaged".to_owned()))
    }

    /// Reads what is compiled, or compiles what is not.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let wrong = |reason: String| Error::File { name: path.display().to_string(), line: 0, reason };
        if path.extension().is_some_and(|extension| extension == "toml") {
            return Config::read(path)?.compile();
        }
        let file = File::open(path).map_err(|error| wrong(error.to_string()))?;
        let length = file.metadata().map_err(|error| wrong(error.to_string()))?.len();
        let mut image = Image::File { file, length };
        if length <= SMALL {
            let bytes = image.get(0, length as usize).ok_or_else(|| wrong("cannot be read".to_owned()))?.into_owned();
            image = Image::Memory(bytes);
        }
        Self::from_image(image)
            .ok_or_else(|| wrong("is not a configuration that this version compiled; run `ccwrap setup`".to_owned()))
    }

    fn from_image(image: Image) -> Option<Self> {
        if image.get(0, MAGIC.len())?.as_ref() != MAGIC {
            return None;
        }
        let (settings, slots) = (image.number(8)?, image.number(12)?);
        let config = serde_json::from_slice(&image.get(HEADER, settings)?).ok()?;
        Some(Self { settings: config, rules: Rules::new(image, HEADER + settings, slots) })
    }
}
