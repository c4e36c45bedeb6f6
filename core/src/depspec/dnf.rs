//! Disjunctive normal form: every way to satisfy a specification, as plain lists.
//!
//! Items that have no leaf in common are taken apart: their ways multiply. Where no leaf stands twice, ways are put
//! together from those of the parts. Else leaves are chosen one after the other in a circuit, which tells what else has to
//! be, and a choice is given up as soon as one of its leaves will never be missed: what is found is never found twice and
//! contains nothing needless.

use std::collections::{HashMap, HashSet};

use super::DepSpec;
use super::circuit::{Circuit, Lit, Next, Outcome};
use super::kind::NodeKind;
use super::node::NodeRef;
use super::solve::group_by;
use crate::error::{Error, Reason};

/// How many steps the search for ways may take.
const STEPS: u64 = 500_000_000;

/// A leaf by its number, doubled, and one more for the opposite of what stands first in the text. In ascending order.
type Way = Vec<u32>;

impl DepSpec {
    /// Every way to satisfy the specification: any of the lists will do, if all of its leaves are matched.
    ///
    /// There must be no conditional groups: [evaluate](DepSpec::evaluate) first. Within `REQUIRED_USE` flags may be
    /// negated that are not in the text. No list contains another, or has a flag with its opposite. Leaves are in the order
    /// in which they first appear, and lists by the first leaf in which they differ, so that what is preferred comes first.
    /// More lists than `limit` are an error.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "a/a || ( b/b ( c/c d/d ) )", None)?;
    /// assert_eq!(spec.dnf(10)?, [vec!["a/a", "b/b"], vec!["a/a", "c/c", "d/d"]]);
    /// let spec = DepSpec::parse(DepSpecKind::Depend, "|| ( a/a b/b ) || ( a/a c/c )", None)?;
    /// assert_eq!(spec.dnf(10)?, [vec!["a/a"], vec!["b/b", "c/c"]]);
    /// let spec = DepSpec::parse(DepSpecKind::RequiredUse, "^^ ( a b )", None)?;
    /// assert_eq!(spec.dnf(10)?, [["a", "!b"], ["!a", "b"]]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn dnf(&self, limit: usize) -> Result<Vec<Vec<String>>, Error> {
        if let Some(condition) = self.recursive().find(|node| node.kind() == NodeKind::UseConditional) {
            let start = condition.span().start;
            return Err(self.error(Reason::ConditionLeft, start..start + condition.head().len()));
        }
        let leaves = Leaves::of(self);
        let ways = leaves.ways(self, limit).map_err(|reason| self.error(reason, 0..self.text.len()))?;
        Ok(ways.iter().map(|way| way.iter().map(|&literal| leaves.text(literal)).collect()).collect())
    }
}

/// The leaves by their numbers.
struct Leaves {
    /// The text of each, with single blanks, and whether it first stands there with an exclamation mark.
    names: Vec<(String, bool)>,
    numbers: Vec<u32>,
}

impl Leaves {
    fn of(spec: &DepSpec) -> Self {
        let mut places: HashMap<String, u32> = HashMap::new();
        let mut leaves = Self { names: Vec::new(), numbers: vec![0; spec.nodes.len()] };
        for leaf in spec.leaves() {
            let name = leaf.flag().map_or_else(|| leaf.words().collect::<Vec<_>>().join(" "), str::to_owned);
            let next = leaves.names.len() as u32;
            leaves.numbers[leaf.index()] = *places.entry(name.clone()).or_insert(next);
            if leaves.numbers[leaf.index()] == next {
                leaves.names.push((name, leaf.negated()));
            }
        }
        leaves
    }

    fn literal(&self, leaf: NodeRef<'_>) -> u32 {
        let number = self.numbers[leaf.index()];
        number << 1 | u32::from(leaf.negated() != self.names[number as usize].1)
    }

    fn text(&self, literal: u32) -> String {
        let (name, negated) = &self.names[(literal >> 1) as usize];
        format!("{}{name}", if *negated != (literal & 1 == 1) { "!" } else { "" })
    }

    fn ways(&self, spec: &DepSpec, limit: usize) -> Result<Vec<Way>, Reason> {
        let items: Vec<NodeRef<'_>> = spec.items().collect();
        let names = |item: NodeRef<'_>| {
            let leaves = item.subtree().map(|index| spec.node(index)).filter(|node| !node.kind().is_group());
            leaves.map(|leaf| leaf.flag().unwrap_or(leaf.text())).collect()
        };
        let mut product: Vec<Way> = vec![Vec::new()];
        let mut too_many: Option<Reason> = (limit == 0).then_some(Reason::TooManyClauses);
        for part in group_by(&items, names) {
            let ways = match self.plain(&part, limit) {
                Some(ways) => ways,
                None => Search::new(self, &part).ways(limit),
            };
            // Perhaps another part cannot be satisfied at all.
            match ways {
                Ok(ways) if ways.is_empty() => return Ok(ways),
                Ok(ways) if too_many.is_none() => match multiplied(std::mem::take(&mut product), &ways, limit) {
                    Ok(ways) => product = ways,
                    Err(reason) => too_many = Some(reason),
                },
                Ok(_) => {}
                Err(reason) => too_many = too_many.or(Some(reason)),
            }
        }
        product.iter_mut().for_each(|way| way.sort_unstable());
        product.sort_unstable();
        too_many.map_or(Ok(product), Err)
    }

    /// The ways of one item in which no leaf stands twice, and only all-of and any-of groups that are not empty; none of
    /// other items.
    fn plain(&self, part: &[NodeRef<'_>], limit: usize) -> Option<Result<Vec<Way>, Reason>> {
        let [item] = part else { return None };
        let mut seen = HashSet::new();
        let is_plain = |node: NodeRef<'_>| match node.kind() {
            NodeKind::AllOf | NodeKind::AnyOf => node.children().next().is_some(),
            kind => !kind.is_group() && seen.insert(self.numbers[node.index()]),
        };
        let nodes = || item.subtree().map(|index| item.spec().node(index));
        if !nodes().all(is_plain) {
            return None;
        }
        let first = item.index();
        let mut ways: Vec<Result<Vec<Way>, Reason>> = vec![Ok(Vec::new()); item.subtree().len()];
        // Backwards, children come before the groups they are in.
        for node in nodes().collect::<Vec<_>>().into_iter().rev() {
            let mut children = node.children().map(|child| std::mem::replace(&mut ways[child.index() - first], Ok(Vec::new())));
            let own = match node.kind() {
                NodeKind::AllOf => children.try_fold(vec![Vec::new()], |product, ways| multiplied(product, &ways?, limit)),
                NodeKind::AnyOf => children.try_fold(Vec::new(), |sum, ways| joined(sum, ways?, limit)),
                _ => Ok(vec![vec![self.literal(node)]]),
            };
            ways[node.index() - first] = own;
        }
        Some(ways.swap_remove(0))
    }
}

/// The ways of parts that have no leaf in common and all have to be satisfied.
fn multiplied(mut left: Vec<Way>, right: &[Way], limit: usize) -> Result<Vec<Way>, Reason> {
    // The usual case, one more leaf, copies nothing.
    if let ([left], [right]) = (&mut left[..], right) {
        left.extend_from_slice(right);
    }
    if right.len() == 1 && left.len() == 1 {
        return Ok(left);
    }
    if left.len().saturating_mul(right.len()) > limit {
        return Err(Reason::TooManyClauses);
    }
    Ok(left.iter().flat_map(|left| right.iter().map(|right| [&left[..], right].concat())).collect())
}

/// The ways of parts that have no leaf in common and of which one has to be satisfied.
fn joined(mut left: Vec<Way>, right: Vec<Way>, limit: usize) -> Result<Vec<Way>, Reason> {
    left.extend(right);
    if left.len() > limit { Err(Reason::TooManyClauses) } else { Ok(left) }
}

/// Finds the ways of items, whatever is in them.
struct Search {
    circuit: Circuit,
    /// The literals that the first variables stand for.
    literals: Vec<u32>,
    /// How many gates say what satisfies; more say what is not wanted.
    gates: usize,
    /// What has to hold.
    demands: Vec<Lit>,
}

/// What a part being matched comes to, and what not being matched does where that is asked.
type Rails = (Lit, Option<Lit>);

impl Search {
    fn new(leaves: &Leaves, items: &[NodeRef<'_>]) -> Self {
        let mut search = Self { circuit: Circuit::default(), literals: Vec::new(), gates: 0, demands: Vec::new() };
        let mut variables: HashMap<u32, Lit> = HashMap::new();
        let asked: Vec<Vec<bool>> = items.iter().map(|item| opposites_asked(*item)).collect();
        for (item, asked) in items.iter().zip(&asked) {
            for (node, asked) in item.subtree().map(|index| item.spec().node(index)).zip(asked) {
                if !node.kind().is_group() {
                    let own = leaves.literal(node);
                    search.leaf(&mut variables, own);
                    asked.then(|| search.leaf(&mut variables, own ^ 1));
                }
            }
        }
        for (item, asked) in items.iter().zip(&asked) {
            let demand = search.item(*item, asked, |node| {
                let own = leaves.literal(node);
                (variables[&own], variables.get(&(own ^ 1)).copied())
            });
            search.demands.push(demand);
        }
        search.gates = search.circuit.gates().len();
        for demand in search.demands.clone() {
            search.circuit.assert(demand);
        }
        for (literal, own) in &variables {
            if let Some(opposite) = variables.get(&(literal ^ 1)).filter(|_| literal & 1 == 0) {
                search.refuse(&[*own, *opposite]);
            }
        }
        search
    }

    fn leaf(&mut self, variables: &mut HashMap<u32, Lit>, literal: u32) {
        variables.entry(literal).or_insert_with(|| {
            self.literals.push(literal);
            self.circuit.variable()
        });
    }

    /// Not all of these.
    fn refuse(&mut self, literals: &[Lit]) {
        let opposites: Vec<Lit> = literals.iter().map(|&literal| !literal).collect();
        let any = self.circuit.any(&opposites);
        self.circuit.assert(any);
    }

    fn item(&mut self, item: NodeRef<'_>, asked: &[bool], leaf: impl Fn(NodeRef<'_>) -> Rails) -> Lit {
        let first = item.index();
        let mut rails: Vec<Option<Rails>> = vec![None; item.subtree().len()];
        // Backwards, children come before the groups they are in.
        for index in item.subtree().rev() {
            let node = item.spec().node(index);
            rails[index - first] = Some(match node.kind().is_group() {
                true => {
                    let children: Vec<Rails> = node.children().filter_map(|child| rails[child.index() - first]).collect();
                    self.group(node, &children, asked[index - first])
                }
                false => leaf(node),
            });
        }
        rails[0].expect("all parts have been looked at").0
    }

    fn group(&mut self, node: NodeRef<'_>, children: &[Rails], asked: bool) -> Rails {
        let circuit = &mut self.circuit;
        let holds: Vec<Lit> = children.iter().map(|(holds, _)| *holds).collect();
        let fails: Vec<Lit> = children.iter().filter_map(|(_, fails)| *fails).collect();
        // None of them but one that may hold.
        let all_but_one = holds.len().saturating_sub(1);
        if children.is_empty() && matches!(node.kind(), NodeKind::AnyOf | NodeKind::ExactlyOneOf) {
            let (always, never) = (circuit.all(&[]), circuit.any(&[]));
            return if node.spec().empty_matches() { (always, Some(never)) } else { (never, Some(always)) };
        }
        match node.kind() {
            NodeKind::AnyOf => (circuit.any(&holds), asked.then(|| circuit.all(&fails))),
            NodeKind::ExactlyOneOf => {
                let (some, others) = (circuit.any(&holds), circuit.at_least(all_but_one, &fails));
                let fails = asked.then(|| {
                    let (none, two) = (circuit.all(&fails), circuit.at_least(2, &holds));
                    circuit.any(&[none, two])
                });
                (circuit.all(&[some, others]), fails)
            }
            NodeKind::AtMostOneOf => (circuit.at_least(all_but_one, &fails), asked.then(|| circuit.at_least(2, &holds))),
            _ => (circuit.all(&holds), asked.then(|| circuit.any(&fails))),
        }
    }

    fn ways(mut self, limit: usize) -> Result<Vec<Way>, Reason> {
        let mut ways: Vec<Way> = Vec::new();
        let mut too_many = false;
        let mut support = Support::new(&self);
        let Self { circuit, literals, .. } = &mut self;
        let outcome = circuit.search(STEPS, |circuit, last| {
            circuit.steps += support.judge(circuit);
            let is_enough = support.is_enough();
            if support.has_needless(circuit, is_enough) {
                return Next::Back;
            }
            if is_enough {
                too_many |= ways.len() == limit;
                ways.push(support.chosen.iter().map(|&leaf| literals[leaf]).collect());
                return if too_many { Next::Found } else { Next::Back };
            }
            // First without what is not needed yet.
            let is_open = |&leaf: &usize| circuit.value(Lit::new(leaf, false)).is_none();
            let open = (last.map_or(0, Lit::variable)..literals.len()).find(is_open);
            open.map_or(Next::Back, |leaf| Next::Try(Lit::new(leaf, true)))
        });
        match outcome {
            _ if too_many => Err(Reason::TooManyClauses),
            Outcome::OutOfSteps => Err(Reason::TooManyToFind),
            _ => Ok(ways),
        }
    }
}

/// For each part, whether a group around it asks when it is not matched.
fn opposites_asked(item: NodeRef<'_>) -> Vec<bool> {
    let first = item.index();
    let mut asked = vec![false; item.subtree().len()];
    for index in item.subtree() {
        let node = item.spec().node(index);
        let asks = matches!(node.kind(), NodeKind::ExactlyOneOf | NodeKind::AtMostOneOf) || asked[index - first];
        node.children().for_each(|child| asked[child.index() - first] = asks);
    }
    asked
}

/// What holds by the chosen leaves alone, whatever becomes of those that are not decided.
struct Support {
    /// How many leaves there are, and which are chosen.
    leaves: usize,
    chosen: Vec<usize>,
    /// How many gates say what satisfies, and how many inputs of each hold.
    gates: usize,
    holding: Vec<u32>,
    holds: Vec<bool>,
    demands: Vec<usize>,
    demanded: Vec<bool>,
}

impl Support {
    fn new(search: &Search) -> Self {
        let (leaves, gates) = (search.literals.len(), search.gates);
        let demands: Vec<usize> = search.demands.iter().map(|demand| demand.variable()).collect();
        let mut demanded = vec![false; leaves + gates];
        demands.iter().for_each(|&demand| demanded[demand] = true);
        let (holding, holds) = (vec![0; gates], vec![false; leaves + gates]);
        Self { leaves, chosen: Vec::new(), gates, holding, holds, demands, demanded }
    }

    /// Looks at what is chosen, and says how many steps that took.
    fn judge(&mut self, circuit: &Circuit) -> u64 {
        for leaf in 0..self.leaves {
            self.holds[leaf] = circuit.value(Lit::new(leaf, false)) == Some(true);
        }
        self.chosen = (0..self.leaves).filter(|&leaf| self.holds[leaf]).collect();
        let mut steps = self.leaves;
        // Gates come after those that go into them.
        for (at, gate) in circuit.gates()[..self.gates].iter().enumerate() {
            let inputs = circuit.inputs(gate);
            self.holding[at] = inputs.iter().filter(|input| self.holds[input.variable()]).count() as u32;
            self.holds[gate.output.variable()] = self.holding[at] >= gate.needed;
            steps += inputs.len();
        }
        steps as u64
    }

    /// Whether what is chosen satisfies.
    fn is_enough(&self) -> bool {
        self.demands.iter().all(|&demand| self.holds[demand])
    }

    /// Whether a chosen leaf will never be missed. If nothing more is going to be chosen, what does not hold never will.
    fn has_needless(&mut self, circuit: &mut Circuit, is_last: bool) -> bool {
        (0..self.chosen.len()).any(|at| self.is_needless(circuit, self.chosen[at], is_last))
    }

    /// Whether all that could come of a leaf holds without it.
    fn is_needless(&mut self, circuit: &mut Circuit, leaf: usize, is_last: bool) -> bool {
        let mut lost = vec![leaf];
        let mut reduced: Vec<usize> = Vec::new();
        let mut needless = true;
        while let (true, Some(variable)) = (needless, lost.pop()) {
            needless = !self.demanded[variable];
            for at in circuit.uses(Lit::new(variable, false)).iter().map(|&at| at as usize).filter(|&at| at < self.gates) {
                let gate = &circuit.gates()[at];
                // It can no longer hold in any case.
                if circuit.value(gate.output) == Some(false) {
                    continue;
                }
                self.holding[at] -= 1;
                reduced.push(at);
                match self.holding[at] + 1 {
                    holding if holding < gate.needed => needless &= is_last,
                    holding if holding == gate.needed => lost.push(gate.output.variable()),
                    _ => {}
                }
            }
        }
        reduced.iter().for_each(|&at| self.holding[at] += 1);
        circuit.steps += reduced.len() as u64;
        needless
    }
}
