//! Shorter specifications of the same meaning.

use std::collections::{HashMap, HashSet};

use super::DepSpec;
use super::forest::{Forest, Id, Shape};
use super::kind::{DepSpecKind, NodeKind};
use super::node::NodeRef;

impl DepSpec {
    /// A specification that means the same for every set of flags and of packages, in fewer words.
    ///
    /// - All-of groups in which nothing else is asked for than by their items one by one are dissolved, and any-of
    ///   groups in any-of groups.
    /// - Groups of one item give way to it.
    /// - Items that are there already are dropped, but not in `^^` and `??`, which count.
    /// - Conditions within the same condition are resolved, and conditional groups of one condition joined; in `SRC_URI`,
    ///   where order has a meaning (`A`, `sec:ebuild-env-vars`), only if they stand next to each other.
    /// - What is always matched is dropped.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let text = "a/b ( a/b || ( c/d || ( e/f ( g/h ) ) ) ) x? ( i/j x? ( k/l ) ) x? ( m/n )";
    /// let spec = DepSpec::parse(DepSpecKind::Depend, text, None)?;
    /// assert_eq!(spec.simplify().as_str(), "a/b || ( c/d e/f g/h ) x? ( i/j k/l m/n )");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    #[must_use]
    pub fn simplify(&self) -> Self {
        let mut before = pass(self);
        // Each pass may bring together what the next can join. Passes only ever shorten, so that this ends.
        loop {
            let after = pass(&before);
            if after.text.len() >= before.text.len() {
                return before;
            }
            before = after;
        }
    }
}

/// What a part comes to as a member of `||`, `^^` or `??`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Member {
    /// It is never one.
    Absent,
    /// It always is one and matched.
    Matched,
    One(Id),
}

/// What a part comes to.
struct Outcome {
    /// Where all items have to be matched: these have to.
    items: Vec<Id>,
    member: Member,
}

struct Pass<'a> {
    spec: &'a DepSpec,
    forest: Forest<'a>,
    /// Whether each condition is known to hold, or not to, from a condition around it.
    known: Vec<Option<bool>>,
    outcomes: Vec<Outcome>,
}

fn pass(spec: &DepSpec) -> DepSpec {
    let count = spec.nodes.len();
    let mut pass = Pass { spec, forest: Forest::default(), known: known_conditions(spec), outcomes: Vec::with_capacity(count) };
    // Backwards, children come before the groups they are in; so the outcomes are in reverse.
    for index in (0..count).rev() {
        let outcome = pass.outcome(spec.node(index));
        pass.outcomes.push(outcome);
    }
    let items = pass.all_of(spec.items());
    pass.forest.spec(&items, spec)
}

/// For each condition, what the conditions around it say about its flag.
fn known_conditions(spec: &DepSpec) -> Vec<Option<bool>> {
    let mut known = vec![None; spec.nodes.len()];
    let mut states: HashMap<&str, bool> = HashMap::new();
    // Conditions around, with whether the flag has to be forgotten after them.
    let mut around: Vec<(usize, &str)> = Vec::new();
    for node in spec.recursive() {
        while let Some((_, flag)) = around.pop_if(|(end, _)| *end <= node.index()) {
            states.remove(flag);
        }
        let (NodeKind::UseConditional, Some(flag)) = (node.kind(), node.flag()) else { continue };
        match states.get(flag) {
            Some(&state) => known[node.index()] = Some(state != node.negated()),
            None => {
                states.insert(flag, !node.negated());
                around.push((node.subtree().end, flag));
            }
        }
    }
    known
}

impl<'a> Pass<'a> {
    fn of(&self, node: NodeRef<'a>) -> &Outcome {
        &self.outcomes[self.spec.nodes.len() - 1 - node.index()]
    }

    fn outcome(&mut self, node: NodeRef<'a>) -> Outcome {
        match node.kind() {
            NodeKind::AllOf => self.every(node),
            NodeKind::UseConditional => match self.known[node.index()] {
                Some(true) => self.every(node),
                Some(false) => Outcome { items: Vec::new(), member: Member::Absent },
                None => self.condition(node),
            },
            NodeKind::AnyOf => self.any_of(node),
            NodeKind::ExactlyOneOf => self.exactly_one_of(node),
            NodeKind::AtMostOneOf => self.at_most_one_of(node),
            _ => {
                let id = self.forest.id(Shape::leaf(node));
                Outcome { items: vec![id], member: Member::One(id) }
            }
        }
    }

    fn is_condition(&self, id: Id) -> bool {
        self.forest.shape(id).kind == NodeKind::UseConditional
    }

    /// A group of which every item has to be matched.
    fn every(&mut self, node: NodeRef<'a>) -> Outcome {
        let items = self.all_of(node.children());
        let member = match items[..] {
            [] => Member::Matched,
            [id] if !self.is_condition(id) => Member::One(id),
            _ => Member::One(self.forest.id(Shape::all_of(items.clone()))),
        };
        Outcome { items, member }
    }

    fn condition(&mut self, node: NodeRef<'a>) -> Outcome {
        let children = self.all_of(node.children());
        if children.is_empty() {
            // As a member it counts if the condition holds; there is no shorter way to say so.
            return Outcome { items: Vec::new(), member: Member::One(self.forest.copy(node)) };
        }
        let id = self.forest.id(Shape::group(node, children));
        Outcome { items: vec![id], member: Member::One(id) }
    }

    fn any_of(&mut self, node: NodeRef<'a>) -> Outcome {
        let empty_matches = self.spec.empty_matches();
        let mut seen = HashSet::new();
        let mut members = Vec::new();
        for child in node.children() {
            match self.of(child).member {
                Member::Absent => {}
                Member::Matched => return Outcome { items: Vec::new(), member: Member::Matched },
                Member::One(id) => members.extend(self.alternatives(id, empty_matches).into_iter().filter(|id| seen.insert(*id))),
            }
        }
        self.group_of(node, members)
    }

    /// The members that an any-of group gets from one of its members: those of an any-of group that is never empty
    /// where an empty one is matched, else the member itself.
    fn alternatives(&self, id: Id, empty_matches: bool) -> Vec<Id> {
        let shape = self.forest.shape(id);
        let dissolves = !empty_matches || shape.children.iter().any(|&child| !self.is_condition(child));
        match shape.kind == NodeKind::AnyOf && dissolves {
            true => shape.children.clone(),
            false => vec![id],
        }
    }

    fn exactly_one_of(&mut self, node: NodeRef<'a>) -> Outcome {
        let members = self.counted_members(node);
        self.group_of(node, members)
    }

    fn at_most_one_of(&mut self, node: NodeRef<'a>) -> Outcome {
        let members = self.counted_members(node);
        if members.len() < 2 {
            return Outcome { items: Vec::new(), member: Member::Matched };
        }
        let id = self.forest.id(Shape::group(node, members));
        Outcome { items: vec![id], member: Member::One(id) }
    }

    fn counted_members(&mut self, node: NodeRef<'a>) -> Vec<Id> {
        let mut members = Vec::new();
        for child in node.children() {
            match self.of(child).member {
                Member::Absent => {}
                Member::Matched => members.push(self.forest.copy(child)),
                Member::One(id) => members.push(id),
            }
        }
        members
    }

    /// `||` or `^^` with these members.
    fn group_of(&mut self, node: NodeRef<'a>, members: Vec<Id>) -> Outcome {
        let empty_matches = self.spec.empty_matches();
        match members[..] {
            [] if empty_matches => Outcome { items: Vec::new(), member: Member::Matched },
            [] => {
                // Never matched: without its conditions it would be a group that no ebuild may have.
                let id = self.forest.copy(node);
                Outcome { items: vec![id], member: Member::One(id) }
            }
            [id] if !self.is_condition(id) => Outcome { items: self.parts(id), member: Member::One(id) },
            [id] if empty_matches => {
                // Without its only member it is matched, which a member of another group would not be.
                Outcome { items: vec![id], member: Member::One(self.forest.id(Shape::group(node, members))) }
            }
            _ => {
                let id = self.forest.id(Shape::group(node, members));
                Outcome { items: vec![id], member: Member::One(id) }
            }
        }
    }

    /// The items of an all-of group, or what is none.
    fn parts(&self, id: Id) -> Vec<Id> {
        let shape = self.forest.shape(id);
        match shape.kind {
            NodeKind::AllOf => shape.children.clone(),
            _ => vec![id],
        }
    }

    /// The items of parts which all have to be matched: each once, conditional groups of one condition joined.
    fn all_of(&mut self, parts: impl Iterator<Item = NodeRef<'a>>) -> Vec<Id> {
        let mut items: Vec<Id> = Vec::new();
        for part in parts {
            items.extend_from_slice(&self.of(part).items);
        }
        let mut seen = HashSet::new();
        items.retain(|id| seen.insert(*id));
        self.join_conditions(items)
    }

    fn join_conditions(&mut self, items: Vec<Id>) -> Vec<Id> {
        let mut joined: Vec<Vec<Id>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let ordered = self.spec.kind == DepSpecKind::SrcUri;
        for id in items {
            let shape = self.forest.shape(id);
            if ordered && places.keys().next().is_some_and(|condition| *condition != shape.text) {
                places.clear();
            }
            let place = match shape.kind {
                NodeKind::UseConditional => *places.entry(&shape.text).or_insert(joined.len()),
                _ => joined.len(),
            };
            match joined.get_mut(place) {
                Some(ids) => ids.push(id),
                None => joined.push(vec![id]),
            }
        }
        joined.into_iter().map(|ids| self.join(&ids)).collect()
    }

    /// Conditional groups of one condition, or a single item.
    fn join(&mut self, ids: &[Id]) -> Id {
        let [first, _, ..] = ids else { return ids[0] };
        let mut seen = HashSet::new();
        let children = ids.iter().flat_map(|&id| self.forest.shape(id).children.iter().copied());
        let children = children.filter(|id| seen.insert(*id)).collect();
        let shape = Shape { children, ..self.forest.shape(*first).clone() };
        self.forest.id(shape)
    }
}
