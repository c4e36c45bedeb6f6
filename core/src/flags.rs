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
    names: Box<[Box<str>]>,
}

impl UseFlags {
    /// Reads the names. It fails at the first that is not the name of a flag, such as `-ssl` or `!ssl`.
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Result<Self, Error> {
        let check = |name: T| names::use_flag(name.as_ref()).map(|()| name.as_ref().into());
        let names: Result<Vec<Box<str>>, Error> = names.into_iter().map(check).collect();
        Ok(Self::from_valid(names?))
    }

    pub(crate) fn from_valid(mut names: Vec<Box<str>>) -> Self {
        names.sort_unstable();
        names.dedup();
        Self { names: names.into() }
    }

    /// The names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.names.iter().map(|name| &**name)
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
        self.names.binary_search_by(|name| (**name).cmp(flag)).is_ok()
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
