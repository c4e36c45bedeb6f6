//! What a run found, as lines of data; every form of report is made from these. A case that is asked for several EAPIs has a line for
//! each, and is one test to a reader.

pub mod badge;
pub mod html;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod terminal;

use serde::Serialize;
use serde_json::{Value, json};

use crate::corpus::{ErrorCode, Expected, group_of};
use crate::judge::Verdict;
use crate::protocol::Answer;
use crate::run::{AdapterResult, Outcome, Run};

/// The result of one adapter in one run of a case.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    pub adapter: String,
    pub id: String,
    pub area: String,
    pub op: &'static str,
    pub eapi: Option<&'static str>,
    pub level: &'static str,
    pub pms: Vec<String>,
    pub status: &'static str,
    /// Whether this line makes the run fail.
    pub fatal: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub known: bool,
    #[serde(rename = "in")]
    pub input: Value,
    pub expected: Value,
    pub got: Value,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    #[serde(skip)]
    pub title: String,
    #[serde(skip)]
    pub note: Option<String>,
}

/// All lines of a run, adapter by adapter, each in the order of the cases.
pub struct Report<'a> {
    pub adapters: &'a [AdapterResult],
    pub lines: Vec<Line>,
}

/// What one adapter did with a case, for all its EAPIs.
#[derive(Clone, Copy)]
pub struct Test<'a> {
    pub lines: &'a [Line],
}

/// The numbers of a cell of the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    pub passed: usize,
    pub partial: usize,
    pub differs: usize,
    /// Wrong where the specification leaves no choice.
    pub failed: usize,
    /// Wrong at another level than `must`.
    pub unbound: usize,
    pub skipped: usize,
    pub crashed: usize,
}

impl Counts {
    fn of<'a>(found: impl Iterator<Item = (&'a str, &'a str)>) -> Counts {
        let mut counts = Counts::default();
        for (status, level) in found {
            *counts.field(status, level) += 1;
        }
        counts
    }

    fn field(&mut self, status: &str, level: &str) -> &mut usize {
        match status {
            "passed" => &mut self.passed,
            "partial" => &mut self.partial,
            "differs" => &mut self.differs,
            "failed" if level == "must" => &mut self.failed,
            "failed" => &mut self.unbound,
            "skipped" => &mut self.skipped,
            _ => &mut self.crashed,
        }
    }

    /// What was asked and answered rightly.
    pub fn right(&self) -> usize {
        self.passed + self.partial + self.differs
    }

    pub fn asked(&self) -> usize {
        self.right() + self.failed + self.unbound + self.crashed
    }
}

impl<'a> Test<'a> {
    pub fn first(&self) -> &'a Line {
        &self.lines[0]
    }

    /// The id without an EAPI.
    pub fn id(&self) -> &'a str {
        test_id(&self.first().id)
    }

    pub fn group(&self) -> &'a str {
        group_of(self.id())
    }

    /// The line that tells most: the worst.
    pub fn worst(&self) -> &'a Line {
        let order = ["skipped", "passed", "partial", "differs", "failed", "crashed"];
        let rank = |line: &&Line| (line.fatal, order.iter().position(|status| *status == line.status));
        // Of equal ones the first.
        self.lines.iter().rev().max_by_key(rank).unwrap_or(self.first())
    }

    /// The EAPIs for which the answer was that of the worst line.
    pub fn eapis(&self) -> Vec<&'static str> {
        let worst = comparable(self.worst());
        self.lines.iter().filter(|line| comparable(line) == worst).map(|line| line.eapi.unwrap_or("none")).collect()
    }
}

fn test_id(run: &str) -> &str {
    run.split('@').next().unwrap_or(run)
}

impl<'a> Report<'a> {
    pub fn new(adapters: &'a [AdapterResult], runs: &[Run<'_>], strict: bool) -> Report<'a> {
        let of_adapter = |adapter: &'a AdapterResult| {
            runs.iter().zip(&adapter.outcomes).map(|(run, outcome)| line(&adapter.name, run, outcome, strict))
        };
        Report { adapters, lines: adapters.iter().flat_map(of_adapter).collect() }
    }

    pub fn of(&self, adapter: &str) -> &[Line] {
        let place = self.adapters.iter().position(|result| result.name == adapter).unwrap_or(self.adapters.len());
        let length = self.length();
        self.lines.get(place * length..(place + 1) * length).unwrap_or_default()
    }

    /// Lines of each adapter.
    fn length(&self) -> usize {
        self.lines.len().checked_div(self.adapters.len()).unwrap_or(0)
    }

    pub fn tests(&self, adapter: &str) -> Vec<Test<'_>> {
        let is_same = |a: &Line, b: &Line| test_id(&a.id) == test_id(&b.id);
        self.of(adapter).chunk_by(is_same).map(|lines| Test { lines }).collect()
    }

    /// The areas in the order of the cases.
    pub fn areas(&self) -> Vec<&str> {
        let mut areas: Vec<&str> = Vec::new();
        for line in &self.lines {
            if areas.last() != Some(&line.area.as_str()) && !areas.contains(&line.area.as_str()) {
                areas.push(&line.area);
            }
        }
        areas
    }

    /// How many runs.
    pub fn run_counts(&self, adapter: &str) -> Counts {
        Counts::of(self.of(adapter).iter().map(|line| (line.status, line.level)))
    }

    /// How many tests.
    pub fn counts(&self, adapter: &str, area: Option<&str>) -> Counts {
        let tests = self.tests(adapter);
        let tests = tests.iter().filter(|test| area.is_none_or(|area| test.first().area == area));
        Counts::of(tests.map(|test| (test.worst().status, test.worst().level)))
    }

    pub fn is_fatal(&self) -> bool {
        self.lines.iter().any(|line| line.fatal)
    }

    /// Runs to which adapters gave different answers, with each one's line; those that gave none do not count.
    pub fn disagreements(&self) -> Vec<Vec<&Line>> {
        let length = self.length();
        let of_run = |place: usize| -> Vec<&Line> { self.lines.iter().skip(place).step_by(length).collect() };
        let differ = |lines: &Vec<&Line>| {
            let answered = lines.iter().filter(|line| !matches!(line.status, "skipped" | "crashed"));
            let mut answers = answered.map(|line| comparable(line));
            answers.next().is_some_and(|first| answers.any(|other| other != first))
        };
        (0..length).map(of_run).filter(differ).collect()
    }
}

/// Texts of errors, and the keys that each implementation chooses, do not count as different answers.
fn comparable(line: &Line) -> Value {
    match line.got.get("error") {
        Some(code) => json!({ "error": code }),
        None if line.op == "version.sort_key" || line.status == "partial" => json!(line.status),
        None => line.got.clone(),
    }
}

fn line(adapter: &str, run: &Run<'_>, outcome: &Outcome, strict: bool) -> Line {
    let case = run.case;
    let fatal = outcome.is_fatal(case.level, strict);
    Line {
        adapter: adapter.to_owned(),
        id: run.id(),
        area: case.area.clone(),
        op: case.op.as_str(),
        eapi: run.eapi,
        level: case.level.as_str(),
        pms: case.pms.clone(),
        status: outcome.status(case.level),
        fatal,
        known: outcome.known,
        input: case.input.clone(),
        expected: expected(&case.expected),
        got: got(&outcome.answers),
        reason: reason(outcome),
        title: case.title.clone(),
        note: case.note.clone(),
    }
}

pub fn expected(expected: &Expected) -> Value {
    match expected {
        Expected::Out(value) => json!({ "out": value }),
        Expected::Error(ErrorCode::Invalid) => json!({"error": "invalid"}),
    }
}

pub fn got(answers: &[Answer]) -> Value {
    match answers {
        [one] => answer(one),
        many => Value::Array(many.iter().map(answer).collect()),
    }
}

/// An answer as the adapter's message has it, without its number.
pub fn answer(answer: &Answer) -> Value {
    match answer {
        Answer::Out(out) => json!({ "out": out }),
        Answer::Warned { out, warn } => json!({"out": out, "warn": warn}),
        Answer::Error { code, message, at } => {
            let mut value = json!({ "error": code });
            if let Some(message) = message {
                value["message"] = json!(message);
            }
            if let Some(at) = at {
                value["at"] = json!(at);
            }
            value
        }
        Answer::Skip { why, .. } => json!({ "skip": why }),
        Answer::Crash(text) => json!({ "crash": text }),
    }
}

fn reason(outcome: &Outcome) -> String {
    match &outcome.verdict {
        _ if outcome.is_stale => "listed as known to fail, but passes".to_owned(),
        Verdict::Passed => String::new(),
        Verdict::Partial(fields) => format!("without {}", fields.join(", ")),
        Verdict::Failed(reason) | Verdict::Skipped(reason) | Verdict::Crashed(reason) => reason.clone(),
    }
}
