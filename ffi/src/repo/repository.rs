//! Repositories: opening them, their names, and questions over all packages.

use super::answers::of_core;
use super::choices::{CacheFormat, PackageSource, VerifyLevel};
use super::package::EbuildPackage;
use super::packages::EbuildPackages;
use super::problem::{Problem, problems};
use super::progress::report;
use super::{Manifest, MetadataXml, Progress, ReverseDependency, Verification};
use crate::give::{Text, text};
use crate::opened::opened;
use crate::{Atom, Cpn, Cpv, DepSpecKind, Eapi, Query, Refused};
use polyatom_repo::format::text::as_read;
use polyatom_repo::{MemoryDisk, OpenOptions, without_nul};
use std::fmt;
use std::sync::Arc;

/// A file in memory, of a repository or of what else consists of files.
///
/// ```example
/// Repository.from_files([RepositoryFile("profiles/repo_name", ["example"])]).name -> "example"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct RepositoryFile {
    /// The path in the directory.
    pub path: String,
    /// The lines of its text.
    pub lines: Vec<String>,
}

/// A disk with these files. U+FFFD stands for a byte that was not UTF-8, and is one again.
pub(crate) fn disk(files: Vec<RepositoryFile>) -> Result<Arc<MemoryDisk>, Refused> {
    files.iter().try_for_each(|file| without_nul(file.path.as_str().into()))?;
    let file = |file: RepositoryFile| (format!("/{}", file.path), as_read(&joined(&file.lines)));
    Ok(Arc::new(MemoryDisk::new(files.into_iter().map(file))))
}

/// The text of a file with these lines.
pub(crate) fn joined(lines: &[String]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// An ebuild repository: packages with their metadata, and what its other files say. What is not asked for is not read.
///
/// It works from the metadata cache alone, from the names of ebuilds alone, or from both, and needs no master.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "DESCRIPTION=An example"])])
/// repository.cpvs -> ["a/b-1"]
/// repository.package("a/b-1").description -> "An example"
/// repository.contains("a/b-1") -> true
/// repository.has_matching("a/b:0") -> true
/// ```
#[derive(Clone, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct Repository(pub(crate) Arc<polyatom_repo::Repository>);

opened! { Repository }

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Repository {} at {}>", self.0, self.0.path())
    }
}

fn given(masters: Vec<Arc<Repository>>) -> Vec<Arc<polyatom_repo::Repository>> {
    masters.iter().map(|master| Arc::clone(&master.0)).collect()
}

fn shared<'a>(cpvs: impl IntoIterator<Item = &'a polyatom::Cpv>) -> Vec<Arc<Cpv>> {
    cpvs.into_iter().cloned().map(Cpv::shared).collect()
}

#[uniffi::export]
impl Repository {
    /// Opens the repository in a directory.
    ///
    /// `masters` are repositories among which its masters are looked for, by name and by alias. `source` says where the names of packages come
    /// from: by default from the ebuilds, and from the metadata cache where there is not one ebuild. `ebuild_sums` and `eclass_sums` are
    /// the paths of lists of checksums, as `md5sum` writes them, that stand for the ebuilds and for the eclasses.
    ///
    /// It fails if there is no repository, or if its `profiles` have an EAPI that is not known.
    #[uniffi::constructor(default(masters = [], source = None, ebuild_sums = None, eclass_sums = None))]
    pub fn open(
        path: &str,
        masters: Vec<Arc<Repository>>,
        source: Option<PackageSource>,
        ebuild_sums: Option<String>,
        eclass_sums: Option<String>,
    ) -> Result<Self, Refused> {
        let options = OpenOptions {
            disk: None,
            source: source.map(Into::into).unwrap_or_default(),
            masters: given(masters),
            ebuild_sums: ebuild_sums.map(Into::into),
            eclass_sums: eclass_sums.map(Into::into),
            ..OpenOptions::default()
        };
        Ok(Self(polyatom_repo::Repository::open_with(path, options)?))
    }

    /// Makes a repository in memory of these files, for tests.
    #[uniffi::constructor(default(masters = [], source = None))]
    pub fn from_files(
        files: Vec<RepositoryFile>,
        masters: Vec<Arc<Repository>>,
        source: Option<PackageSource>,
    ) -> Result<Self, Refused> {
        let source = source.map(Into::into).unwrap_or_default();
        let options = OpenOptions { disk: Some(disk(files)?), masters: given(masters), source, ..OpenOptions::default() };
        Ok(Self(polyatom_repo::Repository::open_with("/", options)?))
    }

    /// The name, `gentoo`. One without a name is called after its directory, `x-overlay`.
    pub fn name(&self) -> Text {
        text(self.0.name())
    }

    /// The directory.
    pub fn path(&self) -> Text {
        text(self.0.path().as_str())
    }

    /// The EAPI of the directory `profiles`.
    pub fn eapi(&self) -> Eapi {
        self.0.eapi().into()
    }

    /// The format of its metadata cache, if it has one.
    pub fn cache_format(&self) -> Option<CacheFormat> {
        self.0.cache_format().map(Into::into)
    }

    /// The masters that are known, in the order of `layout.conf`.
    pub fn masters(&self) -> Vec<Arc<Repository>> {
        let known = self.0.masters().iter().filter_map(|master| master.repository.as_ref());
        known.map(|master| Arc::new(Self(Arc::clone(master)))).collect()
    }

    /// The names of the masters that were not among those given when it was opened.
    pub fn missing_masters(&self) -> Vec<String> {
        let missing = self.0.masters().iter().filter(|master| master.repository.is_none());
        missing.map(|master| master.name.clone()).collect()
    }

    /// Everything that was wrong when it was opened.
    pub fn problems(&self) -> Vec<Problem> {
        problems(self.0.errors())
    }

    /// The packages, by category and name, and the oldest version first.
    pub fn packages(&self) -> EbuildPackages {
        self.0.list().into()
    }

    /// The versions of a package, the oldest first; none if there is no such package.
    pub fn versions(&self, cpn: &Cpn) -> EbuildPackages {
        self.0.list_of(cpn.0.category(), cpn.0.package()).into()
    }

    /// Category, package and version of every package, in order. No metadata is read for that.
    pub fn cpvs(&self) -> Vec<Arc<Cpv>> {
        shared(self.0.cpvs())
    }

    /// The names of the packages, in order.
    pub fn package_names(&self) -> Vec<Arc<Cpn>> {
        self.0.names().map(|name| Cpn::shared(name.cpn())).collect()
    }

    /// The categories that have packages, in order.
    pub fn package_categories(&self) -> Vec<String> {
        self.0.package_categories().map(|category| category.name().to_owned()).collect()
    }

    /// The packages with an ebuild and without a cache entry.
    pub fn missing(&self) -> Vec<Arc<Cpv>> {
        shared(self.0.missing())
    }

    /// The cache entries without an ebuild, if there are ebuilds. They are not packages.
    pub fn orphans(&self) -> Vec<Arc<Cpv>> {
        shared(self.0.orphans())
    }

    /// Reads a package. It fails if there is none of that version, or if it cannot be used.
    pub fn package(&self, cpv: &Cpv) -> Result<EbuildPackage, Refused> {
        Ok(EbuildPackage(self.0.package(&cpv.0)?))
    }

    /// Whether there is a package of that version. No metadata is read for that.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.0.contains(&cpv.0)
    }

    /// The number of packages, each version counted.
    pub fn length(&self) -> u64 {
        self.0.cpvs().len() as u64
    }

    /// Whether a package could match an atom, as `matching` tells.
    pub fn has_matching(&self, atom: &Atom) -> bool {
        self.0.has_matching(&atom.0)
    }

    /// The packages that an atom could match, the oldest first: name, version, slot and repository as they are, and USE dependencies in some
    /// configuration. Metadata is read only where it is needed; a package that cannot be used then does not match.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"]), RepositoryFile("metadata/md5-cache/a/b-2", ["SLOT=2"])])
    /// repository.matching("a/b:2") -> ["a/b-2"]
    /// ```
    pub fn matching(&self, atom: &Atom) -> Vec<Arc<Cpv>> {
        shared(&self.0.matching_cpvs(&atom.0))
    }

    /// The packages that a query matches, in order. Names that it demands are looked up, and metadata is read only of packages whose names
    /// do not decide, on all cores. A package of which it cannot be told is among the `problems` of what is found. It fails if the query
    /// asks for what only a configuration knows, or if it is told to stop.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0", "KEYWORDS=amd64"]), RepositoryFile("metadata/md5-cache/a/b-2", ["SLOT=0", "KEYWORDS=~amd64"])])
    /// repository.query("newest 1 of (keywords any amd64)").cpvs -> ["a/b-1"]
    /// repository.query("visible") -> error Query query_needs_configuration
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn query(&self, query: &Query, progress: Option<Box<dyn Progress>>) -> Result<EbuildPackages, Refused> {
        Ok(EbuildPackages::found(self.0.query_with(&query.0, &mut report(progress))??))
    }

    /// The package of an ebuild, whose path is that of a file in this repository or relative to it.
    pub fn cpv_of_path(&self, path: &str) -> Option<Arc<Cpv>> {
        self.0.cpv_of_path(path).cloned().map(Cpv::shared)
    }

    /// Every dependency on a package by these variables, in the order of the packages that have them; blockers are among them. No kinds
    /// means all. The first call reads all packages and keeps their dependencies, so that the others are short; `read_dependencies` does it
    /// and tells how far it is.
    #[uniffi::method(default(kinds = []))]
    pub fn reverse_dependencies(&self, cpn: &Cpn, kinds: Vec<DepSpecKind>) -> Vec<ReverseDependency> {
        let found = self.0.reverse_dependencies(&cpn.0, &of_core(kinds)).into_iter();
        found.map(|found| ReverseDependency::new(found, self.0.name())).collect()
    }

    /// Every dependency on a package by these variables as far as it holds with the flags that the `IUSE` of each package enables: without those
    /// under a condition that does not hold, with conditional USE dependencies resolved, and without blockers. No kinds means all.
    #[uniffi::method(default(kinds = []))]
    pub fn default_dependencies(&self, cpn: &Cpn, kinds: Vec<DepSpecKind>) -> Vec<ReverseDependency> {
        let found = self.0.default_dependencies(&cpn.0, &of_core(kinds)).into_iter();
        found.map(|found| ReverseDependency::new(found, self.0.name())).collect()
    }

    /// Every dependency on one version, as `reverse_dependencies`: those whose atom it matches. USE dependencies are not looked at. It fails if
    /// a value of the package is not valid.
    #[uniffi::method(default(kinds = []))]
    pub fn reverse_dependencies_of(
        &self,
        package: &EbuildPackage,
        kinds: Vec<DepSpecKind>,
    ) -> Result<Vec<ReverseDependency>, Refused> {
        let found = self.0.reverse_dependencies_of(&package.0, &of_core(kinds))?.into_iter();
        Ok(found.map(|found| ReverseDependency::new(found, self.0.name())).collect())
    }

    /// Reads the dependencies of all packages, for `reverse_dependencies`. It fails if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn read_dependencies(&self, progress: Option<Box<dyn Progress>>) -> Result<(), Refused> {
        Ok(self.0.read_dependencies(&mut report(progress))?)
    }

    /// The names on which packages depend, or which they block, in order.
    pub fn dependency_names(&self) -> Vec<Arc<Cpn>> {
        self.0.dependency_names().iter().cloned().map(Cpn::shared).collect()
    }

    /// The packages that depend on a package by these variables, each once and in their order. A blocker is not a dependency. No kinds means
    /// all.
    #[uniffi::method(default(kinds = []))]
    pub fn dependents(&self, cpn: &Cpn, kinds: Vec<DepSpecKind>) -> Vec<Arc<Cpv>> {
        shared(&self.0.dependents(&cpn.0, &of_core(kinds)))
    }

    /// Compares all cache entries with their ebuilds and eclasses. It fails if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn verify(&self, level: VerifyLevel, progress: Option<Box<dyn Progress>>) -> Result<Verification, Refused> {
        Ok(self.0.verify_with(level.into(), &mut report(progress))?.into())
    }

    /// The packages that cannot be used at all, and those with a value that is not valid in its EAPI: a problem for each such value, in the
    /// order of the packages and by variable. It fails if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn broken(&self, progress: Option<Box<dyn Progress>>) -> Result<Vec<Problem>, Refused> {
        Ok(problems(&self.0.broken_with(&mut report(progress))?))
    }

    /// Everything that is wrong with the files of the repository, of which all are read for that: lists, descriptions, news and so on.
    /// `check_packages` and `check_package_files` tell about its packages, and `check` of a profile about that profile.
    pub fn check(&self) -> Vec<Problem> {
        problems(&self.0.check())
    }

    /// Everything that is wrong with the metadata of packages, in their order. It fails if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn check_packages(&self, progress: Option<Box<dyn Progress>>) -> Result<Vec<Problem>, Refused> {
        Ok(problems(&self.0.check_packages_with(&mut report(progress))?))
    }

    /// Everything that is wrong with the files `metadata.xml` and `Manifest` beside ebuilds, and `metadata.xml` of categories. It fails if it
    /// is told to stop.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("metadata/md5-cache/a/b-1", ["SLOT=0"]), RepositoryFile("a/b/Manifest", ["DIST a 1 MD5 0"])])
    /// repository.check_package_files()[0].code -> "checksum"
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn check_package_files(&self, progress: Option<Box<dyn Progress>>) -> Result<Vec<Problem>, Refused> {
        Ok(problems(&self.0.check_package_files_with(&mut report(progress))?))
    }

    /// Everything that is wrong with dependencies, of which `reverse_dependencies` and its like do not know then: packages that cannot be
    /// used, and values that are not valid.
    pub fn dependency_problems(&self) -> Vec<Problem> {
        problems(self.0.dependency_errors())
    }

    /// The `Manifest` of a package; empty if there is none.
    pub fn manifest(&self, cpn: &Cpn) -> Manifest {
        self.0.manifest(&cpn.0).into()
    }

    /// The `metadata.xml` of a package; empty if there is none.
    pub fn metadata_xml(&self, cpn: &Cpn) -> MetadataXml {
        self.0.metadata_xml(&cpn.0).into()
    }

    /// The `metadata.xml` of a category; empty if there is none.
    pub fn category_metadata_xml(&self, category: &str) -> MetadataXml {
        self.0.category_metadata_xml(category).into()
    }
}
