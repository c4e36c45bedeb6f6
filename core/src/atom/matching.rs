//! Which packages an atom matches. Nothing here allocates, but for an error.

use std::fmt;
use std::ops::Range;

use super::Atom;
use crate::cpv::Cpv;
use crate::error::Report;
use crate::flags::{NO_FLAGS, UseSet};
use crate::package::{Facts, Package};
use crate::slot::Slot;
use crate::use_dep::{UseDefault, UseDepParts};

/// A USE dependency without a default was applied to a package that does not have the flag (`sec:use-dep`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingFlag {
    input: String,
    span: Range<usize>,
    package: String,
}

impl MissingFlag {
    /// The code of this reason, beside those of [`Error`](crate::Error).
    pub const CODE: &'static str = "missing_flag";

    /// The text of the atom.
    pub fn input(&self) -> &str {
        &self.input
    }

    /// Where the flag stands in the atom, in bytes.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The flag.
    pub fn flag(&self) -> &str {
        &self.input[self.span()]
    }

    /// Category, package and version of the package that lacks it.
    pub fn package(&self) -> &str {
        &self.package
    }

    /// What is wrong, in a few words.
    pub fn reason(&self) -> String {
        let (package, flag) = (self.package(), self.flag());
        format!("{package} does not have the USE flag {flag}, and the USE dependency gives no default")
    }

    /// What would be right.
    pub fn hint(&self) -> String {
        let flag = self.flag();
        format!("{flag}(+) takes a missing flag as enabled, {flag}(-) as disabled")
    }
}

impl fmt::Display for MissingFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (reason, hint) = (self.reason(), self.hint());
        Report { kind: None, input: &self.input, span: self.span(), reason: &reason, hint: Some(&hint) }.fmt(f)
    }
}

impl std::error::Error for MissingFlag {}

/// What applying one USE dependency comes to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Applied {
    Holds,
    Fails,
    /// The package lacks the flag and there is no default.
    Missing,
}

/// Applies a USE dependency (`sec:use-dep`): `state` is that of the package's flag, none if it may not be referred to.
#[inline]
pub(super) fn apply(dep: &UseDepParts<'_>, parent_has: bool, state: Option<bool>) -> Applied {
    let assumed = dep.default.map(|default| default == UseDefault::Enabled);
    match (dep.kind.wanted(parent_has), state.or(assumed)) {
        (_, None) => Applied::Missing,
        (Some(wanted), Some(state)) if wanted != state => Applied::Fails,
        _ => Applied::Holds,
    }
}

/// Whether the package with the dependency has the flag; a dependency that does not depend on it does not ask.
#[inline]
fn parent_has(dep: &UseDepParts<'_>, parent_use: &(impl UseSet + ?Sized)) -> bool {
    dep.kind.is_conditional() && parent_use.contains_flag(dep.flag)
}

impl Atom {
    /// Whether the atom matches a package of which only name and version are known.
    ///
    /// So an atom with a slot or a repository does not match, nor one with USE dependencies unless their defaults
    /// decide. A blocker matches what it blocks.
    ///
    /// ```
    /// use polyatom::{Atom, Cpv};
    /// let atom = Atom::parse("=dev-lang/python-3*", None)?;
    /// assert!(atom.matches(&Cpv::parse("dev-lang/python-3.12.1")?));
    /// assert!(!atom.matches(&Cpv::parse("dev-lang/python-30")?));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn matches(&self, cpv: &Cpv) -> bool {
        self.could_match(cpv) && (self.is_bare() || self.matches_rest(&Facts::of_cpv(cpv), NO_FLAGS))
    }

    /// Whether the atom matches the package, as a dependency of a package with the flags `parent_use` enabled.
    ///
    /// A USE dependency without a default on a flag that the package lacks is an error by the specification; here
    /// it does not match, and [`Atom::check_use`] tells.
    pub fn matches_package(&self, package: &Package, parent_use: &(impl UseSet + ?Sized)) -> bool {
        let facts = package.facts();
        self.could_match(facts.cpv) && self.matches_rest(&facts, parent_use)
    }

    /// Whether the package satisfies the USE dependencies, or the first flag that it would need to have.
    pub fn check_use(&self, package: &Package, parent_use: &(impl UseSet + ?Sized)) -> Result<bool, MissingFlag> {
        let facts = package.facts();
        let mut holds = true;
        for dep in self.use_parts() {
            match apply(&dep, parent_has(&dep, parent_use), facts.flag(dep.flag)) {
                Applied::Holds => {}
                Applied::Fails => holds = false,
                Applied::Missing => {
                    return Err(self.missing(dep.flag, package));
                }
            }
        }
        Ok(holds)
    }

    /// `flag` is a part of this atom's text.
    #[cold]
    fn missing(&self, flag: &str, package: &Package) -> MissingFlag {
        let start = flag.as_ptr() as usize - self.text.as_ptr() as usize;
        MissingFlag { input: self.to_string(), span: start..start + flag.len(), package: package.cpv.as_str().into() }
    }

    /// Whether a package of that name and version could match, whatever its slot, its repository and its USE flags are.
    ///
    /// ```
    /// use polyatom::{Atom, Cpv};
    /// let (atom, cpv) = (Atom::parse(">=a/b-1:3[c]", None)?, Cpv::parse("a/b-4")?);
    /// assert!(atom.could_match(&cpv) && !atom.matches(&cpv));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[inline]
    pub fn could_match(&self, cpv: &Cpv) -> bool {
        self.matches_name(cpv) && self.matches_version(cpv)
    }

    /// Those of the packages that the atom [matches](Atom::matches), in their order.
    pub fn filter<'a>(&self, packages: impl IntoIterator<Item = &'a Cpv>) -> impl Iterator<Item = &'a Cpv> {
        packages.into_iter().filter(|cpv| self.matches(cpv))
    }

    /// The highest of these packages that the atom [matches](Atom::matches).
    pub fn best_match<'a>(&self, packages: impl IntoIterator<Item = &'a Cpv>) -> Option<&'a Cpv> {
        best_match(self, packages)
    }

    /// Whether there is nothing after package and version.
    #[inline]
    fn is_bare(&self) -> bool {
        self.parts.package_end() == self.text.len()
    }

    /// Everything after package and version.
    fn matches_rest(&self, facts: &Facts<'_>, parent_use: &(impl UseSet + ?Sized)) -> bool {
        self.matches_slot(facts.slot)
            && self.repo().is_none_or(|repo| facts.repo == Some(repo))
            && self.use_parts().all(|dep| apply(&dep, parent_has(&dep, parent_use), facts.flag(dep.flag)) == Applied::Holds)
    }

    #[inline]
    fn matches_name(&self, cpv: &Cpv) -> bool {
        self.name_bytes() == cpv.name_bytes()
    }

    #[inline]
    fn matches_version(&self, cpv: &Cpv) -> bool {
        self.op().is_none_or(|op| op.matches_keyed((cpv.key(), cpv.version_bytes()), (&self.key, self.version_bytes())))
    }

    /// `sec:slot-dep`: an unknown slot is not the one that is named.
    #[inline]
    fn matches_slot(&self, slot: Option<&Slot>) -> bool {
        let Some(wanted) = self.slot() else { return true };
        slot.is_some_and(|slot| slot.name() == wanted && self.subslot().is_none_or(|subslot| slot.subslot() == subslot))
    }
}

/// The package with the highest version among those that the atom [matches](Atom::matches), the first of equal ones.
pub fn best_match<'a>(atom: &Atom, packages: impl IntoIterator<Item = &'a Cpv>) -> Option<&'a Cpv> {
    let matching = packages.into_iter().filter(|cpv| atom.matches(cpv));
    // Not `max_by`, which gives the last of equal ones.
    matching.reduce(|best, cpv| if cpv.compare_version(best).is_gt() { cpv } else { best })
}
