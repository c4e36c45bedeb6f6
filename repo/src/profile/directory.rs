//! One directory of a profile, without its parents. It is read once, and shared by all profiles that inherit it.

use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Eapi, EapiFeature};

use super::source::{Files, SourceFile, Walk};
use crate::disk::Disk;
use crate::error::Error;
use crate::format::assignments::{Expanded, Replacement, Statement, Value, assignments};
use crate::format::profile_lines::{self, FlagLine, MaskLine, PackageFlags, PackageWords, StackedLine};
use crate::format::selector::SelectorRules;
use crate::format::text::Parsed;
use crate::format::{Code, Fault};

/// What a file about flags decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// Whether a flag is on.
    Use,
    /// Whether it must not be on.
    Mask,
    /// Whether it has to be on.
    Force,
}

impl Topic {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Use, Self::Mask, Self::Force];
}

/// The files about flags: for all packages and for some, always and for stable packages alone.
const FLAG_FILES: [(Topic, bool, &str, &str); 6] = [
    (Topic::Use, false, "", "package.use"),
    (Topic::Use, true, "use.stable", "package.use.stable"),
    (Topic::Mask, false, "use.mask", "package.use.mask"),
    (Topic::Mask, true, "use.stable.mask", "package.use.stable.mask"),
    (Topic::Force, false, "use.force", "package.use.force"),
    (Topic::Force, true, "use.stable.force", "package.use.stable.force"),
];

/// Gives a variable a value.
#[derive(Debug)]
pub(crate) struct Assignment {
    pub(crate) name: Arc<str>,
    pub(crate) value: Value,
    /// The value, where no variable is in it.
    pub(crate) constant: Option<Arc<Expanded>>,
}

impl Assignment {
    /// What the file gives to variables, without the files that it reads.
    pub(crate) fn read(text: &str) -> Parsed<Vec<Self>> {
        let parsed = assignments(text, false);
        let assignment = |statement| match statement {
            Statement::Assignment { name, value } => Some(Self::new(name.into(), value)),
            Statement::Source { .. } => None,
        };
        Parsed { value: parsed.value.into_iter().filter_map(assignment).collect(), faults: parsed.faults }
    }

    pub(crate) fn new(name: Arc<str>, value: Value) -> Self {
        let constant = value.variables().next().is_none().then(|| Arc::new(value.expand(|_| None::<&str>)));
        Self { name, value, constant }
    }

    /// The value in this environment.
    pub(crate) fn expand<'a>(&self, get: impl Fn(&str) -> Option<Replacement<'a>>) -> Arc<Expanded> {
        self.constant.clone().unwrap_or_else(|| Arc::new(self.value.expand(get)))
    }
}

/// How a directory is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DirectoryRules {
    /// The EAPI whose features decide.
    pub(crate) eapi: Eapi,
    /// What its lines may have.
    pub(crate) selectors: SelectorRules,
    /// What may stand in the place of a file.
    pub(crate) walk: Walk,
    /// Whether it belongs to a user: more special lines go before others.
    pub(crate) by_rank: bool,
}

impl DirectoryRules {
    /// The directory of a user, which has everything.
    pub(crate) fn user(eapi: Option<Eapi>) -> Self {
        let selectors = eapi.map_or(SelectorRules::USER, SelectorRules::profile);
        Self { eapi: eapi.unwrap_or(Eapi::LATEST), selectors, walk: Walk::Deep, by_rank: true }
    }
}

/// One directory of a profile.
#[derive(Debug)]
pub struct Directory {
    disk: Arc<dyn Disk>,
    path: Utf8PathBuf,
    /// The path inside of `profiles`.
    inside: Option<Box<str>>,
    rules: DirectoryRules,
    /// The names in it, in order.
    names: Vec<String>,
    /// What was wrong before a file was asked for.
    errors: Vec<Error>,
    defaults: OnceLock<Files<Assignment>>,
    flags: [OnceLock<Files<FlagLine>>; FLAG_FILES.len()],
    package_flags: [OnceLock<Files<PackageFlags>>; FLAG_FILES.len()],
    masks: OnceLock<Files<MaskLine>>,
    unmasks: OnceLock<Files<MaskLine>>,
    packages: OnceLock<Files<StackedLine>>,
    provided: OnceLock<Files<StackedLine>>,
    accept_keywords: OnceLock<Files<PackageWords>>,
    keywords: OnceLock<Files<PackageWords>>,
}

impl Directory {
    pub(crate) fn read(
        disk: Arc<dyn Disk>,
        path: Utf8PathBuf,
        inside: Option<&str>,
        rules: DirectoryRules,
    ) -> Result<Self, Error> {
        let mut names: Vec<String> = match disk.list(&path) {
            Ok(listed) => listed.into_iter().map(|entry| entry.name).collect(),
            Err(error) => return Err(Error::io(&path, &error)),
        };
        names.sort_unstable();
        Ok(Self {
            disk,
            path,
            inside: inside.map(Into::into),
            rules,
            names,
            errors: Vec::new(),
            defaults: OnceLock::new(),
            flags: Default::default(),
            package_flags: Default::default(),
            masks: OnceLock::new(),
            unmasks: OnceLock::new(),
            packages: OnceLock::new(),
            provided: OnceLock::new(),
            accept_keywords: OnceLock::new(),
            keywords: OnceLock::new(),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// Its name: the path inside of `profiles`, which is `.` for that directory itself, or for a directory of a user the whole path.
    pub fn name(&self) -> &str {
        match self.inside.as_deref() {
            Some("") => ".",
            Some(inside) => inside,
            None => self.path.as_str(),
        }
    }

    /// The EAPI of its files; the newest for a directory of a user that names none.
    pub fn eapi(&self) -> Eapi {
        self.rules.eapi
    }

    pub(crate) fn by_rank(&self) -> bool {
        self.rules.by_rank
    }

    pub(crate) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.binary_search_by(|found| found.as_str().cmp(name)).is_ok()
    }

    fn files<T>(&self, name: &str, walk: Walk, parse: impl Fn(&str) -> Parsed<Vec<T>>) -> Files<T> {
        let mut found = Files::default();
        if self.has(name) {
            found.add_all(&*self.disk, &self.path.join(name), walk, parse);
        }
        found
    }

    /// Files that only some EAPIs have: where they do not, they are told and passed over.
    fn files_of<T>(&self, name: &str, feature: Option<EapiFeature>, parse: impl Fn(&str) -> Parsed<Vec<T>>) -> Files<T> {
        match feature.filter(|&feature| !self.eapi().has(feature)) {
            Some(_) if self.has(name) => {
                let fault = Fault::file(Code::NotInEapi, format!("{name} in EAPI {}", self.eapi()));
                Files { files: Vec::new(), errors: vec![Error::new(self.path.join(name), fault)] }
            }
            _ => self.files(name, self.rules.walk, parse),
        }
    }

    /// `make.defaults`.
    pub(crate) fn defaults(&self) -> &Files<Assignment> {
        self.defaults.get_or_init(|| self.files("make.defaults", self.rules.walk, Assignment::read))
    }

    /// The lines about flags of all packages.
    pub(crate) fn flags(&self) -> impl Iterator<Item = (Topic, bool, &Files<FlagLine>)> {
        (1..FLAG_FILES.len()).filter(|&at| !FLAG_FILES[at].2.is_empty()).map(|at| {
            let (topic, stable, name, _) = FLAG_FILES[at];
            let read = || self.files_of(name, stable_feature(topic, stable), profile_lines::flag_lines);
            (topic, stable, self.flags[at].get_or_init(read))
        })
    }

    /// The lines about flags of some packages.
    pub(crate) fn package_flags(&self) -> impl Iterator<Item = (Topic, bool, &Files<PackageFlags>)> {
        (0..FLAG_FILES.len()).map(|at| {
            let (topic, stable, _, name) = FLAG_FILES[at];
            let parse = |text: &str| profile_lines::package_flags(text, self.rules.selectors);
            let read = || self.files_of(name, stable_feature(topic, stable), parse);
            (topic, stable, self.package_flags[at].get_or_init(read))
        })
    }

    fn mask_files(&self, name: &str) -> Files<MaskLine> {
        let rules = self.rules.selectors.with_use_deps();
        self.files(name, self.rules.walk, |text| profile_lines::mask_lines(text, rules))
    }

    /// `package.mask`.
    pub(crate) fn masks(&self) -> &Files<MaskLine> {
        self.masks.get_or_init(|| self.mask_files("package.mask"))
    }

    /// `package.unmask`, which only package managers' own formats have.
    pub(crate) fn unmasks(&self) -> &Files<MaskLine> {
        self.unmasks.get_or_init(|| match self.rules.walk {
            Walk::File => Files::default(),
            _ => self.mask_files("package.unmask"),
        })
    }

    /// `packages`.
    pub(crate) fn packages(&self) -> &Files<StackedLine> {
        let parse = |text: &str| profile_lines::packages(text, self.rules.selectors);
        self.packages.get_or_init(|| self.files("packages", Walk::File, parse))
    }

    /// `package.provided` (`tab:package-provided`).
    pub(crate) fn provided(&self) -> &Files<StackedLine> {
        let feature = (!self.rules.by_rank).then_some(EapiFeature::PackageProvided);
        self.provided.get_or_init(|| self.files_of("package.provided", feature, profile_lines::provided))
    }

    fn word_files(&self, name: &str) -> Files<PackageWords> {
        self.files(name, self.rules.walk, |text| profile_lines::package_words(text, self.rules.selectors))
    }

    /// `package.accept_keywords`, which is in no specification.
    pub(crate) fn accept_keywords(&self) -> &Files<PackageWords> {
        self.accept_keywords.get_or_init(|| self.word_files("package.accept_keywords"))
    }

    /// `package.keywords`, which changes the keywords of packages, and is in no specification.
    pub(crate) fn keywords(&self) -> &Files<PackageWords> {
        self.keywords.get_or_init(|| self.word_files("package.keywords"))
    }

    /// Everything that is wrong with its files, of which all are read for that.
    pub fn check(&self) -> Vec<Error> {
        let mut errors = self.errors.clone();
        errors.extend_from_slice(&self.defaults().errors);
        self.flags().for_each(|(_, _, files)| errors.extend_from_slice(&files.errors));
        self.package_flags().for_each(|(_, _, files)| errors.extend_from_slice(&files.errors));
        [self.masks(), self.unmasks()].into_iter().for_each(|files| errors.extend_from_slice(&files.errors));
        [self.packages(), self.provided()].into_iter().for_each(|files| errors.extend_from_slice(&files.errors));
        [self.accept_keywords(), self.keywords()].into_iter().for_each(|files| errors.extend_from_slice(&files.errors));
        errors
    }
}

/// What an EAPI needs for files about stable packages (`tab:profile-use-stable`, `tab:profile-stablemask`).
fn stable_feature(topic: Topic, stable: bool) -> Option<EapiFeature> {
    match (stable, topic) {
        (false, _) => None,
        (true, Topic::Use) => Some(EapiFeature::UseStable),
        (true, _) => Some(EapiFeature::StableMask),
    }
}

/// A line of text with the file that has it, as a list after lines were taken away (`sec:line-stacking`).
pub(crate) type Stacked<'a, T> = Vec<(&'a Arc<SourceFile>, &'a T)>;

/// Puts lines together: one that removes takes away what was there before it with the same text. What is repeated counts once, in the
/// place of the first.
pub(crate) fn stack<'a, T: 'a>(
    lines: impl Iterator<Item = (&'a Arc<SourceFile>, &'a T)>,
    read: impl Fn(&'a T) -> (bool, &'a str),
    clears: &str,
) -> Stacked<'a, T> {
    let mut found: Vec<Option<(&Arc<SourceFile>, &T)>> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for (file, line) in lines {
        let (removes, text) = read(line);
        match (removes, places.get(text)) {
            (true, _) if text == clears => {
                found.clear();
                places.clear();
            }
            (true, Some(&place)) => {
                found[place] = None;
                places.remove(text);
            }
            (true, None) => {}
            (false, Some(&place)) => found[place] = Some((file, line)),
            (false, None) => {
                places.insert(text, found.len());
                found.push(Some((file, line)));
            }
        }
    }
    found.into_iter().flatten().collect()
}
