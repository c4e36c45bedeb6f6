//! A package under a configuration: its flags, and whether it may be installed.

use std::fmt;
use std::sync::{Arc, OnceLock};

use polyatom::{Cpn, Cpv, Iuse, RequiredUseResult, RequiredUseSolution, UseFlags};

use super::Config;
use super::accept::KeywordsOf;
use super::flags::{FlagState, FlagsOf, Verdict};
use crate::error::Error;
use crate::format::cache::Key;
use crate::metadata::{Metadata, value_error};
use crate::package::Package;
use crate::profile::{Place, iuse_effective};

/// A package under a configuration.
pub struct ConfiguredPackage {
    pub(super) config: Arc<Config>,
    pub(super) package: Arc<Package>,
    pub(super) cpn: Cpn,
    /// What atoms look at; without flags.
    pub(super) facts: polyatom::Package,
    verdicts: OnceLock<Vec<Verdict>>,
    use_flags: OnceLock<UseFlags>,
}

impl ConfiguredPackage {
    /// It fails if slot or flags of the package cannot be read.
    pub(super) fn new(config: &Arc<Config>, package: Arc<Package>) -> Result<Self, Error> {
        package.iuse()?;
        let facts = bare_facts(&package)?;
        let cpn = package.cpv().cpn();
        let config = Arc::clone(config);
        Ok(Self { config, package, cpn, facts, verdicts: OnceLock::new(), use_flags: OnceLock::new() })
    }

    /// The package.
    pub fn package(&self) -> &Arc<Package> {
        &self.package
    }

    /// Its configuration.
    pub fn config(&self) -> &Arc<Config> {
        &self.config
    }

    /// Category, package and version.
    pub fn cpv(&self) -> &Cpv {
        self.package.cpv()
    }

    /// `IUSE` as the package has it.
    pub(super) fn iuse(&self) -> &Iuse {
        static NONE: OnceLock<Iuse> = OnceLock::new();
        match self.package.iuse() {
            Ok(iuse) => iuse,
            Err(_) => NONE.get_or_init(Iuse::default),
        }
    }

    /// The flags that it has, with those that the profile gives to every package (`sec:use-iuse-handling`), as
    /// [`Profile::iuse_effective`](crate::Profile::iuse_effective) tells.
    pub fn iuse_effective(&self) -> Iuse {
        iuse_effective(self.iuse(), self.package.eapi(), &self.config.implicit)
    }

    pub(super) fn keywords(&self) -> KeywordsOf<'_> {
        self.config.keywords.of(&self.cpn, &self.facts, self.package.get(Key::Keywords).unwrap_or(""))
    }

    /// Whether it is accepted only since a keyword is stable, so that what profiles say about stable packages counts
    /// (`sec:use-masking`).
    pub fn is_stable(&self) -> bool {
        self.keywords().are_stable()
    }

    fn flags(&self) -> FlagsOf<'_> {
        self.config.flags.of(self.config.profile.as_deref(), &self.cpn, &self.facts, self.is_stable())
    }

    /// Whether tests must not run, whatever is wanted.
    fn has_no_tests(&self) -> bool {
        self.config.flags.wants_tests() && self.package.is_restricted("test")
    }

    /// What becomes of each flag in `IUSE`, in their order.
    fn verdicts(&self) -> &[Verdict] {
        self.verdicts.get_or_init(|| {
            let (iuse, flags, no_tests) = (self.iuse(), self.flags(), self.has_no_tests());
            iuse.names().map(|flag| flags.judge(iuse, flag, no_tests)).collect()
        })
    }

    fn with(&self, wanted: impl Fn(&Verdict) -> bool) -> Vec<&str> {
        self.iuse().names().zip(self.verdicts()).filter(|(_, verdict)| wanted(verdict)).map(|(flag, _)| flag).collect()
    }

    /// The flags in `IUSE` that are on, in order.
    pub fn enabled(&self) -> Vec<&str> {
        self.with(|verdict| verdict.on)
    }

    /// The flags in `IUSE` that must not be on, in order.
    pub fn masked(&self) -> Vec<&str> {
        self.with(|verdict| verdict.masked)
    }

    /// The flags in `IUSE` that have to be on, in order. Those that are masked, too, are off.
    pub fn forced(&self) -> Vec<&str> {
        self.with(|verdict| verdict.forced)
    }

    /// All flags that are on, also those that the profile gives to every package.
    pub fn use_flags(&self) -> &UseFlags {
        self.use_flags.get_or_init(|| {
            let (iuse, flags, no_tests) = (self.iuse_effective(), self.flags(), self.has_no_tests());
            let on = iuse.names().filter(|flag| flags.judge(self.iuse(), flag, no_tests).on);
            UseFlags::new(on).unwrap_or_default()
        })
    }

    /// The line of a variable in its cache entry.
    pub(super) fn entry_place(&self, key: Key) -> Option<Place<'static>> {
        let line = self.package.entry().line_of(key)?;
        Some(Place::of_text(self.package.entry_path(), self.package.entry().text(), line))
    }

    /// What becomes of a flag, and everything that was said about it.
    pub fn flag(&self, flag: &str) -> FlagState<'_> {
        self.flags().explain(self.iuse(), flag, self.has_no_tests(), || self.entry_place(Key::Iuse))
    }

    /// The same of every flag in `IUSE`, in order.
    pub fn flag_states(&self) -> Vec<FlagState<'_>> {
        let (flags, no_tests) = (self.flags(), self.has_no_tests());
        let of_iuse = OnceLock::new();
        let place = || of_iuse.get_or_init(|| self.entry_place(Key::Iuse)).clone();
        self.iuse().names().map(|flag| flags.explain(self.iuse(), flag, no_tests, place)).collect()
    }

    /// Whether `REQUIRED_USE` holds with the flags that are on. A package of which it does not must not be installed
    /// (`sec:required-use`); that does not count as a mask here, for users have to choose flags then.
    pub fn required_use(&self) -> Result<RequiredUseResult, Error> {
        let spec = self.package.required_use()?;
        spec.check_required_use(self.use_flags(), None).map_err(|cause| self.required_use_error(cause))
    }

    /// The fewest flags to change so that `REQUIRED_USE` holds, of those that are neither masked nor forced. None if nothing helps.
    pub fn solve_required_use(&self) -> Result<Option<RequiredUseSolution<'_>>, Error> {
        let spec = self.package.required_use()?;
        let solved = spec.solve_required_use(self.use_flags(), &self.masked(), &self.forced());
        solved.map_err(|cause| self.required_use_error(cause))
    }

    #[cold]
    fn required_use_error(&self, cause: polyatom::Error) -> Error {
        value_error(&*self.package, Key::RequiredUse.as_str(), 0, cause)
    }

    /// What atoms look at: name, slot, repository, and the flags that are on.
    pub fn facts(&self) -> polyatom::Package {
        self.facts.clone().use_flags(self.use_flags().clone()).iuse(self.iuse_effective())
    }
}

/// What the language knows of a package without its flags.
pub(super) fn bare_facts(package: &Package) -> Result<polyatom::Package, Error> {
    let facts = polyatom::Package::new(package.cpv().clone()).slot(polyatom::Slot::clone(package.slot()?));
    // A name that is made of the directory's may be none.
    Ok(facts.clone().in_repo(package.repository().name()).unwrap_or(facts))
}

impl Config {
    /// The repositories in the order in which packages are taken from them.
    pub(super) fn by_priority(&self) -> impl Iterator<Item = &Arc<crate::tree::Repository>> {
        self.repositories.iter().rev().map(|configured| configured.repository())
    }

    /// A package under this configuration: that of the repository with the highest priority that has it.
    pub fn package(self: &Arc<Self>, cpv: &Cpv) -> Result<ConfiguredPackage, Error> {
        let has = |repository: &&Arc<crate::tree::Repository>| repository.contains(cpv);
        let repository = self.by_priority().find(has).or_else(|| self.by_priority().next());
        let missing = || {
            Error::new(&self.root, crate::format::Fault::file(crate::format::Code::NoPackage, cpv.as_str()))
                .of_package(cpv.as_str())
        };
        self.configure(repository.ok_or_else(missing)?.package(cpv)?)
    }

    /// Any package under this configuration.
    pub fn configure(self: &Arc<Self>, package: Arc<Package>) -> Result<ConfiguredPackage, Error> {
        ConfiguredPackage::new(self, package)
    }

    /// The versions of a package in all repositories, each once, the oldest first.
    pub fn versions(&self, cpn: &Cpn) -> Vec<&Cpv> {
        let mut found: Vec<&Cpv> = self.by_priority().flat_map(|repository| repository.versions(cpn)).collect();
        found.sort_by(|a, b| a.cmp(b).then_with(|| a.as_str().cmp(b.as_str())));
        found.dedup_by_key(|cpv| cpv.as_str());
        found
    }
}

impl fmt::Debug for ConfiguredPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConfiguredPackage({self})")
    }
}

impl fmt::Display for ConfiguredPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.package.fmt(f)
    }
}
