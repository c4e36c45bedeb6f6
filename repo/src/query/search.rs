//! Queries over a repository, a set of repositories, and a configuration.

use std::sync::Arc;

use camino::Utf8Path;

use super::facts::{Facts, Subject, Universe};
use super::{PackageKind, Query, QueryError, scope};
use crate::binpkg::Pkgdir;
use crate::config::Config;
use crate::cpvs::CpvList;
use crate::error::{Error, Found};
use crate::installed::Installed;
use crate::list::{Holder, List, Place};
use crate::package::PackageList;
use crate::report::{self, Report, unwatched};
use crate::set::RepositorySet;
use crate::tree::Repository;

/// What was found; an error inside if the search was stopped.
type Answer<H> = Result<Result<Found<List<H>>, Error>, QueryError>;

/// The places of the packages that match, in order, and what could not be told.
fn places<'a>(
    query: &Query,
    universe: Universe<'a>,
    list: &CpvList,
    subject: impl Fn(usize) -> Subject<'a> + Send + Sync,
    path: &Utf8Path,
    report: Report<'_>,
) -> Result<Found<Vec<usize>>, Error> {
    let candidates: Vec<usize> = match scope::of(query.tree(), list) {
        Some(scope) => scope.into_iter().flatten().collect(),
        None => (0..list.cpvs.len()).collect(),
    };
    let ask = |&at: &usize| query.holds(Facts::new(universe, subject(at)));
    let answers = report::map(&candidates, report, ask).ok_or_else(|| Error::stopped(path))?;
    let mut found: Found<Vec<usize>> = Found::default();
    for (at, answer) in candidates.into_iter().zip(answers) {
        match answer {
            Ok(true) => found.value.push(at),
            Ok(false) => {}
            Err(error) => found.errors.push(error),
        }
    }
    Ok(found)
}

/// The packages of all repositories that match: the oldest first, and of one version that of the lowest priority.
fn in_all(query: &Query, universe: Universe<'_>, report: Report<'_>) -> Answer<Repository> {
    query.check_for(universe.kind())?;
    let repositories: Arc<[Arc<Repository>]> = universe.repositories().into_iter().cloned().collect();
    let (mut all, mut errors) = (Vec::new(), Vec::new());
    for (number, repository) in (0..).zip(&*repositories) {
        let subject = |at: usize| Subject::Ebuild(repository, &repository.cpvs()[at]);
        let found = match places(query, universe, repository.index(), subject, repository.path(), &mut *report) {
            Ok(found) => found,
            Err(error) => return Ok(Err(error)),
        };
        all.extend(found.value.into_iter().map(|at| Place { holder: number, at: at as u32 }));
        errors.extend(found.errors);
    }
    Ok(Ok(Found { value: List::sorted(repositories, all), errors }))
}

/// The same of what is one.
fn in_one<'a, H: Holder>(
    query: &Query,
    (holder, universe): (&Arc<H>, Universe<'a>),
    list: &CpvList,
    subject: impl Fn(usize) -> Subject<'a> + Send + Sync,
    path: &Utf8Path,
    report: Report<'_>,
) -> Answer<H> {
    query.check_for(universe.kind())?;
    let found = places(query, universe, list, subject, path, report);
    Ok(found.map(|found| Found { value: List::of_one(holder, found.value), errors: found.errors }))
}

/// What was found; nothing but the error if the search was stopped.
fn whole<H: Holder>(found: Result<Found<List<H>>, Error>) -> Found<List<H>> {
    found.unwrap_or_else(|error| Found { value: List::of(Arc::default(), []), errors: vec![error] })
}

impl Repository {
    /// The packages that a query matches, in order, and the errors of those of which that cannot be told. It fails if the query
    /// asks for what only a configuration knows.
    ///
    /// Names that the query demands are looked up. Metadata is read only of packages whose names do not decide.
    pub fn query(self: &Arc<Self>, query: &Query) -> Result<Found<PackageList>, QueryError> {
        self.query_with(query, &mut unwatched).map(whole)
    }

    /// The same, which tells how far it is. It fails inside if it is told to stop.
    pub fn query_with(self: &Arc<Self>, query: &Query, report: Report<'_>) -> Answer<Self> {
        in_all(query, Universe::Repository(self), report)
    }
}

impl RepositorySet {
    /// The packages of all repositories that a query matches, the oldest version first and of one version that of the lowest
    /// priority first; and the errors of those of which that cannot be told. It fails if the query asks for what only a
    /// configuration knows.
    pub fn query(&self, query: &Query) -> Result<Found<PackageList>, QueryError> {
        self.query_with(query, &mut unwatched).map(whole)
    }

    /// The same, which tells how far it is in each repository. It fails inside if it is told to stop.
    pub fn query_with(&self, query: &Query, report: Report<'_>) -> Answer<Repository> {
        in_all(query, Universe::Set(self), report)
    }
}

impl Config {
    /// The packages of all repositories that a query matches under this configuration, the oldest version first and of one version
    /// that of the lowest priority first; and the errors of those of which that cannot be told. It fails if the query asks for what
    /// only packages that were built have.
    pub fn query(self: &Arc<Self>, query: &Query) -> Result<Found<PackageList>, QueryError> {
        self.query_with(query, &mut unwatched).map(whole)
    }

    /// The same, which tells how far it is in each repository. It fails inside if it is told to stop.
    pub fn query_with(self: &Arc<Self>, query: &Query, report: Report<'_>) -> Answer<Repository> {
        in_all(query, Universe::Config(self), report)
    }
}

impl Installed {
    /// The installed packages that a query matches, in order, and the errors of those of which that cannot be told. It fails if the
    /// query asks for what installed packages do not have.
    pub fn query(self: &Arc<Self>, query: &Query) -> Result<Found<List<Self>>, QueryError> {
        self.query_with(query, &mut unwatched).map(whole)
    }

    /// The same, which tells how far it is. It fails inside if it is told to stop.
    pub fn query_with(self: &Arc<Self>, query: &Query, report: Report<'_>) -> Answer<Self> {
        let subject = |at: usize| Subject::Installed(self, &self.cpvs()[at]);
        in_one(query, (self, Universe::Installed(self)), self.names_of_all(), subject, self.database(), report)
    }
}

impl Pkgdir {
    /// The binary packages that a query matches, in order, and the errors of those of which that cannot be told. It fails if the query
    /// asks for what binary packages do not have.
    pub fn query(self: &Arc<Self>, query: &Query) -> Result<Found<List<Self>>, QueryError> {
        self.query_with(query, &mut unwatched).map(whole)
    }

    /// The same, which tells how far it is in reading packages that were not read before, then in asking. It fails inside if it is
    /// told to stop.
    pub fn query_with(self: &Arc<Self>, query: &Query, report: Report<'_>) -> Answer<Self> {
        query.check_for(PackageKind::Binary)?;
        if let Err(error) = self.read_packages(&mut *report) {
            return Ok(Err(error));
        }
        let subject = |at: usize| Subject::Binary(self.at(at));
        in_one(query, (self, Universe::Pkgdir(self)), self.names_of_all(), subject, self.path(), report)
    }
}
