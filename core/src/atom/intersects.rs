//! Whether some package could satisfy two atoms.

use std::fmt;

use super::Atom;
use super::matching::{Applied, apply};
use super::range::Requirement;
use crate::operator::Operator;
use crate::use_dep::UseDepParts;
use crate::vocabulary::vocabulary;

impl Atom {
    /// Whether there could be a package that both atoms match, as dependencies of any two packages.
    ///
    /// Blockers are taken for what they block.
    ///
    /// ```
    /// use polyatom::Atom;
    /// let atom = |text| Atom::parse(text, None);
    /// assert!(atom(">=a/b-1[c]")?.intersects(&atom("<a/b-2[d]")?));
    /// assert!(!atom(">a/b-1")?.intersects(&atom("<a/b-1-r1")?));
    /// assert!(!atom("a/b[c]")?.intersects(&atom("a/b[-c]")?));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn intersects(&self, other: &Self) -> bool {
        self.conflict_with(other).is_none()
    }

    /// Why no package can match both atoms: the first part in which they exclude each other; none if they intersect.
    ///
    /// ```
    /// use polyatom::{Atom, ConflictPart};
    /// let (a, b) = (Atom::parse("a/b[c]", None)?, Atom::parse("<a/b-2[-c]", None)?);
    /// let conflict = a.conflict_with(&b).unwrap();
    /// assert_eq!((conflict.part(), conflict.flag()), (ConflictPart::UseDeps, Some("c")));
    /// assert_eq!(conflict.to_string(), "no state of the USE flag c satisfies both [c] and [-c]");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn conflict_with<'a>(&'a self, other: &'a Self) -> Option<Conflict<'a>> {
        let (part, flag) = self.conflict_parts(other)?;
        Some(Conflict { part, flag, a: self, b: other })
    }

    fn conflict_parts<'a>(&'a self, other: &'a Self) -> Option<(ConflictPart, Option<&'a str>)> {
        let part = if self.name() != other.name() {
            ConflictPart::Package
        } else if !self.versions_intersect(other) {
            ConflictPart::Version
        } else if !compatible(self.slot(), other.slot()) {
            ConflictPart::Slot
        } else if !compatible(self.subslot(), other.subslot()) {
            ConflictPart::Subslot
        } else if !compatible(self.repo(), other.repo()) {
            ConflictPart::Repo
        } else {
            return self.conflicting_flag(other).map(|flag| (ConflictPart::UseDeps, Some(flag)));
        };
        Some((part, None))
    }

    fn versions_intersect(&self, other: &Self) -> bool {
        match (self.requirement(), other.requirement()) {
            (Some(a), Some(b)) => a.intersects(b),
            _ => true,
        }
    }

    fn requirement(&self) -> Option<Requirement<'_>> {
        Some(Requirement::new(self.op()?, self.version_text()?))
    }

    /// Flags do not depend on each other, so that each can be looked at by itself.
    fn conflicting_flag<'a>(&'a self, other: &'a Self) -> Option<&'a str> {
        let mine = self.use_parts().map(|dep| (dep, Side::A));
        let mut deps: Vec<_> = mine.chain(other.use_parts().map(|dep| (dep, Side::B))).collect();
        deps.sort_by_key(|(dep, _)| dep.flag);
        let mut of_one_flag = deps.chunk_by(|(a, _), (b, _)| a.flag == b.flag);
        of_one_flag.find(|deps| !flag_is_satisfiable(deps)).map(|deps| deps[0].0.flag)
    }
}

vocabulary! {
    /// The part in which two atoms exclude each other.
    ConflictPart, UnknownConflictPart, 6 {
        /// Category and package name.
        Package => "package",
        /// The version.
        Version => "version",
        /// The slot.
        Slot => "slot",
        /// The sub-slot.
        Subslot => "subslot",
        /// The repository.
        Repo => "repo",
        /// The USE dependencies on a flag.
        UseDeps => "use_deps",
    }
}

/// Why two atoms do not intersect. It displays as a sentence.
#[derive(Clone, Copy, Debug)]
pub struct Conflict<'a> {
    part: ConflictPart,
    flag: Option<&'a str>,
    a: &'a Atom,
    b: &'a Atom,
}

impl<'a> Conflict<'a> {
    /// The part in which they exclude each other.
    pub fn part(&self) -> ConflictPart {
        self.part
    }

    /// The USE flag, if it is about one.
    pub fn flag(&self) -> Option<&'a str> {
        self.flag
    }
}

impl fmt::Display for Conflict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { a, b, .. } = self;
        let both = |f: &mut fmt::Formatter<'_>, what, a: Option<&str>, b: Option<&str>| {
            write!(f, "no package is in both {what} {} and {what} {}", a.unwrap_or_default(), b.unwrap_or_default())
        };
        match (self.part, self.flag) {
            (ConflictPart::Package, _) => write!(f, "{} and {} are different packages", a.name(), b.name()),
            (ConflictPart::Version, _) => write!(f, "no version satisfies both {} and {}", VersionOf(a), VersionOf(b)),
            (ConflictPart::Slot, _) => both(f, "slot", a.slot(), b.slot()),
            (ConflictPart::Subslot, _) => both(f, "sub-slot", a.subslot(), b.subslot()),
            (ConflictPart::Repo, _) => both(f, "repository", a.repo(), b.repo()),
            (ConflictPart::UseDeps, flag) => write_flag(f, flag.unwrap_or_default(), a, b),
        }
    }
}

/// One atom alone may already ask for what cannot be.
fn write_flag(f: &mut fmt::Formatter<'_>, flag: &str, a: &Atom, b: &Atom) -> fmt::Result {
    let of = |atom: &Atom| {
        let deps = atom.use_deps().filter(|dep| dep.flag() == flag).map(|dep| dep.to_string());
        deps.collect::<Vec<_>>().join(",")
    };
    write!(f, "no state of the USE flag {flag} satisfies ")?;
    match (of(a), of(b)) {
        (deps, none) | (none, deps) if none.is_empty() => write!(f, "[{deps}]"),
        (a, b) => write!(f, "both [{a}] and [{b}]"),
    }
}

/// Operator and version of an atom, as written.
struct VersionOf<'a>(&'a Atom);

impl fmt::Display for VersionOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let op = self.0.op();
        let asterisk = if op == Some(Operator::EqualGlob) { "*" } else { "" };
        write!(f, "{}{}{asterisk}", op.map_or("", Operator::prefix), self.0.version_text().unwrap_or_default())
    }
}

/// Whose dependency it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    A,
    B,
}

/// Both ask for the same, or one does not ask.
fn compatible(a: Option<&str>, b: Option<&str>) -> bool {
    a.is_none() || b.is_none() || a == b
}

/// Whether some state of the flag, in the package and in the packages with the dependencies, satisfies all of these.
fn flag_is_satisfiable(deps: &[(UseDepParts<'_>, Side)]) -> bool {
    let holds = |side: Side, parent_has: bool, state: Option<bool>| {
        let mut of_side = deps.iter().filter(|(_, whose)| *whose == side);
        of_side.all(|(dep, _)| apply(dep, parent_has, state) == Applied::Holds)
    };
    let for_some_parent = |side, state| [false, true].into_iter().any(|parent_has| holds(side, parent_has, state));
    [None, Some(false), Some(true)].into_iter().any(|state| for_some_parent(Side::A, state) && for_some_parent(Side::B, state))
}
