//! Whether packages satisfy a specification.

use std::borrow::Borrow;
use std::collections::HashSet;

use super::DepSpec;
use super::node::NodeRef;
use super::verdict::{Found, Verdicts};
use crate::atom::Atom;
use crate::flags::UseSet;
use crate::package::Package;
use crate::package_set::PackageSet;

/// How a specification is satisfied, or why it is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Satisfaction<'a> {
    satisfied: bool,
    choices: Vec<Choice<'a>>,
    missing: Vec<NodeRef<'a>>,
    violated: Vec<NodeRef<'a>>,
}

/// An any-of group and which member of it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The any-of group.
    pub group: NodeRef<'a>,
    /// The first of its members that is matched.
    pub member: NodeRef<'a>,
}

impl<'a> Satisfaction<'a> {
    fn new(verdicts: &Verdicts<'a>) -> Self {
        let (mut choices, mut missing, mut violated) = (Vec::new(), Vec::new(), Vec::new());
        verdicts.walk(|found| match found {
            Found::Choice(group, member) => choices.push(Choice { group, member }),
            Found::Unmatched(node) if is_blocker(node) => violated.push(node),
            Found::Unmatched(node) => missing.push(node),
        });
        Self { satisfied: verdicts.all_matched(), choices, missing, violated }
    }

    /// Whether everything that has to be matched is.
    pub fn is_satisfied(&self) -> bool {
        self.satisfied
    }

    /// The chosen member of every any-of group that matters, in the order of the text.
    pub fn choices(&self) -> &[Choice<'a>] {
        &self.choices
    }

    /// The leaves that nothing matches, and the any-of groups of which no member is matched, in the order of the text.
    pub fn missing(&self) -> &[NodeRef<'a>] {
        &self.missing
    }

    /// The blockers of which the blocked package is there, in the order of the text.
    pub fn violated(&self) -> &[NodeRef<'a>] {
        &self.violated
    }
}

/// Only a blocker begins with an exclamation mark among the leaves that may be unmatched and are no flags.
fn is_blocker(node: NodeRef<'_>) -> bool {
    node.kind() == super::NodeKind::Atom && node.text().starts_with('!')
}

impl DepSpec {
    /// Whether these packages satisfy the specification for a package with the flags `parent_use` enabled.
    ///
    /// An atom is matched if one of the packages matches it, a blocker if none does. A conditional group whose condition
    /// does not hold is matched, but no member of an any-of group it is directly in. An any-of group without members is
    /// matched in the EAPIs of `tab:empty-dep-groups`. Leaves that are no atoms are matched by no package.
    ///
    /// ```
    /// use polyatom::{Cpv, DepSpec, DepSpecKind, NO_FLAGS, Package};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "|| ( a/b >=c/d-2 ) !e/f", None)?;
    /// let packages = ["c/d-3", "e/f-1"].map(|cpv| Package::new(Cpv::parse(cpv).unwrap()));
    /// let found = spec.satisfied_by(&packages, NO_FLAGS);
    /// assert!(!found.is_satisfied() && found.missing().is_empty());
    /// assert_eq!(found.choices()[0].member.text(), ">=c/d-2");
    /// assert_eq!(found.violated()[0].text(), "!e/f");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn satisfied_by<'a, 'p>(
        &'a self,
        packages: impl IntoIterator<Item = &'p Package>,
        parent_use: &(impl UseSet + ?Sized),
    ) -> Satisfaction<'a> {
        // Packages of other names are looked at once, and not for each atom.
        let wanted: Vec<Atom> = self.atoms().collect();
        let wanted: HashSet<(&str, &str)> = wanted.iter().map(|atom| (atom.category(), atom.package())).collect();
        let named = packages.into_iter().filter(|package| wanted.contains(&(package.cpv.category(), package.cpv.package())));
        self.satisfied_by_set(&PackageSet::new(named), parent_use)
    }

    /// The same for packages that have been made ready, for more than one question.
    pub fn satisfied_by_set<'a, P: Borrow<Package>>(
        &'a self,
        packages: &PackageSet<P>,
        parent_use: &(impl UseSet + ?Sized),
    ) -> Satisfaction<'a> {
        self.satisfied_with(parent_use, |leaf| {
            let Some(atom) = leaf.atom() else { return false };
            let present = packages.matching(&atom, parent_use).next().is_some();
            present != atom.blocker().is_some()
        })
    }

    /// The same where `matches` decides about each leaf, such as which licenses are accepted.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, NO_FLAGS};
    /// let spec = DepSpec::parse(DepSpecKind::License, "|| ( MIT GPL-2 ) BSD", None)?;
    /// let found = spec.satisfied_with(NO_FLAGS, |leaf| leaf.text() == "MIT");
    /// assert_eq!(found.missing()[0].text(), "BSD");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn satisfied_with<'a>(
        &'a self,
        parent_use: &(impl UseSet + ?Sized),
        matches: impl FnMut(NodeRef<'a>) -> bool,
    ) -> Satisfaction<'a> {
        let holds = |condition: NodeRef<'a>| condition.condition_holds(|flag| parent_use.contains_flag(flag));
        Satisfaction::new(&Verdicts::new(self, holds, matches))
    }
}
