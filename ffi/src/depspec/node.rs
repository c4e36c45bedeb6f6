//! The parts of a dependency specification.

use super::{DepSpec, DepSpecKind, Diagnostic, Download, Mirror, RequiredUseCheck, RequiredUseSolution, Satisfaction, Uri};
use crate::give::{Made, Text, text};
use crate::mirror::mirror;
use crate::{Atom, Iuse, Offset, Package, PackageSet, Refused, UseFlags};
use std::fmt;
use std::sync::Arc;

mirror! {
    /// The kind of a part of a dependency specification: a group or a leaf (PMS, sec:dependency-spec).
    ///
    /// ```example
    /// spec = DepSpec(DepSpecKind.Depend, "|| ( a/b c/d )")
    /// spec.items[0].kind -> NodeKind.AnyOf
    /// ```
    NodeKind {
        /// `( … )`: all of these.
        AllOf,
        /// `|| ( … )`: at least one of these.
        AnyOf,
        /// `^^ ( … )`: exactly one of these.
        ExactlyOneOf,
        /// `?? ( … )`: at most one of these.
        AtMostOneOf,
        /// `flag? ( … )` or `!flag? ( … )`: these if the flag is enabled, or disabled.
        UseConditional,
        /// An atom.
        Atom,
        /// The name of a license.
        License,
        /// A USE flag, perhaps with an exclamation mark.
        Flag,
        /// An item of `SRC_URI`.
        Uri,
        /// A word of `RESTRICT` or `PROPERTIES`.
        Token,
    }
}

/// A part of a dependency specification: a group or a leaf. It keeps the specification alive, and goes over what is directly in it.
///
/// Two parts are equal if they are of one kind, read alike, whitespace aside, and are of specifications of one kind and EAPI: what they
/// answer is equal, too. Only where they stand does not matter, and in which of such specifications.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "ssl? ( a/b[x] )")
/// node = spec.items[0]
/// node.flag -> "ssl"
/// node.children[0].atom -> "a/b[x]"
/// ```
#[derive(Clone, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash, Ord)]
pub struct DepNode {
    spec: Arc<polyatom::DepSpec>,
    index: usize,
}

#[uniffi::export]
impl DepNode {
    /// Takes the part of that number out of a specification, as its parts are counted from 0 on.
    #[uniffi::constructor]
    pub fn new(spec: Arc<DepSpec>, index: u64) -> Result<Self, Refused> {
        let index = spec.0.demand_part(usize::try_from(index).unwrap_or(usize::MAX))?.index();
        Ok(Self { spec: Arc::clone(&spec.0), index })
    }

    /// The specification that it is a part of.
    pub fn spec(&self) -> DepSpec {
        DepSpec(Arc::clone(&self.spec))
    }

    /// The number among all parts of the specification, from 0 on.
    pub fn index(&self) -> u64 {
        self.index as u64
    }

    /// The specification of nothing but this part.
    pub fn to_spec(&self) -> DepSpec {
        self.node().to_spec().into()
    }

    /// Whether something directly in it reads like this, whitespace aside, or is an equal atom.
    pub fn contains(&self, item: &str) -> bool {
        self.node().contains(item)
    }

    /// This part and every part in it, each group before what is in it.
    pub fn parts(&self) -> Vec<Arc<DepNode>> {
        self.node().recursive().map(|node| Self::shared(&self.spec, node)).collect()
    }

    /// The texts of the leaves, as if every condition held.
    pub fn leaves(&self) -> Vec<String> {
        self.node().leaves().map(|leaf| leaf.text().to_owned()).collect()
    }

    /// The leaves with the conditions in this part that they are under.
    pub fn conditional_leaves(&self) -> Vec<ConditionalLeaf> {
        self.to_spec().conditional_leaves()
    }

    /// The atoms among the leaves.
    pub fn atoms(&self) -> Vec<Arc<Atom>> {
        self.node().leaves().filter_map(polyatom::NodeRef::atom).map(Atom::shared).collect()
    }

    /// The items of `SRC_URI` among the leaves.
    pub fn uris(&self) -> Vec<Uri> {
        self.node().leaves().filter_map(polyatom::NodeRef::uri).map(Into::into).collect()
    }

    /// The USE flags of conditions and of `REQUIRED_USE`, each once, in the order they appear.
    pub fn flags(&self) -> Vec<String> {
        self.to_spec().flags()
    }

    /// The rest with these USE flags enabled, as `DepSpec.evaluate` has it.
    pub fn evaluate(&self, use_flags: &UseFlags) -> DepSpec {
        self.to_spec().evaluate(use_flags)
    }

    /// The same as `evaluate`, with conditional USE dependencies of atoms resolved too.
    pub fn evaluate_fully(&self, use_flags: &UseFlags) -> DepSpec {
        self.to_spec().evaluate_fully(use_flags)
    }

    /// The rest if every condition holds.
    pub fn evaluate_all(&self) -> DepSpec {
        self.to_spec().evaluate_all()
    }

    /// The rest if no condition holds.
    pub fn evaluate_none(&self) -> DepSpec {
        self.to_spec().evaluate_none()
    }

    /// A shorter specification that means the same for all USE flags and all packages.
    pub fn simplify(&self) -> DepSpec {
        self.to_spec().simplify()
    }

    /// Whether these packages satisfy it, for a package with these USE flags enabled. Parts in the answer are those of `to_spec`.
    #[uniffi::method(default(parent_use = None))]
    pub fn satisfied_by(&self, packages: Vec<Arc<Package>>, parent_use: Option<Arc<UseFlags>>) -> Satisfaction {
        self.to_spec().satisfied_by(packages, parent_use)
    }

    /// Whether packages of this set satisfy it, as `DepSpec.satisfied_by_set` has it. Parts in the answer are those of `to_spec`.
    #[uniffi::method(default(parent_use = None))]
    pub fn satisfied_by_set(&self, packages: &PackageSet, parent_use: Option<Arc<UseFlags>>) -> Satisfaction {
        self.to_spec().satisfied_by_set(packages, parent_use)
    }

    /// The specification of nothing but this part, in ascending order within every group where order has no meaning.
    pub fn sorted_recursive(&self) -> DepSpec {
        self.to_spec().sorted_recursive()
    }

    /// Every way to satisfy it, as `DepSpec.dnf` has it.
    ///
    /// ```example
    /// node = DepSpec(DepSpecKind.Depend, "a/b || ( c/d e/f )").items[1]
    /// node.dnf()[1].text -> "e/f"
    /// ```
    #[uniffi::method(default(limit = 1000))]
    pub fn dnf(&self, limit: u32) -> Result<Vec<Arc<DepSpec>>, Refused> {
        self.to_spec().dnf(limit)
    }

    /// Fails if a flag of it is not in `iuse`, which is `IUSE_EFFECTIVE`.
    pub fn check_iuse(&self, iuse: &Iuse) -> Result<(), Refused> {
        self.to_spec().check_iuse(iuse)
    }

    /// Finds what must not stand in an ebuild although it can be read, as `DepSpec.diagnostics` has it. Places are those in the text of
    /// `to_spec`.
    #[uniffi::method(default(variable = None))]
    pub fn diagnostics(&self, variable: Option<DepSpecKind>) -> Vec<Diagnostic> {
        self.to_spec().diagnostics(variable)
    }

    /// Finds the same, and what is wrong with flags in a package with this `IUSE`. Places are those in the text of `to_spec`.
    pub fn diagnostics_with(&self, iuse: &Iuse) -> Vec<Diagnostic> {
        self.to_spec().diagnostics_with(iuse)
    }

    /// Whether a package with these USE flags enabled meets it, if it is a part of `REQUIRED_USE`.
    ///
    /// ```example
    /// node = DepSpec(DepSpecKind.RequiredUse, "z x? ( y )").items[1]
    /// node.check_required_use(["x"]).sentences -> ["x needs y: enable y or disable x"]
    /// ```
    #[uniffi::method(default(iuse = None))]
    pub fn check_required_use(&self, use_flags: &UseFlags, iuse: Option<Arc<Iuse>>) -> Result<RequiredUseCheck, Refused> {
        self.to_spec().check_required_use(use_flags, iuse)
    }

    /// The fewest changes of USE flags that make a package meet it, as `DepSpec.solve_required_use` has it.
    #[uniffi::method(default(masked = None, forced = None))]
    pub fn solve_required_use(
        &self,
        use_flags: &UseFlags,
        masked: Option<Arc<UseFlags>>,
        forced: Option<Arc<UseFlags>>,
    ) -> Result<Option<RequiredUseSolution>, Refused> {
        self.to_spec().solve_required_use(use_flags, masked, forced)
    }

    /// The files of a part of `SRC_URI` and where each is, as `DepSpec.downloads` has it.
    #[uniffi::method(default(mirrors = [], use_flags = None))]
    pub fn downloads(&self, mirrors: Vec<Mirror>, use_flags: Option<Arc<UseFlags>>) -> Vec<Download> {
        self.to_spec().downloads(mirrors, use_flags)
    }

    /// The kind of part.
    pub fn kind(&self) -> NodeKind {
        self.node().kind().into()
    }

    /// The exact text; of a group, from its operator or condition to the closing parenthesis.
    pub fn text(&self) -> Text {
        text(self.node().text())
    }

    /// The place where its text begins in that of the specification.
    pub fn start(&self) -> Offset {
        Offset::new(self.spec.as_str(), self.node().span().start)
    }

    /// The place where its text ends in that of the specification.
    pub fn end(&self) -> Offset {
        Offset::new(self.spec.as_str(), self.node().span().end)
    }

    /// Whether it is a group.
    pub fn is_group(&self) -> bool {
        self.node().kind().is_group()
    }

    /// The parts directly in it; none for a leaf.
    pub fn children(&self) -> Vec<Arc<DepNode>> {
        self.node().children().map(|node| Self::shared(&self.spec, node)).collect()
    }

    /// The USE flag of a condition, or of an item of `REQUIRED_USE`.
    pub fn flag(&self) -> Option<Text> {
        self.node().flag().map(text)
    }

    /// Whether an exclamation mark stands before the flag.
    pub fn is_negated(&self) -> bool {
        self.node().negated()
    }

    /// The atom, if it is one.
    pub fn atom(&self) -> Option<Made<Atom>> {
        self.node().atom().map(Atom::made)
    }

    /// The parts of an item of `SRC_URI`, if it is one.
    pub fn uri(&self) -> Option<Uri> {
        self.node().uri().map(Into::into)
    }
}

impl DepNode {
    pub(super) fn shared(spec: &Arc<polyatom::DepSpec>, node: polyatom::NodeRef<'_>) -> Arc<Self> {
        Arc::new(Self { spec: Arc::clone(spec), index: node.index() })
    }

    /// What decides what its text means.
    fn read_as(&self) -> (polyatom::DepSpecKind, Option<polyatom::Eapi>) {
        (self.spec.kind(), self.spec.eapi())
    }

    fn node(&self) -> polyatom::NodeRef<'_> {
        self.spec.part(self.index).expect("the index is that of a part")
    }
}

impl fmt::Display for DepNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.node().fmt(f)
    }
}

impl fmt::Debug for DepNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DepNode({:?})", self.node().text())
    }
}

impl PartialEq for DepNode {
    fn eq(&self, other: &Self) -> bool {
        self.read_as() == other.read_as() && self.node() == other.node()
    }
}

impl Eq for DepNode {}

impl PartialOrd for DepNode {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DepNode {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.node().cmp(&other.node()).then_with(|| self.read_as().cmp(&other.read_as()))
    }
}

impl std::hash::Hash for DepNode {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.node().hash(state);
    }
}

/// A condition on a USE flag.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "!ssl? ( a/b )")
/// spec.conditional_leaves[0].conditions[0].enabled -> false
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct UseCondition {
    /// The flag.
    pub flag: String,
    /// Whether it holds if the flag is enabled; otherwise it holds if the flag is disabled.
    pub enabled: bool,
}

/// A leaf of a dependency specification with the conditions it is under.
///
/// ```example
/// spec = DepSpec(DepSpecKind.Depend, "ssl? ( a/b )")
/// spec.conditional_leaves[0].leaf -> "a/b"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct ConditionalLeaf {
    /// The conditions, outermost first.
    pub conditions: Vec<UseCondition>,
    /// The leaf's text.
    pub leaf: String,
}

impl From<polyatom::ConditionalLeaf<'_>> for ConditionalLeaf {
    fn from(leaf: polyatom::ConditionalLeaf<'_>) -> Self {
        let condition = |node: &polyatom::NodeRef<'_>| UseCondition {
            flag: node.flag().unwrap_or_default().to_owned(),
            enabled: !node.negated(),
        };
        Self { conditions: leaf.conditions.iter().map(condition).collect(), leaf: leaf.leaf.text().to_owned() }
    }
}
