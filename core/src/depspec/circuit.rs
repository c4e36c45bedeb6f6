//! Specifications as circuits of gates that count: what follows from what is decided, and search by trying.
//!
//! A gate's output holds where at least so many of its inputs do. "All", "any", "none" and "at most one" are such gates,
//! perhaps with opposites for inputs or output, so that one rule says what follows.

use std::ops::{Not, Range};

/// A variable or its opposite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lit(u32);

impl Lit {
    pub(super) fn new(variable: usize, negated: bool) -> Self {
        Self((variable as u32) << 1 | u32::from(negated))
    }

    pub(super) fn variable(self) -> usize {
        (self.0 >> 1) as usize
    }

    pub(super) fn is_negated(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Not for Lit {
    type Output = Self;
    fn not(self) -> Self {
        Self(self.0 ^ 1)
    }
}

pub(super) struct Gate {
    /// A variable of its own.
    pub(super) output: Lit,
    /// How many inputs have to hold for it.
    pub(super) needed: u32,
    inputs: Range<usize>,
    holding: u32,
    failing: u32,
}

/// No gate: what has the output of a variable that is none's.
const NONE: u32 = u32::MAX;

#[derive(Default)]
pub(super) struct Circuit {
    values: Vec<Option<bool>>,
    gates: Vec<Gate>,
    inputs: Vec<Lit>,
    /// For each literal, the gates that it goes into, once for each time.
    uses: Vec<Vec<u32>>,
    /// For each variable, the gate that it comes from.
    source: Vec<u32>,
    /// What has been decided, in order.
    trail: Vec<Lit>,
    /// How much of the trail has been followed up.
    followed: usize,
    /// Gates which have not been looked at since they were made.
    fresh: Vec<u32>,
    contradiction: bool,
    /// How much has been looked at.
    pub(super) steps: u64,
}

/// What to do when everything has been followed up.
pub(super) enum Next {
    Try(Lit),
    /// Nothing worth having comes of what has been decided.
    Back,
    Found,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// What was decided stays decided.
    Found,
    Nothing,
    OutOfSteps,
}

impl Circuit {
    pub(super) fn variable(&mut self) -> Lit {
        self.values.push(None);
        self.source.push(NONE);
        self.uses.extend([Vec::new(), Vec::new()]);
        Lit::new(self.values.len() - 1, false)
    }

    /// What holds where at least `needed` of the inputs do.
    pub(super) fn at_least(&mut self, needed: usize, inputs: &[Lit]) -> Lit {
        if let (1, [only]) = (needed, inputs) {
            return *only;
        }
        let output = self.variable();
        let gate = self.gates.len() as u32;
        self.source[output.variable()] = gate;
        let start = self.inputs.len();
        self.inputs.extend_from_slice(inputs);
        inputs.iter().for_each(|input| self.uses[input.0 as usize].push(gate));
        let count = |value| inputs.iter().filter(|&&input| self.value(input) == Some(value)).count() as u32;
        let (holding, failing) = (count(true), count(false));
        self.gates.push(Gate { output, needed: needed as u32, inputs: start..self.inputs.len(), holding, failing });
        self.fresh.push(gate);
        output
    }

    pub(super) fn all(&mut self, inputs: &[Lit]) -> Lit {
        self.at_least(inputs.len(), inputs)
    }

    pub(super) fn any(&mut self, inputs: &[Lit]) -> Lit {
        self.at_least(1, inputs)
    }

    /// Demands, or decides, that it holds.
    pub(super) fn assert(&mut self, literal: Lit) {
        match self.value(literal) {
            None => self.decide(literal),
            Some(holds) => self.contradiction |= !holds,
        }
    }

    pub(super) fn value(&self, literal: Lit) -> Option<bool> {
        self.values[literal.variable()].map(|value| value != literal.is_negated())
    }

    pub(super) fn gates(&self) -> &[Gate] {
        &self.gates
    }

    pub(super) fn inputs(&self, gate: &Gate) -> &[Lit] {
        &self.inputs[gate.inputs.clone()]
    }

    /// The gate that a variable comes from.
    pub(super) fn source(&self, variable: usize) -> Option<&Gate> {
        self.gates.get(self.source[variable] as usize)
    }

    /// The gates that a literal goes into.
    pub(super) fn uses(&self, literal: Lit) -> &[u32] {
        &self.uses[literal.0 as usize]
    }

    fn decide(&mut self, literal: Lit) {
        self.values[literal.variable()] = Some(!literal.is_negated());
        self.trail.push(literal);
        let (own, opposite) = (literal.0 as usize, (!literal).0 as usize);
        self.uses[own].iter().for_each(|&gate| self.gates[gate as usize].holding += 1);
        self.uses[opposite].iter().for_each(|&gate| self.gates[gate as usize].failing += 1);
        self.steps += (self.uses[own].len() + self.uses[opposite].len()) as u64 + 1;
    }

    fn undo(&mut self, length: usize) {
        for literal in self.trail.drain(length..) {
            self.values[literal.variable()] = None;
            self.uses[literal.0 as usize].iter().for_each(|&gate| self.gates[gate as usize].holding -= 1);
            self.uses[(!literal).0 as usize].iter().for_each(|&gate| self.gates[gate as usize].failing -= 1);
        }
        self.followed = self.followed.min(length);
        self.contradiction = false;
    }

    /// Decides what follows from what is decided; false for a contradiction.
    pub(super) fn follow(&mut self) -> bool {
        while let Some(gate) = self.fresh.pop() {
            self.look_at(gate as usize);
        }
        while self.followed < self.trail.len() && !self.contradiction {
            let literal = self.trail[self.followed];
            self.followed += 1;
            for uses in [literal.0 as usize, (!literal).0 as usize] {
                for at in 0..self.uses[uses].len() {
                    self.look_at(self.uses[uses][at] as usize);
                }
            }
            let source = self.source[literal.variable()];
            if source != NONE {
                self.look_at(source as usize);
            }
        }
        !self.contradiction
    }

    fn look_at(&mut self, index: usize) {
        let Gate { output, needed, ref inputs, holding, failing } = self.gates[index];
        let inputs = inputs.clone();
        let possible = inputs.len() as u32 - failing;
        self.steps += 1;
        if holding >= needed {
            self.assert(output);
        } else if possible < needed {
            self.assert(!output);
        }
        if possible == holding {
            return;
        }
        let rest_holds = match self.value(output) {
            Some(true) if possible == needed => true,
            Some(false) if holding + 1 == needed => false,
            _ => return,
        };
        self.steps += inputs.len() as u64;
        for at in inputs {
            let input = self.inputs[at];
            if self.value(input).is_none() {
                self.decide(if rest_holds { input } else { !input });
            }
        }
    }

    /// Tries what `next` says, given what was tried last, and then its opposite, until something is found.
    pub(super) fn search(&mut self, steps: u64, mut next: impl FnMut(&mut Self, Option<Lit>) -> Next) -> Outcome {
        let limit = self.steps.saturating_add(steps);
        if !self.follow() {
            return Outcome::Nothing;
        }
        let base = self.trail.len();
        let mut tried: Vec<(usize, Lit)> = Vec::new();
        loop {
            let is_open = self.follow();
            let last = tried.last().map(|(_, literal)| *literal);
            match if is_open { next(self, last) } else { Next::Back } {
                Next::Found => return Outcome::Found,
                Next::Try(literal) => {
                    tried.push((self.trail.len(), literal));
                    self.assert(literal);
                }
                Next::Back => {
                    let Some((length, literal)) = tried.pop() else {
                        self.undo(base);
                        return Outcome::Nothing;
                    };
                    self.undo(length);
                    self.assert(!literal);
                }
            }
            if self.steps > limit {
                self.undo(base);
                return Outcome::OutOfSteps;
            }
        }
    }

    /// Where [`reset`](Self::reset) goes back to.
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    pub(super) fn reset(&mut self, mark: usize) {
        self.undo(mark);
    }
}
