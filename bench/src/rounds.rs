//! Rounds in which the contestants take turns, so that whatever else the machine does hits all of them.

use crate::cases::{Case, GROWTH, Growth, Size};
use crate::contestant::{Contestant, Timed};
use crate::figures::Spread;
use anyhow::Result;
use serde::Serialize;
use std::io::Write as _;

/// How much is done.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    rounds: usize,
    /// How long one answer should take.
    answer_ns: f64,
    /// The largest size.
    largest: usize,
}

impl Plan {
    pub fn full(rounds: usize) -> Self {
        Self { rounds, answer_ns: 40e6, largest: usize::MAX }
    }

    pub fn quick() -> Self {
        Self { rounds: 1, answer_ns: 1e6, largest: 200 }
    }
}

/// What became of a case with one contestant.
#[derive(Debug, Serialize)]
pub struct Outcome {
    pub case: &'static str,
    pub language: String,
    pub name: String,
    pub size: usize,
    /// Nanoseconds for an item, one for each round.
    pub rounds: Vec<f64>,
    pub ns: Option<Spread>,
    /// Growth of resident memory for an item, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<f64>,
    /// The most memory that the process ever had, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub peak: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// An answer that takes this long is not asked for again.
const LONG_NS: u64 = 3_000_000_000;
/// An answer that takes longer needs no warming up.
const SHORT_NS: u64 = 300_000_000;
const KEPT_ROUNDS: usize = 3;
const FIRST_SIZE: usize = 100;

pub fn run_all(contestants: &mut [Contestant], cases: &[&'static Case], plan: Plan) -> Result<Vec<Outcome>> {
    let mut all = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        eprint!("[{:2}/{}] {} … ", index + 1, cases.len(), case.id);
        std::io::stderr().flush()?;
        let mut turns: Vec<Turn<'_>> =
            contestants.iter_mut().filter(|contestant| contestant.offers(case.id)).map(|it| Turn::new(it, case, plan)).collect();
        let rounds = if matches!(case.size, Size::Kept(_)) { plan.rounds.min(KEPT_ROUNDS) } else { plan.rounds };
        for _ in 0..rounds {
            turns.iter_mut().for_each(|turn| turn.take(case));
        }
        eprintln!("{} contestants", turns.len());
        all.extend(turns.into_iter().map(Turn::finish));
    }
    Ok(all)
}

/// One contestant at one case.
struct Turn<'a> {
    contestant: &'a mut Contestant,
    outcome: Outcome,
    bytes: Vec<f64>,
    ended: bool,
}

impl<'a> Turn<'a> {
    fn new(contestant: &'a mut Contestant, case: &'static Case, plan: Plan) -> Self {
        let outcome = Outcome {
            case: case.id,
            language: contestant.entry.language.clone(),
            name: contestant.entry.name.clone(),
            size: 0,
            rounds: Vec::new(),
            ns: None,
            bytes: None,
            peak: None,
            error: None,
        };
        let mut turn = Self { contestant, outcome, bytes: Vec::new(), ended: false };
        match size(turn.contestant, case, plan) {
            Ok(size) => turn.outcome.size = size,
            Err(error) => turn.fail(error),
        }
        turn
    }

    fn take(&mut self, case: &Case) {
        if self.ended {
            return;
        }
        let size = self.outcome.size;
        let answer = match case.size {
            Size::Kept(_) => self.contestant.ask_fresh(case.id, size).map(|(timed, peak)| {
                self.outcome.peak = self.outcome.peak.max(Some(peak));
                timed
            }),
            Size::Fixed(_) => self.ask_warm(case, size),
            Size::Calibrated => self.contestant.ask(case.id, size),
        };
        match answer {
            Ok(timed) => self.note(timed),
            Err(error) => self.fail(error),
        }
    }

    /// Asks twice and takes the second answer: caches and heap have then forgotten what the other contestants did meanwhile.
    fn ask_warm(&mut self, case: &Case, size: usize) -> Result<Timed, String> {
        let first = self.contestant.ask(case.id, size)?;
        if first.ns > SHORT_NS { Ok(first) } else { self.contestant.ask(case.id, size) }
    }

    fn note(&mut self, timed: Timed) {
        self.outcome.rounds.push(timed.per_item());
        self.bytes.extend(timed.bytes.map(|bytes| bytes as f64 / timed.items.max(1) as f64));
        self.ended = timed.ns > LONG_NS;
    }

    fn fail(&mut self, error: String) {
        self.outcome.error = Some(error);
        self.ended = true;
    }

    fn finish(mut self) -> Outcome {
        self.outcome.ns = Spread::of(&self.outcome.rounds);
        self.outcome.bytes = Spread::of(&self.bytes).map(|spread| spread.median);
        self.outcome
    }
}

/// The size with which an answer takes as long as planned. Asking for it warms up, too.
fn size(contestant: &mut Contestant, case: &Case, plan: Plan) -> Result<usize, String> {
    match case.size {
        Size::Fixed(size) | Size::Kept(size) => Ok(size.min(plan.largest)),
        Size::Calibrated => {
            let mut size = FIRST_SIZE.min(plan.largest);
            loop {
                let timed = contestant.ask(case.id, size)?;
                let wanted = (size as f64 * plan.answer_ns / timed.ns.max(1) as f64).max(1.0);
                // A short answer tells little about a long one: come nearer in steps.
                if wanted < size as f64 * 4.0 {
                    return Ok((wanted as usize).clamp(1, plan.largest));
                }
                let next = (size * 10).min(plan.largest);
                if next == size {
                    return Ok(size);
                }
                size = next;
            }
        }
    }
}

/// How a contestant's time grew.
#[derive(Debug, Serialize)]
pub struct Grown {
    pub case: &'static str,
    pub language: String,
    pub name: String,
    /// Sizes and nanoseconds for the whole.
    pub points: Vec<(usize, f64)>,
}

const GROWTH_ROUNDS: usize = 3;

/// The growth of those cases that are asked for, in Rust: what the bindings add does not depend on the size.
pub fn growth(contestants: &mut [Contestant], cases: &[&'static Case]) -> Result<Vec<Grown>> {
    let mut all = Vec::new();
    for growth in GROWTH.iter().filter(|growth| cases.iter().any(|case| case.id == growth.case)) {
        eprintln!("growth of {}", growth.case);
        for contestant in contestants.iter_mut().filter(|it| it.entry.language == "rust" && it.offers(growth.case)) {
            let points = growth.sizes.iter().map_while(|&size| grown(contestant, growth, size)).collect();
            let (language, name) = (contestant.entry.language.clone(), contestant.entry.name.clone());
            all.push(Grown { case: growth.case, language, name, points });
        }
    }
    Ok(all)
}

/// The point of a size; none where the contestant gives up.
fn grown(contestant: &mut Contestant, growth: &Growth, size: usize) -> Option<(usize, f64)> {
    let times: Vec<f64> =
        (0..GROWTH_ROUNDS).map_while(|_| contestant.ask(growth.case, size).ok()).map(|it| it.ns as f64).collect();
    Spread::of(&times).map(|spread| (size, spread.median))
}
