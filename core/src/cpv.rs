//! Packages with their version, `dev-lang/python-3.11.2-r1`.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::chars::fits;
use crate::cpn::{Cpn, package_end_fault, scan_category};
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::names::scan_package_keyed;
use crate::revision::Revision;
use crate::version::{self, KeyPrefix, NoKey, Sink, Version, VersionKey, VersionRef, compare, split_revision};
use crate::vocabulary::text_backed;

/// A category, a package and a version, `dev-lang/python-3.11.2-r1`.
///
/// Order and equality: category, package, then the version as [`Version`] compares.
///
/// ```
/// use polyatom::Cpv;
/// let cpv = Cpv::parse("app-editors/vim-7.0.174-r1")?;
/// assert_eq!((cpv.pn(), cpv.pv(), cpv.pr()), ("vim", "7.0.174", "r1"));
/// assert_eq!((cpv.p(), cpv.pf(), cpv.pvr()), ("vim-7.0.174", "vim-7.0.174-r1", "7.0.174-r1"));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone)]
pub struct Cpv {
    text: Box<str>,
    key: VersionKey,
    slash: u32,
    name_end: u32,
    base_end: u32,
}

text_backed!(Cpv, Cpv::parse);

impl Cpv {
    /// Reads `category/package-version`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut key = KeyPrefix::default();
        match scan(text.as_bytes(), &mut key) {
            Ok(scan) => Ok(Self::from_scan(text, &scan, key.finish())),
            Err(fault) => Err(fault.into_error(ErrorKind::Cpv, text, None)),
        }
    }

    /// Whether `text` is a `category/package-version`.
    pub fn is_valid(text: &str) -> bool {
        scan(text.as_bytes(), &mut NoKey).is_ok()
    }

    /// A part of a text that has been read before, with these places in it.
    pub(crate) fn from_valid(text: &str, slash: usize, name_end: usize) -> Self {
        let (base, _) = split_revision(&text[name_end + 1..]);
        let base_end = name_end + 1 + base.len();
        let key = VersionKey::of(&text.as_bytes()[name_end + 1..]);
        Self::from_scan(text, &CpvScan { slash, name_end, base_end }, key)
    }

    fn from_scan(text: &str, scan: &CpvScan, key: VersionKey) -> Self {
        Self { text: text.into(), key, slash: scan.slash as u32, name_end: scan.name_end as u32, base_end: scan.base_end as u32 }
    }

    /// The category, `app-editors`.
    pub fn category(&self) -> &str {
        &self.text[..self.slash as usize]
    }

    /// The package, `vim`.
    pub fn package(&self) -> &str {
        &self.text[self.slash as usize + 1..self.name_end as usize]
    }

    /// The version.
    pub fn version(&self) -> Version {
        Version::from_valid(self.version_text())
    }

    /// The same without a copy.
    #[inline]
    pub fn version_ref(&self) -> VersionRef<'_> {
        VersionRef::from_valid(self.version_text())
    }

    /// The text of the version with its revision, `7.0.174-r1`.
    pub fn version_text(&self) -> &str {
        &self.text[self.name_end as usize + 1..]
    }

    /// The revision, if one is written.
    pub fn revision(&self) -> Option<Revision> {
        self.text.get(self.base_end as usize + 2..).map(Revision::from_valid)
    }

    /// Category and package.
    pub fn cpn(&self) -> Cpn {
        Cpn::from_valid(&self.text[..self.name_end as usize], self.slash as usize)
    }

    /// `P`: package and version without the revision, `vim-7.0.174` (`tab:defined-vars`).
    pub fn p(&self) -> &str {
        &self.text[self.slash as usize + 1..self.base_end as usize]
    }

    /// `PN`: the package, `vim`.
    pub fn pn(&self) -> &str {
        self.package()
    }

    /// `PV`: the version without the revision, `7.0.174`.
    pub fn pv(&self) -> &str {
        &self.text[self.name_end as usize + 1..self.base_end as usize]
    }

    /// `PR`: the revision, `r1`, and `r0` if none is written.
    pub fn pr(&self) -> &str {
        self.text.get(self.base_end as usize + 1..).unwrap_or("r0")
    }

    /// `PVR`: the version and, if one is written (also `-r0`), the revision: `7.0.174-r1`.
    pub fn pvr(&self) -> &str {
        self.version_text()
    }

    /// `PF`: package, version and, if one is written (also `-r0`), the revision: `vim-7.0.174-r1`.
    pub fn pf(&self) -> &str {
        &self.text[self.slash as usize + 1..]
    }

    /// Category and package as one text.
    #[inline]
    pub(crate) fn name_bytes(&self) -> &[u8] {
        &self.text.as_bytes()[..self.name_end as usize]
    }

    #[inline]
    pub(crate) fn version_bytes(&self) -> &[u8] {
        &self.text.as_bytes()[self.name_end as usize + 1..]
    }

    /// The version as a key.
    #[inline]
    pub(crate) fn key(&self) -> &VersionKey {
        &self.key
    }

    /// Compares only the versions.
    pub(crate) fn compare_version(&self, other: &Self) -> Ordering {
        self.key.compare(&other.key, || compare(self.version_bytes(), other.version_bytes()))
    }

    /// The package as bytes whose plain order is that of packages: equal ones have equal keys.
    ///
    /// ```
    /// use polyatom::Cpv;
    /// let key = |text| Cpv::parse(text).map(|cpv| cpv.sort_key());
    /// assert!(key("a/b-1.9")? < key("a/b-1.10")? && key("a/b-2")? < key("a-b/b-1")?);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn sort_key(&self) -> Vec<u8> {
        // A NUL stands before every character of a name.
        let mut key = [self.category(), "\0", self.package(), "\0"].concat().into_bytes();
        key.extend(self.version().sort_key());
        key
    }
}

impl std::fmt::Debug for Cpv {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Cpv").field(&self.text).finish()
    }
}

impl PartialEq for Cpv {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Cpv {}

impl PartialOrd for Cpv {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cpv {
    fn cmp(&self, other: &Self) -> Ordering {
        if self.name_bytes() == other.name_bytes() {
            return self.compare_version(other);
        }
        // Not the texts with their slash, which sorts after some characters of a category.
        (self.category(), self.package()).cmp(&(other.category(), other.package()))
    }
}

impl Hash for Cpv {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.category().hash(state);
        self.package().hash(state);
        self.key.hash_or(state, self.version_text());
    }
}

struct CpvScan {
    slash: usize,
    name_end: usize,
    base_end: usize,
}

fn scan<K: Sink + Default>(bytes: &[u8], key: &mut K) -> Result<CpvScan, Fault> {
    fits(bytes)?;
    let slash = scan_category(bytes, 0)?;
    let package = scan_package_keyed(bytes, slash + 1, key)?;
    if package.end < bytes.len() {
        return Err(package_end_fault(bytes, &package));
    }
    match (package.has_version(), package.broken) {
        (true, _) => Ok(CpvScan { slash, name_end: package.name_end, base_end: package.base_end }),
        (false, Some(broken)) => Err(version::fault(bytes, broken)),
        (false, None) => Err(Fault::at(Reason::VersionMissing, bytes.len())),
    }
}
