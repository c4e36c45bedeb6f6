//! Lines about packages, found by the name of a package.

use std::collections::HashMap;
use std::sync::Arc;

use polyatom::{Cpn, Package};

use super::source::FileOf;
use crate::format::profile_lines::{PackageFlags, PackageWords};
use crate::format::selector::Selector;

/// Something that is about some packages.
pub(crate) trait Selected {
    /// Which packages.
    fn selector(&self) -> &Selector;
}

impl Selected for PackageFlags {
    fn selector(&self) -> &Selector {
        &self.selector
    }
}

impl Selected for PackageWords {
    fn selector(&self) -> &Selector {
        &self.selector
    }
}

/// Which line of a file that others share.
#[derive(Debug)]
pub(crate) struct LineOf<L> {
    pub(crate) lines: Arc<FileOf<L>>,
    at: u32,
}

impl<L> LineOf<L> {
    /// Every line of a file.
    pub(crate) fn all(lines: &Arc<FileOf<L>>) -> impl Iterator<Item = Self> {
        (0..lines.values.len() as u32).map(|at| Self { lines: Arc::clone(lines), at })
    }

    pub(crate) fn get(&self) -> &L {
        &self.lines.values[self.at as usize]
    }
}

impl<L> Clone for LineOf<L> {
    fn clone(&self) -> Self {
        Self { lines: Arc::clone(&self.lines), at: self.at }
    }
}

impl<L: Selected> Selected for LineOf<L> {
    fn selector(&self) -> &Selector {
        self.get().selector()
    }
}

/// Things about packages in the order in which they were added.
#[derive(Clone, Debug)]
pub(crate) struct ByPackage<T> {
    by_name: HashMap<Cpn, Vec<T>>,
    patterns: Vec<T>,
}

impl<T> Default for ByPackage<T> {
    fn default() -> Self {
        Self { by_name: HashMap::new(), patterns: Vec::new() }
    }
}

impl<T: Selected> ByPackage<T> {
    pub(crate) fn add(&mut self, thing: T) {
        match thing.selector() {
            Selector::Atom(atom) => self.by_name.entry(atom.cpn()).or_default().push(thing),
            Selector::Pattern(_) | Selector::Version(_) => self.patterns.push(thing),
        }
    }

    /// Those that match a package: first those with its name, then patterns.
    pub(crate) fn matching<'a>(&'a self, cpn: &Cpn, package: &'a Package) -> impl Iterator<Item = &'a T> {
        self.about(cpn).filter(|thing| thing.selector().matches(package))
    }

    /// Those that could match a package of that name.
    pub(crate) fn about<'a>(&'a self, cpn: &Cpn) -> impl Iterator<Item = &'a T> {
        self.by_name.get(cpn).map_or(&[][..], Vec::as_slice).iter().chain(&self.patterns)
    }

    /// All of them.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.by_name.values().flatten().chain(&self.patterns)
    }
}
