//! Profiles.

use super::reason::{PackageMask, of_profile};
use crate::give::{Text, text};
use crate::opened::opened;
use crate::repo::problems;
use crate::{Atom, Cpv, Eapi, Iuse, Problem, Refused, Repository, UseFlags};
use std::fmt;
use std::sync::Arc;

/// The profiles of repositories. Directories that several profiles inherit are read once, so that many profiles take little longer than one.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/base/make.defaults", ["USE='ssl'"]), RepositoryFile("profiles/tk/parent", ["../base"]), RepositoryFile("profiles/tk/make.defaults", ["USE='tk'"])])
/// Profiles([repository]).profile(repository, "tk").use_flags -> ["ssl", "tk"]
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug)]
pub struct Profiles(polyatom_repo::Profiles);

impl fmt::Debug for Profiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<Profiles>")
    }
}

#[uniffi::export]
impl Profiles {
    /// Makes ready the profiles of these repositories, which may inherit those of others among them. Nothing is read yet.
    #[uniffi::constructor]
    pub fn new(repositories: Vec<Arc<Repository>>) -> Self {
        Self(polyatom_repo::Profiles::new(repositories.iter().map(|repository| Arc::clone(&repository.0))))
    }

    /// Reads the profile at a path inside `profiles` of a repository. It fails if it is not there, if its parents lead in a circle, or if a
    /// directory has an EAPI that is not known.
    pub fn profile(&self, repository: &Repository, path: &str) -> Result<Profile, Refused> {
        Ok(Profile(self.0.profile(&repository.0, path)?))
    }
}

/// A profile: directories that inherit each other, and what they say together about variables, flags and packages (PMS, ch:profiles).
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/p/make.defaults", ["USE='ssl tk'"]), RepositoryFile("profiles/p/use.mask", ["tk"])])
/// profile = repository.profile("p")
/// profile.use_flags -> ["ssl", "tk"]
/// profile.use_final -> ["ssl"]
/// ```
#[derive(Clone, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct Profile(pub(super) Arc<polyatom_repo::Profile>);

opened! { Profile }

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Profile {}>", self.0)
    }
}

fn owned<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    texts.into_iter().map(str::to_owned).collect()
}

#[uniffi::export]
impl Profile {
    /// The name: the path inside `profiles`.
    pub fn name(&self) -> Text {
        text(self.0.name())
    }

    /// The EAPI of its own directory.
    pub fn eapi(&self) -> Eapi {
        self.0.eapi().into()
    }

    /// Its directories in the order in which they count: parents first, itself last. One that is inherited twice is there twice.
    pub fn directories(&self) -> Vec<ProfileDirectory> {
        self.0.directories().map(Into::into).collect()
    }

    /// The profile to use instead and why, if it is deprecated.
    pub fn deprecated(&self) -> Option<Deprecated> {
        self.0.deprecated().map(Into::into)
    }

    /// The names of its variables, in order.
    pub fn variables(&self) -> Vec<String> {
        owned(self.0.variables().names())
    }

    /// The value of a variable as the last directory gives it, if one does.
    pub fn variable(&self, name: &str) -> Option<Text> {
        self.0.variables().get(name).map(text)
    }

    /// The words of an incremental variable, in order: those of all directories, without what later ones take away.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/p/parent", ["../q"]), RepositoryFile("profiles/p/make.defaults", ["CONFIG_PROTECT='/usr -/etc'"]), RepositoryFile("profiles/q/make.defaults", ["CONFIG_PROTECT='/etc /opt'"])])
    /// repository.profile("p").words("CONFIG_PROTECT") -> ["/opt", "/usr"]
    /// ```
    pub fn words(&self, name: &str) -> Vec<String> {
        owned(self.0.variables().words(name))
    }

    /// Whether the values that directories give to a variable are put together (PMS, sec:profile-variables); of others the last counts.
    pub fn is_incremental(&self, name: &str) -> bool {
        self.0.variables().is_incremental(name)
    }

    /// The flags that `make.defaults` enables, in order and before masks.
    pub fn use_flags(&self) -> Vec<String> {
        owned(self.0.use_flags())
    }

    /// The flags that are on: those of `make.defaults` and those that are forced, without those that are masked.
    pub fn use_final(&self) -> Vec<String> {
        owned(self.0.use_final())
    }

    /// The flags that must not be on, in order.
    pub fn use_mask(&self) -> Vec<String> {
        owned(self.0.use_mask())
    }

    /// The flags that have to be on, in order. Those that are masked, too, are off.
    pub fn use_force(&self) -> Vec<String> {
        owned(self.0.use_force())
    }

    /// The flags that must not be on in stable packages besides, in order.
    pub fn use_stable_mask(&self) -> Vec<String> {
        owned(self.0.use_stable_mask())
    }

    /// The flags that have to be on in stable packages besides, in order.
    pub fn use_stable_force(&self) -> Vec<String> {
        owned(self.0.use_stable_force())
    }

    /// The flags that every package has besides those in its `IUSE` (PMS, sec:use-iuse-handling).
    pub fn iuse_implicit(&self) -> UseFlags {
        UseFlags(self.0.iuse_implicit())
    }

    /// `IUSE_EFFECTIVE` of a package with that `IUSE` and that EAPI. Before EAPI 5 it is `IUSE` alone.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/p/make.defaults", ["IUSE_IMPLICIT='prefix'"]), RepositoryFile("profiles/p/eapi", ["5"])])
    /// profile = repository.profile("p")
    /// profile.iuse_effective(Iuse("+ssl"), Eapi.V8).names -> ["prefix", "ssl"]
    /// profile.iuse_effective(Iuse("+ssl"), Eapi.V4).names -> ["ssl"]
    /// ```
    pub fn iuse_effective(&self, iuse: &Iuse, eapi: Eapi) -> Iuse {
        self.0.iuse_effective(&iuse.0, eapi.into()).into()
    }

    /// The packages of the system set: the lines of `packages` with an asterisk.
    pub fn system(&self) -> Vec<Arc<Atom>> {
        self.0.system().map(Atom::shared).collect()
    }

    /// The packages of the profile's own set: the lines of `packages` without an asterisk, where `layout.conf` has `profile-set`.
    pub fn set(&self) -> Vec<Arc<Atom>> {
        self.0.set().map(Atom::shared).collect()
    }

    /// The packages that count as installed.
    pub fn package_provided(&self) -> Vec<Arc<Cpv>> {
        self.0.package_provided().map(Cpv::shared).collect()
    }

    /// The masks of packages. A line of a parent that was taken away is not among them.
    pub fn package_mask(&self) -> Vec<PackageMask> {
        self.0.package_mask().into_iter().map(of_profile).collect()
    }

    /// The lines that allow packages although a mask matches.
    pub fn package_unmask(&self) -> Vec<PackageMask> {
        self.0.package_unmask().into_iter().map(of_profile).collect()
    }

    /// Everything that is wrong with its files, of which all are read for that.
    pub fn check(&self) -> Vec<Problem> {
        problems(&self.0.check())
    }
}

#[uniffi::export]
impl Repository {
    /// Reads the profile at a path inside `profiles`, which may inherit those of masters. Read many with `Profiles`, which reads each
    /// directory once. It fails as `Profiles.profile` does.
    ///
    /// ```example
    /// repository = Repository.from_files([RepositoryFile("profiles/p/parent", ["../p"])])
    /// repository.profile("p") -> error File circle
    /// ```
    pub fn profile(&self, path: &str) -> Result<Profile, Refused> {
        Ok(Profile(self.0.profile(path)?))
    }
}

/// A directory of a profile.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/p/parent", ["../base"]), RepositoryFile("profiles/base/eapi", ["8"])])
/// directory = repository.profile("p").directories[0]
/// directory.name -> "base"
/// directory.eapi -> Eapi.V8
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ProfileDirectory {
    /// The path inside `profiles`; of a directory of a user the whole path.
    pub name: String,
    /// The path.
    pub path: String,
    /// The EAPI of its files.
    pub eapi: Eapi,
}

impl From<&polyatom_repo::Directory> for ProfileDirectory {
    fn from(directory: &polyatom_repo::Directory) -> Self {
        Self { name: directory.name().to_owned(), path: directory.path().to_string(), eapi: directory.eapi().into() }
    }
}

/// The reason why nobody should use a profile, as the profile says it.
///
/// ```example
/// repository = Repository.from_files([RepositoryFile("profiles/p/deprecated", ["q", "It is old."])])
/// repository.profile("p").deprecated.instead -> "q"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Deprecated {
    /// The profile to use instead.
    pub instead: Option<String>,
    /// The reason, and what to do.
    pub reason: String,
}

impl From<polyatom_repo::Deprecated> for Deprecated {
    fn from(deprecated: polyatom_repo::Deprecated) -> Self {
        Self { instead: deprecated.instead, reason: deprecated.reason }
    }
}
