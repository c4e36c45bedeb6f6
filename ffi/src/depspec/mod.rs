//! Dependency specifications: reading them, and what can be made of them. What only some kinds can do stands in files of its own.

mod diagnostics;
mod node;
mod parts;
mod required_use;
mod satisfaction;
mod src_uri;

pub use diagnostics::{Diagnostic, DiagnosticKind};
pub use node::{ConditionalLeaf, DepNode, NodeKind, UseCondition};
pub use required_use::{RequiredUseCheck, RequiredUseSolution, UseChange};
pub use satisfaction::{AnyOfChoice, Satisfaction};
pub use src_uri::{Download, Mirror, Uri, UriPrefix};

use crate::give::{Text, text};
use crate::mirror::mirror;
use crate::{Atom, Eapi, Iuse, Refused, UseFlags};
use std::fmt;
use std::sync::Arc;

mirror! {
    /// The variable that a dependency specification is the value of, which decides what may stand in it (PMS, sec:dependency-spec). Its
    /// text is the name of the variable, which is read in upper and in lower case.
    ///
    /// ```example
    /// DepSpec(DepSpecKind.License, "MIT").kind -> DepSpecKind.License
    /// ```
    DepSpecKind {
        /// Build dependencies, for the system being built.
        Depend,
        /// Build dependencies, for the system that builds.
        Bdepend,
        /// Runtime dependencies.
        Rdepend,
        /// Post dependencies.
        Pdepend,
        /// Install-time dependencies.
        Idepend,
        /// Licenses.
        License,
        /// Properties.
        Properties,
        /// Assertions about USE flags.
        RequiredUse,
        /// Restrictions.
        Restrict,
        /// Sources.
        SrcUri,
    }
}

/// A dependency specification: the value of `DEPEND`, `LICENSE`, `REQUIRED_USE`, `SRC_URI` and so on (PMS, sec:dependency-spec).
///
/// It is a tree of groups and leaves, in the order written. Two specifications are equal if they are of one kind and EAPI and read
/// alike, whitespace aside. As a set, its members are its items, the parts that are in no group; results keep the order and drop repetitions.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "a/b ssl? ( c/d )")
/// spec.leaves -> ["a/b", "c/d"]
/// spec.evaluate(["ssl"]).text -> "a/b c/d"
/// spec.evaluate([]).text -> "a/b"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, uniffi::Object)]
#[uniffi::export(Display, Eq, Hash, Ord)]
pub struct DepSpec(Arc<polyatom::DepSpec>);

impl fmt::Display for DepSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl DepSpec {
    pub(crate) fn core(&self) -> &polyatom::DepSpec {
        &self.0
    }

    /// One that somebody else keeps, too.
    pub(crate) fn of(kept: &Arc<polyatom::DepSpec>) -> Self {
        Self(Arc::clone(kept))
    }
}

impl From<polyatom::DepSpec> for DepSpec {
    fn from(spec: polyatom::DepSpec) -> Self {
        Self(Arc::new(spec))
    }
}

#[uniffi::export]
impl DepSpec {
    /// Reads a specification of that kind.
    ///
    /// With an EAPI, only what that EAPI allows. Without one, everything that any EAPI allows, and it then means what it means in the
    /// latest. `empty_groups` also allows groups with nothing in them, which no ebuild may have but evaluation can leave.
    #[uniffi::constructor(default(eapi = None, empty_groups = false))]
    pub fn new(kind: DepSpecKind, text: &str, eapi: Option<Eapi>, empty_groups: bool) -> Result<Self, Refused> {
        let options = polyatom::DepSpecOptions { eapi: eapi.map(Into::into), repo: eapi.is_none(), empty_groups };
        Ok(polyatom::DepSpec::parse(kind.into(), text, options)?.into())
    }

    /// The kind of variable it was read from, such as `DEPEND`.
    pub fn kind(&self) -> DepSpecKind {
        self.0.kind().into()
    }

    /// The text, exactly as read.
    pub fn text(&self) -> Text {
        text(self.0.as_str())
    }

    /// The EAPI it was read with.
    pub fn eapi(&self) -> Option<Eapi> {
        self.0.eapi().map(Into::into)
    }

    /// Whether it has groups with nothing in them.
    pub fn empty_groups(&self) -> bool {
        self.0.has_empty_groups()
    }

    /// The parts that are in no group.
    pub fn items(&self) -> Vec<Arc<DepNode>> {
        self.nodes(self.0.items())
    }

    /// Every part, each group before what is in it.
    pub fn parts(&self) -> Vec<Arc<DepNode>> {
        self.nodes(self.0.recursive())
    }

    /// The texts of the leaves, as if every condition held.
    pub fn leaves(&self) -> Vec<String> {
        self.0.leaves().map(|leaf| leaf.text().to_owned()).collect()
    }

    /// The leaves with the conditions they are under.
    pub fn conditional_leaves(&self) -> Vec<ConditionalLeaf> {
        self.0.conditional_leaves().map(Into::into).collect()
    }

    /// The atoms among the leaves.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "|| ( >=a/b-1 c/d )")
    /// spec.atoms -> [">=a/b-1", "c/d"]
    /// ```
    pub fn atoms(&self) -> Vec<Arc<Atom>> {
        self.0.atoms().map(Atom::shared).collect()
    }

    /// The USE flags of conditions and of `REQUIRED_USE`, each once, in the order they appear.
    pub fn flags(&self) -> Vec<String> {
        self.0.flags().into_iter().map(str::to_owned).collect()
    }

    /// The number of items.
    pub fn length(&self) -> u64 {
        self.0.len() as u64
    }

    /// Whether one of the items reads like this, whitespace aside, or is an equal atom.
    pub fn contains(&self, item: &str) -> bool {
        self.0.contains(item)
    }

    /// A specification of the same kind, read in the same way, with these items.
    pub fn with_items(&self, items: Vec<String>) -> Result<DepSpec, Refused> {
        self.like(&items)
    }

    /// The rest with these USE flags enabled: conditional groups give way to what is in them, or to nothing. A group that has
    /// nothing left and is not matched then stays: reading such a text again takes `empty_groups`.
    pub fn evaluate(&self, use_flags: &UseFlags) -> DepSpec {
        self.0.evaluate(&use_flags.0).into()
    }

    /// The same as `evaluate`, with conditional USE dependencies of atoms resolved too.
    pub fn evaluate_fully(&self, use_flags: &UseFlags) -> DepSpec {
        self.0.evaluate_fully(&use_flags.0).into()
    }

    /// The rest if every condition holds.
    pub fn evaluate_all(&self) -> DepSpec {
        self.0.evaluate_all().into()
    }

    /// The rest if no condition holds.
    pub fn evaluate_none(&self) -> DepSpec {
        self.0.evaluate_none().into()
    }

    /// A shorter specification that means the same for all USE flags and all packages.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "a/b || ( c/d c/d ) a/b")
    /// spec.simplify().text -> "a/b c/d"
    /// ```
    pub fn simplify(&self) -> DepSpec {
        self.0.simplify().into()
    }

    /// The same items in ascending order.
    pub fn sorted(&self) -> DepSpec {
        self.0.sorted().into()
    }

    /// The same items in ascending order, and likewise within every group where order has no meaning.
    pub fn sorted_recursive(&self) -> DepSpec {
        self.0.sorted_recursive().into()
    }

    /// The items of both, as a specification of this one's kind. It fails if they are of different grammars.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "a/b")
    /// spec.union(DepSpec(DepSpecKind.Rdepend, "c/d")).text -> "a/b c/d"
    /// spec.union(DepSpec(DepSpecKind.License, "MIT")) -> error DepSpec other_kind
    /// ```
    pub fn union(&self, other: &DepSpec) -> Result<DepSpec, Refused> {
        Ok(self.0.union(&other.0)?.into())
    }

    /// The items that the other has too. It fails if they are of different grammars.
    pub fn intersection(&self, other: &DepSpec) -> Result<DepSpec, Refused> {
        Ok(self.0.intersection(&other.0)?.into())
    }

    /// The items that the other does not have. It fails if they are of different grammars.
    pub fn difference(&self, other: &DepSpec) -> Result<DepSpec, Refused> {
        Ok(self.0.difference(&other.0)?.into())
    }

    /// The items that only one of the two has. It fails if they are of different grammars.
    pub fn symmetric_difference(&self, other: &DepSpec) -> Result<DepSpec, Refused> {
        Ok(self.0.symmetric_difference(&other.0)?.into())
    }

    /// Whether the other has all its items.
    ///
    /// ```example
    /// less = DepSpec(DepSpecKind.Depend, "a/b")
    /// more = DepSpec(DepSpecKind.Depend, "c/d a/b")
    /// less.is_subset(more) -> true
    /// ```
    pub fn is_subset(&self, other: &DepSpec) -> bool {
        self.0.is_subset(&other.0)
    }

    /// Whether the other has none of its items.
    pub fn is_disjoint(&self, other: &DepSpec) -> bool {
        self.0.is_disjoint(&other.0)
    }

    /// Every way to satisfy it: any of these will do, if all its items are matched (disjunctive normal form).
    ///
    /// It must have no conditional groups: evaluate it first. No way contains another. More than `limit` ways are an error.
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "a/b || ( c/d e/f )")
    /// spec.dnf()[1].text -> "a/b e/f"
    /// spec.dnf(limit = 1) -> error DepSpec too_many_ways
    /// ```
    #[uniffi::method(default(limit = 1000))]
    pub fn dnf(&self, limit: u32) -> Result<Vec<Arc<DepSpec>>, Refused> {
        let way = |leaves: Vec<String>| Ok(Arc::new(self.like(&leaves)?));
        self.0.dnf(limit as usize)?.into_iter().map(way).collect()
    }

    /// Fails if a flag of a condition, of `REQUIRED_USE` or of a conditional USE dependency is not in `iuse`, which is
    /// `IUSE_EFFECTIVE` (PMS, sec:dependency-spec, sec:use-dep).
    ///
    /// ```example
    /// DepSpec(DepSpecKind.Depend, "ssl? ( a/b )").check_iuse("tk") -> error DepSpec flag_not_in_iuse
    /// ```
    pub fn check_iuse(&self, iuse: &Iuse) -> Result<(), Refused> {
        Ok(self.0.check_iuse(&iuse.0)?)
    }
}

impl DepSpec {
    /// A specification of the same kind and EAPI, that may have all that this one can have.
    fn like(&self, items: &[String]) -> Result<DepSpec, Refused> {
        let options = polyatom::DepSpecOptions { eapi: self.0.eapi(), repo: true, empty_groups: self.0.has_empty_groups() };
        Ok(polyatom::DepSpec::parse(self.0.kind(), &items.join(" "), options)?.into())
    }

    fn nodes<'a>(&self, nodes: impl Iterator<Item = polyatom::NodeRef<'a>>) -> Vec<Arc<DepNode>> {
        nodes.map(|node| DepNode::shared(&self.0, node)).collect()
    }
}
