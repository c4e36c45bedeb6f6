//! Packages in order, as a repository has them or as a query finds them.

use super::built::{BinaryPackage, InstalledPackage};
use super::package::EbuildPackage;
use super::problem::{Problem, problems};
use crate::{Cpv, Refused};
use polyatom_repo::{BinaryList, Found, InstalledList, PackageList};
use std::fmt;
use std::sync::Arc;

/// Packages of a repository, or of several, in order. Each is read when it is asked for, on all cores where they are asked for in order. A
/// package that cannot be used is an error in its place; those after it are read all the same.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"]), RepositoryFile("metadata/md5-cache/a/b-2", [])])
/// repository.packages.length -> 2
/// repository.packages.successes()[0].cpv -> "a/b-1"
/// repository.packages.failures() -> [1]
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct EbuildPackages {
    list: PackageList,
    problems: Vec<Problem>,
}

impl From<PackageList> for EbuildPackages {
    fn from(list: PackageList) -> Self {
        Self { list, problems: Vec::new() }
    }
}

/// Installed packages that a query found, in order. Each is read when it is asked for, on all cores where they are asked for in order. A
/// package that cannot be used is an error in its place; those after it are read all the same.
///
/// ```example
/// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/SLOT", ["0"]), RepositoryFile("var/db/pkg/a/b-2/SLOT", ["2"])])
/// found = installed.query("slot == 2")
/// found.length -> 1
/// found.successes()[0].slot -> "2"
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct InstalledPackages {
    list: InstalledList,
    problems: Vec<Problem>,
}

/// Binary packages that a query found, in order: those of one version by the number of their build.
///
/// ```example
/// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["", "BUILD_ID: 1", "CPV: a/b-1", "", "BUILD_ID: 2", "CPV: a/b-1"])])
/// found = pkgdir.query("build_id > 1")
/// found.cpvs -> ["a/b-1"]
/// found.successes()[0].build_id -> 2
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct BinaryPackages {
    list: BinaryList,
    problems: Vec<Problem>,
}

/// Declares a list of packages that stand for nothing but themselves.
macro_rules! plain {
    ($name:ident of $item:ident, $list:ident, $package:ident) => {
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!("<", stringify!($name), " {}>"), self.list.len())
            }
        }

        impl $name {
            /// What a query found.
            pub(crate) fn found(found: Found<$list>) -> Self {
                Self { list: found.value, problems: problems(&found.errors) }
            }

            fn with_list(&self, list: $list) -> Self {
                Self { list, problems: Vec::new() }
            }

            fn item(&self, package: Arc<polyatom_repo::$package>) -> Result<$item, Refused> {
                Ok($item(package))
            }
        }

        packages! { $name of $item }
    };
}

/// Declares equality and the methods of a list, of which `item` makes an item and `with_list` another list. Lists are equal if they have
/// the same packages and the same of the fields that are named: what else is wrong is not asked.
macro_rules! packages {
    ($name:ident of $item:ident $(with $field:ident)*) => {
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.list == other.list $(&& self.$field == other.$field)*
            }
        }

        impl Eq for $name {}

        impl std::hash::Hash for $name {
            fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
                self.list.hash(state);
            }
        }

        #[uniffi::export]
        impl $name {
            /// The number of packages.
            pub fn length(&self) -> u64 {
                self.list.len() as u64
            }

            /// The package at index `index`, from 0 on; nothing past the end. Fails if the package cannot be used.
            pub fn get(&self, index: u64) -> Result<Option<Arc<$item>>, Refused> {
                let found = self.list.get(index as usize).transpose()?;
                found.map(|package| self.item(package).map(Arc::new)).transpose()
            }

            /// A list of `count` of the packages from `start` on, `step` apart (backwards if it is negative), or of as many as there are.
            #[uniffi::method(default(step = 1))]
            pub fn slice(&self, start: u64, count: u64, step: i64) -> $name {
                self.with_list(self.list.slice(start, count, step))
            }

            /// The packages of each name and slot, in lists of their own, in the order of the first of each: the last of a list is the newest.
            /// Packages that cannot be used, or whose slot is not valid, are left out.
            pub fn by_slot(&self) -> Vec<Arc<$name>> {
                self.list.by_slot().into_iter().map(|list| Arc::new(self.with_list(list))).collect()
            }

            /// Category, package and version of each, for which no metadata is read.
            pub fn cpvs(&self) -> Vec<Arc<Cpv>> {
                self.list.cpvs().cloned().map(Cpv::shared).collect()
            }

            /// The packages that can be used, in order.
            pub fn successes(&self) -> Vec<Arc<$item>> {
                let items = self.list.map(|package| self.item(package.ok()?).ok());
                items.into_iter().flatten().map(Arc::new).collect()
            }

            /// The places of those that cannot.
            pub fn failures(&self) -> Vec<u64> {
                let failed = self.list.map(|package| package.map_or(true, |package| self.item(package).is_err()));
                (0..).zip(failed).filter_map(|(at, failed)| failed.then_some(at)).collect()
            }

            /// The packages of which a query that found these could not tell, and why: one for each. Empty if there are none, and of lists
            /// that no query found.
            pub fn problems(&self) -> Vec<Problem> {
                self.problems.clone()
            }
        }
    };
}

plain! { EbuildPackages of EbuildPackage, PackageList, Package }
plain! { InstalledPackages of InstalledPackage, InstalledList, InstalledPackage }
plain! { BinaryPackages of BinaryPackage, BinaryList, BinaryPackage }

pub(crate) use packages;
