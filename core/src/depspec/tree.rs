//! The flat tree: nodes in the order of the text, each knowing where the next one that is not inside it stands.

use super::kind::NodeKind;

/// No node: the parent of what stands at the top.
const NONE: u32 = u32::MAX;

/// One part of a specification. Its children, if any, are the nodes from the one after it up to `next`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) next: u32,
    pub(super) kind: NodeKind,
    /// Of a condition or flag: whether it has an exclamation mark.
    pub(super) negated: bool,
}

/// Nodes being put together. The `next` of a group that is still open holds its parent, so that no stack is needed.
pub(super) struct Tree {
    nodes: Vec<Node>,
    current: u32,
}

impl Tree {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { nodes: Vec::with_capacity(capacity), current: NONE }
    }

    #[inline(always)]
    pub(super) fn leaf(&mut self, kind: NodeKind, negated: bool, start: usize, end: usize) {
        let next = self.nodes.len() as u32 + 1;
        self.nodes.push(Node { start: start as u32, end: end as u32, next, kind, negated });
    }

    /// Begins a group at `start`.
    pub(super) fn open(&mut self, kind: NodeKind, negated: bool, start: usize) {
        let index = self.nodes.len() as u32;
        self.nodes.push(Node { start: start as u32, end: 0, next: self.current, kind, negated });
        self.current = index;
    }

    /// The innermost group that is open.
    pub(super) fn innermost(&self) -> Option<&Node> {
        self.nodes.get(self.current as usize)
    }

    /// Whether the innermost group has no items yet.
    pub(super) fn innermost_is_empty(&self) -> bool {
        self.current as usize + 1 == self.nodes.len()
    }

    /// Ends the innermost group at `end`, where there is one.
    pub(super) fn close(&mut self, end: usize) {
        let next = self.nodes.len() as u32;
        let group = &mut self.nodes[self.current as usize];
        self.current = group.next;
        group.end = end as u32;
        group.next = next;
    }

    pub(super) fn finish(self) -> Box<[Node]> {
        self.nodes.into_boxed_slice()
    }
}
