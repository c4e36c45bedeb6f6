//! The fewest flags to change so that a `REQUIRED_USE` is met.
//!
//! Items that have no flag in common are solved one after the other. What an item demands becomes a circuit. The search
//! takes every flag that is not decided as it was; where that breaks a demand, it decides one of the flags that could mend
//! it. A bound tells early that too many changes are still to come: so many inputs of each gate have to change, where
//! gates have no flag in common.

use std::collections::HashMap;

use super::DepSpec;
use super::circuit::{Circuit, Lit, Next, Outcome};
use super::demands::Demands;
use super::node::NodeRef;
use crate::error::{Error, Reason};
use crate::flags::UseSet;

/// How many steps each phase of the search may take, over all independent parts.
const STEPS: u64 = 20_000_000;
/// How many of them a part has, however many parts there are.
const STEPS_OF_PART: u64 = 500_000;

/// Changes of flags that make a package meet a `REQUIRED_USE`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RequiredUseSolution<'a> {
    /// Each flag with its new state, in the order the flags appear.
    pub changes: Vec<(&'a str, bool)>,
    /// Whether it is proven that fewer changes do not do.
    pub is_optimal: bool,
}

impl DepSpec {
    /// The fewest changes of flags that make a package with these enabled flags meet this `REQUIRED_USE`. None if nothing
    /// does.
    ///
    /// Flags in `masked` have to be disabled and those in `forced` enabled, which counts as a change where they are not;
    /// `masked` wins. Of several solutions with as few changes it is the one which has enabled the first flag in which
    /// they differ. The search takes a fixed number of steps at most: if it ends before fewer changes are ruled out, the
    /// best found is the answer and is not said to be optimal. If by then nothing was found and nothing ruled out, which
    /// takes a riddle and no `REQUIRED_USE` of an ebuild, that is an error; so are specifications of other kinds.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, NO_FLAGS};
    /// let spec = DepSpec::parse(DepSpecKind::RequiredUse, "x? ( y ) ^^ ( a b )", None)?;
    /// let solution = spec.solve_required_use(&["x", "a", "b"], &["y"], NO_FLAGS)?.unwrap();
    /// assert_eq!((solution.changes, solution.is_optimal), (vec![("x", false), ("b", false)], true));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn solve_required_use(
        &self,
        enabled: &(impl UseSet + ?Sized),
        masked: &(impl UseSet + ?Sized),
        forced: &(impl UseSet + ?Sized),
    ) -> Result<Option<RequiredUseSolution<'_>>, Error> {
        self.demand_required_use()?;
        let mut states: HashMap<&str, bool> = HashMap::new();
        let mut is_optimal = true;
        let mut unknown = false;
        let parts = self.independent_parts();
        let steps = (STEPS / parts.len().max(1) as u64).max(STEPS_OF_PART);
        for items in parts {
            let flags = flags_of(&items);
            let mut circuit = Demands::of(&items, &flags);
            let mut start = Vec::with_capacity(flags.len());
            for (number, flag) in flags.iter().enumerate() {
                let fixed = match (masked.contains_flag(flag), forced.contains_flag(flag)) {
                    (true, _) => Some(false),
                    (false, true) => Some(true),
                    (false, false) => None,
                };
                fixed.into_iter().for_each(|state| circuit.assert(Lit::new(number, !state)));
                start.push(fixed.unwrap_or_else(|| enabled.contains_flag(flag)));
            }
            match (Search { circuit, start, steps, left: 0 }).solve() {
                Solved::Impossible => return Ok(None),
                Solved::Unknown => unknown = true,
                Solved::By { found, proven } => {
                    is_optimal &= proven;
                    states.extend(flags.into_iter().zip(found));
                }
            }
        }
        if unknown {
            return Err(self.error(Reason::TooMuchToTry, 0..self.text.len()));
        }
        let changed = |flag: &&str| states[flag] != enabled.contains_flag(flag);
        let changes = self.flags().into_iter().filter(changed).map(|flag| (flag, states[flag])).collect();
        Ok(Some(RequiredUseSolution { changes, is_optimal }))
    }

    /// The items in groups which have no flag in common.
    fn independent_parts(&self) -> Vec<Vec<NodeRef<'_>>> {
        let items: Vec<NodeRef<'_>> = self.items().collect();
        let names = |item: NodeRef<'_>| item.subtree().filter_map(|index| self.node(index).flag()).collect();
        group_by(&items, names)
    }
}

fn flags_of<'a>(items: &[NodeRef<'a>]) -> Vec<&'a str> {
    let mut seen = std::collections::HashSet::new();
    let parts = items.iter().flat_map(|item| item.subtree().map(|index| item.spec().node(index)));
    parts.filter_map(NodeRef::flag).filter(|flag| seen.insert(*flag)).collect()
}

/// Parts in groups which have no name in common, in the order of their first parts.
pub(super) fn group_by<'a>(parts: &[NodeRef<'a>], names: impl Fn(NodeRef<'a>) -> Vec<&'a str>) -> Vec<Vec<NodeRef<'a>>> {
    let mut sets = Sets((0..parts.len()).collect());
    let mut first_with: HashMap<&str, usize> = HashMap::new();
    for (number, part) in parts.iter().enumerate() {
        for name in names(*part) {
            let first = *first_with.entry(name).or_insert(number);
            sets.unite(first, number);
        }
    }
    let mut groups: Vec<Vec<NodeRef<'a>>> = Vec::new();
    let mut place: HashMap<usize, usize> = HashMap::new();
    for (number, part) in parts.iter().enumerate() {
        let at = *place.entry(sets.find(number)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(*part),
            None => groups.push(vec![*part]),
        }
    }
    groups
}

/// Sets which are united: each member names another of its set, the first names itself.
struct Sets(Vec<usize>);

impl Sets {
    fn find(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

enum Solved {
    /// The states of the flags, and whether it is proven that fewer changes do not do.
    By {
        found: Vec<bool>,
        proven: bool,
    },
    Impossible,
    /// Nothing was found and nothing ruled out.
    Unknown,
}

struct Search {
    circuit: Circuit,
    /// The states of the flags before anything is changed.
    start: Vec<bool>,
    /// How many steps a phase may take, and how many it may still take.
    steps: u64,
    left: u64,
}

impl Search {
    fn solve(mut self) -> Solved {
        self.left = self.steps;
        let found = match self.within(usize::MAX) {
            Ok(Some(found)) => Some(found),
            Ok(None) => return Solved::Impossible,
            Err(OutOfSteps) => None,
        };
        self.left = self.steps;
        let least = self.least_changes();
        for changes in least..found.as_ref().map_or(self.start.len() + 1, |found| self.changes(found)) {
            match self.within(changes) {
                Ok(Some(fewest)) => return self.proven(fewest),
                Ok(None) => {}
                Err(OutOfSteps) => return found.map_or(Solved::Unknown, |found| self.improved(found)),
            }
        }
        found.map_or(Solved::Impossible, |found| self.proven(found))
    }

    fn proven(mut self, found: Vec<bool>) -> Solved {
        Solved::By { found: self.prefer_enabled(found), proven: true }
    }

    fn changes(&self, states: &[bool]) -> usize {
        states.iter().zip(&self.start).filter(|(state, start)| state != start).count()
    }

    /// Where the fewest changes take too long to find: fewer than those found, as long as there is time.
    fn improved(mut self, mut found: Vec<bool>) -> Solved {
        self.left = self.steps;
        while let Some(less) = self.changes(&found).checked_sub(1) {
            match self.within(less) {
                Ok(Some(better)) => found = better,
                Ok(None) => return self.proven(found),
                Err(OutOfSteps) => return Solved::By { found, proven: false },
            }
        }
        Solved::By { found, proven: true }
    }

    /// How many changes there are at least.
    fn least_changes(&mut self) -> usize {
        let mut estimate = Estimate::new(&self.circuit, &self.start);
        self.circuit.follow();
        estimate.judge(&self.circuit, &self.start);
        estimate.changes + estimate.to_come
    }

    /// Of the solutions with so many changes, the one that has enabled the first flag in which they differ.
    fn prefer_enabled(&mut self, mut found: Vec<bool>) -> Vec<bool> {
        self.left = self.steps;
        let most = self.changes(&found);
        let mark = self.circuit.mark();
        let mut used = 0;
        for flag in 0..found.len() {
            if used == most {
                break;
            }
            let own = Lit::new(flag, false);
            if self.circuit.value(own).is_none() && !found[flag] {
                let before = self.circuit.mark();
                self.circuit.assert(own);
                let better = self.within(most).ok().flatten();
                if better.is_none() {
                    self.circuit.reset(before);
                }
                found = better.unwrap_or(found);
            }
            self.circuit.assert(if found[flag] { own } else { !own });
            self.circuit.follow();
            used += usize::from(found[flag] != self.start[flag]);
        }
        self.circuit.reset(mark);
        found
    }

    /// States with at most so many changes, if there are any.
    fn within(&mut self, most: usize) -> Result<Option<Vec<bool>>, OutOfSteps> {
        let mut estimate = Estimate::new(&self.circuit, &self.start);
        let start = &self.start;
        self.circuit.follow();
        let mark = self.circuit.mark();
        let before = self.circuit.steps;
        let outcome = self.circuit.search(self.left, |circuit, _| {
            circuit.steps += estimate.judge(circuit, start);
            match estimate.mend {
                _ if estimate.changes.saturating_add(estimate.to_come) > most => Next::Back,
                None => Next::Found,
                Some(literal) => Next::Try(literal),
            }
        });
        self.left = self.left.saturating_sub(self.circuit.steps - before);
        let state = |flag| self.circuit.value(Lit::new(flag, false)).unwrap_or(self.start[flag]);
        let found = (outcome == Outcome::Found).then(|| (0..self.start.len()).map(state).collect());
        self.circuit.reset(mark);
        if outcome == Outcome::OutOfSteps { Err(OutOfSteps) } else { Ok(found) }
    }
}

struct OutOfSteps;

/// What becomes of the circuit if every flag that is not decided stays as it was.
struct Estimate {
    /// The value of every variable then.
    values: Vec<bool>,
    /// Changes already decided, and how many have to follow at least.
    changes: usize,
    to_come: usize,
    /// What to try, if something decided is not so.
    mend: Option<Lit>,
    /// The flags of which one change is counted in `to_come`.
    counted: Vec<bool>,
    /// The variables seen below one gate.
    seen: Vec<bool>,
    touched: Vec<usize>,
}

impl Estimate {
    fn new(circuit: &Circuit, start: &[bool]) -> Self {
        let mut values = start.to_vec();
        let variables = start.len() + circuit.gates().iter().filter(|gate| gate.output.variable() >= start.len()).count();
        values.resize(variables, false);
        let (counted, seen) = (vec![false; variables], vec![false; variables]);
        Self { values, changes: 0, to_come: 0, mend: None, counted, seen, touched: Vec::new() }
    }

    fn value(&self, literal: Lit) -> bool {
        self.values[literal.variable()] != literal.is_negated()
    }

    /// Says how many steps it took.
    fn judge(&mut self, circuit: &Circuit, start: &[bool]) -> u64 {
        (self.changes, self.to_come, self.mend) = (0, 0, None);
        for (flag, &was) in start.iter().enumerate() {
            let state = circuit.value(Lit::new(flag, false)).unwrap_or(was);
            self.values[flag] = state;
            self.changes += usize::from(state != was);
            self.counted[flag] = false;
        }
        let mut steps = start.len();
        // A bound that takes longer than all the rest is not worth it.
        let mut to_count = 8 * self.values.len();
        let mut fewest = usize::MAX;
        // Gates come after those that go into them.
        for gate in circuit.gates() {
            let inputs = circuit.inputs(gate);
            steps += inputs.len();
            let holding = inputs.iter().filter(|&&input| self.value(input)).count();
            let would_hold = holding >= gate.needed as usize;
            let holds = circuit.value(gate.output).unwrap_or(would_hold);
            self.values[gate.output.variable()] = holds;
            if holds == would_hold {
                continue;
            }
            let flips = if holds { gate.needed as usize - holding } else { holding + 1 - gate.needed as usize };
            let candidates: Vec<Lit> = inputs
                .iter()
                .copied()
                .filter(|&input| circuit.value(input).is_none() && self.value(input) != holds)
                .map(|input| if holds { input } else { !input })
                .collect();
            if to_count > 0 {
                let counting = self.count(circuit, &candidates, flips, to_count);
                (steps, to_count) = (steps + counting, to_count.saturating_sub(counting));
            }
            if candidates.len() < fewest {
                fewest = candidates.len();
                let keep_is_scarcer = candidates.len() < 2 * flips;
                self.mend = candidates.first().map(|&first| if keep_is_scarcer { !first } else { first });
            }
        }
        steps as u64
    }

    /// Counts changes that so many of the candidates coming true need, where no flag has been counted for another.
    fn count(&mut self, circuit: &Circuit, candidates: &[Lit], flips: usize, most: usize) -> usize {
        let (mut shared, mut steps) = (0, 0);
        for candidate in candidates {
            let (is_shared, more) = self.explore(circuit, *candidate, most.saturating_sub(steps));
            shared += usize::from(is_shared);
            steps += more;
        }
        let more = flips.saturating_sub(shared);
        self.to_come += more;
        for variable in self.touched.drain(..) {
            self.seen[variable] = false;
            self.counted[variable] |= more > 0;
        }
        steps
    }

    /// Whether something below a literal that is not decided was seen or counted before, or may have been where that
    /// takes too many steps, and the steps taken.
    fn explore(&mut self, circuit: &Circuit, literal: Lit, most: usize) -> (bool, usize) {
        let (mut shared, mut steps) = (false, 0);
        let mut pending = vec![literal.variable()];
        while let Some(variable) = pending.pop() {
            steps += 1;
            if steps > most {
                return (true, steps);
            }
            shared |= self.counted[variable] || self.seen[variable];
            if self.seen[variable] || circuit.value(Lit::new(variable, false)).is_some() {
                continue;
            }
            self.seen[variable] = true;
            self.touched.push(variable);
            if let Some(gate) = circuit.source(variable) {
                pending.extend(circuit.inputs(gate).iter().map(|input| input.variable()));
            }
        }
        (shared, steps)
    }
}
