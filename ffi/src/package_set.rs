//! Many packages, found by their names.

use crate::flags::FlagsOrNone;
use crate::{Atom, Package, UseFlags};
use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A package as a set holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Member(Arc<Package>);

impl Borrow<polyatom::Package> for Member {
    fn borrow(&self) -> &polyatom::Package {
        &self.0.0
    }
}

/// Packages in the order given, made ready once: finding what matches takes no longer for more packages of other names.
///
/// Sets are equal if they have the same packages in the same order.
///
/// ```example
/// packages = PackageSet([Package("a/b-1"), Package("a/b-2"), Package("c/d-1")])
/// packages.best_match("a/b").cpv -> "a/b-2"
/// ```
#[derive(Debug, uniffi::Object)]
#[uniffi::export(Eq, Hash)]
pub struct PackageSet(pub(crate) polyatom::PackageSet<Member>);

impl PartialEq for PackageSet {
    fn eq(&self, other: &Self) -> bool {
        self.0.packages() == other.0.packages()
    }
}

impl Eq for PackageSet {}

impl Hash for PackageSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.packages().hash(state);
    }
}

#[uniffi::export]
impl PackageSet {
    /// Makes packages ready.
    #[uniffi::constructor]
    pub fn new(packages: Vec<Arc<Package>>) -> Self {
        Self(polyatom::PackageSet::new(packages.into_iter().map(Member)))
    }

    /// The number of packages.
    pub fn length(&self) -> u64 {
        self.0.packages().len() as u64
    }

    /// All packages, in the order given.
    pub fn packages(&self) -> Vec<Arc<Package>> {
        self.0.packages().iter().map(|member| Arc::clone(&member.0)).collect()
    }

    /// Whether a package is one of them.
    pub fn contains(&self, package: &Package) -> bool {
        self.0.contains(&package.0)
    }

    /// The packages that an atom matches for a package with these USE flags enabled, in the order given.
    #[uniffi::method(default(parent_use = None))]
    pub fn matching(&self, atom: &Atom, parent_use: Option<Arc<UseFlags>>) -> Vec<Arc<Package>> {
        self.0.matching(&atom.0, parent_use.or_none()).map(|member| Arc::clone(&member.0)).collect()
    }

    /// The newest of the packages that an atom matches, if it matches any.
    #[uniffi::method(default(parent_use = None))]
    pub fn best_match(&self, atom: &Atom, parent_use: Option<Arc<UseFlags>>) -> Option<Arc<Package>> {
        self.0.best_match(&atom.0, parent_use.or_none()).map(|member| Arc::clone(&member.0))
    }
}
