//! Which parts of a specification are matched (`sec:dependency-spec`, "All-of" to "At-most-one-of").

use super::DepSpec;
use super::kind::NodeKind;
use super::node::NodeRef;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Below a condition that does not hold, or such a condition itself: matched, but no member of a group.
    Absent,
    Matched,
    Unmatched,
}

/// The verdict about every node.
pub(super) struct Verdicts<'a> {
    spec: &'a DepSpec,
    of: Vec<Verdict>,
}

impl<'a> Verdicts<'a> {
    /// `holds` decides about a condition, `matches` about a leaf; neither is asked in vain.
    pub(super) fn new(
        spec: &'a DepSpec,
        mut holds: impl FnMut(NodeRef<'a>) -> bool,
        mut matches: impl FnMut(NodeRef<'a>) -> bool,
    ) -> Self {
        let mut verdicts = Self { spec, of: vec![Verdict::Absent; spec.nodes.len()] };
        verdicts.judge_leaves(&mut holds, &mut matches);
        verdicts.judge_groups();
        verdicts
    }

    fn judge_leaves(&mut self, holds: &mut impl FnMut(NodeRef<'a>) -> bool, matches: &mut impl FnMut(NodeRef<'a>) -> bool) {
        let mut index = 0;
        while index < self.of.len() {
            let node = self.spec.node(index);
            let kind = node.kind();
            if kind == NodeKind::UseConditional && !holds(node) {
                index = node.subtree().end;
                continue;
            }
            self.of[index] = match kind.is_group() || matches(node) {
                true => Verdict::Matched,
                false => Verdict::Unmatched,
            };
            index += 1;
        }
    }

    /// Backwards, children come before the groups they are in.
    fn judge_groups(&mut self) {
        for index in (0..self.of.len()).rev() {
            let node = self.spec.node(index);
            if node.kind().is_group() && self.of[index] != Verdict::Absent && !self.is_group_matched(node) {
                self.of[index] = Verdict::Unmatched;
            }
        }
    }

    fn is_group_matched(&self, group: NodeRef<'a>) -> bool {
        let (mut members, mut matched) = (0, 0);
        for child in group.children() {
            members += usize::from(self.of(child) != Verdict::Absent);
            matched += usize::from(self.of(child) == Verdict::Matched);
        }
        let empty = members == 0;
        match group.kind() {
            NodeKind::AnyOf => matched > 0 || empty && self.spec.empty_matches(),
            NodeKind::ExactlyOneOf => matched == 1 || empty && self.spec.empty_matches(),
            NodeKind::AtMostOneOf => matched <= 1,
            _ => matched == members,
        }
    }

    pub(super) fn of(&self, node: NodeRef<'a>) -> Verdict {
        self.of[node.index()]
    }

    pub(super) fn all_matched(&self) -> bool {
        self.spec.items().all(|item| self.of(item) != Verdict::Unmatched)
    }

    /// Goes through what has to be matched, in order: items, what is in all-of groups and conditions that hold, and
    /// the first matched member of every any-of group. Other members of groups do not have to be matched.
    pub(super) fn walk(&self, mut visit: impl FnMut(Found<'a>)) {
        let mut pending = vec![(0, self.of.len())];
        while let Some((start, end)) = pending.pop() {
            if start >= end {
                continue;
            }
            let node = self.spec.node(start);
            let behind = node.subtree().end;
            pending.push((behind, end));
            match (self.of[start], node.kind()) {
                (Verdict::Absent, _) => {}
                (_, NodeKind::AllOf | NodeKind::UseConditional) => pending.push((start + 1, behind)),
                (Verdict::Unmatched, _) => visit(Found::Unmatched(node)),
                (Verdict::Matched, NodeKind::AnyOf) => {
                    if let Some(member) = node.children().find(|&child| self.of(child) == Verdict::Matched) {
                        visit(Found::Choice(node, member));
                        pending.push((member.index(), member.subtree().end));
                    }
                }
                (Verdict::Matched, _) => {}
            }
        }
    }
}

/// What [`Verdicts::walk`] meets.
pub(super) enum Found<'a> {
    /// A leaf or group with members that is not matched.
    Unmatched(NodeRef<'a>),
    /// An any-of group and its first matched member.
    Choice(NodeRef<'a>, NodeRef<'a>),
}
