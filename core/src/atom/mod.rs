//! Atoms: package dependency specifications (`ch:dependencies`).

mod derive;
mod intersects;
mod matching;
mod order;
mod parse;
pub(crate) mod range;
mod sort_key;

use crate::cpn::Cpn;
use crate::cpv::Cpv;
use crate::eapi::Eapi;
use crate::error::{Error, ErrorKind, Fault};
use crate::operator::{Blocker, Operator};
use crate::revision::Revision;
use crate::slot::{SlotDep, SlotOperator};
use crate::use_dep::{UseDep, UseDepParts};
use crate::version::{KeyPrefix, NoKey, Version, VersionKey, VersionRef, split_revision};
use crate::vocabulary::text_backed;

pub use derive::AtomField;
pub use intersects::{Conflict, ConflictPart};
pub use matching::{MissingFlag, best_match};
use parse::Parts;
pub(crate) use parse::scan_operator;

/// What an atom may contain.
///
/// Without an EAPI everything is allowed that any EAPI has, and `::repository`. An EAPI is enough where options are
/// wanted: `Atom::parse(text, Eapi::V8)`, and `None` for the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct AtomOptions {
    /// The EAPI whose parts are allowed.
    pub eapi: Option<Eapi>,
    /// Allows `::repository`, which is in no EAPI, together with an EAPI.
    pub repo: bool,
}

impl From<Eapi> for AtomOptions {
    fn from(eapi: Eapi) -> Self {
        Self { eapi: Some(eapi), repo: false }
    }
}

impl From<Option<Eapi>> for AtomOptions {
    fn from(eapi: Option<Eapi>) -> Self {
        Self { eapi, repo: false }
    }
}

/// A package dependency specification: `!>=dev-lang/python-3.11:3.11=::gentoo[ssl,-test(-)]`.
///
/// It is one text with the places of its parts in it; parts are handed out as slices. Two atoms are equal if their
/// parts are, versions compared as [`Version`] does and USE dependencies as a set; what an asterisk leaves open is a part
/// of its own, so that `=a/b-1*` and `=a/b-1-r0*` differ. They are ordered by category, package, version (none first),
/// operator, blocker, slot, sub-slot, slot operator, USE dependencies and repository.
///
/// ```
/// use polyatom::{Atom, Eapi, Operator, SlotOperator};
/// let atom = Atom::parse(">=dev-lang/python-3.11:3.11=[ssl,tk?]", Eapi::V8)?;
/// assert_eq!(atom.op(), Some(Operator::GreaterOrEqual));
/// assert_eq!((atom.package(), atom.version_text()), ("python", Some("3.11")));
/// assert_eq!((atom.slot(), atom.slot_op()), (Some("3.11"), Some(SlotOperator::Equal)));
/// assert_eq!(atom.use_texts().collect::<Vec<_>>(), ["ssl", "tk?"]);
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone)]
pub struct Atom {
    text: Box<str>,
    parts: Parts,
    /// Of the version; before all others if there is none.
    key: VersionKey,
}

text_backed!(Atom, |text| Atom::parse(text, AtomOptions::default()));

/// Checks that the bytes of a text are an atom.
#[inline]
pub(crate) fn check(bytes: &[u8], options: AtomOptions) -> Result<(), Fault> {
    parse::scan(bytes, options, &mut NoKey).map(drop)
}

impl Atom {
    /// Reads an atom.
    pub fn parse(text: &str, options: impl Into<AtomOptions>) -> Result<Self, Error> {
        let options = options.into();
        let mut key = KeyPrefix::default();
        match parse::scan(text.as_bytes(), options, &mut key) {
            // What was tried as a version and is a part of the name has left its key.
            Ok(parts) => Ok(Self { text: text.into(), parts, key: parts.op.map_or(VersionKey::NONE, |_| key.finish()) }),
            Err(fault) => Err(fault.into_error(ErrorKind::Atom, text, options.eapi)),
        }
    }

    /// Whether `text` is an atom.
    pub fn is_valid(text: &str, options: impl Into<AtomOptions>) -> bool {
        parse::scan(text.as_bytes(), options.into(), &mut NoKey).is_ok()
    }

    /// The blocker, if the atom is a block.
    pub fn blocker(&self) -> Option<Blocker> {
        self.parts.blocker
    }

    /// The operator, which is there exactly if the version is.
    pub fn op(&self) -> Option<Operator> {
        self.parts.op
    }

    /// The category, `dev-lang`.
    pub fn category(&self) -> &str {
        &self.text[self.parts.start()..self.parts.slash as usize]
    }

    /// The package, `python`.
    pub fn package(&self) -> &str {
        &self.text[self.parts.slash as usize + 1..self.parts.name_end as usize]
    }

    /// Category and package as one text, `dev-lang/python`.
    pub(crate) fn name(&self) -> &str {
        &self.text[self.parts.start()..self.parts.name_end as usize]
    }

    /// The same as bytes: comparing them needs no look at where characters begin.
    #[inline]
    pub(crate) fn name_bytes(&self) -> &[u8] {
        &self.text.as_bytes()[self.parts.start()..self.parts.name_end as usize]
    }

    /// The version as bytes, if there is an operator.
    #[inline]
    pub(crate) fn version_bytes(&self) -> &[u8] {
        &self.text.as_bytes()[self.parts.name_end as usize + 1..self.parts.version_end as usize]
    }

    /// Category and package.
    pub fn cpn(&self) -> Cpn {
        Cpn::from_valid(self.name(), self.parts.slash as usize - self.parts.start())
    }

    /// Category, package and version, if there is a version.
    pub fn cpv(&self) -> Option<Cpv> {
        self.op()?;
        let Parts { slash, name_end, version_end, .. } = self.parts;
        let start = self.parts.start();
        let shifted = |at: u32| at as usize - start;
        let text = &self.text[start..version_end as usize];
        Some(Cpv::from_valid(text, shifted(slash), shifted(name_end)))
    }

    /// The version with its revision.
    pub fn version(&self) -> Option<Version> {
        self.version_text().map(Version::from_valid)
    }

    /// The same without a copy.
    #[inline]
    pub fn version_ref(&self) -> Option<VersionRef<'_>> {
        self.version_text().map(VersionRef::from_valid)
    }

    /// The text of the version with its revision, `3.11-r1`.
    pub fn version_text(&self) -> Option<&str> {
        self.op()?;
        Some(&self.text[self.parts.name_end as usize + 1..self.parts.version_end as usize])
    }

    /// The version's revision, if one is written.
    pub fn revision(&self) -> Option<Revision> {
        let (_, digits) = split_revision(self.version_text()?);
        digits.map(Revision::from_valid)
    }

    /// The slot's name, if one is given.
    pub fn slot(&self) -> Option<&str> {
        self.text.get(self.parts.package_end() + 1..self.parts.slot_end as usize).filter(|slot| !slot.is_empty())
    }

    /// The sub-slot, if one is given.
    pub fn subslot(&self) -> Option<&str> {
        self.text.get(self.parts.slot_end as usize + 1..self.parts.subslot_end as usize)
    }

    /// The slot operator, if there is one.
    pub fn slot_op(&self) -> Option<SlotOperator> {
        self.parts.slot_op
    }

    /// The slot dependency with all its parts, if there is one.
    pub fn slot_dep(&self) -> Option<SlotDep> {
        let text = self.text.get(self.parts.package_end() + 1..self.parts.slot_dep_end())?;
        // A part of an atom always reads by itself.
        SlotDep::parse(text, None).ok()
    }

    /// The repository's name, if one is given.
    pub fn repo(&self) -> Option<&str> {
        self.text.get(self.parts.slot_dep_end() + 2..self.parts.repo_end as usize)
    }

    /// The USE dependencies, in the order written.
    pub fn use_deps(&self) -> impl Iterator<Item = UseDep> + Clone {
        self.use_parts().map(|parts| UseDep::from_parts(&parts))
    }

    /// The texts of the USE dependencies, in the order written.
    pub fn use_texts(&self) -> impl Iterator<Item = &str> + Clone {
        let end = self.text.len().wrapping_sub(1);
        let inside = self.text.get(self.parts.repo_end as usize + 1..end);
        inside.into_iter().flat_map(|inside| inside.split(','))
    }

    pub(crate) fn use_parts(&self) -> impl Iterator<Item = UseDepParts<'_>> + Clone {
        self.use_texts().map(UseDepParts::from_valid)
    }
}

impl std::fmt::Debug for Atom {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Atom").field(&self.text).finish()
    }
}
