//! The repositories that `repos.conf` names, opened and in their order.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::{Disk, FileKind};
use crate::error::Error;
use crate::format::repos_conf::{Section, repos_conf};
use crate::format::{Code, Fault};
use crate::profile::{Files, Place, SourceFile, Walk};
use crate::tree::{OpenOptions, Repository};

/// The priority of the main repository, where nothing else is said.
const MAIN: i64 = -1000;

/// A repository as `repos.conf` has it.
#[derive(Clone, Debug)]
pub struct ConfiguredRepository {
    repository: Arc<Repository>,
    /// Its keys: its own before those of `DEFAULT`.
    keys: BTreeMap<String, (String, Place<'static>)>,
    priority: i64,
    is_main: bool,
}

/// The same opened repository, of which the files say the same.
impl PartialEq for ConfiguredRepository {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.repository, &other.repository)
            && (self.priority, self.is_main, &self.keys) == (other.priority, other.is_main, &other.keys)
    }
}

impl Eq for ConfiguredRepository {}

impl Hash for ConfiguredRepository {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.repository.name().hash(state);
    }
}

impl ConfiguredRepository {
    /// The repository.
    pub fn repository(&self) -> &Arc<Repository> {
        &self.repository
    }

    /// Its priority. Of packages with the same version that of the highest is taken.
    pub fn priority(&self) -> i64 {
        self.priority
    }

    /// Whether it is the main one.
    pub fn is_main(&self) -> bool {
        self.is_main
    }

    /// The value of any key, which the section `DEFAULT` may have, too: `sync-uri`.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.keys.get(key).map(|(value, _)| value.as_str())
    }

    /// The line of a key.
    pub fn place(&self, key: &str) -> Option<&Place<'static>> {
        self.keys.get(key).map(|(_, place)| place)
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// The words of a key.
    pub fn words(&self, key: &str) -> impl Iterator<Item = &str> {
        self.get(key).unwrap_or("").split_ascii_whitespace()
    }
}

/// A section of all files.
#[derive(Debug, Default)]
struct Merged {
    name: String,
    place: Option<Place<'static>>,
    keys: BTreeMap<String, (String, Place<'static>)>,
}

/// Reads `repos.conf` and opens what it names. What cannot be opened is told and left out.
pub(super) fn read(disk: &Arc<dyn Disk>, path: &Utf8Path, errors: &mut Vec<Error>) -> Vec<ConfiguredRepository> {
    let mut files: Files<Section> = Files::default();
    files.add_all(&**disk, path, Walk::Deep, repos_conf);
    errors.append(&mut files.errors);
    let (defaults, sections) = merge(files.iter());
    let mut opening = Opening { disk, errors, found: Vec::new() };
    for section in sections {
        opening.look_at(section, &defaults);
    }
    let main = defaults.keys.get("main-repo").map_or("gentoo", |(name, _)| name.as_str());
    opening.open(main)
}

fn merge<'a>(sections: impl Iterator<Item = (&'a Arc<SourceFile>, &'a Section)>) -> (Merged, Vec<Merged>) {
    let (mut defaults, mut found): (Merged, Vec<Merged>) = (Merged::default(), Vec::new());
    for (file, section) in sections {
        let merged = match section.name.as_str() {
            "DEFAULT" => &mut defaults,
            name => match found.iter().position(|merged| merged.name == name) {
                Some(at) => &mut found[at],
                None => {
                    let place = Some(Place::new(file, section.line).kept());
                    found.push(Merged { name: name.to_owned(), place, keys: BTreeMap::new() });
                    let last = found.len() - 1;
                    &mut found[last]
                }
            },
        };
        for entry in &section.entries {
            merged.keys.insert(entry.key.clone(), (entry.value.clone(), Place::new(file, entry.line).kept()));
        }
    }
    (defaults, found)
}

/// A fault of a line of `repos.conf`.
#[cold]
fn fault(place: &Place<'_>, code: Code, why: String) -> Error {
    Error::new(place.path(), Fault::line_is(code, place.line(), place.text()).because(why))
}

/// A repository before its masters are known.
struct Candidate {
    section: Merged,
    location: Utf8PathBuf,
    repository: Arc<Repository>,
}

struct Opening<'a> {
    disk: &'a Arc<dyn Disk>,
    errors: &'a mut Vec<Error>,
    found: Vec<Candidate>,
}

impl Opening<'_> {
    fn options(&self, section: &Merged) -> OpenOptions {
        let masters = section.keys.get("masters");
        OpenOptions {
            disk: Some(Arc::clone(self.disk)),
            master_names: masters.map(|(value, _)| value.split_ascii_whitespace().map(str::to_owned).collect()),
            fallback_name: Some(section.name.clone()),
            ..OpenOptions::default()
        }
    }

    /// Opens the repository of a section without its masters.
    fn look_at(&mut self, mut section: Merged, defaults: &Merged) {
        for (key, value) in &defaults.keys {
            section.keys.entry(key.clone()).or_insert_with(|| value.clone());
        }
        let Some(start) = section.place.clone() else { return };
        let Some((location, place)) = section.keys.get("location").cloned() else {
            return self.errors.push(fault(&start, Code::MissingField, "location".to_owned()));
        };
        let location = Utf8PathBuf::from(location);
        if !self.disk.stat(&location).is_ok_and(|stat| stat.kind == FileKind::Directory) {
            return self.errors.push(fault(&place, Code::NotARepository, "no such directory".to_owned()));
        }
        let location = self.disk.canonical(&location).unwrap_or(location);
        let repository = match Repository::open_with(&location, self.options(&section)) {
            Ok(repository) => repository,
            Err(error) => return self.errors.push(error),
        };
        let has_alias = section
            .keys
            .get("aliases")
            .is_some_and(|(names, _)| names.split_ascii_whitespace().any(|name| name == repository.name()));
        if !repository.is_called(&section.name) && !has_alias {
            let why = format!("the repository is called {}", repository.name());
            return self.errors.push(fault(&start, Code::NotARepository, why));
        }
        self.found.push(Candidate { section, location, repository });
    }

    /// Opens all with their masters, the lowest priority first.
    fn open(mut self, main: &str) -> Vec<ConfiguredRepository> {
        let main = self.found.iter().position(|candidate| candidate.repository.is_called(main));
        let mut opened: Vec<Option<Arc<Repository>>> = vec![None; self.found.len()];
        for at in 0..self.found.len() {
            self.open_one(at, main, &mut opened, &mut Vec::new());
        }
        let mut all: Vec<ConfiguredRepository> = Vec::new();
        for (at, (candidate, repository)) in self.found.iter().zip(opened).enumerate() {
            let Some(repository) = repository else { continue };
            let is_main = main == Some(at);
            let priority = self.priority(candidate).unwrap_or(if is_main { MAIN } else { 0 });
            all.push(ConfiguredRepository { repository, keys: candidate.section.keys.clone(), priority, is_main });
        }
        for candidate in &self.found {
            self.errors.extend(candidate.repository.errors().iter().cloned());
        }
        self.errors.extend(all.iter().flat_map(missing_masters));
        all.sort_by(|a, b| (a.priority, a.repository.name()).cmp(&(b.priority, b.repository.name())));
        all
    }

    fn priority(&self, candidate: &Candidate) -> Option<i64> {
        candidate.section.keys.get("priority")?.0.trim().parse().ok()
    }

    /// Opens a repository after its masters. Those that are masters of each other are opened without.
    fn open_one(&mut self, at: usize, main: Option<usize>, opened: &mut Vec<Option<Arc<Repository>>>, open: &mut Vec<usize>) {
        if opened[at].is_some() || open.contains(&at) {
            return;
        }
        open.push(at);
        let mut options = self.options(&self.found[at].section);
        let repository = Arc::clone(&self.found[at].repository);
        if options.master_names.is_none() && repository.layout().masters.is_none() {
            let main = main.filter(|&main| main != at).map(|main| self.found[main].repository.name().to_owned());
            options.master_names = Some(main.into_iter().collect());
        }
        let names = options.master_names.clone().or_else(|| repository.layout().masters.clone()).unwrap_or_default();
        for name in names {
            let Some(master) = self.found.iter().position(|candidate| candidate.repository.is_called(&name)) else { continue };
            self.open_one(master, main, opened, open);
            options.masters.extend(opened[master].clone());
        }
        open.pop();
        match Repository::open_with(&self.found[at].location, options) {
            Ok(repository) => opened[at] = Some(repository),
            Err(error) => self.errors.push(error),
        }
    }
}

/// Masters that are not there: much works without them.
fn missing_masters(configured: &ConfiguredRepository) -> Vec<Error> {
    let repository = configured.repository();
    let missing = repository.masters().iter().filter(|master| master.repository.is_none());
    let path = repository.path().join("metadata/layout.conf");
    missing.map(|master| Error::new(&path, Fault::file(Code::NotARepository, format!("the master {}", master.name)))).collect()
}
