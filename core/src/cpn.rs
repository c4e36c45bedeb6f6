//! Qualified package names (`sec:package-names`), `dev-lang/python`.

use std::cmp::Ordering;

use crate::chars::{byte, fits};
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::names::{self, CATEGORY, PACKAGE, PackageScan, scan_package};
use crate::vocabulary::text_backed;

/// A category and a package, `dev-lang/python`. Ordered by category, then package.
///
/// ```
/// use polyatom::Cpn;
/// let cpn = Cpn::parse("dev-lang/python")?;
/// assert_eq!((cpn.category(), cpn.package()), ("dev-lang", "python"));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cpn {
    text: Box<str>,
    slash: u32,
}

text_backed!(Cpn, Cpn::parse);

impl Cpn {
    /// Reads `category/package`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match scan(text.as_bytes()) {
            Ok(slash) => Ok(Self { text: text.into(), slash: slash as u32 }),
            Err(fault) => Err(fault.into_error(ErrorKind::Cpn, text, None)),
        }
    }

    /// Whether `text` is a `category/package`.
    pub fn is_valid(text: &str) -> bool {
        scan(text.as_bytes()).is_ok()
    }

    /// Puts a category and a package together.
    pub fn new(category: &str, package: &str) -> Result<Self, Error> {
        names::category(category)?;
        names::package(package)?;
        Self::parse(&format!("{category}/{package}"))
    }

    /// A part of a text that has been read before.
    pub(crate) fn from_valid(text: &str, slash: usize) -> Self {
        Self { text: text.into(), slash: slash as u32 }
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> &str {
        &self.text[..self.slash as usize]
    }

    /// The package, `python`.
    pub fn package(&self) -> &str {
        &self.text[self.slash as usize + 1..]
    }
}

impl PartialOrd for Cpn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cpn {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.category(), self.package()).cmp(&(other.category(), other.package()))
    }
}

/// Scans a category and its slash, starting at `at`, and returns where the slash stands.
#[inline]
pub(crate) fn scan_category(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    if bytes.is_empty() {
        return Err(Fault::at(Reason::Empty, 0));
    }
    let end = CATEGORY.scan(bytes, at)?;
    match byte(bytes, end) {
        b'/' => Ok(end),
        _ => Err(category_end_fault(bytes, at, end)),
    }
}

#[cold]
fn category_end_fault(bytes: &[u8], at: usize, end: usize) -> Fault {
    match bytes.get(end) {
        None | Some(b':' | b'[') => Fault::at(Reason::MissingCategory, at),
        Some(_) => CATEGORY.character_fault(bytes, end),
    }
}

/// The fault of what follows a package name or version but cannot.
#[cold]
pub(crate) fn package_end_fault(bytes: &[u8], scan: &PackageScan) -> Fault {
    match bytes[scan.end] {
        b'/' => Fault::new(Reason::SecondSlash, scan.end, scan.end + 1),
        _ if scan.has_version() => crate::version::fault(bytes, scan.end),
        _ => PACKAGE.character_fault(bytes, scan.end),
    }
}

fn scan(bytes: &[u8]) -> Result<usize, Fault> {
    fits(bytes)?;
    let slash = scan_category(bytes, 0)?;
    let package = scan_package(bytes, slash + 1)?;
    if package.end < bytes.len() {
        return Err(package_end_fault(bytes, &package));
    }
    if package.has_version() {
        return Err(Fault::new(Reason::PackageEndsInVersion, package.name_end, package.end));
    }
    Ok(slash)
}
