//! Tests joined by and, or, exclusive or and not. A tree lies flat, so that no depth costs stack.

use std::mem;

/// What a node is. A group has two or more parts, and is never part of one of its own kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node<L> {
    Leaf(L),
    Not,
    All,
    Any,
    /// An odd number of its parts hold.
    Odd,
}

/// A tree in pre-order: each node with the place after its subtree.
#[derive(Clone, Debug)]
pub(super) struct Tree<L> {
    nodes: Vec<(Node<L>, u32)>,
}

impl<L> Node<L> {
    fn is_same_group(&self, other: &Self) -> bool {
        !matches!(self, Self::Leaf(_) | Self::Not) && mem::discriminant(self) == mem::discriminant(other)
    }
}

impl<L> Tree<L> {
    pub(super) fn leaf(leaf: L) -> Self {
        Self { nodes: vec![(Node::Leaf(leaf), 1)] }
    }

    /// Nodes in pre-order. Groups may be in groups of their kind or have one part, and a negation may stand in another, which
    /// all means nothing and is left out.
    pub(super) fn new(raw: Vec<(Node<L>, u32)>) -> Self {
        let mut nodes: Vec<(Node<L>, u32)> = Vec::with_capacity(raw.len());
        // The nodes around: where they are, and where their subtrees ended.
        let mut around: Vec<(usize, u32)> = Vec::new();
        let ends: Vec<u32> = raw.iter().map(|&(_, end)| end).collect();
        for (at, (node, end)) in raw.into_iter().enumerate() {
            close(&mut nodes, &mut around, at as u32);
            let has_one = !matches!(node, Node::Leaf(_) | Node::Not) && ends.get(at + 1).is_none_or(|&of_part| of_part == end);
            let parent = around.last().map(|&(parent, _)| parent);
            match node {
                _ if has_one => continue,
                Node::Not if parent.is_some_and(|parent| matches!(nodes[parent].0, Node::Not)) => {
                    nodes.pop();
                    around.pop();
                    continue;
                }
                _ if parent.is_some_and(|parent| nodes[parent].0.is_same_group(&node)) => continue,
                Node::Leaf(_) => {}
                _ => around.push((nodes.len(), end)),
            }
            nodes.push((node, nodes.len() as u32 + 1));
        }
        close(&mut nodes, &mut around, u32::MAX);
        Self { nodes }
    }

    /// A group of trees; there has to be one at least.
    pub(super) fn group(node: Node<L>, parts: impl IntoIterator<Item = Self>) -> Self {
        let mut raw = vec![(node, 0)];
        for part in parts {
            let start = raw.len() as u32;
            raw.extend(part.nodes.into_iter().map(|(node, end)| (node, end + start)));
        }
        raw[0].1 = raw.len() as u32;
        Self::new(raw)
    }

    /// The nodes in pre-order, each with the place after its subtree.
    pub(super) fn nodes(&self) -> &[(Node<L>, u32)] {
        &self.nodes
    }

    pub(super) fn leaves(&self) -> impl Iterator<Item = &L> {
        self.nodes.iter().filter_map(|(node, _)| match node {
            Node::Leaf(leaf) => Some(leaf),
            _ => None,
        })
    }

    /// The leaf, if there is nothing else.
    pub(super) fn only_leaf(&self) -> Option<&L> {
        match self.nodes.as_slice() {
            [(Node::Leaf(leaf), _)] => Some(leaf),
            _ => None,
        }
    }

    /// Whether it holds; none if that is not known, since a test that decides is not known. Leaves that cannot change the
    /// answer are not asked.
    pub(super) fn holds(&self, mut ask: impl FnMut(&L) -> Option<bool>) -> Option<bool> {
        /// A group that is being asked: what its parts said so far. Of an odd group that is none once a part was unknown.
        struct Open {
            at: usize,
            said: Option<bool>,
        }
        let mut open: Vec<Open> = Vec::new();
        let mut at = 0;
        loop {
            let mut value = match &self.nodes[at].0 {
                Node::Leaf(leaf) => {
                    at += 1;
                    ask(leaf)
                }
                node => {
                    // What a group is if no part of it changes that.
                    open.push(Open { at, said: Some(matches!(node, Node::All)) });
                    at += 1;
                    continue;
                }
            };
            loop {
                let Some(group) = open.last_mut() else { return value };
                let (node, end) = &self.nodes[group.at];
                let decided = match node {
                    Node::Not | Node::Leaf(_) => {
                        group.said = value.map(|value| !value);
                        true
                    }
                    Node::Odd => {
                        group.said = group.said.zip(value).map(|(said, value)| said != value);
                        group.said.is_none()
                    }
                    // One part that does not hold decides, and so does one that holds; what is unknown may still be decided.
                    Node::All | Node::Any => {
                        let decides = Some(matches!(node, Node::Any));
                        if value == decides || value.is_none() {
                            group.said = value;
                        }
                        value == decides
                    }
                };
                if !decided && at < *end as usize {
                    break;
                }
                (value, at) = (group.said, *end as usize);
                open.pop();
            }
        }
    }
}

/// Ends the nodes whose subtrees ended before this place.
fn close<L>(nodes: &mut [(Node<L>, u32)], around: &mut Vec<(usize, u32)>, at: u32) {
    let length = nodes.len() as u32;
    while let Some((node, _)) = around.pop_if(|(_, end)| *end <= at) {
        nodes[node].1 = length;
    }
}
