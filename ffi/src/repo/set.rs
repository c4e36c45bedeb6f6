//! Several repositories with priorities, asked as one.

use super::answers::of_core;
use super::choices::PackageSource;
use super::problem::{Problem, problems};
use super::progress::report;
use super::{EbuildPackage, EbuildPackages, Progress, Repository, ReverseDependency};
use crate::{Atom, Cpn, Cpv, DepSpec, DepSpecKind, Query, Refused};
use polyatom_repo::{InRepository, SetOptions};
use std::fmt;
use std::sync::Arc;

/// A directory with a repository, and its priority.
///
/// ```example
/// RepositorySet.open([RepositoryLocation("/nonexistent", 0)]).problems[0].code -> "not_a_repository"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RepositoryLocation {
    /// The directory.
    pub path: String,
    /// The priority: the highest answers first.
    pub priority: i32,
}

/// Repositories with priorities. Where several have the same version of a package, that of the highest priority answers.
///
/// ```example
/// own = Repository.from_files([RepositoryFile("profiles/repo_name", ["own"]), RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
/// main = Repository.from_files([RepositoryFile("profiles/repo_name", ["main"]), RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
/// set = RepositorySet([own, main])
/// set.package("a/b-1").repository.name -> "own"
/// set.matching("a/b")[0].repository.name -> "main"
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug)]
pub struct RepositorySet {
    set: polyatom_repo::RepositorySet,
    problems: Vec<Problem>,
}

impl fmt::Debug for RepositorySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<RepositorySet {:?}>", self.set)
    }
}

fn shared(packages: impl IntoIterator<Item = Arc<polyatom_repo::Package>>) -> Vec<Arc<EbuildPackage>> {
    packages.into_iter().map(|package| Arc::new(EbuildPackage(package))).collect()
}

#[uniffi::export]
impl RepositorySet {
    /// Makes a set of repositories that are open. Of two, the first answers before the second.
    #[uniffi::constructor]
    pub fn new(repositories: Vec<Arc<Repository>>) -> Self {
        Self::with_priorities(repositories, Vec::new())
    }

    /// Makes a set of repositories that are open, with the priority of each: the highest answers first. One without a priority has 0; of the same
    /// priority, the first answers before the others.
    #[uniffi::constructor]
    pub fn with_priorities(repositories: Vec<Arc<Repository>>, priorities: Vec<i32>) -> Self {
        let priorities = priorities.into_iter().chain(std::iter::repeat(0));
        let members =
            repositories.into_iter().zip(priorities).map(|(repository, priority)| (Arc::clone(&repository.0), priority));
        Self { set: polyatom_repo::RepositorySet::new(members), problems: Vec::new() }
    }

    /// Opens the repositories in these directories, and finds their masters among them. One that cannot be opened is among the `problems`, and
    /// the others are open without it; so are masters in a circle, and two repositories of one name.
    #[uniffi::constructor(default(source = None))]
    pub fn open(locations: Vec<RepositoryLocation>, source: Option<PackageSource>) -> Self {
        let options = SetOptions { disk: None, source: source.map(Into::into).unwrap_or_default() };
        let locations = locations.into_iter().map(|location| (location.path, location.priority));
        let found = polyatom_repo::RepositorySet::open_with(locations, &options);
        Self { set: found.value, problems: problems(&found.errors) }
    }

    /// Opens the repositories in these directories, the first of which answers before the others, and finds their masters among them. It fails
    /// at the first that cannot be opened; what else is wrong is among the `problems`.
    ///
    /// ```example
    /// RepositorySet.open_all(["/nonexistent"]) -> error File not_a_repository
    /// ```
    #[uniffi::constructor]
    pub fn open_all(paths: Vec<String>) -> Result<Self, Refused> {
        let found = polyatom_repo::RepositorySet::open_all(paths, &SetOptions::default())?;
        Ok(Self { problems: problems(&found.errors), set: found.value })
    }

    /// The priorities of the repositories, in their order.
    pub fn priorities(&self) -> Vec<i32> {
        self.set.members().iter().map(|member| member.priority).collect()
    }

    /// The repositories, that with the highest priority first.
    pub fn repositories(&self) -> Vec<Arc<Repository>> {
        self.set.repositories().map(|repository| Arc::new(Repository(Arc::clone(repository)))).collect()
    }

    /// Everything that was wrong when they were opened.
    pub fn problems(&self) -> Vec<Problem> {
        self.problems.clone()
    }

    /// The repository of that name, else one that has it as an alias.
    pub fn repository(&self, name: &str) -> Option<Arc<Repository>> {
        self.set.repository(name).map(|repository| Arc::new(Repository(Arc::clone(repository))))
    }

    /// The packages of all of them: the oldest version first, and of one version that of the lowest priority.
    ///
    /// ```example
    /// own = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-2", ["SLOT=0"])])
    /// main = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"]), RepositoryFile("metadata/md5-cache/a/b-3", ["SLOT=3"])])
    /// packages = RepositorySet([own, main]).packages
    /// packages.cpvs -> ["a/b-1", "a/b-2", "a/b-3"]
    /// packages.by_slot()[0].cpvs -> ["a/b-1", "a/b-2"]
    /// ```
    pub fn packages(&self) -> EbuildPackages {
        self.set.list().into()
    }

    /// The names of the packages in any of them, in order and each once.
    pub fn package_names(&self) -> Vec<Arc<Cpn>> {
        self.set.cpns().into_iter().map(Cpn::shared).collect()
    }

    /// The versions of a package in any of them, the oldest first and each once.
    pub fn versions(&self, cpn: &Cpn) -> Vec<Arc<Cpv>> {
        self.set.versions(&cpn.0).into_iter().map(Cpv::shared).collect()
    }

    /// Whether one of them has a package.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.set.contains(&cpv.0)
    }

    /// The repositories that have a package, the one that answers first.
    pub fn repositories_with(&self, cpv: &Cpv) -> Vec<Arc<Repository>> {
        self.set.repositories_with(&cpv.0).map(|repository| Arc::new(Repository(Arc::clone(repository)))).collect()
    }

    /// Reads a package from the repository that answers for it. It fails if none has it, or if it cannot be used.
    pub fn package(&self, cpv: &Cpv) -> Result<EbuildPackage, Refused> {
        Ok(EbuildPackage(self.set.package(&cpv.0)?))
    }

    /// Whether a package in one of them could match an atom, as `matching` tells.
    pub fn has_matching(&self, atom: &Atom) -> bool {
        self.set.has_matching(&atom.0)
    }

    /// The atoms of a specification that could match no package in any of them, though there are packages of that name. Blockers are not among
    /// them.
    ///
    /// ```example
    /// set = RepositorySet([Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])])
    /// set.unmatched(DepSpec(DepSpecKind.Depend, ">=a/b-1 >=a/b-2 c/d")) -> [">=a/b-2"]
    /// ```
    pub fn unmatched(&self, spec: &DepSpec) -> Vec<Arc<Atom>> {
        self.set.unmatched(spec.core()).into_iter().map(Atom::shared).collect()
    }

    /// The packages that an atom could match, in all of them: the oldest first, and of one version that of the lowest priority. Those that
    /// cannot be used are left out.
    pub fn matching(&self, atom: &Atom) -> Vec<Arc<EbuildPackage>> {
        shared(self.set.matching(&atom.0).flatten())
    }

    /// The package with the highest version that an atom could match, from the repository that answers for it. Those that cannot be used are
    /// left out.
    pub fn best(&self, atom: &Atom) -> Option<Arc<EbuildPackage>> {
        self.set.best(&atom.0).value.map(|package| Arc::new(EbuildPackage(package)))
    }

    /// The packages that a query matches, in all of them: the oldest version first, and of one version that of the lowest priority. A package
    /// of which it cannot be told is among the `problems` of what is found. It fails if the query asks for what only a configuration knows, or if
    /// it is told to stop; of each repository it tells how far it is there.
    ///
    /// ```example
    /// own = Repository.from_files([RepositoryFile("profiles/repo_name", ["own"]), RepositoryFile("metadata/md5-cache/a/b-2", ["SLOT=0"])])
    /// main = Repository.from_files([RepositoryFile("profiles/repo_name", ["main"]), RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"])])
    /// RepositorySet([own, main]).query("a/b && newest 1").cpvs -> ["a/b-2"]
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn query(&self, query: &Query, progress: Option<Box<dyn Progress>>) -> Result<EbuildPackages, Refused> {
        Ok(EbuildPackages::found(self.set.query_with(&query.0, &mut report(progress))??))
    }

    /// Reads the dependencies of all packages, for `reverse_dependencies`; of each repository it tells how far it is there. It fails if it is
    /// told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn read_dependencies(&self, progress: Option<Box<dyn Progress>>) -> Result<(), Refused> {
        Ok(self.set.read_dependencies(&mut report(progress))?)
    }

    /// Every dependency on a package by these variables, in all of them; blockers are among them. No kinds means all. The first call reads all
    /// packages and keeps their dependencies, as `read_dependencies` does.
    #[uniffi::method(default(kinds = []))]
    pub fn reverse_dependencies(&self, cpn: &Cpn, kinds: Vec<DepSpecKind>) -> Vec<ReverseDependency> {
        named(self.set.reverse_dependencies(&cpn.0, &of_core(kinds)))
    }

    /// Every dependency on a package by these variables as far as it holds with the flags that the `IUSE` of each package enables: without those
    /// under a condition that does not hold, with conditional USE dependencies resolved, and without blockers. No kinds means all.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=+x y", "RDEPEND=x? ( c/d[x?] ) y? ( c/d[y] )"])])
    /// RepositorySet([repository]).default_dependencies("c/d")[0].atom -> "c/d[x]"
    /// ```
    #[uniffi::method(default(kinds = []))]
    pub fn default_dependencies(&self, cpn: &Cpn, kinds: Vec<DepSpecKind>) -> Vec<ReverseDependency> {
        named(self.set.default_dependencies(&cpn.0, &of_core(kinds)))
    }

    /// The names on which packages of any of them depend, or which they block, in order and each once.
    pub fn dependency_names(&self) -> Vec<Arc<Cpn>> {
        self.set.dependency_names().into_iter().map(Cpn::shared).collect()
    }

    /// Every dependency on one version, as `reverse_dependencies`: those whose atom it matches. USE dependencies are not looked at. It fails if
    /// a value of the package is not valid.
    ///
    /// ```example
    /// own = Repository.from_files([RepositoryFile("profiles/repo_name", ["own"]), RepositoryFile("metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "RDEPEND=c/d:2"])])
    /// main = Repository.from_files([RepositoryFile("profiles/repo_name", ["main"]), RepositoryFile("metadata/md5-cache/c/d-1", ["SLOT=0"]), RepositoryFile("metadata/md5-cache/c/d-2", ["SLOT=2"])])
    /// set = RepositorySet([own, main])
    /// set.reverse_dependencies_of(main.package("c/d-1")) -> []
    /// set.reverse_dependencies_of(main.package("c/d-2"))[0].repository -> "own"
    /// ```
    #[uniffi::method(default(kinds = []))]
    pub fn reverse_dependencies_of(
        &self,
        package: &EbuildPackage,
        kinds: Vec<DepSpecKind>,
    ) -> Result<Vec<ReverseDependency>, Refused> {
        Ok(named(self.set.reverse_dependencies_of(&package.0, &of_core(kinds))?))
    }
}

/// The dependencies, each with the name of its repository.
fn named(found: Vec<InRepository<polyatom_repo::ReverseDependency>>) -> Vec<ReverseDependency> {
    found.into_iter().map(|found| ReverseDependency::new(found.value, found.repository.name())).collect()
}
