//! The packages of a repository as lists.

use std::sync::Arc;

use polyatom::Cpv;

use super::Package;
use crate::error::Error;
use crate::list::{Holder, List};
use crate::tree::Repository;

/// Some packages of a repository, or of several, in order.
pub type PackageList = List<Repository>;

impl Holder for Repository {
    type Package = Package;

    fn cpvs(&self) -> &[Cpv] {
        &self.index().cpvs
    }

    fn read(self: &Arc<Self>, at: usize) -> Result<Arc<Package>, Error> {
        Package::read(self, at).map(Arc::new)
    }
}

impl Repository {
    /// Every package, as a list.
    pub fn list(self: &Arc<Self>) -> PackageList {
        List::of_one(self, 0..self.index().cpvs.len())
    }

    /// The versions of a package, as a list.
    pub fn list_of(self: &Arc<Self>, category: &str, package: &str) -> PackageList {
        List::of_one(self, self.index().versions_of(category, package))
    }
}
