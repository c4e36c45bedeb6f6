//! Resolving conditions.

use std::ops::Range;

use super::DepSpec;
use super::kind::NodeKind;
use super::node::NodeRef;
use super::write::Writer;
use crate::flags::UseSet;

/// What becomes of each node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// A condition that does not hold: nothing is left, and a group around has no such member.
    Absent,
    /// A leaf, or a group that stays.
    Stays,
    /// A condition that holds: what is in it stays.
    Opens,
    /// A group of which nothing is left that could fail to match.
    Matched,
}

/// How to resolve.
struct Plan<'a> {
    spec: &'a DepSpec,
    fates: Vec<Fate>,
    /// How many items are left directly within each group.
    counts: Vec<u32>,
}

impl<'a> Plan<'a> {
    fn new(spec: &'a DepSpec, holds: impl Fn(NodeRef<'a>) -> bool) -> Self {
        let count = spec.nodes.len();
        let mut plan = Self { spec, fates: vec![Fate::Stays; count], counts: vec![0; count] };
        // Backwards, children come before the groups they are in.
        for index in (0..count).rev() {
            let node = spec.node(index);
            if !node.kind().is_group() {
                continue;
            }
            plan.counts[index] = plan.count(node);
            plan.fates[index] = match (node.kind(), plan.counts[index]) {
                (NodeKind::UseConditional, _) if holds(node) => Fate::Opens,
                (NodeKind::UseConditional, _) => Fate::Absent,
                (NodeKind::AllOf | NodeKind::AtMostOneOf, 0) => Fate::Matched,
                (_, 0) if spec.empty_matches() => Fate::Matched,
                _ => Fate::Stays,
            };
        }
        plan
    }

    fn count(&self, group: NodeRef<'a>) -> u32 {
        let members = group.kind().has_members();
        let left = |child: NodeRef<'a>| match self.fates[child.index()] {
            Fate::Absent => 0,
            _ if members => 1,
            Fate::Stays => 1,
            Fate::Opens => self.counts[child.index()],
            Fate::Matched => 0,
        };
        group.children().map(left).sum()
    }
}

/// A group that is being written or walked through: where it ends, whether a parenthesis has to follow there, and
/// whether what is in it are members.
struct Around {
    end: usize,
    written: bool,
    members: bool,
}

struct Resolver<'a, L> {
    plan: Plan<'a>,
    out: Writer,
    around: Vec<Around>,
    write_leaf: L,
}

impl<'a, L: FnMut(&mut Writer, NodeRef<'a>)> Resolver<'a, L> {
    fn run(mut self) -> DepSpec {
        let mut index = 0;
        while index < self.plan.spec.nodes.len() {
            self.leave(index);
            index = self.node(self.plan.spec.node(index));
        }
        self.leave(index);
        self.out.finish()
    }

    /// Ends the groups that end before `index`.
    fn leave(&mut self, index: usize) {
        while let Some(around) = self.around.pop_if(|around| around.end <= index) {
            if around.written {
                self.out.close();
            }
        }
    }

    /// Writes what is left of a node up to its children, and says where to go on.
    fn node(&mut self, node: NodeRef<'a>) -> usize {
        let Range { start: index, end } = node.subtree();
        let is_member = self.around.last().is_some_and(|around| around.members);
        match (self.plan.fates[index], self.plan.counts[index]) {
            (Fate::Absent, _) => end,
            (Fate::Stays, _) if !node.kind().is_group() => {
                (self.write_leaf)(&mut self.out, node);
                end
            }
            (Fate::Stays, _) => self.enter(node, node.kind(), true),
            // One item can take the place of the condition; more have to stay one member.
            (Fate::Opens, count) => self.enter(node, NodeKind::AllOf, is_member && count != 1),
            // What is matched does not matter, but to a group that counts its members.
            (Fate::Matched, _) if is_member => {
                self.out.open(NodeKind::AllOf, false, "");
                self.out.close();
                end
            }
            (Fate::Matched, _) => end,
        }
    }

    fn enter(&mut self, node: NodeRef<'a>, kind: NodeKind, written: bool) -> usize {
        if written {
            self.out.open(kind, false, kind.operator());
        }
        let Range { start, end } = node.subtree();
        self.around.push(Around { end, written, members: kind.has_members() });
        start + 1
    }
}

impl DepSpec {
    /// What is left for a package with these enabled USE flags, without any conditional group.
    ///
    /// A conditional group whose condition holds gives way to its items; inside of `||`, `^^` or `??` they stay one
    /// member, as an all-of group if they are several. One whose condition does not hold vanishes. Groups of which
    /// nothing is left vanish if they are matched, so that the result means the same: inside of `||`, `^^` and `??`,
    /// which count matched members, they stay as `( )`, and where an empty `||` or `^^` is not matched
    /// (`tab:empty-dep-groups`) it stays as `|| ( )`. Conditional USE dependencies stay.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, Eapi};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "a/b x? ( c/d ) || ( x? ( e/f g/h ) !y? ( i/j ) )", Eapi::V8)?;
    /// assert_eq!(spec.evaluate(&["x"]).as_str(), "a/b c/d || ( ( e/f g/h ) i/j )");
    /// assert_eq!(spec.evaluate(&["y"]).as_str(), "a/b || ( )");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn evaluate(&self, enabled: &(impl UseSet + ?Sized)) -> Self {
        self.resolve(|condition| condition.condition_holds(|flag| enabled.contains_flag(flag)), write_leaf)
    }

    /// Like [`DepSpec::evaluate`], and with the conditional USE dependencies of atoms resolved, too.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "x? ( a/b[x?,y=] )", None)?;
    /// assert_eq!(spec.evaluate_fully(&["x"]).as_str(), "a/b[x,-y]");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn evaluate_fully(&self, enabled: &(impl UseSet + ?Sized)) -> Self {
        let holds = |condition: NodeRef<'_>| condition.condition_holds(|flag| enabled.contains_flag(flag));
        self.resolve(holds, |out, leaf| match leaf.atom() {
            Some(atom) => out.leaf(NodeKind::Atom, false, atom.evaluate(enabled).as_str()),
            None => write_leaf(out, leaf),
        })
    }

    /// What is left if every condition holds, that with and that without an exclamation mark.
    #[must_use]
    pub fn evaluate_all(&self) -> Self {
        self.resolve(|_| true, write_leaf)
    }

    /// What is left if no condition holds, neither with nor without an exclamation mark.
    #[must_use]
    pub fn evaluate_none(&self) -> Self {
        self.resolve(|_| false, write_leaf)
    }

    fn resolve<'a>(&'a self, holds: impl Fn(NodeRef<'a>) -> bool, write_leaf: impl FnMut(&mut Writer, NodeRef<'a>)) -> Self {
        let plan = Plan::new(self, holds);
        Resolver { plan, out: Writer::new(self.kind, self.eapi), around: Vec::new(), write_leaf }.run()
    }
}

fn write_leaf(out: &mut Writer, leaf: NodeRef<'_>) {
    out.leaf(leaf.kind(), leaf.negated(), leaf.text());
}
