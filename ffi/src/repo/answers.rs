//! Answers to questions over all packages of a repository.

use super::choices::StaleReason;
use super::problem::{Problem, problems};
use crate::{Atom, Cpv, DepSpecKind};
use std::sync::Arc;

/// A dependency on a package, in its place.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0", "RDEPEND=x? ( c/d )"])])
/// found = repository.reverse_dependencies("c/d")[0]
/// found.cpv -> "a/b-1"
/// found.path -> ["x?"]
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ReverseDependency {
    /// The package that has it.
    pub cpv: Arc<Cpv>,
    /// The name of its repository.
    pub repository: String,
    /// The variable in which it stands.
    pub kind: DepSpecKind,
    /// The atom. It may be a blocker.
    pub atom: Arc<Atom>,
    /// The groups around it, outermost first: `ssl?`, `!X?`, `||`. All-of groups mean nothing and are not among them.
    pub path: Vec<String>,
}

impl ReverseDependency {
    pub(super) fn new(found: polyatom_repo::ReverseDependency, repository: &str) -> Self {
        let (cpv, atom) = (Cpv::shared(found.cpv), Atom::shared(found.atom));
        Self { cpv, repository: repository.to_owned(), kind: found.kind.into(), atom, path: found.path }
    }
}

/// The kinds, as `polyatom` has them.
pub(super) fn of_core(kinds: Vec<DepSpecKind>) -> Vec<polyatom::DepSpecKind> {
    kinds.into_iter().map(Into::into).collect()
}

/// A cache entry that does not fit its ebuild and eclasses.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
/// repository.verify(VerifyLevel.Md5).stale[0].cpv -> "a/b-1"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct StaleEntry {
    /// The package.
    pub cpv: Arc<Cpv>,
    /// The reason.
    pub reason: StaleReason,
    /// The eclass, if it is about one.
    pub eclass: Option<String>,
}

impl From<&polyatom_repo::Stale> for StaleEntry {
    fn from(stale: &polyatom_repo::Stale) -> Self {
        let eclass = stale.reason.eclass().map(str::to_owned);
        Self { cpv: Cpv::shared(stale.cpv.clone()), reason: stale.reason.clone().into(), eclass }
    }
}

/// The state of all cache entries.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
/// repository.verify(VerifyLevel.Unchecked).valid -> 1
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Verification {
    /// The number of entries that fit.
    pub valid: u64,
    /// Entries that do not.
    pub stale: Vec<StaleEntry>,
    /// Ebuilds without an entry.
    pub missing: Vec<Arc<Cpv>>,
    /// Entries without an ebuild, where there are ebuilds.
    pub orphans: Vec<Arc<Cpv>>,
    /// Entries that cannot be used.
    pub broken: Vec<Problem>,
}

impl From<polyatom_repo::Verification> for Verification {
    fn from(found: polyatom_repo::Verification) -> Self {
        Self {
            valid: found.valid as u64,
            stale: found.stale.iter().map(Into::into).collect(),
            missing: found.missing.into_iter().map(Cpv::shared).collect(),
            orphans: found.orphans.into_iter().map(Cpv::shared).collect(),
            broken: problems(&found.broken),
        }
    }
}
