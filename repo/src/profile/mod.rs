//! Profiles: directories that inherit each other, and what they say together about variables, flags and packages (`ch:profiles`).

mod by_package;
mod directory;
mod rules;
mod source;
mod stack;
mod variables;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;
use polyatom::{Atom, Cpv, Eapi, EapiFeature, Iuse, UseFlags};

use crate::error::Error;
use crate::format::profile_lines::{MaskLine, StackedLine};
use crate::tree::Repository;
pub(crate) use by_package::{ByPackage, LineOf, Selected};
pub use directory::{Directory, Topic};
pub(crate) use directory::{DirectoryRules, Stacked, stack};
pub(crate) use rules::{FlagRules, Layer, PackageRules, PackageSay, Say};
pub use source::Place;
pub(crate) use source::{Files, SourceFile, Walk, files_at, read_source};
pub(crate) use stack::read_eapi;
pub use variables::Variables;
pub(crate) use variables::{Environment, Replacing, incremental, is_incremental};

/// Where profiles come from: repositories whose directories may inherit each other. What was read of a directory is kept, and shared by
/// all profiles that inherit it.
///
/// ```
/// use std::sync::Arc;
/// use polyatom_repo::{MemoryDisk, OpenOptions, Profiles, Repository};
/// let disk = MemoryDisk::new([
///     ("/r/profiles/base/make.defaults", "USE_EXPAND=\"ELIBC\"\nELIBC=\"glibc\"\nUSE=\"ssl\""),
///     ("/r/profiles/base/use.mask", "elibc_musl"),
///     ("/r/profiles/musl/parent", "../base"),
///     ("/r/profiles/musl/make.defaults", "ELIBC=\"musl\"\nUSE=\"-ssl\""),
///     ("/r/profiles/musl/use.mask", "-elibc_musl\nelibc_glibc"),
/// ]);
/// let repository = Repository::open_with("/r", OpenOptions { disk: Some(Arc::new(disk)), ..OpenOptions::default() })?;
/// let profile = Profiles::new([Arc::clone(&repository)]).profile(&repository, "musl")?;
/// assert_eq!(profile.use_flags(), ["elibc_glibc", "elibc_musl"]);
/// assert_eq!(profile.use_final(), ["elibc_musl"]);
/// # Ok::<(), polyatom_repo::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Profiles {
    repositories: Vec<Arc<Repository>>,
    nodes: stack::Nodes,
}

impl Profiles {
    /// The profiles of these repositories. A profile may inherit those of others among them, `repository:path`.
    pub fn new(repositories: impl IntoIterator<Item = Arc<Repository>>) -> Self {
        Self { repositories: repositories.into_iter().collect(), nodes: stack::Nodes::default() }
    }
}

/// Files of one directory: for all packages and for some, always and for stable ones alone. Lines about a package go before lines about
/// all, and those about stable ones before others.
const LAYERS: u32 = 4;

/// A profile.
#[derive(Debug)]
pub struct Profile {
    directories: Vec<Arc<Directory>>,
    variables: OnceLock<Variables>,
    flags: OnceLock<FlagRules>,
    package_flags: OnceLock<PackageRules>,
}

impl Profile {
    pub(crate) fn new(directories: Vec<Arc<Directory>>) -> Self {
        Self { directories, variables: OnceLock::new(), flags: OnceLock::new(), package_flags: OnceLock::new() }
    }

    /// The same profile with a directory of a user after all others.
    pub(crate) fn with(&self, directory: Directory) -> Self {
        let mut directories = self.directories.clone();
        directories.push(Arc::new(directory));
        Self::new(directories)
    }

    /// Its directories in the order in which they count, itself last. One that is inherited twice is there twice.
    pub fn directories(&self) -> impl DoubleEndedIterator<Item = &Directory> + ExactSizeIterator {
        self.directories.iter().map(|directory| &**directory)
    }

    /// Its name: the path inside of `profiles`.
    pub fn name(&self) -> &str {
        self.directories.last().map_or("", |directory| directory.name())
    }

    /// The EAPI of its own directory.
    pub fn eapi(&self) -> Eapi {
        self.directories.last().map_or(Eapi::V0, |directory| directory.eapi())
    }

    /// What `deprecated` says, if there is such a file: the profile to use instead, and why (`ch:profiles`).
    pub fn deprecated(&self) -> Option<Deprecated> {
        let directory = self.directories.last()?;
        let path = directory.path().join("deprecated");
        let file = directory.has("deprecated").then(|| read_source(directory.disk(), path, &mut Vec::new()))?.ok()??;
        let (instead, reason) = file.text().split_once('\n').unwrap_or((file.text(), ""));
        let instead = Some(instead.trim()).filter(|instead| !instead.is_empty()).map(Into::into);
        Some(Deprecated { instead, reason: reason.trim().to_owned() })
    }

    /// Its variables.
    pub fn variables(&self) -> &Variables {
        self.variables.get_or_init(|| Variables::read(&self.directories, Environment::new()))
    }

    /// Reads the variables with these values before.
    pub(crate) fn set_environment(&self, environment: Environment) {
        self.variables.get_or_init(|| Variables::read(&self.directories, environment));
    }

    pub(crate) fn flag_rules(&self) -> &FlagRules {
        self.flags.get_or_init(|| self.read_flag_rules())
    }

    fn read_flag_rules(&self) -> FlagRules {
        let mut rules = FlagRules::default();
        self.add_defaults(&mut rules);
        for (at, directory) in (0..).zip(&self.directories) {
            for (topic, stable, files) in directory.flags() {
                let layer = Layer { topic, number: at * LAYERS + u32::from(stable), stable };
                for (file, line) in files.iter() {
                    let file = rules.file(file);
                    rules.add_toggle(layer, file, line.line, &line.toggle);
                }
            }
        }
        rules.sort();
        rules
    }

    /// The flags of `make.defaults`: those of `USE_EXPAND_UNPREFIXED` and `USE_EXPAND` before those of `USE`, in each directory.
    fn add_defaults(&self, rules: &mut FlagRules) {
        let variables = self.variables();
        let mut given: Vec<(&variables::Given, String)> = Vec::new();
        let mut add =
            |name: &str, prefix: &str| given.extend(variables.given(name).iter().map(|given| (given, prefix.to_owned())));
        variables.words("USE_EXPAND_UNPREFIXED").into_iter().for_each(|name| add(name, ""));
        variables.words("USE_EXPAND").into_iter().for_each(|name| add(name, &expand_prefix(name)));
        add("USE", "");
        // The sort is stable: within a directory the order stays.
        given.sort_by_key(|(given, _)| given.directory);
        for (given, prefix) in given {
            let layer = Layer { topic: Topic::Use, number: given.directory * LAYERS, stable: false };
            let file = rules.file(&given.file);
            for (line, word) in given.value.words() {
                add_word(rules, layer, file, line, &prefix, word);
            }
        }
    }

    pub(crate) fn package_rules(&self) -> &PackageRules {
        self.package_flags.get_or_init(|| {
            let mut rules = PackageRules::default();
            for (at, directory) in (0..).zip(&self.directories) {
                for (topic, stable, files) in directory.package_flags() {
                    let layer = Layer { topic, number: at * LAYERS + 2 + u32::from(stable), stable };
                    files.files.iter().for_each(|lines| rules.add(layer, lines, directory.by_rank(), |_| false));
                }
            }
            rules
        })
    }

    /// The first layer after those of the profile.
    pub(crate) fn layers(&self) -> u32 {
        self.directories.len() as u32 * LAYERS
    }

    /// The flags that `make.defaults` switches on, before masks, in order.
    pub fn use_flags(&self) -> Vec<&str> {
        self.flag_rules().flags_on(Topic::Use, false)
    }

    /// The flags that are on: those of `make.defaults` and those that are forced, without those that are masked.
    pub fn use_final(&self) -> Vec<&str> {
        let rules = self.flag_rules();
        let mut on = self.use_flags();
        on.extend(self.use_force());
        on.sort_unstable();
        on.dedup();
        on.retain(|flag| !rules.is_on(Topic::Mask, flag));
        on
    }

    /// The flags that must not be on, in order.
    pub fn use_mask(&self) -> Vec<&str> {
        self.flag_rules().flags_on(Topic::Mask, false)
    }

    /// The flags that have to be on, in order. Those that are masked, too, are off.
    pub fn use_force(&self) -> Vec<&str> {
        self.flag_rules().flags_on(Topic::Force, false)
    }

    /// The flags that must not be on in stable packages besides: those of `use.stable.mask`.
    pub fn use_stable_mask(&self) -> Vec<&str> {
        self.flag_rules().flags_on(Topic::Mask, true)
    }

    /// The flags that have to be on in stable packages besides: those of `use.stable.force`.
    pub fn use_stable_force(&self) -> Vec<&str> {
        self.flag_rules().flags_on(Topic::Force, true)
    }

    /// The flags that every package has besides those it names (`sec:use-iuse-handling`). Those of EAPIs without
    /// [`ProfileIuseInject`](EapiFeature::ProfileIuseInject) do not.
    pub fn iuse_implicit(&self) -> UseFlags {
        implicit(self.variables())
    }

    /// `IUSE_EFFECTIVE` of a package with that `IUSE`.
    pub fn iuse_effective(&self, iuse: &Iuse, eapi: Eapi) -> Iuse {
        iuse_effective(iuse, eapi, &self.iuse_implicit())
    }

    fn stacked<'a>(
        &'a self,
        files: impl Fn(&'a Directory) -> &'a Files<StackedLine> + 'a,
    ) -> impl Iterator<Item = &'a StackedLine> {
        let lines = self.directories.iter().flat_map(move |directory| files(directory).iter());
        stack(lines, |line| (line.removes, &line.text), "*").into_iter().map(|(_, line)| line)
    }

    /// The system set: the lines of `packages` with an asterisk (`ch:profiles`).
    pub fn system(&self) -> impl Iterator<Item = Atom> {
        let stars = self.stacked(Directory::packages).filter_map(|line| line.text.strip_prefix('*'));
        stars.filter_map(|text| Atom::parse(text, polyatom::AtomOptions { eapi: None, repo: true }).ok())
    }

    /// The lines of `packages` without an asterisk: the profile's own set, where `layout.conf` has `profile-set`.
    pub fn set(&self) -> impl Iterator<Item = Atom> {
        let plain = self.stacked(Directory::packages).filter(|line| !line.text.starts_with('*'));
        plain.filter_map(|line| Atom::parse(&line.text, polyatom::AtomOptions { eapi: None, repo: true }).ok())
    }

    /// Packages that count as installed (`ch:profiles`).
    pub fn package_provided(&self) -> impl Iterator<Item = Cpv> {
        self.stacked(Directory::provided).filter_map(|line| Cpv::parse(&line.text).ok())
    }

    pub(crate) fn mask_lines(&self) -> Stacked<'_, MaskLine> {
        stack(self.directories.iter().flat_map(|directory| directory.masks().iter()), mask_text, "")
    }

    pub(crate) fn unmask_lines(&self) -> Stacked<'_, MaskLine> {
        stack(self.directories.iter().flat_map(|directory| directory.unmasks().iter()), mask_text, "")
    }

    /// What must not be installed, with the lines that say so (`ch:profiles`). A line of a parent that was taken away is not there.
    pub fn package_mask(&self) -> Vec<(Place<'_>, &MaskLine)> {
        self.mask_lines().into_iter().map(|(file, mask)| (Place::new(file, mask.line), mask)).collect()
    }

    /// What may be installed although a mask matches.
    pub fn package_unmask(&self) -> Vec<(Place<'_>, &MaskLine)> {
        self.unmask_lines().into_iter().map(|(file, mask)| (Place::new(file, mask.line), mask)).collect()
    }

    /// Everything that is wrong with its files, of which all are read for that.
    pub fn check(&self) -> Vec<Error> {
        let mut seen: BTreeSet<Utf8PathBuf> = BTreeSet::new();
        let first = |directory: &&Arc<Directory>| seen.insert(directory.path().to_owned());
        let of_files = self.directories.iter().filter(first).flat_map(|directory| directory.check());
        of_files.chain(self.variables().errors.iter().cloned()).collect()
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a profile says about itself that nobody should use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// The profile to use instead.
    pub instead: Option<String>,
    /// Why, and what to do.
    pub reason: String,
}

/// What the flags of a variable begin with: `video_cards_` for `VIDEO_CARDS`.
pub(crate) fn expand_prefix(variable: &str) -> String {
    format!("{}_", variable.to_ascii_lowercase())
}

/// Adds a word of `USE` or of a variable of `USE_EXPAND`. A plus sign, which is wrong there, means nothing.
pub(crate) fn add_word(rules: &mut FlagRules, layer: Layer, file: u32, line: u32, prefix: &str, word: &str) {
    let (on, name) = match word.strip_prefix('-') {
        Some(name) => (false, name),
        None => (true, word.trim_start_matches('+')),
    };
    match prefix {
        "" => rules.add(layer, file, line, name, on),
        _ => rules.add(layer, file, line, &format!("{prefix}{name}"), on),
    }
}

/// `IUSE_EFFECTIVE` of a package to which a profile gives these flags. Those of EAPIs without
/// [`ProfileIuseInject`](EapiFeature::ProfileIuseInject) have their own alone.
pub(crate) fn iuse_effective(iuse: &Iuse, eapi: Eapi, implicit: &UseFlags) -> Iuse {
    match eapi.has(EapiFeature::ProfileIuseInject) {
        true => iuse.effective(implicit),
        false => iuse.clone(),
    }
}

/// The flags that these variables give to every package.
pub(crate) fn implicit(variables: &Variables) -> UseFlags {
    let words = |name: &str| variables.words(name);
    let expand_implicit = words("USE_EXPAND_IMPLICIT");
    let listed =
        |list: &str| words(list).into_iter().filter(|name| expand_implicit.binary_search(name).is_ok()).collect::<Vec<_>>();
    let values = |name: &str| variables.get(&format!("USE_EXPAND_VALUES_{name}")).unwrap_or("").split_ascii_whitespace();
    let mut flags: Vec<String> = words("IUSE_IMPLICIT").into_iter().map(str::to_owned).collect();
    for name in listed("USE_EXPAND_UNPREFIXED") {
        flags.extend(values(name).map(str::to_owned));
    }
    for name in listed("USE_EXPAND") {
        let prefix = expand_prefix(name);
        flags.extend(values(name).map(|value| format!("{prefix}{value}")));
    }
    flags.retain(|flag| polyatom::names::use_flag(flag).is_ok());
    UseFlags::new(flags).unwrap_or_default()
}

fn mask_text(mask: &MaskLine) -> (bool, &str) {
    (mask.removes, mask.selector.as_str())
}

impl Repository {
    /// Reads a profile, which may inherit those of masters. Who reads many makes [`Profiles`] once.
    pub fn profile(self: &Arc<Self>, path: &str) -> Result<Arc<Profile>, Error> {
        let masters = self.masters().iter().filter_map(|master| master.repository.clone());
        Profiles::new(std::iter::once(Arc::clone(self)).chain(masters)).profile(self, path)
    }
}
