//! Packages under a configuration.

use super::configuration::Config;
use super::flag::FlagState;
use super::reason::{MaskReason, reasons};
use crate::{Atom, Cpv, EbuildPackage, Iuse, Package, Refused, RequiredUseCheck, RequiredUseSolution, UseFlags};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A package under a configuration: its flags, and whether it may be installed.
///
/// ```example
/// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("etc/portage/make.conf", ["USE='ssl'", "ACCEPT_KEYWORDS='amd64'"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=ssl tk", "KEYWORDS=amd64", "REQUIRED_USE=tk? ( ssl )"])])
/// package = config.package("a/b-1")
/// package.is_visible -> true
/// package.enabled_flags -> ["ssl"]
/// package.required_use.satisfied -> true
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct ConfiguredPackage(pub(crate) polyatom_repo::ConfiguredPackage);

impl PartialEq for ConfiguredPackage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.0.config(), other.0.config()) && self.0.package() == other.0.package()
    }
}

impl Eq for ConfiguredPackage {}

impl Hash for ConfiguredPackage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.package().hash(state);
    }
}

impl fmt::Display for ConfiguredPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for ConfiguredPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<ConfiguredPackage {}>", self.0)
    }
}

fn owned(flags: Vec<&str>) -> Vec<String> {
    flags.into_iter().map(str::to_owned).collect()
}

#[uniffi::export]
impl ConfiguredPackage {
    /// The configuration.
    pub fn config(&self) -> Config {
        Config(Arc::clone(self.0.config()))
    }

    /// The package with its metadata, as its repository has it.
    pub fn ebuild(&self) -> EbuildPackage {
        EbuildPackage(Arc::clone(self.0.package()))
    }

    /// Category, package and version.
    pub fn cpv(&self) -> Cpv {
        self.0.cpv().clone().into()
    }

    /// Whether it may be installed: whether there is no reason against it.
    pub fn is_visible(&self) -> bool {
        self.0.is_visible()
    }

    /// Every reason why it may not be installed; none if it may.
    pub fn reasons(&self) -> Vec<MaskReason> {
        reasons(self.0.reasons())
    }

    /// Whether it is accepted only since a keyword is stable, so that what profiles say about stable packages counts (PMS,
    /// sec:use-masking).
    pub fn is_stable(&self) -> bool {
        self.0.is_stable()
    }

    /// The flags in `IUSE` that are on, in order.
    pub fn enabled_flags(&self) -> Vec<String> {
        owned(self.0.enabled())
    }

    /// The flags in `IUSE` that must not be on, in order.
    pub fn masked_flags(&self) -> Vec<String> {
        owned(self.0.masked())
    }

    /// The flags in `IUSE` that have to be on, in order. Those that are masked, too, are off.
    pub fn forced_flags(&self) -> Vec<String> {
        owned(self.0.forced())
    }

    /// All flags that are on, also those that the profile gives to every package: what conditions in its dependencies ask for.
    pub fn use_flags(&self) -> UseFlags {
        UseFlags(self.0.use_flags().clone())
    }

    /// The flags that it has: `IUSE`, and those that the profile gives to every package (PMS, sec:use-iuse-handling).
    pub fn iuse_effective(&self) -> Iuse {
        self.0.iuse_effective().into()
    }

    /// The state of a flag, with everything that decides it.
    pub fn flag(&self, name: &str) -> FlagState {
        self.0.flag(name).into()
    }

    /// The state of every flag in `IUSE`, in order.
    pub fn flags(&self) -> Vec<FlagState> {
        self.0.flag_states().into_iter().map(Into::into).collect()
    }

    /// Whether `REQUIRED_USE` holds with the flags that are on (PMS, sec:required-use). A package of which it does not may not be installed,
    /// but is visible: its user has to choose flags. It fails if the value cannot be read.
    pub fn required_use(&self) -> Result<RequiredUseCheck, Refused> {
        Ok(self.0.required_use()?.into())
    }

    /// The fewest flags to change so that `REQUIRED_USE` holds, of those that are neither masked nor forced; nothing at all if no changes
    /// do. It fails if the value cannot be read.
    ///
    /// ```example
    /// config = Config.from_files([RepositoryFile("etc/portage/repos.conf", ["[r]", "location = /r"]), RepositoryFile("r/metadata/md5-cache/a/b-1", ["EAPI=8", "SLOT=0", "IUSE=ssl", "REQUIRED_USE=ssl"])])
    /// config.package("a/b-1").solve_required_use().changes[0].flag -> "ssl"
    /// ```
    pub fn solve_required_use(&self) -> Result<Option<RequiredUseSolution>, Refused> {
        Ok(self.0.solve_required_use()?.map(Into::into))
    }

    /// The facts that atoms look at: name, version, slot, repository and flags.
    pub fn facts(&self) -> Package {
        Package(self.0.facts())
    }

    /// Whether an atom matches it, with its flags as they are: `Atom.matches_package` of its facts.
    pub fn matches(&self, atom: &Atom) -> bool {
        atom.0.matches_package(&self.0.facts(), polyatom::NO_FLAGS)
    }
}
