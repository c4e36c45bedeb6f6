//! Looking for packages by what their metadata says: slot, USE flags and repository.

use std::sync::Arc;

use polyatom::{Atom, AtomField, AtomPattern, Cpv, Iuse, NO_FLAGS, UseDefault, UseDep, UseDepKind};

use super::Package;
use crate::error::Error;
use crate::format::masks::Mask;
use crate::metadata::Metadata;
use crate::tree::{InFile, Repository};

impl Package {
    /// Whether an atom could match the package: name, version, slot and repository as they are, and USE dependencies in some
    /// configuration. So a flag of the package may be on or off, and of one that it does not have the default decides.
    ///
    /// Flags that profiles add to every package are not known here.
    pub fn could_match(&self, atom: &Atom) -> Result<bool, Error> {
        if !atom.could_match(&self.cpv) {
            return Ok(false);
        }
        let iuse = self.iuse()?;
        let facts = self.facts()?;
        let without = atom.without(&[AtomField::UseDeps]);
        Ok(without.matches_package(&facts, NO_FLAGS) && atom.use_deps().all(|dep| could_hold(&dep, iuse)))
    }

    /// The line of `package.deprecated` that has the package, of its repository or else of a master.
    pub fn deprecated(&self) -> Result<Option<&InFile<Mask>>, Error> {
        let lines = self.repository().lines_about(&self.cpv, Repository::package_deprecated);
        if lines.is_empty() {
            return Ok(None);
        }
        let facts = self.facts()?;
        Ok(lines.into_iter().find(|line| line.value.atom.matches_package(&facts, NO_FLAGS)))
    }
}

/// Whether a USE dependency holds in some configuration of the package and of the one that depends on it.
fn could_hold(dep: &UseDep, iuse: &Iuse) -> bool {
    let demanded = match dep.kind() {
        UseDepKind::Enabled => Some(true),
        UseDepKind::Disabled => Some(false),
        _ => None,
    };
    match (iuse.contains(dep.flag()), dep.default(), demanded) {
        (true, ..) | (false, Some(_), None) => true,
        (false, None, _) => false,
        (false, Some(default), Some(demanded)) => (default == UseDefault::Enabled) == demanded,
    }
}

impl Repository {
    /// The lines of a file of this repository and of its masters that could have a package, as its name and version tell.
    pub(crate) fn lines_about(&self, cpv: &Cpv, file: impl Fn(&Self) -> &[InFile<Mask>]) -> Vec<&InFile<Mask>> {
        let name = (cpv.category(), cpv.package());
        let could = |atom: &Atom| (atom.category(), atom.package()) == name && atom.could_match(cpv);
        self.lineage().flat_map(file).filter(|line| could(&line.value.atom)).collect()
    }

    /// The packages that an atom [could match](Package::could_match), the oldest first, and the errors of those that cannot
    /// be used.
    pub fn matching<'a>(self: &'a Arc<Self>, atom: &'a Atom) -> impl Iterator<Item = Result<Arc<Package>, Error>> {
        self.matching_names(atom).filter_map(move |cpv| {
            let package = match self.package(cpv) {
                Ok(package) => package,
                Err(error) => return Some(Err(error)),
            };
            match package.could_match(atom) {
                Ok(true) => Some(Ok(package)),
                Ok(false) => None,
                Err(error) => Some(Err(error)),
            }
        })
    }

    /// The packages that an atom [could match](Package::could_match), the oldest first. Metadata is read only where the atom
    /// has a slot or USE dependencies; a package that cannot be used matches none of these.
    pub fn matching_cpvs(self: &Arc<Self>, atom: &Atom) -> Vec<Cpv> {
        self.matching_cpvs_lazily(atom).cloned().collect()
    }

    /// Whether an atom could match some package.
    pub fn has_matching(self: &Arc<Self>, atom: &Atom) -> bool {
        self.matching_cpvs_lazily(atom).next().is_some()
    }

    fn matching_cpvs_lazily<'a>(self: &'a Arc<Self>, atom: &'a Atom) -> impl Iterator<Item = &'a Cpv> {
        let is_here = atom.repo().is_none_or(|repo| repo == self.name());
        let needs_metadata = atom.slot().is_some() || atom.use_deps().next().is_some();
        let could = move |cpv: &Cpv| self.package(cpv).and_then(|package| package.could_match(atom)).unwrap_or(false);
        self.matching_names(atom).filter(move |cpv| is_here && (!needs_metadata || could(cpv)))
    }

    /// The packages that a pattern matches, and the errors of those that cannot be used.
    pub fn matching_pattern<'a>(
        self: &'a Arc<Self>,
        pattern: &'a AtomPattern,
    ) -> impl Iterator<Item = Result<Arc<Package>, Error>> {
        let cpvs = self.names_matching(pattern).flat_map(|name| name.versions());
        cpvs.filter_map(move |cpv| match self.package(cpv) {
            Ok(package) => match package.facts() {
                Ok(facts) => pattern.matches_package(&facts).then_some(Ok(package)),
                Err(error) => Some(Err(error)),
            },
            Err(error) => Some(Err(error)),
        })
    }
}
