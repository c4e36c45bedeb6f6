//! Package names that may have a version.

use crate::give::{Made, Text, text};
use crate::mirror::text_type;
use crate::{Cpn, Cpv, Refused, Version};
use std::sync::Arc;

text_type! {
    /// A package with its category, and with its version or without one: `dev-lang/python` or `dev-lang/python-3.12`.
    ///
    /// Ordered by category, package and version, none first.
    ///
    /// ```example
    /// PackageName("dev-lang/python-3.12").version -> "3.12"
    /// PackageName("dev-lang/python").version -> none
    /// ```
    PackageName
}

#[uniffi::export]
impl PackageName {
    /// Reads `category/package` or `category/package-version`.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::PackageName::parse(text)?))
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> Text {
        text(self.0.category())
    }

    /// The package name, `python`.
    pub fn package(&self) -> Text {
        text(self.0.package())
    }

    /// The version with its revision, if there is one.
    pub fn version(&self) -> Option<Made<Version>> {
        self.0.version().map(Version::made)
    }

    /// Category and package name.
    pub fn cpn(&self) -> Cpn {
        self.0.cpn().into()
    }

    /// Category, package name and version, if there is a version.
    pub fn cpv(&self) -> Option<Made<Cpv>> {
        self.0.cpv().map(Cpv::made)
    }
}

/// A package name without its category, and its version.
///
/// ```example
/// split_package("portage").version -> none
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct PackageVersion {
    /// The package name, `portage`: the variable `PN` of an ebuild.
    pub package: String,
    /// The version with its revision, `3.0.68-r1`, if there is one: the variable `PVR` of an ebuild.
    pub version: Option<Arc<Version>>,
}

/// Takes a package without a category apart: `portage-3.0.68-r1` into `portage` and `3.0.68-r1`.
///
/// ```example
/// parts = split_package("portage-3.0.68-r1")
/// parts.package -> "portage"
/// parts.version -> "3.0.68-r1"
/// ```
#[uniffi::export]
pub fn split_package(text: &str) -> Result<PackageVersion, Refused> {
    let (package, version) = polyatom::split_package(text)?;
    Ok(PackageVersion { package: package.to_owned(), version: version.map(Version::shared) })
}
