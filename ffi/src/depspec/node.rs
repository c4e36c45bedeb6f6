//! The parts of a dependency specification.

use super::Uri;
use crate::give::{Made, Text, text};
use crate::mirror::mirror;
use crate::{Atom, Offset};
use std::fmt;
use std::sync::Arc;

mirror! {
    /// What a part of a dependency specification is: a group or a leaf (PMS, sec:dependency-spec).
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

/// A part of a dependency specification: a group or a leaf. It keeps the specification alive.
///
/// Two parts are equal if they are of one kind and read alike, whitespace aside.
#[derive(Clone, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash, Ord)]
pub struct DepNode {
    spec: Arc<polyatom::DepSpec>,
    index: usize,
}

#[uniffi::export]
impl DepNode {
    /// What it is.
    pub fn kind(&self) -> NodeKind {
        self.node().kind().into()
    }

    /// Its exact text; of a group, from its operator or condition to the closing parenthesis.
    pub fn text(&self) -> Text {
        text(self.node().text())
    }

    /// Where its text begins in that of the specification.
    pub fn start(&self) -> Offset {
        Offset::new(self.spec.as_str(), self.node().span().start)
    }

    /// Where its text ends in that of the specification.
    pub fn end(&self) -> Offset {
        Offset::new(self.spec.as_str(), self.node().span().end)
    }

    /// Whether it is a group.
    pub fn is_group(&self) -> bool {
        self.node().kind().is_group()
    }

    /// What is directly in it; nothing for a leaf.
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
        self.node() == other.node()
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
        self.node().cmp(&other.node())
    }
}

impl std::hash::Hash for DepNode {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.node().hash(state);
    }
}

/// A condition on a USE flag.
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct UseCondition {
    /// The flag.
    pub flag: String,
    /// Whether it holds if the flag is enabled; otherwise it holds if the flag is disabled.
    pub enabled: bool,
}

/// A leaf of a dependency specification with the conditions it is under.
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
