//! Puts the cases to several adapters side by side and gathers the verdicts.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::adapter::{Adapter, Request, Settings};
use crate::corpus::{Case, Level};
use crate::eapis::MaybeEapi;
use crate::judge::{Verdict, judge};
use crate::op::Op;
use crate::protocol::{Answer, StartReply};

/// A case for one EAPI (or for none): what reports have a line for.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub case: &'a Case,
    pub eapi: MaybeEapi,
}

impl Run<'_> {
    pub fn id(&self) -> String {
        self.case.run_id(self.eapi)
    }

    /// What the adapter is asked: one input, except for sort keys.
    pub fn inputs(&self) -> Vec<Value> {
        match self.case.input.get("texts").and_then(Value::as_array) {
            Some(texts) if self.case.op == Op::VersionSortKey => texts.iter().map(|text| json!({ "text": text })).collect(),
            _ => vec![self.case.input.clone()],
        }
    }
}

/// Which of the cases to run.
#[derive(Debug, Default)]
pub struct Selection {
    pub areas: Vec<String>,
    pub eapis: Vec<String>,
    pub ops: Vec<Op>,
    pub ids: Vec<String>,
}

impl Selection {
    pub fn runs<'a>(&self, cases: &'a [Case]) -> Vec<Run<'a>> {
        let runs = cases.iter().flat_map(|case| case.eapis.iter().map(move |&eapi| Run { case, eapi }));
        runs.filter(|run| self.has(run)).collect()
    }

    fn has(&self, run: &Run<'_>) -> bool {
        let case = run.case;
        (self.areas.is_empty() || self.areas.contains(&case.area))
            && (self.ops.is_empty() || self.ops.contains(&case.op))
            && (self.eapis.is_empty() || self.eapis.iter().any(|eapi| eapi == run.eapi.unwrap_or("none")))
            && (self.ids.is_empty() || self.ids.iter().any(|id| self.names(id, run)))
    }

    /// An id names a test, one of its runs, or everything below a group or area.
    fn names(&self, id: &str, run: &Run<'_>) -> bool {
        let below = |prefix: &str| run.case.id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
        id == run.case.id || id == run.id() || below(id.trim_end_matches('/'))
    }
}

/// An adapter's name, if the user gave one, and its command.
#[derive(Clone, Debug, PartialEq)]
pub struct AdapterCommand {
    pub name: Option<String>,
    pub command: String,
}

/// A run's verdict, and the answers it rests on.
pub struct Outcome {
    pub verdict: Verdict,
    pub answers: Vec<Answer>,
    /// Listed as known to go wrong.
    pub known: bool,
}

impl Outcome {
    pub fn is_bad(&self) -> bool {
        matches!(self.verdict, Verdict::Failed(_) | Verdict::Crashed(_))
    }

    /// The word for reports. A wrong answer to a `may` case is no failure.
    pub fn status(&self, level: Level) -> &'static str {
        match self.verdict {
            Verdict::Passed => "passed",
            Verdict::Partial(_) => "partial",
            Verdict::Failed(_) if level == Level::May => "differs",
            Verdict::Failed(_) => "failed",
            Verdict::Skipped(_) => "skipped",
            Verdict::Crashed(_) => "crashed",
        }
    }

    /// Does this fail the whole run?
    pub fn is_fatal(&self, level: Level, strict: bool) -> bool {
        if self.known {
            return !self.is_bad();
        }
        match self.verdict {
            Verdict::Failed(_) => level == Level::Must || strict && level != Level::May,
            // Whatever may be answered, something must be.
            Verdict::Crashed(_) => true,
            Verdict::Partial(_) => strict,
            Verdict::Passed | Verdict::Skipped(_) => false,
        }
    }
}

/// What one adapter did with all runs, in their order.
pub struct AdapterResult {
    pub name: String,
    pub command: String,
    pub about: StartReply,
    pub outcomes: Vec<Outcome>,
    pub took: Duration,
}

/// Runs all adapters at the same time. An adapter that cannot even start is an error, not a result.
pub fn run_all(adapters: &[AdapterCommand], runs: &[Run<'_>], settings: &Settings<'_>) -> Result<Vec<AdapterResult>> {
    let mut results = std::thread::scope(|scope| {
        let threads: Vec<_> = adapters.iter().map(|adapter| scope.spawn(move || run_one(adapter, runs, settings))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the runner itself failed"))))
            .collect::<Result<Vec<_>>>()
    })?;
    make_names_unique(&mut results);
    Ok(results)
}

fn run_one(adapter: &AdapterCommand, runs: &[Run<'_>], settings: &Settings<'_>) -> Result<AdapterResult> {
    let begin = Instant::now();
    let mut session = Adapter::start(&adapter.command, settings).with_context(|| format!("adapter `{}`", adapter.command))?;
    let inputs: Vec<Vec<Value>> = runs.iter().map(Run::inputs).collect();
    let asked: Vec<bool> = runs.iter().map(|run| refusal(&session.about, run).is_none()).collect();
    let requests =
        runs.iter().zip(&inputs).zip(&asked).filter(|(_, asked)| **asked).flat_map(|((run, inputs), _)| {
            inputs.iter().map(|input| Request { op: run.case.op.as_str(), eapi: run.eapi, input })
        });
    let mut answers = session.ask(&requests.collect::<Vec<_>>()).into_iter();
    let outcomes = runs
        .iter()
        .zip(&inputs)
        .map(|(run, inputs)| {
            let answers = match refusal(&session.about, run) {
                Some(why) => vec![Answer::Skip { why, issue: None }],
                None => answers.by_ref().take(inputs.len()).collect(),
            };
            Outcome { verdict: judge(run.case, &answers), answers, known: false }
        })
        .collect();
    let about = session.about.clone();
    session.stop();
    let name = adapter.name.clone().unwrap_or_else(|| about.name.clone());
    Ok(AdapterResult { name, command: adapter.command.clone(), about, outcomes, took: begin.elapsed() })
}

/// Why an adapter is not even asked.
pub fn refusal(about: &StartReply, run: &Run<'_>) -> Option<String> {
    let op = run.case.op.as_str();
    if !about.ops.iter().any(|known| known == op) {
        return Some(format!("the adapter does not offer {op}"));
    }
    match run.eapi {
        Some(eapi) if !about.eapis.iter().any(|known| known == eapi) => Some(format!("the adapter does not know EAPI {eapi}")),
        _ => None,
    }
}

/// How many differences are shown.
const SHOWN: usize = 10;

/// Tells where adapters answer otherwise than the first one; how often that is.
pub fn print_differences(results: &[AdapterResult], runs: &[Run<'_>]) -> usize {
    let Some((first, others)) = results.split_first() else { return 0 };
    let mut count = 0;
    for other in others {
        for ((run, here), there) in runs.iter().zip(&first.outcomes).zip(&other.outcomes) {
            if here.answers == there.answers {
                continue;
            }
            count += 1;
            if count <= SHOWN {
                let id = run.id();
                anstream::println!("{id}: differs\n  {}: {:?}\n  {}: {:?}", first.name, here.answers, other.name, there.answers);
            }
        }
    }
    match count {
        0 => anstream::println!("all adapters give the same answers"),
        count => anstream::println!("{count} answers differ from those of {}", first.name),
    }
    count
}

fn make_names_unique(results: &mut [AdapterResult]) {
    let mut seen = HashSet::new();
    for result in results {
        let base = result.name.clone();
        let mut number = 2;
        while !seen.insert(result.name.clone()) {
            result.name = format!("{base}-{number}");
            number += 1;
        }
    }
}
