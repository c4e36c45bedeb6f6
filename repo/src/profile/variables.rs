//! The variables of a profile: each file's values, replaced in one running environment, and what they make together
//! (`sec:profile-variables`).

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::directory::Directory;
use super::source::SourceFile;
use crate::error::Error;
use crate::format::assignments::{Expanded, Replacement};
use crate::format::{Code, Fault};

/// Variables whose values are put together. The first ones are those of the specification; the others are package managers' own.
const INCREMENTAL: [&str; 12] = [
    "USE",
    "USE_EXPAND",
    "USE_EXPAND_HIDDEN",
    "CONFIG_PROTECT",
    "CONFIG_PROTECT_MASK",
    "IUSE_IMPLICIT",
    "USE_EXPAND_IMPLICIT",
    "USE_EXPAND_UNPREFIXED",
    "ENV_UNSET",
    "ACCEPT_KEYWORDS",
    "ACCEPT_LICENSE",
    "FEATURES",
];

/// What one directory gives to a variable.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The place of the directory in the profile.
    pub(crate) directory: u32,
    pub(crate) file: Arc<SourceFile>,
    pub(crate) value: Arc<Expanded>,
}

/// The variables of a profile.
#[derive(Debug, Default)]
pub struct Variables {
    /// What each directory gives, in their order.
    given: BTreeMap<Arc<str>, Vec<Given>>,
    /// What was wrong when variables were replaced.
    pub(super) errors: Vec<Error>,
}

/// Values of variables while files are read.
pub(crate) type Environment = HashMap<Arc<str>, Arc<Expanded>>;

/// How much text variables may put into others in all: a few lines in which each doubles the one before would need all memory.
const MOST: usize = 1 << 24;

/// Replaces variables as long as there is not too much of them.
#[derive(Debug, Default)]
pub(crate) struct Replacing {
    replaced: Cell<usize>,
    is_cut: Cell<bool>,
}

impl Replacing {
    /// After so much text was replaced.
    pub(crate) fn after(replaced: usize) -> Self {
        Self { replaced: Cell::new(replaced), is_cut: Cell::new(false) }
    }

    /// How much text was replaced.
    pub(crate) fn replaced(&self) -> usize {
        self.replaced.get()
    }

    /// What stands in the place of a variable, if it has a value. The words of one that comes from the `same_file` keep their lines.
    pub(crate) fn get<'a>(&self, environment: &'a Environment, name: &str, same_file: bool) -> Option<Replacement<'a>> {
        let value = environment.get(name)?;
        let replaced = self.replaced.get() + value.as_str().len();
        if replaced > MOST {
            self.is_cut.set(true);
            return None;
        }
        self.replaced.set(replaced);
        Some(if same_file { (&**value).into() } else { value.as_str().into() })
    }

    /// The fault of a value that was replaced last, if there was too much.
    pub(crate) fn error(&self, file: &SourceFile, line: u32) -> Option<Error> {
        let fault = || Fault::line_is(Code::TooMuch, line, file.line(line)).because("variables that others put together");
        self.is_cut.take().then(|| Error::new(&file.path, fault()))
    }
}

impl Variables {
    /// Reads the files of all directories, with these values before.
    pub(super) fn read(directories: &[Arc<Directory>], mut environment: Environment) -> Self {
        let mut given: BTreeMap<Arc<str>, Vec<Given>> = BTreeMap::new();
        let (replacing, mut errors) = (Replacing::default(), Vec::new());
        for (at, directory) in directories.iter().enumerate() {
            // Who writes USE="${USE} x" means no flags of parents: they would go before their package.use.
            environment.remove("USE");
            for (file, assignment) in directory.defaults().iter() {
                let last = |name: &str| given.get(name).and_then(|all| all.last());
                let is_own = |name: &str| last(name).is_some_and(|given| Arc::ptr_eq(&given.file, file));
                let value = assignment.expand(|name| replacing.get(&environment, name, is_own(name)));
                errors.extend(replacing.error(file, value.line()));
                environment.insert(Arc::clone(&assignment.name), Arc::clone(&value));
                let all = match given.get_mut(&assignment.name) {
                    Some(all) => all,
                    None => given.entry(Arc::clone(&assignment.name)).or_default(),
                };
                let said = Given { directory: at as u32, file: Arc::clone(file), value };
                match all.last_mut().filter(|last| last.directory == at as u32) {
                    Some(last) => *last = said,
                    None => all.push(said),
                }
            }
        }
        Self { given, errors }
    }

    /// The names, in order.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> {
        self.given.keys().map(|name| &**name)
    }

    /// What the last directory that gives the variable a value says.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.given.get(name)?.last().map(|given| given.value.as_str())
    }

    /// Everything that directories give to it, in their order.
    pub(crate) fn given(&self, name: &str) -> &[Given] {
        self.given.get(name).map_or(&[], Vec::as_slice)
    }

    /// All values of all variables after the last file.
    pub(crate) fn environment(&self) -> Environment {
        let last = |all: &[Given]| all.last().map(|given| Arc::clone(&given.value));
        self.given.iter().filter_map(|(name, all)| Some((Arc::clone(name), last(all)?))).collect()
    }

    /// The words of an incremental variable, in order: those of all directories, without what later ones take away.
    pub fn words(&self, name: &str) -> Vec<&str> {
        let words = self.given(name).iter().flat_map(|given| given.value.as_str().split_ascii_whitespace());
        incremental(words).into_iter().collect()
    }

    /// Whether a variable's values are put together: some are always, and those that `USE_EXPAND` names
    /// (`sec:specific-profile-vars`).
    pub fn is_incremental(&self, name: &str) -> bool {
        is_incremental(name) || self.words("USE_EXPAND").binary_search(&name).is_ok()
    }
}

/// Whether a variable's values are always put together.
pub(crate) fn is_incremental(name: &str) -> bool {
    INCREMENTAL.contains(&name)
}

/// The words that are left: a hyphen takes one away, `-*` all.
pub(crate) fn incremental<'a>(words: impl Iterator<Item = &'a str>) -> BTreeSet<&'a str> {
    let mut left = BTreeSet::new();
    for word in words {
        match word.strip_prefix('-') {
            Some("*") => left.clear(),
            Some(word) => drop(left.remove(word)),
            None => drop(left.insert(word)),
        }
    }
    left
}
