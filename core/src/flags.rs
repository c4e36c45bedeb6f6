//! Sets of USE flags.

use std::collections::{BTreeSet, HashSet};
use std::hash::BuildHasher;

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
    /// In order, each once.
    names: Vec<FlagName>,
}

/// The name of a flag. Its beginning as a number decides most comparisons, and does not need to be fetched from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FlagName {
    head: u64,
    text: Box<str>,
}

impl FlagName {
    pub(crate) fn new(text: &str) -> Self {
        Self { head: head(text), text: text.into() }
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }
}

/// The first eight bytes, filled up with zeros: a number that is ordered as texts are.
#[inline]
fn head(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(8);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

/// The place of the flag among items in the order of their names.
#[inline]
pub(crate) fn place_of<T>(flag: &str, items: &[T], name: impl Fn(&T) -> &FlagName) -> Option<usize> {
    let head = head(flag);
    let order = |item: &T| name(item).head.cmp(&head).then_with(|| (*name(item).text).cmp(flag));
    items.binary_search_by(order).ok()
}

impl UseFlags {
    /// Reads the names. It fails at the first that is not the name of a flag, such as `-ssl` or `!ssl`.
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let check = |name: T| names::use_flag(name.as_ref()).map(|()| FlagName::new(name.as_ref()));
        let mut names = names.into_iter().map(check).collect::<Result<Vec<_>, Error>>()?;
        names.sort_unstable();
        names.dedup();
        Ok(Self { names })
    }

    /// No flags.
    pub const NONE: Self = Self { names: Vec::new() };

    /// Flags that are in order already, each once.
    pub(crate) fn from_sorted(names: Vec<FlagName>) -> Self {
        Self { names }
    }

    /// The names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.names.iter().map(FlagName::as_str)
    }

    /// The number of flags.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Whether the flag is in it.
    #[inline]
    pub fn contains(&self, flag: &str) -> bool {
        place_of(flag, &self.names, |name| name).is_some()
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
