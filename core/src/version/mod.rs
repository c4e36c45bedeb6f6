//! Versions (`sec:version-spec`) and their order (`alg:version-comparison`).

mod borrowed;
mod canonical;
mod compare;
mod components;
mod glob;
mod parts;
mod scan;
mod sort_key;
mod suffix;
mod upstream;

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

pub use borrowed::VersionRef;
pub(crate) use canonical::canonical;
pub(crate) use compare::{compare, compare_base, compare_glob};
pub(crate) use glob::open_bytes;
pub(crate) use scan::{NoKey, Scan, Sink, fault, scan};
pub(crate) use sort_key::{KeyPrefix, VersionKey};
pub use suffix::{Suffix, SuffixKind};

use crate::chars;
use crate::error::{Error, ErrorKind, Fault};
use crate::revision::Revision;
use crate::vocabulary::text_backed;

/// A version with its revision, `1.2.3b_alpha4-r5`.
///
/// Order and equality are those of the specification, so that different texts can be equal:
/// `1`, `01`, `1-r0` and `1-r00` are, and so are `1.0` and `1.00`, and `1_p` and `1_p0`. Hashes agree.
/// Numbers may have any length.
///
/// ```
/// use polyatom::Version;
/// let version = Version::parse("1.10_p2-r3")?;
/// assert_eq!(version.base(), "1.10_p2");
/// assert!(version > Version::parse("1.9")?);
/// assert_eq!(Version::parse("1.0-r0")?, Version::parse("1.00")?);
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Box<str>,
    /// Decides nearly every comparison without a look at the text.
    key: VersionKey,
    /// End of the text without `-rN`. Texts longer than `u32` can tell are refused.
    base_end: u32,
}

text_backed!(Version, Version::parse);

impl Version {
    /// Reads a version.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::read(text).map_err(|fault| wrong(fault, text))
    }

    #[inline]
    pub(crate) fn read(text: &str) -> Result<Self, Fault> {
        let mut key = KeyPrefix::default();
        let scan = scan_whole(text, &mut key)?;
        Ok(Self { text: text.into(), key: key.finish(), base_end: scan.base_end as u32 })
    }

    /// Whether `text` is a version.
    pub fn is_valid(text: &str) -> bool {
        scan_whole(text, &mut NoKey).is_ok()
    }

    fn check(text: &str) -> Result<(), Error> {
        scan_whole(text, &mut NoKey).map(drop).map_err(|fault| wrong(fault, text))
    }

    /// A part of a text that has been read before.
    pub(crate) fn from_valid(text: &str) -> Self {
        let mut key = KeyPrefix::default();
        let scan = scan(text.as_bytes(), 0, &mut key);
        Self { text: text.into(), key: key.finish(), base_end: scan.base_end as u32 }
    }

    fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }

    /// The text without the revision, `1.2`.
    pub fn base(&self) -> &str {
        &self.text[..self.base_end as usize]
    }

    /// The numbers, as written: `1`, `2` and `3` of `1.2.3_p4`.
    pub fn numbers(&self) -> impl Iterator<Item = &str> + Clone {
        components::numbers(self.base())
    }

    /// The letter after the numbers, `b` of `1.2b`.
    pub fn letter(&self) -> Option<char> {
        components::letter(self.base())
    }

    /// The suffixes, `_alpha3` and `_p` of `1.2_alpha3_p`.
    pub fn suffixes(&self) -> impl Iterator<Item = Suffix<'_>> + Clone {
        components::suffixes(self.base())
    }

    /// The revision, if one is written.
    pub fn revision(&self) -> Option<Revision> {
        self.revision_digits().map(Revision::from_valid)
    }

    /// The digits of the revision, `3` of `1.2-r3`, if one is written.
    pub fn revision_digits(&self) -> Option<&str> {
        self.text.get(self.base_end as usize + 2..)
    }

    /// The same version written shortest: equal versions have equal canonical texts.
    ///
    /// ```
    /// use polyatom::Version;
    /// assert_eq!(Version::parse("01.010_p0-r0")?.canonical().as_str(), "1.01_p");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn canonical(&self) -> Self {
        Self::from_valid(&canonical(&self.text, false))
    }

    /// The version without its revision.
    pub fn without_revision(&self) -> Self {
        Self::from_valid(self.base())
    }

    /// The version with another revision, or without one.
    pub fn with_revision(&self, revision: Option<&Revision>) -> Self {
        match revision {
            Some(revision) => Self::from_valid(&format!("{}-r{revision}", self.base())),
            None => self.without_revision(),
        }
    }

    /// Whether this version is within `=prefix*` (`sec:dep-operator`): the components of `prefix` are compared, any may follow.
    ///
    /// ```
    /// use polyatom::Version;
    /// let prefix = Version::parse("1")?;
    /// assert!(Version::parse("1.2")?.matches_glob(&prefix));
    /// assert!(!Version::parse("10")?.matches_glob(&prefix));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn matches_glob(&self, prefix: &Self) -> bool {
        VersionRef::from(self).matches_glob(prefix)
    }

    /// Whether the versions are equal when revisions are ignored, as for the operator `~` (`sec:dep-operator`).
    pub fn matches_approximately(&self, other: &Self) -> bool {
        VersionRef::from(self).matches_approximately(other)
    }
}

/// The text of a valid version without its revision, and the revision's digits if one is written.
pub(crate) fn split_revision(version: &str) -> (&str, Option<&str>) {
    // Nothing else in a version has a hyphen.
    version.split_once("-r").map_or((version, None), |(base, digits)| (base, Some(digits)))
}

/// The error of a text that is not a version.
fn wrong(fault: Fault, text: &str) -> Error {
    fault.into_error(ErrorKind::Version, text, None).with_advice(upstream::advice)
}

fn scan_whole(text: &str, key: &mut impl Sink) -> Result<Scan, Fault> {
    let bytes = text.as_bytes();
    if !chars::byte(bytes, 0).is_ascii_digit() {
        return Err(scan::start_fault(bytes));
    }
    chars::fits(bytes)?;
    match scan(bytes, 0, key) {
        scan if scan.end == bytes.len() => Ok(scan),
        scan => Err(fault(bytes, scan.end)),
    }
}

impl std::fmt::Debug for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Version").field(&self.text).finish()
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    /// What sorting calls: mostly one predictable branch and one comparison of integers.
    #[inline]
    fn lt(&self, other: &Self) -> bool {
        self.key.is_less(&other.key, || compare(self.bytes(), other.bytes()))
    }
}

impl Ord for Version {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.compare(&other.key, || compare(self.bytes(), other.bytes()))
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash_or(state, &self.text);
    }
}
