//! `make.conf`, and the variables of a configuration: those of the profile, of the user, and of an environment that was asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::Disk;
use crate::error::Error;
use crate::format::assignments::{Expanded, Statement, Value, assignments};
use crate::format::{Code, Fault};
use crate::profile::{Environment, Place, Replacing, SourceFile, Variables, Walk, files_at, incremental, read_source};

/// Files that read each other at most, and that are read in all.
const DEEPEST: usize = 32;
const MOST_FILES: u32 = 1000;

/// What package managers have built in (portage's `make.globals`), as far as it decides something.
const DEFAULTS: [(&str, &str); 14] = [
    ("ACCEPT_PROPERTIES", "*"),
    ("ACCEPT_RESTRICT", "*"),
    ("CFLAGS", ""),
    ("CONFIG_PROTECT", "/etc"),
    ("CONFIG_PROTECT_MASK", "/etc/env.d"),
    ("CXXFLAGS", ""),
    ("DISTDIR", "/var/cache/distfiles"),
    ("EPREFIX", ""),
    ("FCFLAGS", ""),
    ("FFLAGS", ""),
    ("LDFLAGS", ""),
    ("PKGDIR", "/var/cache/binpkgs"),
    ("PORTAGE_TMPDIR", "/var/tmp"),
    ("ROOT", "/"),
];

/// Variables besides those of profiles whose values are put together.
const INCREMENTAL: [&str; 3] = ["ACCEPT_PROPERTIES", "ACCEPT_RESTRICT", "PROFILE_ONLY_VARIABLES"];

/// A value of a variable, with the file that gives it.
#[derive(Clone, Debug)]
pub(crate) struct Set {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) value: Arc<Expanded>,
}

/// What a file of variables gives, and the environment after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    pub(super) values: BTreeMap<Arc<str>, Set>,
    environment: Environment,
    /// How much text variables have put into others.
    replaced: usize,
    /// How many files were read because others name them.
    sourced: u32,
}

/// The value that every variable has before any file.
pub(super) fn built_in(root: &Utf8Path) -> Environment {
    let constant = |value: &str| Arc::new(Value::constant(value).expand(|_| None::<&str>));
    let mut environment: Environment = DEFAULTS.into_iter().map(|(name, value)| (name.into(), constant(value))).collect();
    environment.insert("PORTAGE_CONFIGROOT".into(), constant(&format!("{}/", root.as_str().trim_end_matches('/'))));
    environment
}

impl Settings {
    /// Settings that know these variables.
    pub(super) fn after(environment: Environment) -> Self {
        Self { environment, ..Self::default() }
    }

    /// The value of a variable that a file gives.
    pub(super) fn get(&self, name: &str) -> Option<&Set> {
        self.values.get(name)
    }

    pub(super) fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Reads a file or a directory of files, and the files that they read.
    pub(super) fn read(&mut self, disk: &dyn Disk, path: &Utf8Path, errors: &mut Vec<Error>) {
        for file in files_at(disk, path, Walk::Deep, errors) {
            self.read_file(disk, file, &mut Vec::new(), errors);
        }
    }

    /// Reads a file and those that it reads. False if there is no such file.
    pub(super) fn read_file(
        &mut self,
        disk: &dyn Disk,
        path: Utf8PathBuf,
        open: &mut Vec<Utf8PathBuf>,
        errors: &mut Vec<Error>,
    ) -> bool {
        let file = match read_source(disk, path, errors) {
            Ok(Some(file)) => file,
            Ok(None) => return false,
            Err(error) => {
                errors.push(error);
                return true;
            }
        };
        open.push(file.path.clone());
        let parsed = assignments(file.text(), true);
        errors.extend(parsed.faults.into_iter().map(|fault| Error::new(&file.path, fault)));
        for statement in parsed.value {
            match statement {
                Statement::Assignment { name, value } => errors.extend(self.assign(name.into(), &value, &file)),
                Statement::Source { path } => self.source(disk, &path, &file, open, errors),
            }
        }
        open.pop();
        true
    }

    fn expand(&mut self, value: &Value, file: &Arc<SourceFile>) -> (Expanded, Option<Error>) {
        let replacing = Replacing::after(self.replaced);
        let is_own = |name: &str| self.values.get(name).is_some_and(|set| Arc::ptr_eq(&set.file, file));
        let expanded = value.expand(|name| replacing.get(&self.environment, name, is_own(name)));
        self.replaced = replacing.replaced();
        (expanded, replacing.error(file, value.line()))
    }

    fn assign(&mut self, name: Arc<str>, value: &Value, file: &Arc<SourceFile>) -> Option<Error> {
        let (value, error) = self.expand(value, file);
        let value = Arc::new(value);
        self.environment.insert(Arc::clone(&name), Arc::clone(&value));
        // Variables with two underscores are the file's own (portage(5)).
        if !name.starts_with("__") {
            self.values.insert(name, Set { file: Arc::clone(file), value });
        }
        error
    }

    fn source(
        &mut self,
        disk: &dyn Disk,
        path: &Value,
        file: &Arc<SourceFile>,
        open: &mut Vec<Utf8PathBuf>,
        errors: &mut Vec<Error>,
    ) {
        let line = path.line();
        let (name, error) = self.expand(path, file);
        errors.extend(error);
        let path = file.path.parent().unwrap_or(Utf8Path::new("")).join(name.as_str());
        let fault = |code| Error::new(&file.path, Fault::line_is(code, line, file.line(line)).because(path.as_str()));
        if open.contains(&path) || open.len() > DEEPEST {
            return errors.push(fault(Code::Circle));
        }
        self.sourced += 1;
        if self.sourced > MOST_FILES {
            return errors.push(fault(Code::TooMuch));
        }
        if !self.read_file(disk, path.clone(), open, errors) {
            errors.push(fault(Code::NoFile));
        }
    }
}

/// One value that counts for a variable: its text, and where it stands if a file has it.
#[derive(Clone, Debug)]
pub(crate) struct Said<'a> {
    pub(crate) value: &'a Expanded,
    pub(crate) file: Option<&'a Arc<SourceFile>>,
}

impl Said<'_> {
    /// The words with their lines.
    pub(crate) fn words(&self) -> impl Iterator<Item = (Option<Place<'_>>, &str)> {
        self.value.words().map(|(line, word)| (self.file.map(|file| Place::new(file, line)), word))
    }
}

/// All variables of a configuration, layer by layer.
#[derive(Debug)]
pub(super) struct Layers<'a> {
    pub(super) built_in: &'a Environment,
    pub(super) profile: Option<&'a Variables>,
    pub(super) user: &'a Settings,
    pub(super) given: &'a BTreeMap<Arc<str>, Arc<Expanded>>,
}

impl<'a> Layers<'a> {
    /// Every value that a variable gets, in order.
    pub(super) fn said(&self, name: &str) -> Vec<Said<'a>> {
        let built_in = self.built_in.get(name).map(|value| Said { value, file: None });
        let profile = self.profile.map_or(&[][..], |variables| variables.given(name));
        let profile = profile.iter().map(|given| Said { value: &given.value, file: Some(&given.file) });
        let user = self.user.get(name).map(|set| Said { value: &set.value, file: Some(&set.file) });
        let given = self.given.get(name).map(|value| Said { value, file: None });
        built_in.into_iter().chain(profile).chain(user).chain(given).collect()
    }

    /// The words that are left of an incremental variable, in order.
    pub(super) fn words(&self, name: &str) -> BTreeSet<&'a str> {
        incremental(self.said(name).into_iter().flat_map(|said| said.value.as_str().split_ascii_whitespace()))
    }

    /// The last value.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        self.said(name).last().map(|said| said.value.as_str())
    }

    /// Whether a variable's values are put together. Those of `USE_EXPAND` are in profiles alone: users replace them.
    pub(super) fn is_incremental(&self, name: &str) -> bool {
        INCREMENTAL.contains(&name) || crate::profile::is_incremental(name)
    }
}
