//! Queries over a repository, a set of repositories, and a configuration.

use std::sync::Arc;

use super::facts::{Facts, Universe};
use super::{Query, QueryError, scope};
use crate::config::Config;
use crate::error::{Error, Found};
use crate::package::{PackageList, Place};
use crate::report::{self, Report, unwatched};
use crate::set::RepositorySet;
use crate::tree::Repository;

/// The places of the packages of a repository that match, in order, and what could not be told.
fn places(
    query: &Query,
    universe: Universe<'_>,
    repository: &Arc<Repository>,
    report: Report<'_>,
) -> Result<Found<Vec<usize>>, Error> {
    let cpvs = repository.cpvs();
    let candidates: Vec<usize> = match scope::of(query.tree(), repository) {
        Some(scope) => scope.into_iter().flatten().collect(),
        None => (0..cpvs.len()).collect(),
    };
    let ask = |&at: &usize| query.holds(Facts::new(universe, repository, &cpvs[at]));
    let answers = report::map(&candidates, report, ask).ok_or_else(|| Error::stopped(repository.path()))?;
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
fn in_all(query: &Query, universe: Universe<'_>, report: Report<'_>) -> Result<Found<PackageList>, Error> {
    let repositories: Arc<[Arc<Repository>]> = universe.repositories().into_iter().cloned().collect();
    let (mut all, mut errors) = (Vec::new(), Vec::new());
    for (number, repository) in (0..).zip(&*repositories) {
        let found = places(query, universe, repository, &mut *report)?;
        all.extend(found.value.into_iter().map(|at| Place { repository: number, at: at as u32 }));
        errors.extend(found.errors);
    }
    all.sort_by_key(|place| &repositories[place.repository as usize].cpvs()[place.at as usize]);
    Ok(Found { value: PackageList::of(Arc::clone(&repositories), all), errors })
}

/// What was found; nothing but the error if the search was stopped.
fn whole(found: Result<Found<PackageList>, Error>) -> Found<PackageList> {
    found.unwrap_or_else(|error| Found { value: PackageList::of(Arc::default(), []), errors: vec![error] })
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
    pub fn query_with(
        self: &Arc<Self>,
        query: &Query,
        report: Report<'_>,
    ) -> Result<Result<Found<PackageList>, Error>, QueryError> {
        query.without_configuration()?;
        Ok(in_all(query, Universe::Repository(self), report))
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
    pub fn query_with(&self, query: &Query, report: Report<'_>) -> Result<Result<Found<PackageList>, Error>, QueryError> {
        query.without_configuration()?;
        Ok(in_all(query, Universe::Set(self), report))
    }
}

impl Config {
    /// The packages of all repositories that a query matches under this configuration, the oldest version first and of one version
    /// that of the lowest priority first; and the errors of those of which that cannot be told.
    pub fn query(self: &Arc<Self>, query: &Query) -> Found<PackageList> {
        whole(self.query_with(query, &mut unwatched))
    }

    /// The same, which tells how far it is in each repository. It fails if it is told to stop.
    pub fn query_with(self: &Arc<Self>, query: &Query, report: Report<'_>) -> Result<Found<PackageList>, Error> {
        in_all(query, Universe::Config(self), report)
    }
}
