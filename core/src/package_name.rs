//! Package names that may have a version.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::chars::fits;
use crate::cpn::{Cpn, package_end_fault, scan_category};
use crate::cpv::Cpv;
use crate::error::{Error, ErrorKind, Fault};
use crate::names::{PackageScan, scan_package};
use crate::version::Version;
use crate::vocabulary::text_backed;

/// A package with its category, and with its version or without one: `dev-lang/python` or `dev-lang/python-3.12`.
///
/// Ordered by category, package and version, none first.
///
/// ```
/// use polyatom::PackageName;
/// let name = PackageName::parse("dev-lang/python-3.12-r1")?;
/// assert_eq!(name.cpn().as_str(), "dev-lang/python");
/// assert_eq!(name.version().unwrap().as_str(), "3.12-r1");
/// assert_eq!(PackageName::parse("dev-lang/python")?.version(), None);
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct PackageName {
    text: Box<str>,
    slash: u32,
    name_end: u32,
}

text_backed!(PackageName, PackageName::parse);

impl PackageName {
    /// Reads `category/package` or `category/package-version`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match scan(text.as_bytes()) {
            Ok((slash, name_end)) => Ok(Self { text: text.into(), slash: slash as u32, name_end: name_end as u32 }),
            Err(fault) => Err(fault.into_error(ErrorKind::PackageName, text, None)),
        }
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> &str {
        &self.text[..self.slash as usize]
    }

    /// The package, `python`.
    pub fn package(&self) -> &str {
        &self.text[self.slash as usize + 1..self.name_end as usize]
    }

    /// The version with its revision, if there is one.
    pub fn version(&self) -> Option<Version> {
        self.text.get(self.name_end as usize + 1..).map(Version::from_valid)
    }

    /// Category and package.
    pub fn cpn(&self) -> Cpn {
        Cpn::from_valid(&self.text[..self.name_end as usize], self.slash as usize)
    }

    /// Category, package and version, if there is a version.
    pub fn cpv(&self) -> Option<Cpv> {
        self.version()?;
        Some(Cpv::from_valid(&self.text, self.slash as usize, self.name_end as usize))
    }

    fn order(&self) -> (&str, &str, Option<Version>) {
        (self.category(), self.package(), self.version())
    }
}

/// Where the slash stands, and where the package name ends.
fn scan(bytes: &[u8]) -> Result<(usize, usize), Fault> {
    fits(bytes)?;
    let slash = scan_category(bytes, 0)?;
    Ok((slash, whole_package(bytes, slash + 1)?.name_end))
}

/// The package with its version or without, from `start` to the end.
fn whole_package(bytes: &[u8], start: usize) -> Result<PackageScan, Fault> {
    let scan = scan_package(bytes, start)?;
    if scan.end < bytes.len() { Err(package_end_fault(bytes, &scan)) } else { Ok(scan) }
}

/// Takes a package without a category apart into its name and its version, if it has one: the variables `PN` and `PVR` of a `PF`.
///
/// ```
/// assert_eq!(polyatom::split_package("portage-utils")?, ("portage-utils", None));
/// let (name, version) = polyatom::split_package("portage-3.0.68-r1")?;
/// assert_eq!((name, version.unwrap().as_str()), ("portage", "3.0.68-r1"));
/// # Ok::<(), polyatom::Error>(())
/// ```
pub fn split_package(text: &str) -> Result<(&str, Option<Version>), Error> {
    let bytes = text.as_bytes();
    let scan = fits(bytes).and_then(|()| whole_package(bytes, 0));
    let scan = scan.map_err(|fault| fault.into_error(ErrorKind::Name, text, None))?;
    Ok((&text[..scan.name_end], text.get(scan.name_end + 1..).map(Version::from_valid)))
}

impl PartialEq for PackageName {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for PackageName {}

impl PartialOrd for PackageName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for PackageName {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

impl Hash for PackageName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.order().hash(state);
    }
}
