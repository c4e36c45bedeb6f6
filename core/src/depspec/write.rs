//! Making a specification out of parts of others: text and nodes at once, with single blanks.

use super::DepSpec;
use super::kind::{DepSpecKind, NodeKind};
use super::node::NodeRef;
use super::tree::Tree;
use crate::eapi::Eapi;

pub(super) struct Writer {
    text: String,
    tree: Tree,
    kind: DepSpecKind,
    eapi: Option<Eapi>,
}

impl Writer {
    pub(super) fn new(kind: DepSpecKind, eapi: Option<Eapi>) -> Self {
        Self { text: String::new(), tree: Tree::with_capacity(0), kind, eapi }
    }

    fn blank(&mut self) -> usize {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.len()
    }

    /// A leaf with this text, whose blanks become single ones.
    pub(super) fn leaf(&mut self, kind: NodeKind, negated: bool, text: &str) {
        let start = self.blank();
        for (index, word) in text.split_ascii_whitespace().enumerate() {
            self.text += if index > 0 { " " } else { "" };
            self.text += word;
        }
        self.tree.leaf(kind, negated, start, self.text.len());
    }

    /// Begins a group; `head` is what stands before its parenthesis. What is written is never deeper than what was read.
    pub(super) fn open(&mut self, kind: NodeKind, negated: bool, head: &str) {
        let start = self.blank();
        self.text += head;
        self.text += if head.is_empty() { "(" } else { " (" };
        self.tree.open(kind, negated, start);
    }

    pub(super) fn close(&mut self) {
        self.text += " )";
        self.tree.close(self.text.len());
    }

    /// A part of a specification as it is.
    pub(super) fn copy(&mut self, node: NodeRef<'_>) {
        let mut ends: Vec<usize> = Vec::new();
        for index in node.subtree() {
            while ends.pop_if(|end| *end <= index).is_some() {
                self.close();
            }
            let part = node.spec().node(index);
            match part.kind().is_group() {
                true => {
                    self.open(part.kind(), part.negated(), part.head());
                    ends.push(part.subtree().end);
                }
                false => self.leaf(part.kind(), part.negated(), part.text()),
            }
        }
        ends.iter().for_each(|_| self.close());
    }

    pub(super) fn finish(self) -> DepSpec {
        let Self { text, tree, kind, eapi } = self;
        DepSpec { text: text.into_boxed_str(), nodes: tree.finish(), kind, eapi }
    }
}

impl NodeRef<'_> {
    /// The specification of nothing but this part, of the same kind and EAPI.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "a/b x? ( c/d )", None)?;
    /// assert_eq!(spec.part(1).unwrap().to_spec().evaluate(&["x"]).as_str(), "c/d");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn to_spec(self) -> DepSpec {
        let mut out = Writer::new(self.spec().kind, self.spec().eapi);
        out.copy(self);
        out.finish()
    }
}
