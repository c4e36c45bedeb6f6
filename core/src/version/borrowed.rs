//! Versions that are a part of another text.

use super::{Version, compare, compare_base, compare_glob, components, sort_key, split_revision};
use crate::error::Error;
use crate::revision::Revision;
use crate::version::Suffix;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

/// A version in somebody else's text, such as that of an atom, so that to read it copies nothing. What it says is what [`Version`] says; order,
/// equality and hash are the same, also between the two.
///
/// ```
/// use polyatom::{Atom, Version, VersionRef};
/// let atoms = [">=a/b-1.10-r1", ">=a/b-1.9"].map(|text| Atom::parse(text, None).unwrap());
/// let newest = atoms.iter().filter_map(Atom::version_ref).max();
/// assert_eq!(newest.map(VersionRef::base), Some("1.10"));
/// assert!(VersionRef::parse("1.10-r0")? == Version::parse("1.10")?);
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct VersionRef<'a> {
    text: &'a str,
}

impl<'a> VersionRef<'a> {
    /// Reads a version.
    pub fn parse(text: &'a str) -> Result<Self, Error> {
        Version::check(text).map(|()| Self { text })
    }

    /// A part of a text that has been read before.
    #[inline]
    pub(crate) fn from_valid(text: &'a str) -> Self {
        Self { text }
    }

    /// The exact text.
    #[inline]
    pub fn as_str(self) -> &'a str {
        self.text
    }

    /// The text without the revision, `1.2`.
    pub fn base(self) -> &'a str {
        split_revision(self.text).0
    }

    /// The numbers, as written: `1`, `2` and `3` of `1.2.3_p4`.
    pub fn numbers(self) -> impl Iterator<Item = &'a str> + Clone {
        components::numbers(self.base())
    }

    /// The letter after the numbers, `b` of `1.2b`.
    pub fn letter(self) -> Option<char> {
        components::letter(self.base())
    }

    /// The suffixes, `_alpha3` and `_p` of `1.2_alpha3_p`.
    pub fn suffixes(self) -> impl Iterator<Item = Suffix<'a>> + Clone {
        components::suffixes(self.base())
    }

    /// The revision, if one is written.
    pub fn revision(self) -> Option<Revision> {
        self.revision_digits().map(Revision::from_valid)
    }

    /// The digits of the revision, `3` of `1.2-r3`, if one is written.
    pub fn revision_digits(self) -> Option<&'a str> {
        split_revision(self.text).1
    }

    /// Whether this version is within `=prefix*`, as [`Version::matches_glob`] says.
    pub fn matches_glob<'b>(self, prefix: impl Into<VersionRef<'b>>) -> bool {
        compare_glob(self.bytes(), prefix.into().bytes()) == Ordering::Equal
    }

    /// Whether the versions are equal when revisions are ignored, as for the operator `~` (`sec:dep-operator`).
    pub fn matches_approximately<'b>(self, other: impl Into<VersionRef<'b>>) -> bool {
        compare_base(self.bytes(), other.into().bytes()) == Ordering::Equal
    }

    /// The same version with a text of its own.
    pub fn to_version(self) -> Version {
        Version::from_valid(self.text)
    }

    fn bytes(self) -> &'a [u8] {
        self.text.as_bytes()
    }
}

impl fmt::Display for VersionRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

impl fmt::Debug for VersionRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("VersionRef").field(&self.text).finish()
    }
}

impl<'a> From<&'a Version> for VersionRef<'a> {
    fn from(version: &'a Version) -> Self {
        Self { text: version.as_str() }
    }
}

impl From<VersionRef<'_>> for Version {
    fn from(version: VersionRef<'_>) -> Self {
        version.to_version()
    }
}

impl PartialEq for VersionRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for VersionRef<'_> {}

impl PartialOrd for VersionRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for VersionRef<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        compare(self.bytes(), other.bytes())
    }
}

impl PartialEq<Version> for VersionRef<'_> {
    fn eq(&self, other: &Version) -> bool {
        *self == VersionRef::from(other)
    }
}

impl PartialEq<VersionRef<'_>> for Version {
    fn eq(&self, other: &VersionRef<'_>) -> bool {
        VersionRef::from(self) == *other
    }
}

impl PartialOrd<Version> for VersionRef<'_> {
    fn partial_cmp(&self, other: &Version) -> Option<Ordering> {
        self.partial_cmp(&VersionRef::from(other))
    }
}

impl PartialOrd<VersionRef<'_>> for Version {
    fn partial_cmp(&self, other: &VersionRef<'_>) -> Option<Ordering> {
        VersionRef::from(self).partial_cmp(other)
    }
}

impl Hash for VersionRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        sort_key::key_of(self.text).hash_or(state, self.text);
    }
}
