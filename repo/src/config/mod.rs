//! A configuration: repositories, a profile and what a user says, and what it makes of packages (portage(5)).
//!
//! A configuration is a value: it is read once, does not change, and can be shared. To know what would be if a line were added,
//! [`with_line`](Config::with_line) makes another.

mod accept;
mod answers;
mod change;
mod flags;
mod masks;
mod package;
mod repositories;
mod variables;
mod visibility;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Atom, UseFlags};

use crate::disk::{Disk, FileKind, OsDisk};
use crate::error::{Error, without_nul};
use crate::format::assignments::Value;
use crate::format::license_groups::LicenseGroups;
use crate::format::profile_lines::{self, PackageFlags, PackageWords};
use crate::format::selector::SelectorRules;
use crate::format::text::Parsed;
use crate::format::{Code, Fault};
use crate::profile::{Directory, DirectoryRules, Files, Profile, Profiles, Walk, implicit, read_eapi};
use crate::tree::Repository;
use accept::{Accepted, AcceptedKeywords};
pub use answers::Change;
use flags::UserFlags;
pub use flags::{FlagReason, FlagState};
pub use masks::MaskEntry;
use masks::{Masks, UserMasks};
pub use package::ConfiguredPackage;
pub use repositories::ConfiguredRepository;
use variables::{Layers, Settings};
pub use visibility::{Reason, ReasonKind, Remedy};

/// How a configuration is read.
#[derive(Clone, Debug, Default)]
pub struct ConfigOptions {
    /// Where the files are; those of the operating system if not given.
    pub disk: Option<Arc<dyn Disk>>,
    /// Variables that go before those of all files, such as some of the environment: `("USE", "-X")`. Nothing is taken from the
    /// environment by itself.
    pub variables: Vec<(String, String)>,
    /// A profile inside of the main repository, in the place of that which `make.profile` leads to.
    pub profile: Option<String>,
}

/// A configuration.
///
/// ```
/// use std::sync::Arc;
/// use polyatom::{Atom, Cpv};
/// use polyatom_repo::{Config, ConfigOptions, MemoryDisk};
/// let disk = MemoryDisk::new([
///     ("/etc/portage/repos.conf", "[r]\nlocation = /r\n"),
///     ("/etc/portage/make.profile/make.defaults", "ARCH=\"amd64\"\nACCEPT_KEYWORDS=\"amd64\"\n"),
///     ("/etc/portage/package.use", "app/a ssl\n"),
///     ("/r/profiles/repo_name", "r"),
///     ("/r/metadata/layout.conf", "masters =\n"),
///     ("/r/metadata/md5-cache/app/a-1", "EAPI=8\nSLOT=0\nIUSE=ssl\nKEYWORDS=amd64\nDESCRIPTION=x\n"),
///     ("/r/metadata/md5-cache/app/a-2", "EAPI=8\nSLOT=0\nIUSE=ssl\nKEYWORDS=~amd64\nDESCRIPTION=x\n"),
/// ]);
/// let config = Config::read_with("/", ConfigOptions { disk: Some(Arc::new(disk)), ..ConfigOptions::default() })?;
/// let best = config.best_visible(&Atom::parse("app/a", None)?).unwrap();
/// assert_eq!((best.cpv().as_str(), best.flag("ssl").on), ("app/a-1", true));
/// let masked = config.package(&Cpv::parse("app/a-2")?)?;
/// let reason = &masked.reasons()[0];
/// assert_eq!(reason.kind.as_str(), "KEYWORDS");
/// let remedy = reason.remedy.as_ref().unwrap();
/// assert_eq!((remedy.file.as_str(), remedy.line.as_str()), ("/etc/portage/package.accept_keywords", "=app/a-2 ~amd64"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Config {
    root: Utf8PathBuf,
    disk: Arc<dyn Disk>,
    options: ConfigOptions,
    repositories: Vec<ConfiguredRepository>,
    profiles: Arc<Profiles>,
    profile: Option<Arc<Profile>>,
    built_in: crate::profile::Environment,
    user: Settings,
    given: BTreeMap<Arc<str>, Arc<crate::format::assignments::Expanded>>,
    flags: UserFlags,
    keywords: AcceptedKeywords,
    licenses: Accepted,
    properties: Accepted,
    restrict: Accepted,
    license_groups: LicenseGroups,
    masks: Masks,
    implicit: UseFlags,
    /// What was wrong when repositories were opened.
    opening: Vec<Error>,
    errors: Vec<Error>,
    checked: OnceLock<Vec<Error>>,
}

/// Reads the files of a user.
struct Reader<'a> {
    disk: &'a dyn Disk,
    portage: Utf8PathBuf,
    errors: Vec<Error>,
}

impl Reader<'_> {
    fn files<T>(&mut self, name: &str, parse: impl Fn(&str) -> Parsed<Vec<T>>) -> Files<T> {
        let mut files = Files::default();
        files.add_all(self.disk, &self.portage.join(name), Walk::Deep, parse);
        self.errors.append(&mut files.errors);
        files
    }

    fn words(&mut self, name: &str) -> Files<PackageWords> {
        self.files(name, |text| profile_lines::package_words(text, SelectorRules::USER))
    }

    fn flags(&mut self, name: &str) -> Files<PackageFlags> {
        self.files(name, |text| profile_lines::package_flags(text, SelectorRules::USER))
    }

    fn masks(&mut self, name: &str) -> Files<profile_lines::MaskLine> {
        self.files(name, |text| profile_lines::mask_lines(text, SelectorRules::USER.with_use_deps()))
    }
}

impl Config {
    /// Reads the configuration of the system whose root this is: the directory that has `etc/portage`.
    pub fn read(root: impl AsRef<Utf8Path>) -> Result<Arc<Self>, Error> {
        Self::read_with(root, ConfigOptions::default())
    }

    /// The same with options.
    ///
    /// It fails if the profile cannot be used: it is not there, its parents lead in a circle, or a directory has an EAPI that is not
    /// known. What else is wrong is recorded in [`diagnostics`](Config::diagnostics).
    pub fn read_with(root: impl AsRef<Utf8Path>, options: ConfigOptions) -> Result<Arc<Self>, Error> {
        let disk = options.disk.clone().unwrap_or_else(|| Arc::new(OsDisk));
        let root = root.as_ref().to_owned();
        without_nul(&root)?;
        without_nul(options.profile.as_deref().unwrap_or_default().as_ref())?;
        let mut opening = Vec::new();
        let repositories = repositories::read(&disk, &root.join("etc/portage/repos.conf"), &mut opening);
        let profiles = Arc::new(Profiles::new(repositories.iter().map(|configured| Arc::clone(configured.repository()))));
        Self::assemble(root, disk, options, repositories, profiles, opening)
    }

    /// Everything but repositories, which stay as they are when a line of the user changes.
    fn assemble(
        root: Utf8PathBuf,
        disk: Arc<dyn Disk>,
        options: ConfigOptions,
        repositories: Vec<ConfiguredRepository>,
        profiles: Arc<Profiles>,
        opening: Vec<Error>,
    ) -> Result<Arc<Self>, Error> {
        let portage = root.join("etc/portage");
        let mut reader = Reader { disk: &*disk, portage: portage.clone(), errors: Vec::new() };
        let profile = read_profile(&disk, &root, &options, &repositories, &profiles, &mut reader.errors)?;
        let built_in = variables::built_in(&root);
        let mut user = Settings::after(after_profile(&built_in, profile.as_deref()));
        user.read(&*disk, &root.join("etc/make.conf"), &mut reader.errors);
        user.read(&*disk, &portage.join("make.conf"), &mut reader.errors);
        let given: BTreeMap<_, _> = options
            .variables
            .iter()
            .map(|(name, value)| (Arc::from(name.as_str()), Arc::new(Value::constant(value).expand(|_| None::<&str>))))
            .collect();
        let mut layers =
            Layers { built_in: &built_in, profile: profile.as_deref().map(Profile::variables), user: &user, given: &given };
        let only: BTreeSet<String> = layers.words("PROFILE_ONLY_VARIABLES").into_iter().map(str::to_owned).collect();
        let mut user_settings = user.clone();
        user_settings.values.retain(|name, _| !only.contains(&**name));
        layers.user = &user_settings;
        let license_groups = read_license_groups(&repositories, &mut reader);
        let files = reader.words("package.license");
        let licenses = Accepted::new(&layers.said("ACCEPT_LICENSE"), &files, &license_groups, "* -@EULA");
        let files = reader.words("package.properties");
        let properties = Accepted::new(&layers.said("ACCEPT_PROPERTIES"), &files, &license_groups, "");
        let files = reader.words("package.accept_restrict");
        let restrict = Accepted::new(&layers.said("ACCEPT_RESTRICT"), &files, &license_groups, "");
        let keywords = read_keywords(&layers, profile.as_deref(), &mut reader);
        let user_masks = UserMasks { masks: reader.masks("package.mask"), unmasks: reader.masks("package.unmask") };
        let masks = Masks::new(&repositories, profile.as_deref(), &user_masks, &mut reader.errors);
        let package_use = reader.flags("package.use");
        let package_env = reader.words("package.env");
        let flags = UserFlags::new(&layers, profile.as_deref(), &package_use, &package_env, &mut reader);
        let implicit = profile.as_deref().map(|profile| implicit(profile.variables())).unwrap_or_default();
        let errors = reader.errors;
        let user = user_settings;
        Ok(Arc::new(Self {
            root,
            disk: Arc::clone(&disk),
            options,
            repositories,
            profiles,
            profile,
            built_in,
            user,
            given,
            flags,
            keywords,
            licenses,
            properties,
            restrict,
            license_groups,
            masks,
            implicit,
            opening,
            errors,
            checked: OnceLock::new(),
        }))
    }

    /// The directory that has `etc/portage`.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Its repositories, that with the lowest priority first.
    pub fn repositories(&self) -> &[ConfiguredRepository] {
        &self.repositories
    }

    /// The main repository, if there is one.
    pub fn main_repository(&self) -> Option<&Arc<Repository>> {
        self.repositories.iter().find(|configured| configured.is_main()).map(ConfiguredRepository::repository)
    }

    /// Its profile, with the user's own directory after it; none if there is none.
    pub fn profile(&self) -> Option<&Arc<Profile>> {
        self.profile.as_ref()
    }

    fn layers(&self) -> Layers<'_> {
        Layers {
            built_in: &self.built_in,
            profile: self.profile.as_deref().map(Profile::variables),
            user: &self.user,
            given: &self.given,
        }
    }

    /// The value of a variable: of one whose values are put together the words that are left, with blanks between them.
    pub fn variable(&self, name: &str) -> Option<String> {
        let layers = self.layers();
        match layers.is_incremental(name) {
            true if layers.said(name).is_empty() => None,
            true => Some(layers.words(name).into_iter().collect::<Vec<_>>().join(" ")),
            false => layers.get(name).map(str::to_owned),
        }
    }

    /// The keywords that are accepted of every package, in order.
    pub fn accept_keywords(&self) -> impl Iterator<Item = &str> {
        self.keywords.words()
    }

    /// The names of its sets: the files in `etc/portage/sets`, in order.
    pub fn sets(&self) -> Vec<String> {
        let path = self.root.join("etc/portage/sets");
        let listed = self.disk.list(&path).unwrap_or_default();
        let mut names: Vec<String> =
            listed.into_iter().map(|entry| entry.name).filter(|name| !name.starts_with('.') && !name.ends_with('~')).collect();
        names.sort_unstable();
        names
    }

    /// The atoms of one of its sets, and the other sets in it, `@name`.
    pub fn set(&self, name: &str) -> (Vec<Atom>, Vec<String>, Vec<Error>) {
        let mut files: Files<SetItem> = Files::default();
        let path = self.root.join("etc/portage/sets");
        if !name.contains('/') {
            files.add(&*self.disk, path.join(name), set_items);
        }
        let (mut atoms, mut sets) = (Vec::new(), Vec::new());
        for (_, item) in files.iter() {
            match item {
                SetItem::Atom(atom) => atoms.push(atom.clone()),
                SetItem::Set(set) => sets.push(set.clone()),
            }
        }
        (atoms, sets, files.errors)
    }

    /// Everything that is wrong with the files of the configuration: `repos.conf`, what repositories say about themselves, the
    /// profile, `make.conf` and the others.
    pub fn diagnostics(&self) -> &[Error] {
        self.checked.get_or_init(|| {
            let of_profile = self.profile.iter().flat_map(|profile| profile.check());
            self.opening.iter().chain(&self.errors).cloned().chain(of_profile).collect()
        })
    }
}

/// A line of a set.
enum SetItem {
    Atom(Atom),
    Set(String),
}

fn set_items(text: &str) -> Parsed<Vec<SetItem>> {
    crate::format::text::each_uncommented(text, |line| match line.text.strip_prefix('@') {
        Some(name) => Ok(SetItem::Set(name.to_owned())),
        None => Atom::parse(line.text, None).map(SetItem::Atom).map_err(|error| Fault::value(line.number, line.text, 0, error)),
    })
}

/// The profile that `make.profile` leads to, with the user's own directory after it.
fn read_profile(
    disk: &Arc<dyn Disk>,
    root: &Utf8Path,
    options: &ConfigOptions,
    repositories: &[ConfiguredRepository],
    profiles: &Profiles,
    errors: &mut Vec<Error>,
) -> Result<Option<Arc<Profile>>, Error> {
    let is_directory = |path: &Utf8Path| disk.stat(path).is_ok_and(|stat| stat.kind == FileKind::Directory);
    let main = repositories.iter().find(|configured| configured.is_main()).or(repositories.first());
    let profile = match (&options.profile, main) {
        (Some(name), Some(main)) => profiles.profile(main.repository(), name)?,
        _ => {
            let places = ["etc/portage/make.profile", "etc/make.profile"].map(|place| root.join(place));
            let Some(place) = places.iter().find(|place| is_directory(place)) else {
                errors.push(Error::new(&places[0], Fault::file(Code::NoProfile, "there is no profile")));
                return Ok(None);
            };
            let path = disk.canonical(place).unwrap_or_else(|_| place.clone());
            profiles.profile_at(Arc::clone(disk), &path)?
        }
    };
    let own = root.join("etc/portage/profile");
    match is_directory(&own) {
        false => Ok(Some(profile)),
        true => {
            let eapi = read_eapi(&**disk, &own)?;
            let directory = Directory::read(Arc::clone(disk), own, None, DirectoryRules::user(eapi))?;
            Ok(Some(Arc::new(profile.with(directory))))
        }
    }
}

/// The values that variables have when `make.conf` is read.
fn after_profile(built_in: &crate::profile::Environment, profile: Option<&Profile>) -> crate::profile::Environment {
    let mut environment = built_in.clone();
    if let Some(profile) = profile {
        profile.set_environment(built_in.clone());
        environment.extend(profile.variables().environment());
    }
    environment
}

fn read_license_groups(repositories: &[ConfiguredRepository], reader: &mut Reader<'_>) -> LicenseGroups {
    let mut all = LicenseGroups::default();
    for configured in repositories {
        all = all.merged(&configured.repository().license_groups());
    }
    let mut files: Files<LicenseGroups> = Files::default();
    files.add(reader.disk, reader.portage.join("license_groups"), |text| {
        let parsed = LicenseGroups::parse(text);
        Parsed { value: vec![parsed.value], faults: parsed.faults }
    });
    reader.errors.append(&mut files.errors);
    files.iter().fold(all, |all, (_, groups)| all.merged(groups))
}

fn read_keywords(layers: &Layers<'_>, profile: Option<&Profile>, reader: &mut Reader<'_>) -> AcceptedKeywords {
    let of_profile = layers.profile.map(|variables| variables.words("ACCEPT_KEYWORDS")).unwrap_or_default();
    let mut keywords = AcceptedKeywords::new(&layers.said("ACCEPT_KEYWORDS"), &of_profile);
    for directory in profile.into_iter().flat_map(Profile::directories) {
        keywords.add_profile(directory.accept_keywords(), directory.keywords());
    }
    let old = reader.words("package.keywords");
    let files = reader.words("package.accept_keywords");
    keywords.add_user(&[&old, &files]);
    keywords
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("root", &self.root).field("profile", &self.profile).finish_non_exhaustive()
    }
}
