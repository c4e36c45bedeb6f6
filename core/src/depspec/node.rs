//! Looking at a specification: its parts and the ways to go through them.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use super::DepSpec;
use super::kind::NodeKind;
use super::src_uri::Uri;
use super::tree::Node;
use crate::atom::{Atom, AtomOptions};
use crate::error::{Error, Reason};

/// A part of a specification: a group or a leaf. It borrows the specification and is cheap to copy.
///
/// Two parts are equal if they are of one kind, read alike, whitespace aside, and mean the same: where a group can be empty,
/// the EAPIs have to agree on whether that is matched (`tab:empty-dep-groups`). Where they stand does not matter.
#[derive(Clone, Copy)]
pub struct NodeRef<'a> {
    spec: &'a DepSpec,
    index: u32,
}

impl<'a> NodeRef<'a> {
    pub(super) fn new(spec: &'a DepSpec, index: usize) -> Self {
        Self { spec, index: index as u32 }
    }

    fn node(self) -> &'a Node {
        &self.spec.nodes[self.index as usize]
    }

    pub(super) fn spec(self) -> &'a DepSpec {
        self.spec
    }

    /// Its place among all parts, in the order of [`DepSpec::recursive`]: what [`DepSpec::part`] takes.
    pub fn index(self) -> usize {
        self.index as usize
    }

    /// The indices of the part and of everything in it.
    pub(super) fn subtree(self) -> Range<usize> {
        self.index()..self.node().next as usize
    }

    /// The place after it and everything in it, among all parts: where to go on for who leaves out what is in it.
    pub fn after(self) -> usize {
        self.subtree().end
    }

    /// What it is.
    pub fn kind(self) -> NodeKind {
        self.node().kind
    }

    /// Its exact text, for a group from the operator or condition to the closing parenthesis.
    pub fn text(self) -> &'a str {
        &self.spec.text[self.span()]
    }

    /// Where its text stands in that of the specification, in bytes.
    pub fn span(self) -> Range<usize> {
        self.node().start as usize..self.node().end as usize
    }

    /// What is directly in it; nothing for a leaf.
    pub fn children(self) -> impl Iterator<Item = NodeRef<'a>> + Clone {
        Siblings { spec: self.spec, at: self.index + 1, end: self.node().next }
    }

    /// Itself and everything in it, groups before what is in them.
    pub fn recursive(self) -> impl DoubleEndedIterator<Item = NodeRef<'a>> + Clone {
        self.subtree().map(move |index| self.spec.node(index))
    }

    /// Every leaf in it, as if every condition held; of a leaf, itself.
    pub fn leaves(self) -> impl DoubleEndedIterator<Item = NodeRef<'a>> + Clone {
        self.recursive().filter(|node| !node.kind().is_group())
    }

    /// The flag of a condition, or of an item of `REQUIRED_USE`.
    pub fn flag(self) -> Option<&'a str> {
        let node = self.node();
        let text = &self.text()[usize::from(node.negated)..];
        match node.kind {
            NodeKind::Flag => Some(text),
            NodeKind::UseConditional => text.split('?').next(),
            _ => None,
        }
    }

    /// Whether an exclamation mark stands before the [flag](NodeRef::flag).
    pub fn negated(self) -> bool {
        self.node().negated
    }

    /// The atom, if it is one.
    pub fn atom(self) -> Option<Atom> {
        match self.kind() {
            // What was read with some options reads without any.
            NodeKind::Atom => Atom::parse(self.text(), AtomOptions::default()).ok(),
            _ => None,
        }
    }

    /// The parts of an item of `SRC_URI`.
    pub fn uri(self) -> Option<Uri<'a>> {
        (self.kind() == NodeKind::Uri).then(|| Uri::from_valid(self.text()))
    }

    /// What stands before the parenthesis of a group, without whitespace: `||`, `!flag?` or nothing.
    pub(super) fn head(self) -> &'a str {
        match self.kind() {
            NodeKind::UseConditional => self.words().next().unwrap_or(""),
            kind => kind.operator(),
        }
    }

    /// Whether the condition, with its exclamation mark if any, holds for a set of flags.
    pub(super) fn condition_holds(self, contains: impl FnOnce(&str) -> bool) -> bool {
        self.flag().is_some_and(contains) != self.negated()
    }

    /// Whether empty groups in it are matched, if there can be any.
    fn empty_matches(self) -> Option<bool> {
        let is_condition = |node: NodeRef<'_>| node.kind() == NodeKind::UseConditional;
        let can_be_empty = |node: NodeRef<'a>| {
            matches!(node.kind(), NodeKind::AnyOf | NodeKind::ExactlyOneOf) && node.children().all(is_condition)
        };
        let mut parts = self.subtree().map(|index| self.spec.node(index));
        parts.any(can_be_empty).then(|| self.spec.empty_matches())
    }

    pub(super) fn words(self) -> impl Iterator<Item = &'a str> {
        self.text().split_ascii_whitespace()
    }
}

impl std::fmt::Display for NodeRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.text())
    }
}

impl std::fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("NodeRef").field(&self.kind()).field(&self.text()).finish()
    }
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.kind() == other.kind()
            && (self.text() == other.text() || self.words().eq(other.words()))
            && self.empty_matches() == other.empty_matches()
    }
}

impl Eq for NodeRef<'_> {}

impl PartialOrd for NodeRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for NodeRef<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_words = self.kind().cmp(&other.kind()).then_with(|| self.words().cmp(other.words()));
        by_words.then_with(|| self.empty_matches().cmp(&other.empty_matches()))
    }
}

impl Hash for NodeRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind().hash(state);
        self.words().for_each(|word| word.hash(state));
    }
}

/// Nodes next to each other.
#[derive(Clone)]
struct Siblings<'a> {
    spec: &'a DepSpec,
    at: u32,
    end: u32,
}

impl<'a> Iterator for Siblings<'a> {
    type Item = NodeRef<'a>;

    fn next(&mut self) -> Option<NodeRef<'a>> {
        let index = self.at;
        if index >= self.end {
            return None;
        }
        self.at = self.spec.nodes[index as usize].next;
        Some(NodeRef { spec: self.spec, index })
    }
}

/// A leaf with the conditions around it, for [`DepSpec::conditional_leaves`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConditionalLeaf<'a> {
    /// The USE-conditional groups around the leaf, outermost first.
    pub conditions: Vec<NodeRef<'a>>,
    /// The leaf.
    pub leaf: NodeRef<'a>,
}

impl DepSpec {
    pub(super) fn node(&self, index: usize) -> NodeRef<'_> {
        NodeRef::new(self, index)
    }

    /// The number of parts, with what is in groups.
    pub fn part_count(&self) -> usize {
        self.nodes.len()
    }

    /// The part at a place in the order of [`DepSpec::recursive`].
    pub fn part(&self, index: usize) -> Option<NodeRef<'_>> {
        (index < self.nodes.len()).then(|| self.node(index))
    }

    /// The same, where it is an error that there is no such part.
    pub fn demand_part(&self, index: usize) -> Result<NodeRef<'_>, Error> {
        self.part(index).ok_or_else(|| self.error(Reason::PartMissing, 0..self.text.len()))
    }

    /// The parts which are in no group.
    pub fn items(&self) -> impl Iterator<Item = NodeRef<'_>> + Clone {
        Siblings { spec: self, at: 0, end: self.nodes.len() as u32 }
    }

    /// Every part, groups before what is in them.
    pub fn recursive(&self) -> impl DoubleEndedIterator<Item = NodeRef<'_>> + Clone {
        (0..self.nodes.len()).map(|index| self.node(index))
    }

    /// Every leaf, as if every condition held.
    pub fn leaves(&self) -> impl DoubleEndedIterator<Item = NodeRef<'_>> + Clone {
        self.recursive().filter(|node| !node.kind().is_group())
    }

    /// Every leaf with the conditions it is under.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "a/b !x? ( || ( c/d y? ( e/f ) ) )", None)?;
    /// let last = spec.conditional_leaves().last().unwrap();
    /// let flags: Vec<_> = last.conditions.iter().map(|node| (node.flag().unwrap(), node.negated())).collect();
    /// assert_eq!((last.leaf.text(), flags), ("e/f", vec![("x", true), ("y", false)]));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn conditional_leaves(&self) -> impl Iterator<Item = ConditionalLeaf<'_>> {
        let mut around: Vec<NodeRef<'_>> = Vec::new();
        self.recursive().filter_map(move |node| {
            while around.pop_if(|condition| condition.subtree().end <= node.index()).is_some() {}
            match node.kind() {
                NodeKind::UseConditional => around.push(node),
                kind if kind.is_group() => {}
                _ => return Some(ConditionalLeaf { conditions: around.clone(), leaf: node }),
            }
            None
        })
    }

    /// The atoms among the leaves.
    pub fn atoms(&self) -> impl Iterator<Item = Atom> {
        self.leaves().filter_map(NodeRef::atom)
    }

    /// The items of `SRC_URI` among the leaves.
    pub fn uris(&self) -> impl Iterator<Item = Uri<'_>> {
        self.leaves().filter_map(NodeRef::uri)
    }

    /// The USE flags of conditions and of items of `REQUIRED_USE`, each once, in the order they appear.
    ///
    /// Flags in the USE dependencies of atoms are those of other packages and not among them.
    pub fn flags(&self) -> Vec<&str> {
        let mut seen = std::collections::HashSet::new();
        self.recursive().filter_map(NodeRef::flag).filter(|flag| seen.insert(*flag)).collect()
    }
}
