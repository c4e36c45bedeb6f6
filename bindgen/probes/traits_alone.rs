//! Objects and records that export one trait each.

use std::hash::{Hash, Hasher};

/// Prints.
#[derive(Debug, uniffi::Object)]
#[uniffi::export(Display)]
pub struct Prints;

impl std::fmt::Display for Prints {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("printed")
    }
}

/// Is equal.
#[derive(Debug, PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Eq)]
pub struct Equal;

/// Has a hash.
#[derive(Debug, PartialEq, Eq, uniffi::Object)]
#[uniffi::export(Hash)]
pub struct Hashed;

#[allow(clippy::derived_hash_with_manual_eq)]
impl Hash for Hashed {
    fn hash<H: Hasher>(&self, state: &mut H) {
        1.hash(state);
    }
}

/// Is ordered.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, uniffi::Object)]
#[uniffi::export(Ord)]
pub struct Ordered;

/// A record with all of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Record)]
#[uniffi::export(Debug, Display, Eq, Hash, Ord)]
pub struct All {
    /// A number.
    pub number: u32,
}

impl std::fmt::Display for All {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.number)
    }
}

/// A choice with all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Enum)]
#[uniffi::export(Debug, Eq, Hash, Ord)]
pub enum Size {
    /// Small.
    Small,
    /// Large.
    Large,
}

/// Gives one of each.
#[uniffi::export]
pub fn one_of_each(prints: &Prints, equal: &Equal, hashed: &Hashed, ordered: &Ordered, all: All, size: Size) -> All {
    let _ = (prints, equal, hashed, ordered, size);
    all
}
