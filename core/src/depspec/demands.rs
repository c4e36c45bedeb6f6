//! What a `REQUIRED_USE` demands of flags, as a circuit.

use std::collections::HashMap;

use super::circuit::{Circuit, Lit};
use super::kind::NodeKind;
use super::node::NodeRef;

/// Builds the circuit of some items. The first variables are the flags, in their order.
pub(super) struct Demands<'a> {
    circuit: Circuit,
    flags: HashMap<&'a str, Lit>,
}

impl<'a> Demands<'a> {
    pub(super) fn of(items: &[NodeRef<'a>], flags: &[&'a str]) -> Circuit {
        let mut circuit = Circuit::default();
        let flags = flags.iter().map(|flag| (*flag, circuit.variable())).collect();
        let mut demands = Self { circuit, flags };
        items.iter().for_each(|item| demands.item(*item));
        demands.circuit
    }

    /// The flag of a leaf or condition, as it has to be.
    fn flag(&self, node: NodeRef<'a>) -> Lit {
        let flag = self.flags[node.flag().expect("a leaf or condition of REQUIRED_USE has a flag")];
        if node.negated() { !flag } else { flag }
    }

    /// Demands everything in an item, under the conditions around it.
    fn item(&mut self, item: NodeRef<'a>) {
        // For each condition around: where it ends, and what holds if it and those around it do.
        let mut around: Vec<(usize, Lit)> = Vec::new();
        let mut index = item.index();
        while index < item.subtree().end {
            while around.pop_if(|(end, _)| *end <= index).is_some() {}
            let under = around.last().map(|(_, condition)| *condition);
            let node = item.spec().node(index);
            match node.kind() {
                NodeKind::AllOf => {}
                NodeKind::UseConditional => {
                    let own = self.flag(node);
                    let condition = under.map_or(own, |under| self.circuit.all(&[under, own]));
                    around.push((node.subtree().end, condition));
                }
                _ => {
                    self.demand(node, under);
                    index = node.subtree().end;
                    continue;
                }
            }
            index += 1;
        }
    }

    /// Demands a leaf or a group with members if the condition holds.
    fn demand(&mut self, node: NodeRef<'a>, under: Option<Lit>) {
        if !node.kind().is_group() {
            let flag = self.flag(node);
            return self.any_under(vec![flag], under);
        }
        let members = self.members(node);
        if node.kind() != NodeKind::AtMostOneOf {
            let mut some = members.clone();
            some.extend(self.emptiness(node));
            self.any_under(some, under);
        }
        if node.kind() != NodeKind::AnyOf && members.len() > 1 {
            let two = self.circuit.at_least(2, &members);
            self.any_under(vec![!two], under);
        }
    }

    fn any_under(&mut self, mut inputs: Vec<Lit>, under: Option<Lit>) {
        inputs.extend(under.map(|condition| !condition));
        let any = self.circuit.any(&inputs);
        self.circuit.assert(any);
    }

    /// What each member of a group being matched comes to.
    fn members(&mut self, group: NodeRef<'a>) -> Vec<Lit> {
        let inside = group.index() + 1..group.subtree().end;
        let mut literals: Vec<Option<Lit>> = vec![None; inside.len()];
        let in_members = has_members_around(group);
        // Backwards, children come before the groups they are in.
        for index in inside.clone().rev() {
            let node = group.spec().node(index);
            let children: Vec<Lit> = node.children().filter_map(|child| literals[child.index() - inside.start]).collect();
            let at = index - inside.start;
            literals[at] = Some(self.matched(node, children, in_members[at]));
        }
        group.children().filter_map(|child| literals[child.index() - inside.start]).collect()
    }

    /// What it comes to that a part is matched, and if it is in a group with members that it is one.
    fn matched(&mut self, node: NodeRef<'a>, children: Vec<Lit>, is_member: bool) -> Lit {
        match node.kind() {
            NodeKind::AllOf => self.circuit.all(&children),
            NodeKind::UseConditional if is_member => {
                let mut all = children;
                all.push(self.flag(node));
                self.circuit.all(&all)
            }
            NodeKind::UseConditional => {
                let (all, condition) = (self.circuit.all(&children), self.flag(node));
                self.circuit.any(&[!condition, all])
            }
            NodeKind::AnyOf => {
                let mut some = children;
                some.extend(self.emptiness(node));
                self.circuit.any(&some)
            }
            NodeKind::ExactlyOneOf => {
                let (some, two) = (self.circuit.any(&children), self.circuit.at_least(2, &children));
                let one = self.circuit.all(&[some, !two]);
                match self.emptiness(node) {
                    Some(empty) => self.circuit.any(&[one, empty]),
                    None => one,
                }
            }
            NodeKind::AtMostOneOf => !self.circuit.at_least(2, &children),
            _ => self.flag(node),
        }
    }

    /// That a group has no members, where it may have none and is then matched.
    fn emptiness(&mut self, group: NodeRef<'a>) -> Option<Lit> {
        let is_condition = |child: NodeRef<'a>| child.kind() == NodeKind::UseConditional;
        if !group.spec().empty_matches() || !group.children().all(is_condition) {
            return None;
        }
        let absent: Vec<Lit> = group.children().map(|child| !self.flag(child)).collect();
        Some(self.circuit.all(&absent))
    }
}

/// For each part in a group, whether the group directly around it has members.
fn has_members_around(group: NodeRef<'_>) -> Vec<bool> {
    let first = group.index() + 1;
    let mut found = vec![false; group.subtree().len() - 1];
    for index in group.subtree() {
        let node = group.spec().node(index);
        node.children().for_each(|child| found[child.index() - first] = node.kind().has_members());
    }
    found
}
