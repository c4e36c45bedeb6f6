//! Answers over all repositories: what may be installed, which version is best, what a mask hides, what a change changes.

use std::sync::Arc;

use polyatom::{Atom, Cpn, Cpv};

use super::package::ConfiguredPackage;
use super::visibility::corruption;
use super::{Config, Reason};
use crate::error::Error;
use crate::format::selector::Selector;
use crate::package::Package;
use crate::report::{self, Report, unwatched};
use crate::tree::Repository;

/// What is different in another configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The package.
    pub cpn: Cpn,
    /// Its best version before, if one may be installed.
    pub before: Option<Cpv>,
    /// Its best version after, if one may be installed.
    pub after: Option<Cpv>,
}

impl Config {
    /// The packages of one version, that of the repository with the highest priority first.
    fn packages_of(&self, cpv: &Cpv) -> impl Iterator<Item = Result<Arc<Package>, Error>> {
        let has =
            |repository: &&Arc<Repository>| repository.versions(&cpv.cpn()).iter().any(|found| found.as_str() == cpv.as_str());
        self.by_priority().filter(has).map(|repository| repository.package(cpv))
    }

    /// A version, as the first repository has it in which it may be installed.
    fn visible_version(self: &Arc<Self>, cpv: &Cpv, wanted: &impl Fn(&ConfiguredPackage) -> bool) -> Option<ConfiguredPackage> {
        let packages = self.packages_of(cpv).filter_map(Result::ok);
        packages.filter_map(|package| self.visible_package(package)).find(wanted)
    }

    /// The versions of a package that may be installed, the oldest first.
    pub fn visible(self: &Arc<Self>, cpn: &Cpn) -> Vec<ConfiguredPackage> {
        self.versions(cpn).into_iter().filter_map(|cpv| self.visible_version(cpv, &|_| true)).collect()
    }

    /// Why the versions of a package that may not be installed may not, the oldest first.
    pub fn invisible(self: &Arc<Self>, cpn: &Cpn) -> Vec<(Cpv, Vec<Reason>)> {
        let hidden = self.versions(cpn).into_iter().filter(|cpv| self.visible_version(cpv, &|_| true).is_none());
        hidden.map(|cpv| (cpv.clone(), self.first_reasons(cpv))).collect()
    }

    fn first_reasons(self: &Arc<Self>, cpv: &Cpv) -> Vec<Reason> {
        match self.packages_of(cpv).next() {
            Some(Ok(package)) => match self.configure(package) {
                Ok(package) => package.reasons(),
                Err(error) => vec![corruption(&error)],
            },
            Some(Err(error)) => vec![corruption(&error)],
            None => Vec::new(),
        }
    }

    /// The newest version that an atom matches and that may be installed.
    pub fn best_visible(self: &Arc<Self>, atom: &Atom) -> Option<ConfiguredPackage> {
        let selector = Selector::Atom(atom.clone());
        let needs_flags = selector.has_use_deps();
        let matches = |package: &ConfiguredPackage| match needs_flags {
            true => selector.matches(&package.facts()),
            false => selector.matches(&package.facts),
        };
        let versions = self.versions(&atom.cpn());
        versions.into_iter().rev().filter(|cpv| atom.could_match(cpv)).find_map(|cpv| self.visible_version(cpv, &matches))
    }

    /// Every package in all repositories, in order.
    pub fn names(&self) -> Vec<Cpn> {
        let mut names: Vec<Cpn> = self.by_priority().flat_map(|repository| repository.names().map(|name| name.cpn())).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The best version of every package, in order and on all cores; none where no version may be installed.
    pub fn best_visible_of_all(self: &Arc<Self>) -> Vec<(Cpn, Option<Cpv>)> {
        self.best_visible_of_all_with(&mut unwatched).unwrap_or_default()
    }

    /// The same, which tells how many packages are done. It fails if it is told to stop.
    pub fn best_visible_of_all_with(self: &Arc<Self>, report: Report<'_>) -> Result<Vec<(Cpn, Option<Cpv>)>, Error> {
        let best = |cpn: &Cpn| {
            let versions = self.versions(cpn);
            versions.into_iter().rev().find(|cpv| self.visible_version(cpv, &|_| true).is_some()).cloned()
        };
        let names = self.names();
        let found = report::map(&names, report, best).ok_or_else(|| Error::stopped(self.root()))?;
        Ok(names.into_iter().zip(found).collect())
    }

    /// The versions that only a mask hides: those of which a mask with this text is the only reason why they may not be installed.
    pub fn hidden_by(self: &Arc<Self>, mask: &str) -> Vec<Cpv> {
        self.hidden_by_with(mask, &mut unwatched).unwrap_or_default()
    }

    /// The same, which tells how many packages are done. It fails if it is told to stop.
    pub fn hidden_by_with(self: &Arc<Self>, mask: &str, report: Report<'_>) -> Result<Vec<Cpv>, Error> {
        let masks = self.masks.iter().filter(|entry| entry.selector().as_str() == mask);
        let mut names: Vec<Cpn> = Vec::new();
        for entry in masks {
            match entry.selector() {
                Selector::Atom(atom) => names.push(atom.cpn()),
                Selector::Pattern(_) | Selector::Version(_) => names = self.names(),
            }
        }
        names.sort_unstable();
        names.dedup();
        let is_only = |reasons: &[Reason]| matches!(reasons, [reason] if reason.words.iter().all(|word| word == mask));
        let hidden = |cpn: &Cpn| {
            let invisible = self.invisible(cpn).into_iter();
            invisible.filter(|(_, reasons)| is_only(reasons)).map(|(cpv, _)| cpv).collect::<Vec<Cpv>>()
        };
        let found = report::map(&names, report, hidden).ok_or_else(|| Error::stopped(self.root()))?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Every mask of repositories, profile and user that counts.
    pub fn masks(&self) -> Vec<&super::MaskEntry> {
        self.masks.iter().collect()
    }

    /// The packages whose best version is another one in another configuration of the same repositories, in order.
    pub fn changes(self: &Arc<Self>, other: &Arc<Self>) -> Vec<Change> {
        self.changes_with(other, &mut unwatched).unwrap_or_default()
    }

    /// The same, which tells how many packages are done, first of this configuration and then of the other. It fails if it is told
    /// to stop.
    pub fn changes_with(self: &Arc<Self>, other: &Arc<Self>, report: Report<'_>) -> Result<Vec<Change>, Error> {
        let before = self.best_visible_of_all_with(&mut *report)?;
        let mut after = other.best_visible_of_all_with(report)?.into_iter().peekable();
        let mut changes = Vec::new();
        for (cpn, before) in before {
            while let Some((cpn, version)) = after.next_if(|(other, _)| *other < cpn) {
                changes.push(Change { cpn, before: None, after: version });
            }
            let after = after.next_if(|(other, _)| *other == cpn).and_then(|(_, version)| version);
            changes.push(Change { cpn, before, after });
        }
        changes.extend(after.map(|(cpn, version)| Change { cpn, before: None, after: version }));
        changes.retain(|change| change.before.as_ref().map(Cpv::as_str) != change.after.as_ref().map(Cpv::as_str));
        Ok(changes)
    }
}
