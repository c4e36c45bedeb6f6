//! Configurations: opening them, what they say, and answers over all their repositories.

use super::package::ConfiguredPackage;
use super::packages::ConfiguredPackages;
use super::profile::Profile;
use super::reason::{InvisiblePackage, MaskReason, PackageMask, Remedy, reasons};
use crate::give::{Made, Text, made, text};
use crate::opened::opened;
use crate::repo::{disk, joined, problems, report};
use crate::{Atom, Cpn, Cpv, EbuildPackage, Problem, Progress, Query, Refused, Repository, RepositoryFile, Variable};
use polyatom_repo::ConfigOptions;
use std::fmt;
use std::sync::Arc;

/// A configuration: repositories, a profile and what a user says, and what they make of packages (portage(5)).
///
/// It is a value: it is read once and does not change. `with_line` makes another one, so that what would be can be asked. Everything is read
/// below its root; nothing comes from the environment but what is given.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["ACCEPT_KEYWORDS='amd64'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "KEYWORDS=amd64"]), RepositoryFile("r/metadata/md5-cache/a/b-2", ["EAPI=8", "SLOT=0", "KEYWORDS=~amd64"])])
/// config.best_visible("a/b").cpv -> "a/b-1"
/// config.with_line("package.accept_keywords", "a/b ~amd64").best_visible("a/b").cpv -> "a/b-2"
/// ```
#[derive(Clone, uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct Config(pub(super) Arc<polyatom_repo::Config>);

opened! { Config }

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Config {}>", self.0.root())
    }
}

#[uniffi::export]
impl Config {
    /// Reads the configuration of the system whose root is this directory, which has `etc/portage`. Locations in `repos.conf` are taken as
    /// they stand.
    ///
    /// `profile` is a path inside `profiles` of the main repository, in the place of that which `make.profile` leads to. `variables` are
    /// values that go before those of all files, such as some of the environment.
    ///
    /// It fails if the profile is not there, if its parents lead in a circle, or if a directory of it has an EAPI that is not known. `check`
    /// tells what else is wrong.
    #[uniffi::constructor(default(profile = None, variables = []))]
    pub fn open(root: &str, profile: Option<String>, variables: Vec<Variable>) -> Result<Self, Refused> {
        let variables = variables.into_iter().map(|variable| (variable.name, variable.text)).collect();
        Ok(Self(polyatom_repo::Config::read_with(root, ConfigOptions { disk: None, profile, variables })?))
    }

    /// Makes a root in memory of these files, for tests: those of `etc/portage` and of repositories.
    #[uniffi::constructor(default(profile = None))]
    pub fn from_files(files: Vec<RepositoryFile>, profile: Option<String>) -> Result<Self, Refused> {
        let options = ConfigOptions { disk: Some(disk(files)?), profile, ..ConfigOptions::default() };
        Ok(Self(polyatom_repo::Config::read_with("/", options)?))
    }

    /// The directory of the root.
    pub fn root(&self) -> Text {
        text(self.0.root().as_str())
    }

    /// Its repositories, that with the lowest priority first.
    pub fn repositories(&self) -> Vec<Arc<ConfiguredRepository>> {
        self.0.repositories().iter().map(|configured| Arc::new(ConfiguredRepository(configured.clone()))).collect()
    }

    /// The main repository, if there is one.
    pub fn main_repository(&self) -> Option<Made<Repository>> {
        self.0.main_repository().map(|repository| made(Repository(Arc::clone(repository))))
    }

    /// The profile, with the user's own directory `profile` last; none if there is no profile.
    pub fn profile(&self) -> Option<Made<Profile>> {
        self.0.profile().map(|profile| made(Profile(Arc::clone(profile))))
    }

    /// The value of a variable, if it has one: of an incremental variable the words that are left, with blanks between them.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/make.conf", ["FEATURES='test -test sandbox'"])])
    /// config.variable("FEATURES") -> "sandbox"
    /// ```
    pub fn variable(&self, name: &str) -> Option<String> {
        self.0.variable(name)
    }

    /// The keywords that are accepted of every package, in order.
    pub fn accept_keywords(&self) -> Vec<String> {
        self.0.accept_keywords().map(str::to_owned).collect()
    }

    /// The names of the sets that the user has: the files in `etc/portage/sets`, in order.
    pub fn sets(&self) -> Vec<String> {
        self.0.sets()
    }

    /// The set of that name; empty if there is none.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/sets/tools", ["app/a", "@more"])])
    /// config.set("tools").atoms -> ["app/a"]
    /// config.set("tools").sets -> ["more"]
    /// ```
    pub fn set(&self, name: &str) -> ConfigSet {
        let (atoms, sets, errors) = self.0.set(name);
        ConfigSet { atoms: atoms.into_iter().map(Atom::shared).collect(), sets, problems: problems(&errors) }
    }

    /// Everything that is wrong with the files of the configuration: `repos.conf`, what repositories say about themselves, the profile,
    /// `make.conf` and the others. Each costs its line or its file alone.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/package.mask", ["a/b-1"])])
    /// config.check()[0].code -> "no_profile"
    /// config.check()[1].line -> 1
    /// ```
    pub fn check(&self) -> Vec<Problem> {
        problems(self.0.diagnostics())
    }

    /// The names of the packages in all repositories, in order.
    pub fn package_names(&self) -> Vec<Arc<Cpn>> {
        self.0.names().into_iter().map(Cpn::shared).collect()
    }

    /// The versions of a package in all repositories, each once, the oldest first.
    pub fn versions(&self, cpn: &Cpn) -> Vec<Arc<Cpv>> {
        self.0.versions(&cpn.0).into_iter().cloned().map(Cpv::shared).collect()
    }

    /// Reads a package: that of the repository with the highest priority that has it. It fails if there is none of that version, or if it
    /// cannot be used.
    pub fn package(&self, cpv: &Cpv) -> Result<ConfiguredPackage, Refused> {
        Ok(ConfiguredPackage(self.0.package(&cpv.0)?))
    }

    /// Puts any package under this configuration. It fails if its slot or its flags are not valid.
    pub fn configure(&self, package: &EbuildPackage) -> Result<ConfiguredPackage, Refused> {
        Ok(ConfiguredPackage(self.0.configure(Arc::clone(&package.0))?))
    }

    /// Every reason why a version may not be installed; none if it may. One whose metadata cannot be used is a reason, too. It fails if there
    /// is no such version.
    pub fn reasons(&self, cpv: &Cpv) -> Result<Vec<MaskReason>, Refused> {
        Ok(reasons(self.0.reasons(&cpv.0)?))
    }

    /// The versions of a package that may be installed, the oldest first.
    pub fn visible(&self, cpn: &Cpn) -> Vec<Arc<ConfiguredPackage>> {
        self.0.visible(&cpn.0).into_iter().map(|package| Arc::new(ConfiguredPackage(package))).collect()
    }

    /// The versions of a package that may not be installed and why, the oldest first.
    pub fn invisible(&self, cpn: &Cpn) -> Vec<InvisiblePackage> {
        self.0.invisible(&cpn.0).into_iter().map(Into::into).collect()
    }

    /// The newest version that may be installed and that an atom matches, if there is one. USE dependencies are judged with the flags of
    /// the package.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["ACCEPT_KEYWORDS='amd64'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=+ssl", "KEYWORDS=amd64"])])
    /// config.best_visible("a/b[ssl]").cpv -> "a/b-1"
    /// config.best_visible("a/b[-ssl]") -> none
    /// ```
    pub fn best_visible(&self, atom: &Atom) -> Option<Made<ConfiguredPackage>> {
        self.0.best_visible(&atom.0).map(|package| made(ConfiguredPackage(package)))
    }

    /// The best version of every package, in order; none where no version may be installed. It works on all cores. It fails if it is told to
    /// stop.
    #[uniffi::method(default(progress = None))]
    pub fn best_visible_of_all(&self, progress: Option<Box<dyn Progress>>) -> Result<Vec<BestVersion>, Refused> {
        let best =
            |(cpn, cpv): (polyatom::Cpn, Option<polyatom::Cpv>)| BestVersion { cpn: Cpn::shared(cpn), cpv: cpv.map(Cpv::shared) };
        Ok(self.0.best_visible_of_all_with(&mut report(progress))?.into_iter().map(best).collect())
    }

    /// The packages of all repositories that a query matches under this configuration: the oldest version first, and of one version that of
    /// the lowest priority. It works on all cores. A package of which it cannot be told is among the `problems` of what is found. It fails if
    /// the query asks for what only packages have that were built, or if it is told to stop; of each repository it tells how far it is there.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["USE='ssl'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=ssl"]), RepositoryFile("r/metadata/md5-cache/a/b-2", ["EAPI=8"])])
    /// found = config.query("use any ssl")
    /// found.cpvs -> ["a/b-1"]
    /// found.problems[0].code -> "missing_variable"
    /// config.query("counter > 1") -> error Query query_not_of_this_kind
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn query(&self, query: &Query, progress: Option<Box<dyn Progress>>) -> Result<ConfiguredPackages, Refused> {
        Ok(ConfiguredPackages::found(self, self.0.query_with(&query.0, &mut report(progress))??))
    }

    /// Every mask of repositories, profile and user that counts.
    pub fn masks(&self) -> Vec<PackageMask> {
        self.0.masks().into_iter().map(Into::into).collect()
    }

    /// The versions that a mask with this text alone hides: there is no other reason why they may not be installed. It works on all cores. It
    /// fails if it is told to stop.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["ACCEPT_KEYWORDS='amd64'"]), RepositoryFile("etc/portage/package.mask", ["<a/b-2"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "KEYWORDS=amd64"])])
    /// config.hidden_by("<a/b-2") -> ["a/b-1"]
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn hidden_by(&self, mask: &str, progress: Option<Box<dyn Progress>>) -> Result<Vec<Arc<Cpv>>, Refused> {
        let found = self.0.hidden_by_with(mask, &mut report(progress))?;
        Ok(found.into_iter().map(Cpv::shared).collect())
    }

    /// Makes the configuration with a line more at the end of a file of `etc/portage`: `with_line("package.unmask", "=a/b-1")`. Nothing is
    /// written, and repositories are not read again. It fails as `open` does.
    pub fn with_line(&self, file: &str, line: &str) -> Result<Config, Refused> {
        Ok(Self(self.0.with_line(file, line)?))
    }

    /// Makes the configuration with other lines in a file of `etc/portage`. Nothing is written. It fails as `open` does.
    pub fn with_file(&self, file: &str, lines: Vec<String>) -> Result<Config, Refused> {
        Ok(Self(self.0.with_file(file, joined(&lines))?))
    }

    /// Makes the configuration with the line of a remedy in its file. Nothing is written.
    pub fn with_remedy(&self, remedy: Remedy) -> Result<Config, Refused> {
        Ok(Self(self.0.with_remedy(&(&remedy).into())?))
    }

    /// The packages whose best version is another one in another configuration of the same repositories, in order. It fails if it is told to
    /// stop; it tells how far it is in this configuration, then in the other.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "KEYWORDS=amd64"])])
    /// other = config.with_line("make.conf", "ACCEPT_KEYWORDS=amd64")
    /// config.changes(other)[0].after -> "a/b-1"
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn changes(&self, other: &Config, progress: Option<Box<dyn Progress>>) -> Result<Vec<VersionChange>, Refused> {
        Ok(self.0.changes_with(&other.0, &mut report(progress))?.into_iter().map(Into::into).collect())
    }
}

/// A repository as `repos.conf` has it.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r", "priority = 5", "sync-type = git"]), RepositoryFile("r/profiles/repo_name", ["r"])])
/// config.repositories[0].priority -> 5
/// config.repositories[0].get("sync-type") -> "git"
/// ```
#[derive(PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct ConfiguredRepository(polyatom_repo::ConfiguredRepository);

impl fmt::Display for ConfiguredRepository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.repository().fmt(f)
    }
}

impl fmt::Debug for ConfiguredRepository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<ConfiguredRepository {self}>")
    }
}

#[uniffi::export]
impl ConfiguredRepository {
    /// The repository.
    pub fn repository(&self) -> Repository {
        Repository(Arc::clone(self.0.repository()))
    }

    /// Its priority. Of packages with the same version, that of the highest is taken.
    pub fn priority(&self) -> i64 {
        self.0.priority()
    }

    /// Whether it is the main one.
    pub fn is_main(&self) -> bool {
        self.0.is_main()
    }

    /// The names of its keys, in order. Those of the section `DEFAULT` are among them.
    pub fn keys(&self) -> Vec<String> {
        self.0.keys().map(str::to_owned).collect()
    }

    /// The value of a key, `sync-uri`, if it has one.
    pub fn get(&self, key: &str) -> Option<Text> {
        self.0.get(key).map(text)
    }
}

/// A set of packages that the user has.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/sets/tools", ["app/a", "app/"])])
/// config.set("tools").problems[0].line -> 2
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ConfigSet {
    /// The atoms in it.
    pub atoms: Vec<Arc<Atom>>,
    /// The names of the other sets in it.
    pub sets: Vec<String>,
    /// Everything that is wrong in its file.
    pub problems: Vec<Problem>,
}

/// The best version of a package.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0"])])
/// best = config.best_visible_of_all()[0]
/// best.cpn -> "a/b"
/// best.cpv -> none
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct BestVersion {
    /// The package.
    pub cpn: Arc<Cpn>,
    /// The newest version that may be installed; none if none may.
    pub cpv: Option<Arc<Cpv>>,
}

/// A package with the best version before and after a change of a configuration.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0"])])
/// change = config.changes(config.with_line("package.accept_keywords", "a/b **"))[0]
/// change.before -> none
/// change.after -> "a/b-1"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct VersionChange {
    /// The package.
    pub cpn: Arc<Cpn>,
    /// Its best version before; none if none might be installed.
    pub before: Option<Arc<Cpv>>,
    /// Its best version after; none if none may be installed.
    pub after: Option<Arc<Cpv>>,
}

impl From<polyatom_repo::Change> for VersionChange {
    fn from(change: polyatom_repo::Change) -> Self {
        let polyatom_repo::Change { cpn, before, after } = change;
        Self { cpn: Cpn::shared(cpn), before: before.map(Cpv::shared), after: after.map(Cpv::shared) }
    }
}
