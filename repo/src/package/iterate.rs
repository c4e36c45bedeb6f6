//! Reading packages: one, or all in order and on all cores.

use std::sync::Arc;

use polyatom::Cpv;

use super::Package;
use crate::ahead::ReadAhead;
use crate::error::Error;
use crate::format::{Code, Fault};
use crate::report::{self, Report, unwatched};
use crate::tree::Repository;

/// The packages of a repository in order, from [`Repository::packages`].
pub type Packages = ReadAhead<Repository, Package>;

impl Repository {
    /// Every package in order, with its metadata.
    ///
    /// ```
    /// # fn example(repository: &std::sync::Arc<polyatom_repo::Repository>) {
    /// for package in repository.packages() {
    ///     match package {
    ///         Ok(package) => println!("{package}: {}", package.description()),
    ///         Err(error) => eprintln!("{error}"),
    ///     }
    /// }
    /// # }
    /// ```
    pub fn packages(self: &Arc<Self>) -> Packages {
        ReadAhead::new(self, self.index().cpvs.len(), Package::read)
    }

    /// What `each` makes of every package, in their order and on all cores. No package is kept.
    pub fn map_packages<R: Send>(self: &Arc<Self>, each: impl Fn(Result<Package, Error>) -> R + Send + Sync) -> Vec<R> {
        self.map_packages_with(&mut unwatched, each).unwrap_or_default()
    }

    /// The same, which tells how far it is. It fails if it is told to stop.
    pub fn map_packages_with<R: Send>(
        self: &Arc<Self>,
        report: Report<'_>,
        each: impl Fn(Result<Package, Error>) -> R + Send + Sync,
    ) -> Result<Vec<R>, Error> {
        let places: Vec<usize> = (0..self.index().cpvs.len()).collect();
        report::map(&places, report, |&at| each(Package::read(self, at))).ok_or_else(|| Error::stopped(self.path()))
    }

    /// Reads a package.
    pub fn package(self: &Arc<Self>, cpv: &Cpv) -> Result<Arc<Package>, Error> {
        let missing = || Error::new(self.ebuild_path(cpv), Fault::file(Code::NoPackage, cpv.as_str())).of_package(cpv.as_str());
        let at = self.index().find(cpv).ok_or_else(missing)?;
        Package::read(self, at).map(Arc::new)
    }

    /// The packages that cannot be used at all, and those with a value that is not valid in its EAPI: an error for each such
    /// value, in the order of the packages and by variable. A package without a cache entry is not among them:
    /// [`missing`](Repository::missing) tells those.
    pub fn broken(self: &Arc<Self>) -> Vec<Error> {
        self.broken_with(&mut unwatched).unwrap_or_default()
    }

    /// The same, which tells how far it is. It fails if it is told to stop.
    pub fn broken_with(self: &Arc<Self>, report: Report<'_>) -> Result<Vec<Error>, Error> {
        let found = self.map_packages_with(report, |package| match package {
            Ok(package) => package.check_values(),
            Err(error) if error.kind() == Code::NoMetadata => Vec::new(),
            Err(error) => vec![error],
        })?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Everything that is wrong with the metadata of packages, in their order.
    pub fn check_packages(self: &Arc<Self>) -> Vec<Error> {
        self.check_packages_with(&mut unwatched).unwrap_or_default()
    }

    /// The same, which tells how far it is. It fails if it is told to stop.
    pub fn check_packages_with(self: &Arc<Self>, report: Report<'_>) -> Result<Vec<Error>, Error> {
        let found = self.map_packages_with(report, |package| match package {
            Ok(package) => package.check(),
            Err(error) => vec![error],
        })?;
        Ok(found.into_iter().flatten().collect())
    }
}
