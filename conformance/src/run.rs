//! Puts the cases to several adapters side by side and gathers the verdicts.

use std::collections::HashSet;
use std::num::NonZero;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use serde_json::{Value, json};

use crate::adapter::{Adapter, Request, Settings};
use crate::corpus::{Case, Level};
use crate::eapis::MaybeEapi;
use crate::journal::Journal;
use crate::judge::{Verdict, judge};
use crate::op::Op;
use crate::progress::Progress;
use crate::protocol::{Answer, StartReply};
use crate::scratch::Scratch;

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

    /// What the adapter is asked, with the directory of the case's files: one input, except for sort keys.
    pub fn inputs_in(&self, scratch: &Scratch) -> Vec<Value> {
        self.inputs().into_iter().map(|input| scratch.input(self.case, input)).collect()
    }

    /// The same as the case file has it.
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
    pub levels: Vec<Level>,
    pub ids: Vec<String>,
    pub skip: Vec<String>,
    /// Of each group the first test, and of those after it one in so many.
    pub every: Option<NonZero<usize>>,
}

impl Selection {
    pub fn runs<'a>(&self, cases: &'a [Case]) -> Vec<Run<'a>> {
        let groups = cases.chunk_by(|one, next| one.group() == next.group());
        let cases = groups.flat_map(|group| group.iter().step_by(self.every.map_or(1, NonZero::get)));
        let runs = cases.flat_map(|case| case.eapis.iter().map(move |&eapi| Run { case, eapi }));
        runs.filter(|run| self.has(run)).collect()
    }

    fn has(&self, run: &Run<'_>) -> bool {
        let case = run.case;
        (self.areas.is_empty() || self.areas.contains(&case.area))
            && (self.ops.is_empty() || self.ops.contains(&case.op))
            && (self.eapis.is_empty() || self.eapis.iter().any(|eapi| eapi == run.eapi.unwrap_or("none")))
            && (self.levels.is_empty() || self.levels.contains(&case.level))
            && (self.ids.is_empty() || self.ids.iter().any(|id| names(id, run)))
            && !self.skip.iter().any(|id| names(id, run))
    }
}

/// An id names a test, one of its runs, or everything below a group or area; `*` in it stands for any characters.
pub fn names(id: &str, run: &Run<'_>) -> bool {
    if id.contains('*') {
        return is_like(&run.case.id, id) || is_like(&run.id(), id);
    }
    let below = |prefix: &str| run.case.id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with('/'));
    id == run.case.id || id == run.id() || below(id.trim_end_matches('/'))
}

fn is_like(text: &str, pattern: &str) -> bool {
    let Some((front, rest)) = pattern.split_once('*') else { return text == pattern };
    let Some(left) = text.strip_prefix(front) else { return false };
    left.char_indices().map(|(at, _)| at).chain([left.len()]).any(|at| is_like(&left[at..], rest))
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
    /// Listed so, and yet nothing of what the list names goes wrong.
    pub is_stale: bool,
}

impl Outcome {
    pub fn of(run: &Run<'_>, answers: Vec<Answer>) -> Outcome {
        Outcome { verdict: judge(run.case, &answers), answers, known: false, is_stale: false }
    }

    pub fn is_bad(&self) -> bool {
        matches!(self.verdict, Verdict::Failed(_) | Verdict::Crashed(_))
    }

    pub fn is_skipped(&self) -> bool {
        matches!(self.verdict, Verdict::Skipped(_))
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
            return self.is_stale;
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
    /// What else was wrong about it.
    pub note: Option<String>,
}

/// How the cases are put.
pub struct Plan<'a> {
    pub settings: &'a Settings<'a>,
    /// Processes of each adapter.
    pub jobs: usize,
    pub scratch: &'a Scratch,
    pub journal: Option<&'a Journal>,
    /// Nothing more is asked after the first failure that fails the run, perhaps a strict one.
    pub fail_fast: bool,
    pub strict: bool,
}

/// Why the rest is not asked.
const STOPPED: &str = "not asked: another test failed before";

/// So many cases are asked at once.
const CHUNK: usize = 64;

/// Runs all adapters at the same time. For one that cannot even start, every case has crashed; it is an error if none can.
pub fn run_all(adapters: &[AdapterCommand], runs: &[Run<'_>], plan: &Plan<'_>) -> Result<Vec<AdapterResult>> {
    let progress = Progress::new(adapters.len() * runs.len());
    let results: Vec<_> = std::thread::scope(|scope| {
        let shown = progress.show(scope);
        let threads: Vec<_> = adapters.iter().map(|adapter| scope.spawn(|| run_one(adapter, runs, plan, &progress))).collect();
        let results = threads.into_iter().map(|thread| thread.join());
        let results = results.map(|result| result.unwrap_or_else(|_| Err(anyhow!("the runner itself failed")))).collect();
        drop(shown);
        results
    });
    if results.iter().all(Result::is_err) {
        return results.into_iter().collect();
    }
    let results = results.into_iter().zip(adapters);
    let mut results: Vec<_> =
        results.map(|(result, adapter)| result.unwrap_or_else(|error| not_started(adapter, runs, &error))).collect();
    make_names_unique(&mut results);
    Ok(results)
}

fn not_started(adapter: &AdapterCommand, runs: &[Run<'_>], error: &anyhow::Error) -> AdapterResult {
    let reason = format!("{error:#}");
    let name = adapter.name.clone().unwrap_or_else(|| adapter.command.clone());
    let outcome = |run: &Run<'_>| Outcome::of(run, vec![Answer::Crash(reason.clone())]);
    let outcomes = runs.iter().map(outcome).collect();
    let about = StartReply { name: name.clone(), ..StartReply::default() };
    let note = Some(format!("could not start: {reason}"));
    AdapterResult { name, command: adapter.command.clone(), about, outcomes, took: Duration::ZERO, note }
}

fn run_one(adapter: &AdapterCommand, runs: &[Run<'_>], plan: &Plan<'_>, progress: &Progress) -> Result<AdapterResult> {
    let begin = Instant::now();
    let start = || Adapter::start(&adapter.command, plan.settings).with_context(|| format!("adapter `{}`", adapter.command));
    let first = start()?;
    let about = first.about.clone();
    let name = adapter.name.clone().unwrap_or_else(|| about.name.clone());
    let known = |run: &Run<'_>| match refusal(&about, run) {
        Some(why) => Some(vec![Answer::Skip { why, issue: None }]),
        None => plan.journal.and_then(|journal| journal.answers(&name, &run.id())),
    };
    let mut answers: Vec<Option<Vec<Answer>>> = runs.iter().map(known).collect();
    let open: Vec<usize> = (0..runs.len()).filter(|&place| answers[place].is_none()).collect();
    progress.add(runs.len() - open.len());
    let work =
        Work { runs, chunks: Mutex::new(open.chunks(CHUNK)), name: &name, plan, progress, stopped: AtomicBool::new(false) };
    let (found, note) = std::thread::scope(|scope| {
        let more: Vec<_> = (1..plan.jobs).map(|_| scope.spawn(|| -> Result<_> { Ok(work.done_by(start()?)) })).collect();
        let (mut found, mut note) = work.done_by(first);
        for thread in more {
            // One that cannot start leaves its work to the others.
            if let Ok(Ok((others, other_note))) = thread.join() {
                found.extend(others);
                note = note.or(other_note);
            }
        }
        (found, note)
    });
    for (place, given) in found {
        answers[place] = Some(given);
    }
    let missing = || match work.stopped.load(Relaxed) {
        true => vec![Answer::Skip { why: STOPPED.to_owned(), issue: None }],
        false => vec![Answer::Crash("the runner itself failed".to_owned())],
    };
    let outcomes = runs.iter().zip(answers).map(|(run, answers)| Outcome::of(run, answers.unwrap_or_else(missing)));
    let outcomes = outcomes.collect();
    Ok(AdapterResult { name, command: adapter.command.clone(), about, outcomes, took: begin.elapsed(), note })
}

/// The cases that processes of one adapter share.
struct Work<'a> {
    runs: &'a [Run<'a>],
    chunks: Mutex<std::slice::Chunks<'a, usize>>,
    name: &'a str,
    plan: &'a Plan<'a>,
    progress: &'a Progress,
    stopped: AtomicBool,
}

/// Answers with the places of their runs.
type Found = Vec<(usize, Vec<Answer>)>;

impl Work<'_> {
    /// Lets one process take chunks until there are no more; what it answered, and what was wrong about its end.
    fn done_by(&self, mut session: Adapter<'_>) -> (Found, Option<String>) {
        let mut found = Vec::new();
        while let Some(places) = self.next() {
            let scratch = self.plan.scratch;
            let inputs: Vec<Vec<Value>> = places.iter().map(|&place| self.runs[place].inputs_in(scratch)).collect();
            let requests = places.iter().zip(&inputs).flat_map(|(&place, inputs)| {
                let run = self.runs[place];
                inputs.iter().map(move |input| Request { op: run.case.op.as_str(), eapi: run.eapi, input })
            });
            let mut answers = session.ask(&requests.collect::<Vec<_>>()).into_iter();
            for (&place, inputs) in places.iter().zip(&inputs) {
                let answers = answers.by_ref().take(inputs.len());
                let answers: Vec<_> = answers.map(|answer| scratch.answer(self.runs[place].case, answer)).collect();
                if let Some(journal) = self.plan.journal {
                    journal.add(self.name, &self.runs[place].id(), &answers);
                }
                let run = &self.runs[place];
                if self.plan.fail_fast && Outcome::of(run, answers.clone()).is_fatal(run.case.level, self.plan.strict) {
                    self.stopped.store(true, Relaxed);
                }
                found.push((place, answers));
            }
            self.progress.add(places.len());
        }
        (found, session.stop())
    }

    fn next(&self) -> Option<&[usize]> {
        if self.stopped.load(Relaxed) {
            return None;
        }
        self.chunks.lock().unwrap_or_else(PoisonError::into_inner).next()
    }
}

/// Why an adapter is not even asked.
pub fn refusal(about: &StartReply, run: &Run<'_>) -> Option<String> {
    let op = run.case.op.as_str();
    if !about.ops.iter().any(|known| known == op) {
        return Some(format!("the adapter does not offer {op}"));
    }
    if let Some(lacking) = run.case.needs.as_ref().filter(|needs| about.lacks.contains(needs)) {
        return Some(format!("the implementation lacks `{lacking}`"));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus;

    #[test]
    fn a_part_of_the_suite_has_every_group() -> Result<()> {
        let cases = corpus::cases(&corpus::embedded())?;
        let groups = |every: Option<usize>| {
            let selection = Selection { every: every.and_then(NonZero::new), ..Selection::default() };
            let runs = selection.runs(&cases);
            let groups: HashSet<&str> = runs.iter().map(|run| run.case.group()).collect();
            (runs.len(), groups.len())
        };
        let (all, part) = (groups(None), groups(Some(5)));
        assert_eq!(all.1, part.1);
        assert!(part.0 * 3 < all.0, "{part:?} of {all:?}");
        Ok(())
    }
}
