//! Asking a package what a query asks.

use std::sync::Arc;

use polyatom::{Atom, Cpv};

use super::facts::{Facts, Read, Subject, Universe};
use super::field::{Field, FieldKind, Level};
use super::test::{End, Item, Match, Quantifier, Rank, Test, Wanted};
use super::tree::Tree;
use super::{Query, QueryError};
use crate::binpkg::BinaryPackage;
use crate::config::ConfiguredPackage;
use crate::error::Error;
use crate::format::selector::Selector;
use crate::installed::InstalledPackage;
use crate::metadata::Metadata;
use crate::package::Package;

/// The levels in their order: what a package's name tells is asked before anything is read.
const LEVELS: [Level; 3] = [Level::Names, Level::Entry, Level::Files];

impl Query {
    /// Whether it matches; an error if that hangs on something that cannot be read.
    pub(super) fn holds(&self, facts: Facts<'_>) -> Result<bool, Error> {
        match self.asked(&facts) {
            Some(holds) => Ok(holds),
            None => facts.into_error().map_or(Ok(false), Err),
        }
    }

    fn asked(&self, facts: &Facts<'_>) -> Option<bool> {
        let at = |level: Level| self.tree().holds(|test| if test.level() <= level { test.holds(facts) } else { None });
        LEVELS.into_iter().find_map(at)
    }
}

impl Test {
    /// Whether the package is so; none if that is not known.
    fn holds(&self, facts: &Facts<'_>) -> Option<bool> {
        match self {
            Self::Flag(field) => facts.flag(*field),
            Self::One(field, Match::Missing) if field.kind().is_many() => Some(length(*field, facts)? == 0),
            Self::One(_, Match::Version(comparison, version)) => Some(comparison.holds(facts.cpv().version().cmp(version))),
            Self::One(_, Match::Eapi(comparison, eapi)) => Some(comparison.holds(facts.metadata()?.eapi().cmp(eapi))),
            Self::One(field, is) if field.kind() == FieldKind::Number => Some(is.holds_for_number(facts.number(*field)?)),
            Self::One(field, is) => Some(is.holds_for(&facts.text(*field)?)),
            Self::Count(field, comparison, number) => Some(comparison.holds((length(*field, facts)? as u64).cmp(number))),
            Self::Items(field, quantifier, tree) => items(*field, *quantifier, tree, facts),
            Self::Package(selector) => selected(selector, facts),
            Self::Rank(rank) => ranks(rank, facts),
        }
    }
}

/// The number of items of a field.
fn length(field: Field, facts: &Facts<'_>) -> Option<usize> {
    match field.kind() {
        FieldKind::Records => Some(facts.records(field)?.len()),
        FieldKind::Atoms => {
            let mut length = 0;
            for (kind, _) in facts.specs(field)?.into_iter().filter(|(_, text)| !text.is_empty()) {
                length += facts.dependencies(kind)?.count();
            }
            Some(length)
        }
        _ => Some(facts.list(field)?.len()),
    }
}

impl Quantifier {
    /// Whether it holds for what was found of items one after the other.
    fn holds(self, items: impl IntoIterator<Item = bool>) -> bool {
        let mut items = items.into_iter();
        match self {
            Self::Any => items.any(|holds| holds),
            Self::All => items.all(|holds| holds),
            Self::None => !items.any(|holds| holds),
        }
    }
}

fn items(field: Field, quantifier: Quantifier, tree: &Tree<Item>, facts: &Facts<'_>) -> Option<bool> {
    let holds = |ask: &dyn Fn(&Item) -> bool| tree.holds(|item| Some(ask(item))).unwrap_or(false);
    match field.kind() {
        FieldKind::Records => {
            let of = |record: super::facts::Record<'_>| {
                holds(&|item: &Item| item.part.is_some_and(|part| item.is.holds_for(&record.part(part))))
            };
            Some(quantifier.holds(facts.records(field)?.into_iter().map(of)))
        }
        FieldKind::Atoms => {
            let needle = tree.only_leaf().and_then(needle).filter(|_| quantifier != Quantifier::All);
            let mut found: Option<bool> = Some(quantifier != Quantifier::Any);
            for (kind, text) in facts.specs(field)? {
                // Most specifications do not have the text, and need not be parsed to know.
                if text.is_empty()
                    || needle.is_some_and(|needle| memchr::memmem::find(text.as_bytes(), needle.as_bytes()).is_none())
                {
                    continue;
                }
                let Some(atoms) = facts.dependencies(kind) else {
                    found = None;
                    continue;
                };
                let of = |(atom, text): (Atom, &str)| holds(&|item: &Item| item.is.holds_for_atom(&atom, text));
                if quantifier.holds(atoms.map(of)) != (quantifier != Quantifier::Any) {
                    return Some(quantifier == Quantifier::Any);
                }
            }
            found
        }
        _ => {
            let of = |text: std::borrow::Cow<'_, str>| holds(&|item: &Item| item.is.holds_for(&text));
            Some(quantifier.holds(facts.list(field)?.into_iter().map(of)))
        }
    }
}

/// A text that a specification has if an item in it holds.
fn needle(item: &Item) -> Option<&str> {
    match &item.is {
        Match::Equal(text) => Some(text),
        Match::Atom(Wanted { name, .. }) => name.as_deref(),
        _ => None,
    }
}

impl Match {
    /// Whether it holds for a dependency.
    fn holds_for_atom(&self, atom: &Atom, text: &str) -> bool {
        let Self::Atom(Wanted { blocker, selector, .. }) = self else { return self.holds_for(text) };
        *blocker == atom.blocker().is_some()
            && match selector {
                Selector::Atom(wanted) => wanted.intersects(atom),
                Selector::Pattern(pattern) => pattern.matches_cpn(&atom.cpn()),
                Selector::Version(_) => false,
            }
    }
}

/// Whether an atom or a pattern matches: with the flags that are on under a configuration, or since the package was built; else in
/// some configuration.
fn selected(selector: &Selector, facts: &Facts<'_>) -> Option<bool> {
    let named = match selector {
        Selector::Atom(atom) => atom.could_match(facts.cpv()) && is_in(atom.repo(), facts)?,
        Selector::Pattern(pattern) => pattern.matches_names_of(facts.cpv()) && is_in(pattern.repo(), facts)?,
        Selector::Version(_) => true,
    };
    let more = match selector {
        Selector::Atom(atom) => atom.slot().is_some() || atom.use_deps().next().is_some(),
        Selector::Pattern(pattern) => pattern.slot().is_some(),
        Selector::Version(_) => true,
    };
    if !named || !more {
        return Some(named);
    }
    match (facts.read()?, selector) {
        (Read::Ebuild(package), Selector::Atom(atom)) if !facts.is_configured() => facts.known(package.could_match(atom)),
        (Read::Ebuild(_), _) if selector.has_use_deps() => Some(selector.matches(&facts.configured()?.facts())),
        (read, _) => Some(selector.matches(&facts.known(read.metadata().facts())?)),
    }
}

fn is_in(repository: Option<&str>, facts: &Facts<'_>) -> Option<bool> {
    match repository {
        Some(name) => Some(facts.repository_name()? == name),
        None => Some(true),
    }
}

/// Whether the package is one of the versions at an end.
fn ranks(rank: &Rank, facts: &Facts<'_>) -> Option<bool> {
    let is_one = |facts: &Facts<'_>| rank.of.as_ref().is_none_or(|query| query.asked(facts) == Some(true));
    if let Some(query) = &rank.of
        && !query.asked(facts)?
    {
        return Some(false);
    }
    let slot = match rank.in_slot {
        true => Some(facts.known(facts.metadata()?.slot())?.name()),
        false => None,
    };
    let is_before = |subject: &Subject<'_>| match rank.end {
        End::Newest => subject.cpv() > facts.cpv(),
        End::Oldest => subject.cpv() < facts.cpv(),
    };
    let mut before: Vec<Subject<'_>> = facts.universe().named(&facts.cpv().cpn());
    before.retain(is_before);
    before.sort_by_key(|subject| subject.cpv());
    // Of one version in several places one is enough.
    let (mut found, mut last): (u64, Option<&Cpv>) = (0, None);
    for subject in before {
        let cpv = subject.cpv();
        if found >= rank.count || last.is_some_and(|last| last == cpv) {
            continue;
        }
        let other = Facts::new(facts.universe(), subject);
        let is_there = slot.is_none_or(|slot| other.text(Field::Slot).is_some_and(|of_other| of_other == slot));
        if is_there && is_one(&other) {
            (found, last) = (found + 1, Some(cpv));
        }
    }
    Some(found < rank.count)
}

impl Query {
    fn matches_one(&self, universe: Universe<'_>, subject: Subject<'_>, read: Read) -> Result<Result<bool, Error>, QueryError> {
        self.check_for(universe.kind())?;
        Ok(self.holds(Facts::new(universe, subject).with_read(read)))
    }

    /// Whether it matches a package of a repository, whose other versions are those in that repository. Of a package that cannot
    /// be read as far as the query asks it is an error inside. It fails if the query asks for what such packages do not have.
    pub fn matches(&self, package: &Arc<Package>) -> Result<Result<bool, Error>, QueryError> {
        let repository = package.repository();
        let subject = Subject::Ebuild(repository, package.cpv());
        self.matches_one(Universe::Repository(repository), subject, Read::Ebuild(Arc::clone(package)))
    }

    /// The same of a package under its configuration, whose other versions are those in all its repositories.
    pub fn matches_configured(&self, package: &ConfiguredPackage) -> Result<Result<bool, Error>, QueryError> {
        let (universe, package) = (Universe::Config(package.config()), package.package());
        let subject = Subject::Ebuild(package.repository(), package.cpv());
        self.matches_one(universe, subject, Read::Ebuild(Arc::clone(package)))
    }

    /// The same of an installed package, whose other versions are those in its root.
    pub fn matches_installed(&self, package: &Arc<InstalledPackage>) -> Result<Result<bool, Error>, QueryError> {
        let installed = package.installed();
        let subject = Subject::Installed(installed, package.cpv());
        self.matches_one(Universe::Installed(installed), subject, Read::Installed(Arc::clone(package)))
    }

    /// The same of a binary package, which is the only version that it knows of.
    pub fn matches_binary(&self, package: &Arc<BinaryPackage>) -> Result<Result<bool, Error>, QueryError> {
        self.matches_one(Universe::Binary(package), Subject::Binary(package), Read::Binary(Arc::clone(package)))
    }
}
