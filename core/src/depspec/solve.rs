//! The fewest flags to change so that a `REQUIRED_USE` is met.
//!
//! Something that is not met can only become so if a flag in it or in the conditions around it changes. So the search
//! picks one such thing, tries each of these flags in turn, and goes on with the rest; first for no changes at all, then
//! for one more at a time. Items that have no flag in common are solved one after the other.

use std::collections::{HashMap, HashSet};

use super::DepSpec;
use super::node::NodeRef;
use super::verdict::{Found, Verdicts};
use super::write::Writer;
use crate::error::{Error, Reason};
use crate::package::UseSet;

/// How much may be looked at: nodes judged, over all attempts.
const WORK: u64 = 10_000_000;
/// How many flags may have to change for one item. Also bounds how deep the search goes.
const MOST_CHANGES: usize = 256;

impl DepSpec {
    /// The fewest changes of flags that make a package with these enabled flags meet this `REQUIRED_USE`: each flag with
    /// its new state, in the order the flags appear. None if nothing does.
    ///
    /// Flags in `masked` have to be disabled and those in `forced` enabled, which counts as a change where they are not;
    /// `masked` wins. Of several solutions with as few changes it is the one which has enabled the first flag in which
    /// they differ. If too much would have to be tried, and for specifications of other kinds, that is an error.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind, NO_FLAGS};
    /// let spec = DepSpec::parse(DepSpecKind::RequiredUse, "x? ( y ) ^^ ( a b )", None)?;
    /// let solution = spec.solve_required_use(&["x", "a", "b"], &["y"], NO_FLAGS)?.unwrap();
    /// assert_eq!(solution, [("x", false), ("b", false)]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn solve_required_use(
        &self,
        enabled: &(impl UseSet + ?Sized),
        masked: &(impl UseSet + ?Sized),
        forced: &(impl UseSet + ?Sized),
    ) -> Result<Option<Vec<(&str, bool)>>, Error> {
        self.demand_required_use()?;
        let start = |flag: &str| Start {
            enabled: enabled.contains_flag(flag),
            fixed: match (masked.contains_flag(flag), forced.contains_flag(flag)) {
                (true, _) => Some(false),
                (false, true) => Some(true),
                (false, false) => None,
            },
        };
        let mut work = WORK;
        let mut states: HashMap<String, bool> = HashMap::new();
        for part in self.independent_parts() {
            let flags: Vec<&str> = part.flags();
            let starts = flags.iter().map(|flag| start(flag)).collect();
            let solved = Search::new(&part, &flags, starts, &mut work).solve();
            match solved.map_err(|TooMuch| self.error(Reason::TooMuchToTry, 0..self.text.len()))? {
                Some(solution) => states.extend(flags.iter().map(|flag| (*flag).to_owned()).zip(solution)),
                None => return Ok(None),
            }
        }
        let changed = |flag: &&str| states[*flag] != enabled.contains_flag(flag);
        Ok(Some(self.flags().into_iter().filter(changed).map(|flag| (flag, states[flag])).collect()))
    }

    /// The items in groups which have no flag in common.
    fn independent_parts(&self) -> Vec<DepSpec> {
        let items: Vec<NodeRef<'_>> = self.items().collect();
        let mut groups = Groups((0..items.len()).collect());
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        for (number, item) in items.iter().enumerate() {
            for flag in item.subtree().filter_map(|index| self.node(index).flag()) {
                let first = *first_with.entry(flag).or_insert(number);
                groups.unite(first, number);
            }
        }
        let mut parts: Vec<(usize, Writer)> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for (number, item) in items.iter().enumerate() {
            let group = groups.find(number);
            let at = *place.entry(group).or_insert_with(|| {
                parts.push((group, Writer::new(self.kind, self.options)));
                parts.len() - 1
            });
            parts[at].1.copy(*item);
        }
        parts.into_iter().map(|(_, part)| part.finish()).collect()
    }
}

/// Sets which are united: each member names another of its set, the first names itself.
struct Groups(Vec<usize>);

impl Groups {
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

struct TooMuch;

/// A flag before anything is tried.
struct Start {
    enabled: bool,
    fixed: Option<bool>,
}

struct Search<'a, 'w> {
    spec: &'a DepSpec,
    /// The flag of each node that has one.
    flag_of: Vec<Option<usize>>,
    /// The node around each node.
    parents: Vec<Option<usize>>,
    state: Vec<bool>,
    fixed: Vec<bool>,
    /// Whether a search ended for lack of changes, so that more might do.
    cut: bool,
    work: &'w mut u64,
}

impl<'a, 'w> Search<'a, 'w> {
    fn new(spec: &'a DepSpec, flags: &[&str], starts: Vec<Start>, work: &'w mut u64) -> Self {
        let numbers: HashMap<&str, usize> = flags.iter().enumerate().map(|(number, flag)| (*flag, number)).collect();
        Self {
            spec,
            flag_of: spec.recursive().map(|node| node.flag().map(|flag| numbers[flag])).collect(),
            parents: parents(spec),
            state: starts.iter().map(|start| start.fixed.unwrap_or(start.enabled)).collect(),
            fixed: starts.iter().map(|start| start.fixed.is_some()).collect(),
            cut: false,
            work,
        }
    }

    /// The states of the flags after the fewest changes.
    fn solve(mut self) -> Result<Option<Vec<bool>>, TooMuch> {
        for changes in 0..=self.state.len() {
            let start = self.state.clone();
            self.cut = false;
            if self.exists(changes)? {
                let found = std::mem::replace(&mut self.state, start);
                return self.prefer_enabled(changes, found).map(Some);
            }
            if !self.cut {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Of the solutions with so many changes, the one that has enabled the first flag in which they differ.
    fn prefer_enabled(&mut self, mut changes: usize, mut found: Vec<bool>) -> Result<Vec<bool>, TooMuch> {
        for flag in 0..self.state.len() {
            if self.fixed[flag] {
                continue;
            }
            self.fixed[flag] = true;
            let was = self.state[flag];
            if !found[flag] {
                self.state[flag] = true;
                let start = self.state.clone();
                let left = changes.checked_sub(usize::from(!was));
                if let Some(left) = left
                    && self.exists(left)?
                {
                    found = std::mem::replace(&mut self.state, start);
                }
            }
            self.state[flag] = found[flag];
            changes -= usize::from(found[flag] != was);
        }
        Ok(found)
    }

    /// Whether at most so many changes of flags that are not fixed do. If so, they have been made.
    fn exists(&mut self, changes: usize) -> Result<bool, TooMuch> {
        let Some(failures) = self.failures()? else { return Ok(false) };
        let Some(tries) = failures.iter().min_by_key(|flags| flags.len()) else { return Ok(true) };
        if at_least(&failures) > changes {
            self.cut = true;
            return Ok(false);
        }
        if changes > MOST_CHANGES {
            return Err(TooMuch);
        }
        for &flag in tries {
            self.fixed[flag] = true;
            self.state[flag] = !self.state[flag];
            if self.exists(changes - 1)? {
                tries.iter().for_each(|&flag| self.fixed[flag] = false);
                return Ok(true);
            }
            // It stays fixed as it was: what comes with its change has been tried.
            self.state[flag] = !self.state[flag];
        }
        tries.iter().for_each(|&flag| self.fixed[flag] = false);
        Ok(false)
    }

    /// For everything that is not met, the flags of which one has to change; none if something cannot be met.
    fn failures(&mut self) -> Result<Option<Vec<Vec<usize>>>, TooMuch> {
        *self.work = self.work.checked_sub(self.flag_of.len() as u64 + 1).ok_or(TooMuch)?;
        let is_met = |node: NodeRef<'_>| self.flag_of[node.index()].is_some_and(|flag| self.state[flag]) != node.negated();
        let verdicts = Verdicts::new(self.spec, is_met, is_met);
        let mut failures = Vec::new();
        verdicts.walk(|found| {
            if let Found::Unmatched(node) = found {
                failures.push(self.flags_to_change(node));
            }
        });
        Ok((!failures.iter().any(Vec::is_empty)).then_some(failures))
    }

    /// The flags in a part and in the conditions around it that are not fixed.
    fn flags_to_change(&self, node: NodeRef<'a>) -> Vec<usize> {
        let around = std::iter::successors(self.parents[node.index()], |&parent| self.parents[parent]);
        let mut flags: Vec<usize> = node.subtree().chain(around).filter_map(|index| self.flag_of[index]).collect();
        flags.sort_unstable();
        flags.dedup();
        flags.retain(|&flag| !self.fixed[flag]);
        flags
    }
}

/// How many changes are needed at least: one for each of as many failures as have no flag in common.
fn at_least(failures: &[Vec<usize>]) -> usize {
    let mut used: HashSet<usize> = HashSet::new();
    let mut count = 0;
    for flags in failures {
        if flags.iter().all(|flag| !used.contains(flag)) {
            used.extend(flags);
            count += 1;
        }
    }
    count
}

fn parents(spec: &DepSpec) -> Vec<Option<usize>> {
    let mut around: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(spec.nodes.len());
    for node in spec.recursive() {
        while around.pop_if(|group| spec.node(*group).subtree().end <= node.index()).is_some() {}
        parents.push(around.last().copied());
        if node.kind().is_group() {
            around.push(node.index());
        }
    }
    parents
}
