//! Reading packages: one, or all in order and on all cores.

use std::sync::Arc;

use polyatom::Cpv;
use polyatom_pool as pool;

use super::Package;
use crate::error::Error;
use crate::format::{Code, Fault};
use crate::tree::Repository;

/// Packages that are read ahead of the iteration: few at first, for those who stop early.
const FIRST: usize = 64;
/// The same at most.
const MOST: usize = 2048;

/// The packages of a repository in order, from [`Repository::packages`].
///
/// A package that cannot be used is an error in its place. The iteration goes on after it.
pub struct Packages {
    repository: Arc<Repository>,
    /// The next place of the index that was not read.
    at: usize,
    ahead: std::vec::IntoIter<Result<Arc<Package>, Error>>,
    chunk: usize,
}

impl Iterator for Packages {
    type Item = Result<Arc<Package>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ahead.len() == 0 {
            self.read_ahead();
        }
        self.ahead.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.repository.index().cpvs.len() - self.at + self.ahead.len();
        (left, Some(left))
    }
}

impl ExactSizeIterator for Packages {}

impl Packages {
    fn read_ahead(&mut self) {
        let end = self.repository.index().cpvs.len().min(self.at + self.chunk);
        let places: Vec<usize> = (self.at..end).collect();
        let read = pool::map(&places, |&at| Package::read(&self.repository, at).map(Arc::new));
        self.ahead = read.into_iter();
        self.at = end;
        self.chunk = (self.chunk * 2).min(MOST);
    }
}

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
        Packages { repository: Arc::clone(self), at: 0, ahead: Vec::new().into_iter(), chunk: FIRST }
    }

    /// What `each` makes of every package, in their order and on all cores. No package is kept.
    pub fn map_packages<R: Send>(self: &Arc<Self>, each: impl Fn(Result<Package, Error>) -> R + Send + Sync) -> Vec<R> {
        let places: Vec<usize> = (0..self.index().cpvs.len()).collect();
        pool::map(&places, |&at| each(Package::read(self, at)))
    }

    /// Reads a package.
    pub fn package(self: &Arc<Self>, cpv: &Cpv) -> Result<Arc<Package>, Error> {
        let missing = || Error::new(self.ebuild_path(cpv), Fault::file(Code::NoPackage, cpv.as_str())).of_package(cpv.as_str());
        let at = self.index().find(cpv).ok_or_else(missing)?;
        Package::read(self, at).map(Arc::new)
    }

    /// Everything that is wrong with the metadata of packages, in their order.
    pub fn check_packages(self: &Arc<Self>) -> Vec<Error> {
        let found = self.map_packages(|package| match package {
            Ok(package) => package.check(),
            Err(error) => vec![error],
        });
        found.into_iter().flatten().collect()
    }
}
