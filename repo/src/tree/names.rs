//! Looking at names: categories, packages and versions, in order and by name.

use camino::Utf8Path;
use polyatom::{Atom, AtomPattern, Cpn, Cpv};

use super::Repository;
use super::index::cpv_of_ebuild;
use crate::error::Error;

/// A category with its packages.
#[derive(Clone, Copy, Debug)]
pub struct Category<'a> {
    repository: &'a Repository,
    at: usize,
}

/// A package with its versions.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    repository: &'a Repository,
    at: usize,
}

impl<'a> Category<'a> {
    /// Its name, `dev-lang`.
    pub fn name(self) -> &'a str {
        let index = self.repository.index();
        index.cpvs[index.names[index.categories[self.at] as usize] as usize].category()
    }

    /// Its packages, by name.
    pub fn packages(self) -> impl ExactSizeIterator<Item = Name<'a>> {
        let Self { repository, at } = self;
        let categories = &repository.index().categories;
        (categories[at] as usize..categories[at + 1] as usize).map(move |at| Name { repository, at })
    }
}

impl<'a> Name<'a> {
    /// Category and package.
    pub fn cpn(self) -> Cpn {
        self.versions()[0].cpn()
    }

    /// The category.
    pub fn category(self) -> &'a str {
        self.versions()[0].category()
    }

    /// The package without its category.
    pub fn package(self) -> &'a str {
        self.versions()[0].package()
    }

    /// Its versions, the oldest first. There is at least one: a package without versions does not exist
    /// (`sec:package-dirs`).
    pub fn versions(self) -> &'a [Cpv] {
        let index = self.repository.index();
        &index.cpvs[index.names[self.at] as usize..index.names[self.at + 1] as usize]
    }
}

impl Repository {
    /// Every package with its version, ordered by category, name and version.
    pub fn cpvs(&self) -> &[Cpv] {
        &self.index().cpvs
    }

    /// The categories that have packages, by name.
    pub fn package_categories(&self) -> impl ExactSizeIterator<Item = Category<'_>> {
        (0..self.index().categories.len() - 1).map(|at| Category { repository: self, at })
    }

    /// The packages, by category and name.
    pub fn names(&self) -> impl ExactSizeIterator<Item = Name<'_>> {
        (0..self.index().names.len() - 1).map(|at| Name { repository: self, at })
    }

    /// The versions of a package, the oldest first; none if there is no such package.
    pub fn versions(&self, cpn: &Cpn) -> &[Cpv] {
        self.index().versions(cpn)
    }

    /// Whether there is such a package.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.index().find(cpv).is_some()
    }

    /// The packages whose name and version an atom matches. Slot, USE dependencies and repository are not looked at, for
    /// which no metadata is read; [`matching`](Repository::matching) looks at them.
    pub fn matching_names<'a>(&'a self, atom: &'a Atom) -> impl Iterator<Item = &'a Cpv> {
        let index = self.index();
        index.matching(atom).map(|at| &index.cpvs[at])
    }

    /// The packages whose name a pattern matches, `dev-*/*`. Slot and repository are not looked at, for which no metadata is
    /// read; [`matching_pattern`](Repository::matching_pattern) looks at them.
    pub fn names_matching(&self, pattern: &AtomPattern) -> impl Iterator<Item = Name<'_>> {
        let text = format!("{}/{}", pattern.category(), pattern.package());
        let names = AtomPattern::parse(&text).unwrap_or_else(|_| pattern.clone());
        self.names().filter(move |name| names.matches_cpn(&name.cpn()))
    }

    /// The package of an ebuild, whose path is that of a file in this repository or relative to it.
    pub fn cpv_of_path(&self, path: impl AsRef<Utf8Path>) -> Option<&Cpv> {
        let path = path.as_ref();
        let inside = path.strip_prefix(self.path()).unwrap_or(path);
        let cpv = cpv_of_ebuild(inside.as_str())?;
        let index = self.index();
        index.find(&cpv).map(|at| &index.cpvs[at]).filter(|found| found.as_str() == cpv.as_str())
    }

    /// The packages with an ebuild and without a cache entry.
    pub fn missing(&self) -> impl Iterator<Item = &Cpv> {
        let index = self.index();
        (0..index.cpvs.len()).filter(|&at| !index.has_entry(at)).map(|at| &index.cpvs[at])
    }

    /// The cache entries without an ebuild, if there are ebuilds. The specification allows them, and they are no packages
    /// (`ch:metadata-cache`).
    pub fn orphans(&self) -> &[Cpv] {
        &self.index().orphans
    }

    /// What was wrong with the names of files.
    pub fn name_errors(&self) -> impl Iterator<Item = &Error> {
        let lists = [self.ebuild_sums(), self.eclass_sums()].into_iter().flatten();
        lists.flat_map(|sums| &sums.errors).chain(&self.index().errors)
    }
}
