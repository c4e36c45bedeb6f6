//! What a run found, as lines of data; every form of report is made from these.

pub mod html;
pub mod jsonl;
pub mod junit;
pub mod terminal;

use serde::Serialize;
use serde_json::{Value, json};

use crate::corpus::{ErrorCode, Expected};
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
}

/// All lines of a run, adapter by adapter, each in the order of the cases.
pub struct Report<'a> {
    pub adapters: &'a [AdapterResult],
    pub lines: Vec<Line>,
}

/// The numbers of a cell of the matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Counts {
    pub passed: usize,
    pub partial: usize,
    pub differs: usize,
    pub failed: usize,
    pub skipped: usize,
    pub crashed: usize,
}

impl Counts {
    pub fn of<'a>(lines: impl Iterator<Item = &'a Line>) -> Counts {
        let mut counts = Counts::default();
        for line in lines {
            *counts.field(line.status) += 1;
        }
        counts
    }

    fn field(&mut self, status: &str) -> &mut usize {
        match status {
            "passed" => &mut self.passed,
            "partial" => &mut self.partial,
            "differs" => &mut self.differs,
            "failed" => &mut self.failed,
            "skipped" => &mut self.skipped,
            _ => &mut self.crashed,
        }
    }

    pub fn total(&self) -> usize {
        self.passed + self.partial + self.differs + self.failed + self.skipped + self.crashed
    }
}

impl<'a> Report<'a> {
    pub fn new(adapters: &'a [AdapterResult], runs: &[Run<'_>], strict: bool) -> Report<'a> {
        let of_adapter = |adapter: &'a AdapterResult| {
            runs.iter().zip(&adapter.outcomes).map(|(run, outcome)| line(&adapter.name, run, outcome, strict))
        };
        Report { adapters, lines: adapters.iter().flat_map(of_adapter).collect() }
    }

    pub fn of<'b>(&'b self, adapter: &'b str) -> impl Iterator<Item = &'b Line> {
        self.lines.iter().filter(move |line| line.adapter == adapter)
    }

    /// The areas in the order of the cases.
    pub fn areas(&self) -> Vec<&str> {
        let mut areas: Vec<&str> = Vec::new();
        for line in &self.lines {
            if !areas.contains(&line.area.as_str()) {
                areas.push(&line.area);
            }
        }
        areas
    }

    pub fn counts(&self, adapter: &str, area: Option<&str>) -> Counts {
        Counts::of(self.of(adapter).filter(|line| area.is_none_or(|area| line.area == area)))
    }

    pub fn is_fatal(&self) -> bool {
        self.lines.iter().any(|line| line.fatal)
    }

    /// Runs to which adapters gave different answers, with each one's line; those that gave none do not count.
    pub fn disagreements(&self) -> Vec<Vec<&Line>> {
        let Some(length) = self.lines.len().checked_div(self.adapters.len()) else {
            return Vec::new();
        };
        let of_run = |place: usize| -> Vec<&Line> { self.lines.iter().skip(place).step_by(length).collect() };
        let differ = |lines: &Vec<&Line>| {
            let mut answers = lines.iter().filter(|line| line.status != "skipped").map(|line| comparable(line));
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
        reason: reason(outcome, fatal),
    }
}

pub fn expected(expected: &Expected) -> Value {
    match expected {
        Expected::Out(value) => json!({ "out": value }),
        Expected::Error(ErrorCode::Invalid) => json!({"error": "invalid"}),
    }
}

pub fn got(answers: &[Answer]) -> Value {
    let value = |answer: &Answer| match answer {
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
    };
    match answers {
        [one] => value(one),
        many => Value::Array(many.iter().map(value).collect()),
    }
}

fn reason(outcome: &Outcome, fatal: bool) -> String {
    match &outcome.verdict {
        Verdict::Passed if outcome.known && fatal => "listed as known to fail, but passes".to_owned(),
        Verdict::Passed => String::new(),
        Verdict::Partial(fields) => format!("without {}", fields.join(", ")),
        Verdict::Failed(reason) | Verdict::Skipped(reason) | Verdict::Crashed(reason) => reason.clone(),
    }
}
