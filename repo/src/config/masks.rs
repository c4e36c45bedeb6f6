//! `package.mask` and `package.unmask` of repositories, profiles and the user, put together.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use polyatom::{Cpn, EapiFeature, Package};

use super::repositories::ConfiguredRepository;
use crate::error::Error;
use crate::format::profile_lines::{MaskLine, mask_lines};
use crate::format::selector::{Selector, SelectorRules};
use crate::profile::{ByPackage, Files, Place, Profile, Selected, SourceFile, Walk, stack};
use crate::tree::Repository;

/// A line that masks or unmasks.
#[derive(Clone, Debug)]
pub struct MaskEntry {
    selector: Selector,
    /// The repository of a line that is about its packages alone.
    repository: Option<Arc<str>>,
    place: Place<'static>,
    comment: Box<str>,
}

impl Selected for MaskEntry {
    fn selector(&self) -> &Selector {
        &self.selector
    }
}

impl MaskEntry {
    fn new(file: &Arc<SourceFile>, line: &MaskLine, repository: Option<&Arc<str>>) -> Self {
        let own = matches!(&line.selector, Selector::Atom(atom) if atom.repo().is_some());
        Self {
            selector: line.selector.clone(),
            repository: repository.filter(|_| !own).cloned(),
            place: Place::new(file, line.line).kept(),
            comment: line.comment.clone(),
        }
    }

    /// Which packages it is about.
    pub fn selector(&self) -> &Selector {
        &self.selector
    }

    /// The repository to whose packages it is limited, besides what the line says.
    pub fn repository(&self) -> Option<&str> {
        self.repository.as_deref()
    }

    /// The line.
    pub fn place(&self) -> &Place<'static> {
        &self.place
    }

    /// The comment above the line, which says why.
    pub fn comment(&self) -> &str {
        &self.comment
    }

    /// Whether a line that removes this text removes this.
    fn is_called(&self, text: &str) -> bool {
        let own = self.selector.as_str();
        match (text.contains("::"), &self.repository) {
            (true, Some(repository)) => text.strip_suffix(&**repository).and_then(|text| text.strip_suffix("::")) == Some(own),
            (true, None) => own == text,
            (false, _) => own.split_once("::").map_or(own, |(own, _)| own) == text,
        }
    }

    /// Whether it matches a package.
    pub(super) fn matches(&self, package: &Package) -> bool {
        self.repository.as_deref().is_none_or(|repository| package.repo() == Some(repository)) && self.selector.matches(package)
    }

    /// Whether it would match the package with other flags.
    pub(super) fn could_match(&self, package: &Package) -> bool {
        self.repository.as_deref().is_none_or(|repository| package.repo() == Some(repository))
            && self.selector.could_match(&package.cpv)
    }
}

/// All masks.
#[derive(Debug, Default)]
pub(super) struct Masks {
    masks: ByPackage<MaskEntry>,
    unmasks: ByPackage<MaskEntry>,
}

/// The files of a user.
pub(super) struct UserMasks {
    pub(super) masks: Files<MaskLine>,
    pub(super) unmasks: Files<MaskLine>,
}

impl Masks {
    pub(super) fn new(
        repositories: &[ConfiguredRepository],
        profile: Option<&Profile>,
        user: &UserMasks,
        errors: &mut Vec<Error>,
    ) -> Self {
        let mut own: HashMap<Arc<str>, OwnMasks> = HashMap::new();
        for configured in repositories {
            let read = OwnMasks::read(configured.repository());
            errors.extend(read.masks.errors.iter().chain(&read.unmasks.errors).cloned());
            own.insert(configured.repository().name().into(), read);
        }
        let mut masks = Vec::new();
        let mut unmasks = Vec::new();
        for configured in repositories {
            add_repository(configured.repository(), &own, &mut masks, &mut unmasks);
        }
        if let Some(profile) = profile {
            masks.extend(profile.mask_lines().into_iter().map(|(file, line)| MaskEntry::new(file, line, None)));
            unmasks.extend(profile.unmask_lines().into_iter().map(|(file, line)| MaskEntry::new(file, line, None)));
        }
        Self { masks: with_user(masks, &user.masks), unmasks: with_user(unmasks, &user.unmasks) }
    }

    /// The masks that match a package, if nothing unmasks it.
    pub(super) fn of<'a>(&'a self, cpn: &Cpn, package: &'a Package) -> Vec<&'a MaskEntry> {
        let masks: Vec<&MaskEntry> = self.masks.about(cpn).filter(|mask| mask.matches(package)).collect();
        let is_unmasked = || self.unmasks.about(cpn).any(|unmask| unmask.matches(package));
        if masks.is_empty() || is_unmasked() { Vec::new() } else { masks }
    }

    /// Whether any mask is about packages of that name.
    pub(super) fn concern(&self, cpn: &Cpn) -> bool {
        self.masks.about(cpn).next().is_some()
    }

    /// Whether flags of the package may decide.
    pub(super) fn needs_flags(&self, cpn: &Cpn, package: &Package) -> bool {
        let needs = |entry: &MaskEntry| entry.selector.has_use_deps() && entry.could_match(package);
        self.masks.about(cpn).chain(self.unmasks.about(cpn)).any(needs)
    }

    /// Every mask.
    pub(super) fn iter(&self) -> impl Iterator<Item = &MaskEntry> {
        self.masks.iter()
    }
}

/// The files of one repository.
struct OwnMasks {
    masks: Files<MaskLine>,
    unmasks: Files<MaskLine>,
}

impl OwnMasks {
    fn read(repository: &Repository) -> Self {
        let extended = ["portage-1", "portage-2"].iter().any(|format| repository.layout().has_profile_format(format));
        let walk = match () {
            () if repository.eapi().has(EapiFeature::PackageMaskDir) => Walk::Flat,
            () if extended => Walk::Deep,
            () => Walk::File,
        };
        let repositories = repository.layout().has_profile_format("profile-repo-deps");
        let rules = SelectorRules { repositories, ..SelectorRules::profile(repository.eapi()) }.with_use_deps();
        let read = |name: &str| {
            let mut files = Files::default();
            let path = repository.path().join("profiles").join(name);
            files.add_all(repository.disk(), &path, walk, |text| mask_lines(text, rules));
            files
        };
        // The specification has no package.unmask.
        Self { masks: read("package.mask"), unmasks: if walk == Walk::File { Files::default() } else { read("package.unmask") } }
    }
}

/// The masks of a repository are those of each master and its own, which may take away some of the master's (portage(5)).
fn add_repository(
    repository: &Repository,
    own: &HashMap<Arc<str>, OwnMasks>,
    masks: &mut Vec<MaskEntry>,
    unmasks: &mut Vec<MaskEntry>,
) {
    let name: Arc<str> = repository.name().into();
    let Some(lines) = own.get(&name) else { return };
    let known = |master: &crate::tree::Master| own.get(master.repository.as_deref()?.name());
    let masters: Vec<&OwnMasks> = repository.masters().iter().filter_map(known).collect();
    let read = |line: &'_ MaskLine| line.removes;
    let mut seen: HashSet<(*const SourceFile, u32)> = HashSet::new();
    let mut add = |of_master: Option<&OwnMasks>| {
        let before = of_master.into_iter().flat_map(|master| master.masks.iter());
        let left = stack(before.chain(lines.masks.iter()), |line| (read(line), line.selector.as_str()), "");
        // Those of its own come with every master.
        let new = left.into_iter().filter(|(file, line)| seen.insert((Arc::as_ptr(file), line.line)));
        masks.extend(new.map(|(file, line)| MaskEntry::new(file, line, Some(&name))));
    };
    match masters.is_empty() {
        true => add(None),
        false => masters.into_iter().for_each(|master| add(Some(master))),
    }
    let own = stack(lines.unmasks.iter(), |line| (read(line), line.selector.as_str()), "");
    unmasks.extend(own.into_iter().map(|(file, line)| MaskEntry::new(file, line, Some(&name))));
}

/// The lines of a user may take away those of everybody.
fn with_user(mut entries: Vec<MaskEntry>, user: &Files<MaskLine>) -> ByPackage<MaskEntry> {
    for (file, line) in user.iter() {
        match line.removes {
            true => entries.retain(|entry| !entry.is_called(line.selector.as_str())),
            false => entries.push(MaskEntry::new(file, line, None)),
        }
    }
    let mut found = ByPackage::default();
    entries.into_iter().for_each(|entry| found.add(entry));
    found
}
