//! Several repositories with priorities, asked as one.

mod open;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use polyatom::{Atom, AtomField, Cpn, Cpv, DepSpec, DepSpecKind};

use crate::error::{Error, Found};
use crate::format::{Code, Fault};
use crate::list::Place;
use crate::metadata::Metadata;
use crate::package::{Package, PackageList};
use crate::report::Report;
use crate::reverse::ReverseDependency;
use crate::tree::Repository;
pub use open::SetOptions;

/// Repositories with priorities. Where several have the same version of a package, that of the highest priority answers.
///
/// ```
/// use std::sync::Arc;
/// use polyatom::Atom;
/// use polyatom_repo::{MemoryDisk, Metadata, RepositorySet, SetOptions};
/// let disk = MemoryDisk::new([
///     ("/main/profiles/repo_name", "main"),
///     ("/main/metadata/md5-cache/dev-libs/a-1", "EAPI=8\nSLOT=0\n"),
///     ("/main/metadata/md5-cache/dev-libs/a-2", "EAPI=8\nSLOT=0\n"),
///     ("/own/profiles/repo_name", "own"),
///     ("/own/metadata/layout.conf", "masters = main\n"),
///     ("/own/metadata/md5-cache/dev-libs/a-1", "EAPI=8\nSLOT=0\n"),
/// ]);
/// let options = SetOptions { disk: Some(Arc::new(disk)), ..Default::default() };
/// let set = RepositorySet::open_with([("/main", 0), ("/own", 10)], &options).value;
/// assert_eq!(set.repository("own").unwrap().masters()[0].repository.as_ref().unwrap().name(), "main");
/// let found: Vec<_> = set.matching(&Atom::parse("dev-libs/a", None)?).map(|found| found.unwrap().to_string()).collect();
/// assert_eq!(found, ["dev-libs/a-1::main", "dev-libs/a-1::own", "dev-libs/a-2::main"]);
/// assert_eq!(set.package(&"dev-libs/a-1".parse()?)?.repository().name(), "own");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct RepositorySet {
    /// The highest priority first.
    members: Vec<Member>,
}

/// A repository of a set.
#[derive(Clone, Debug)]
pub struct Member {
    /// The repository.
    pub repository: Arc<Repository>,
    /// Its priority: the highest answers first.
    pub priority: i32,
}

/// Something with the repository that says so.
#[derive(Clone, Debug)]
pub struct InRepository<T> {
    /// The repository.
    pub repository: Arc<Repository>,
    /// What it says.
    pub value: T,
}

impl RepositorySet {
    /// A set of repositories that are open. Of the same priority the first one goes before the others.
    pub fn new(members: impl IntoIterator<Item = (Arc<Repository>, i32)>) -> Self {
        let members = members.into_iter().map(|(repository, priority)| Member { repository, priority });
        let mut members: Vec<Member> = members.collect();
        members.sort_by_key(|member| Reverse(member.priority));
        Self { members }
    }

    /// The repositories with their priorities, the highest first.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The repositories, that with the highest priority first.
    pub fn repositories(&self) -> impl ExactSizeIterator<Item = &Arc<Repository>> + DoubleEndedIterator + Clone {
        self.members.iter().map(|member| &member.repository)
    }

    /// The repository of that name, else one that has it as an alias.
    pub fn repository(&self, name: &str) -> Option<&Arc<Repository>> {
        let named = self.repositories().find(|repository| repository.name() == name);
        named.or_else(|| self.repositories().find(|repository| repository.is_called(name)))
    }

    /// The names of the packages in any of them, in order and each once.
    pub fn cpns(&self) -> Vec<Cpn> {
        let names: BTreeSet<Cpn> = self.repositories().flat_map(|repository| repository.names().map(|name| name.cpn())).collect();
        names.into_iter().collect()
    }

    /// The versions of a package in any of them, the oldest first and each once.
    pub fn versions(&self, cpn: &Cpn) -> Vec<Cpv> {
        let mut versions: Vec<Cpv> = self.repositories().flat_map(|repository| repository.versions(cpn)).cloned().collect();
        versions.sort_by(|a, b| a.cmp(b).then_with(|| a.as_str().cmp(b.as_str())));
        versions.dedup_by(|a, b| a.as_str() == b.as_str());
        versions
    }

    /// The repositories that have a package, the one that answers first.
    pub fn repositories_with(&self, cpv: &Cpv) -> impl Iterator<Item = &Arc<Repository>> {
        self.repositories().filter(move |repository| repository.contains(cpv))
    }

    /// Whether one of them has a package.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.repositories_with(cpv).next().is_some()
    }

    /// Reads a package from the repository that answers for it.
    pub fn package(&self, cpv: &Cpv) -> Result<Arc<Package>, Error> {
        match self.repositories_with(cpv).next() {
            Some(repository) => repository.package(cpv),
            None => Err(Error::new("", Fault::file(Code::NoPackage, cpv.as_str())).of_package(cpv.as_str())),
        }
    }

    /// Every package of every repository, that with the highest priority first; see [`Repository::packages`].
    pub fn packages(&self) -> impl Iterator<Item = Result<Arc<Package>, Error>> {
        self.repositories().flat_map(Repository::packages)
    }

    /// Every package of every repository, as a list: the oldest version first, and of one version that of the lowest priority.
    pub fn list(&self) -> PackageList {
        let repositories: Arc<[Arc<Repository>]> = self.repositories().rev().cloned().collect();
        let places = (0..).zip(&*repositories).flat_map(|(number, repository)| {
            let places = 0..repository.cpvs().len() as u32;
            places.map(move |at| Place { holder: number, at })
        });
        let places = places.collect();
        PackageList::sorted(repositories, places)
    }

    /// Whether an atom could match a package in one of them.
    pub fn has_matching(&self, atom: &Atom) -> bool {
        self.repositories().any(|repository| repository.has_matching(atom))
    }

    /// The atoms of a specification that could match no package in any of them, though there are packages of that name.
    /// Blockers are not among them.
    pub fn unmatched(&self, spec: &DepSpec) -> Vec<Atom> {
        let is_known = |atom: &Atom| self.repositories().any(|repository| !repository.versions(&atom.cpn()).is_empty());
        let is_wrong = |atom: &Atom| atom.blocker().is_none() && is_known(atom) && !self.has_matching(atom);
        spec.atoms().filter(is_wrong).collect()
    }

    /// The packages whose name and version an atom matches, with their repositories: the oldest first, and of one version that
    /// of the lowest priority. Slot and USE dependencies are not looked at, for which no metadata is read;
    /// [`matching`](RepositorySet::matching) looks at them.
    pub fn matching_names(&self, atom: &Atom) -> Vec<InRepository<Cpv>> {
        let wanted = |repository: &&Arc<Repository>| atom.repo().is_none_or(|name| repository.name() == name);
        let of = |repository: &Arc<Repository>| -> Vec<InRepository<Cpv>> {
            let found = repository.matching_names(atom);
            found.map(|cpv| InRepository { repository: Arc::clone(repository), value: cpv.clone() }).collect()
        };
        let mut found: Vec<InRepository<Cpv>> = self.repositories().filter(wanted).flat_map(of).collect();
        // The highest priority comes first, and has to be last among equal versions.
        found.reverse();
        found.sort_by(|a, b| a.value.cmp(&b.value));
        found
    }

    /// The packages that an atom [could match](Package::could_match), in the order of
    /// [`matching_names`](RepositorySet::matching_names), and the errors of those that cannot be used.
    pub fn matching<'a>(&self, atom: &'a Atom) -> impl DoubleEndedIterator<Item = Result<Arc<Package>, Error>> + use<'a> {
        self.matching_names(atom).into_iter().filter_map(move |found| {
            let read = found.repository.package(&found.value).and_then(|package| Ok((package.could_match(atom)?, package)));
            match read {
                Ok((true, package)) => Some(Ok(package)),
                Ok((false, _)) => None,
                Err(error) => Some(Err(error)),
            }
        })
    }

    /// The package with the highest version that an atom could match, of the repository that answers for it; and the errors
    /// of those with a higher one that cannot be used.
    pub fn best(&self, atom: &Atom) -> Found<Option<Arc<Package>>> {
        let mut found = Found::default();
        for package in self.matching(atom).rev() {
            match package {
                Ok(package) => {
                    found.value = Some(package);
                    break;
                }
                Err(error) => found.errors.push(error),
            }
        }
        found
    }

    /// Reads what all packages of each repository depend on, for [`reverse_dependencies`](RepositorySet::reverse_dependencies), and
    /// tells how far it is in each. It fails if it is told to stop.
    pub fn read_dependencies(&self, report: Report<'_>) -> Result<(), Error> {
        self.repositories().try_for_each(|repository| repository.read_dependencies(&mut *report))
    }

    /// Every dependency on a package, in all repositories; see [`Repository::reverse_dependencies`].
    pub fn reverse_dependencies(&self, cpn: &Cpn, kinds: &[DepSpecKind]) -> Vec<InRepository<ReverseDependency>> {
        self.reverse(|repository| repository.reverse_dependencies(cpn, kinds))
    }

    /// Every dependency on a package that holds by default, in all repositories; see [`Repository::default_dependencies`].
    pub fn default_dependencies(&self, cpn: &Cpn, kinds: &[DepSpecKind]) -> Vec<InRepository<ReverseDependency>> {
        self.reverse(|repository| repository.default_dependencies(cpn, kinds))
    }

    /// The names on which packages of any of them depend, or which they block, in order and each once.
    pub fn dependency_names(&self) -> Vec<Cpn> {
        let names: BTreeSet<&Cpn> = self.repositories().flat_map(|repository| repository.dependency_names()).collect();
        names.into_iter().cloned().collect()
    }

    /// The same of one version: dependencies whose atom it matches. USE dependencies are not looked at.
    pub fn reverse_dependencies_of(
        &self,
        package: &Package,
        kinds: &[DepSpecKind],
    ) -> Result<Vec<InRepository<ReverseDependency>>, Error> {
        let (cpn, facts) = (package.cpv().cpn(), package.facts()?);
        let matches =
            |found: &ReverseDependency| found.atom.without(&[AtomField::UseDeps]).matches_package(&facts, polyatom::NO_FLAGS);
        Ok(self.reverse(|repository| {
            let mut found = repository.reverse_dependencies(&cpn, kinds);
            found.retain(matches);
            found
        }))
    }

    fn reverse(&self, ask: impl Fn(&Arc<Repository>) -> Vec<ReverseDependency>) -> Vec<InRepository<ReverseDependency>> {
        let of = |repository: &Arc<Repository>| {
            let repository = Arc::clone(repository);
            ask(&repository).into_iter().map(move |value| InRepository { repository: Arc::clone(&repository), value })
        };
        self.repositories().flat_map(of).collect()
    }
}

impl fmt::Debug for RepositorySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.repositories().map(|repository| repository.name())).finish()
    }
}
