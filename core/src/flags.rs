//! Sets of USE flags.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, Hash, Hasher};

use crate::error::Error;
use crate::names;

/// A set of USE flags, checked and put in order once, and asked many times.
///
/// ```
/// use polyatom::{Atom, Cpv, Package, UseFlags};
/// let flags = UseFlags::new(["ssl", "tk", "ssl"])?;
/// assert_eq!(flags.names().collect::<Vec<_>>(), ["ssl", "tk"]);
/// assert!(flags.contains("ssl") && !flags.contains("X"));
/// assert_eq!(UseFlags::new(["-ssl"]).unwrap_err().span(), 0..1);
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UseFlags {
    names: FlagNames,
}

/// Names of flags, in order and each once.
///
/// A name is found by its beginning, a number. All of them lie in a row, so a search reads a few of them, and one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct FlagNames {
    heads: Vec<u64>,
    texts: Vec<Box<str>>,
}

impl FlagNames {
    /// Of names that are in order already, each once.
    pub(crate) fn from_sorted(texts: Vec<Box<str>>) -> Self {
        Self { heads: texts.iter().map(|text| head(text)).collect(), texts }
    }

    pub(crate) fn iter(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.texts.iter().map(|text| &**text)
    }

    /// The place of a name.
    #[inline]
    pub(crate) fn place_of(&self, name: &str) -> Option<usize> {
        let head = head(name);
        let first = self.heads.partition_point(|known| *known < head);
        let same = self.heads[first..].iter().take_while(|known| **known == head).count();
        (first..first + same).find(|&place| *self.texts[place] == *name)
    }
}

/// The first eight bytes, filled up with zeros: a number that is ordered as texts are.
#[inline]
fn head(text: &str) -> u64 {
    let bytes = text.as_bytes();
    match bytes.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => bytes.iter().fold(0, |head, &byte| head << 8 | u64::from(byte)) << (8 * (7 - bytes.len())) << 8,
    }
}

impl PartialEq for FlagNames {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for FlagNames {}

impl PartialOrd for FlagNames {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for FlagNames {
    fn cmp(&self, other: &Self) -> Ordering {
        self.texts.cmp(&other.texts)
    }
}

impl Hash for FlagNames {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.texts.hash(state);
    }
}

impl UseFlags {
    /// Reads the names. It fails at the first that is not the name of a flag, such as `-ssl` or `!ssl`.
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let check = |name: T| names::use_flag(name.as_ref()).map(|()| name.as_ref().into());
        let mut names = names.into_iter().map(check).collect::<Result<Vec<Box<str>>, Error>>()?;
        names.sort_unstable();
        names.dedup();
        Ok(Self::from_sorted(names))
    }

    /// No flags.
    pub const NONE: Self = Self { names: FlagNames { heads: Vec::new(), texts: Vec::new() } };

    /// Flags that are in order already, each once.
    pub(crate) fn from_sorted(names: Vec<Box<str>>) -> Self {
        Self { names: FlagNames::from_sorted(names) }
    }

    /// The names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.names.iter()
    }

    /// The number of flags.
    pub fn len(&self) -> usize {
        self.names.iter().len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the flag is in it.
    #[inline]
    pub fn contains(&self, flag: &str) -> bool {
        self.names.place_of(flag).is_some()
    }
}

/// A set of enabled USE flags: [`UseFlags`], a slice, a vector or a set of texts.
pub trait UseSet {
    /// Whether the flag is in it.
    fn contains_flag(&self, flag: &str) -> bool;
}

/// No enabled flags.
pub const NO_FLAGS: &[&str] = &[];

impl UseSet for UseFlags {
    #[inline]
    fn contains_flag(&self, flag: &str) -> bool {
        self.contains(flag)
    }
}

impl<T: AsRef<str>> UseSet for [T] {
    fn contains_flag(&self, flag: &str) -> bool {
        self.iter().any(|enabled| enabled.as_ref() == flag)
    }
}

impl<T: AsRef<str>, const N: usize> UseSet for [T; N] {
    fn contains_flag(&self, flag: &str) -> bool {
        self.as_slice().contains_flag(flag)
    }
}

impl<T: AsRef<str>> UseSet for Vec<T> {
    fn contains_flag(&self, flag: &str) -> bool {
        self.as_slice().contains_flag(flag)
    }
}

impl UseSet for BTreeSet<String> {
    fn contains_flag(&self, flag: &str) -> bool {
        self.contains(flag)
    }
}

impl<S: BuildHasher> UseSet for HashSet<String, S> {
    fn contains_flag(&self, flag: &str) -> bool {
        self.contains(flag)
    }
}

impl<T: UseSet + ?Sized> UseSet for &T {
    fn contains_flag(&self, flag: &str) -> bool {
        (**self).contains_flag(flag)
    }
}
