//! Looks for what an implementation does not give back: the same requests again and again, and then neither may more of its objects be
//! alive than before, nor its memory have grown.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::adapter::{Adapter, Request, Settings};
use crate::patience::Limits;
use crate::protocol::Answer;
use crate::run::{AdapterCommand, Run, refusal};
use crate::scratch::Scratch;

/// The operation that tells how many objects are alive.
pub const LIVE: &str = "live";

/// How often everything is asked.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Rounds that count for nothing: caches fill, heaps find their size.
    pub warm_up: usize,
    pub rounds: usize,
}

/// How much memory may grow in a round. A heap that is in use breathes; what leaks in each of thousands of requests is more than this.
const GROWTH_PER_ROUND: u64 = 48 * 1024;

/// What is seen of an adapter after a round.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sample {
    live: Option<u64>,
    memory: u64,
}

/// What the samples of an adapter come to.
#[derive(Debug, PartialEq)]
enum Verdict {
    Flat,
    /// So many objects more than after the warm-up.
    Objects(u64),
    /// So many bytes more for each round.
    Memory(u64),
}

/// Checks each adapter; true if none of them leaks.
pub fn check(adapters: &[AdapterCommand], runs: &[Run<'_>], timeout: Duration, plan: Plan) -> Result<bool> {
    if plan.warm_up == 0 || plan.rounds < 3 {
        bail!("it takes a round to warm up and three rounds to compare");
    }
    let settings = Settings { limits: Limits::time(timeout), schemas: None, max_crashes: 1 };
    let mut good = true;
    for adapter in adapters {
        let (name, samples, verdict) = watch(adapter, runs, &settings, plan)?;
        good &= verdict == Verdict::Flat;
        anstream::println!("{}", told(&name, &samples, &verdict));
    }
    Ok(good)
}

/// How often memory that grows is given the same number of rounds again. What leaks goes on; a heap that finds its size late stops.
const CHANCES: usize = 3;

fn watch(
    adapter: &AdapterCommand,
    runs: &[Run<'_>],
    settings: &Settings<'_>,
    plan: Plan,
) -> Result<(String, Vec<Sample>, Verdict)> {
    let mut session = Adapter::start(&adapter.command, settings).with_context(|| format!("adapter `{}`", adapter.command))?;
    let name = adapter.name.clone().unwrap_or_else(|| session.about.name.clone());
    let counts = session.about.ops.iter().any(|op| op == LIVE);
    let asked: Vec<_> = runs.iter().filter(|run| refusal(&session.about, run).is_none()).collect();
    let scratch = Scratch::new(asked.iter().map(|run| run.case))?;
    let inputs: Vec<Vec<Value>> = asked.iter().map(|run| run.inputs_in(&scratch)).collect();
    let requests: Vec<Request<'_>> = (asked.iter().zip(&inputs))
        .flat_map(|(run, inputs)| inputs.iter().map(|input| Request { op: run.case.op.as_str(), eapi: run.eapi, input }))
        .collect();
    let mut round = || {
        let answers = session.ask(&requests);
        if let Some(Answer::Crash(reason)) = answers.iter().find(|answer| matches!(answer, Answer::Crash(_))) {
            bail!("{name} broke, and a new process cannot be compared with the old one: {reason}");
        }
        sample(&mut session, counts, &name)
    };
    let mut samples = (0..plan.warm_up).map(|_| round()).collect::<Result<Vec<_>>>()?;
    let mut verdict = Verdict::Flat;
    for _ in 0..CHANCES {
        let before = samples.len() - 1;
        for _ in 0..plan.rounds {
            samples.push(round()?);
        }
        verdict = judge(&samples[before..]);
        if !matches!(verdict, Verdict::Memory(_)) {
            break;
        }
    }
    session.stop();
    Ok((name, samples, verdict))
}

fn sample(session: &mut Adapter<'_>, counts: bool, name: &str) -> Result<Sample> {
    let live = match counts {
        true => Some(live(session).with_context(|| format!("{name} does not tell how many objects are alive"))?),
        false => None,
    };
    let memory = session.memory().with_context(|| format!("the memory of {name} cannot be read"))?;
    Ok(Sample { live, memory })
}

fn live(session: &mut Adapter<'_>) -> Option<u64> {
    let input = json!({});
    match &session.ask(&[Request { op: LIVE, eapi: None, input: &input }])[..] {
        [Answer::Out(count)] => count.as_u64(),
        _ => None,
    }
}

/// The first sample is what the others are compared with. Memory is that of the quietest round of either half.
fn judge(samples: &[Sample]) -> Verdict {
    let lives = || samples.iter().filter_map(|sample| sample.live);
    if let (Some(first), Some(last)) = (lives().next(), lives().next_back())
        && last > first
    {
        return Verdict::Objects(last - first);
    }
    let quietest = |half: &[Sample]| half.iter().map(|sample| sample.memory).min().unwrap_or(0);
    let (early, late) = samples.split_at(samples.len() / 2);
    let growth = quietest(late).saturating_sub(quietest(early)) / (samples.len() as u64 / 2).max(1);
    if growth > GROWTH_PER_ROUND { Verdict::Memory(growth) } else { Verdict::Flat }
}

fn told(name: &str, samples: &[Sample], verdict: &Verdict) -> String {
    let last = samples.last().expect("there are rounds");
    let live = last.live.map_or_else(|| "objects not counted".to_owned(), |live| format!("{live} objects alive"));
    let seen = format!("{name}: {} rounds, {live}, {} KiB", samples.len(), last.memory / 1024);
    match verdict {
        Verdict::Flat => format!("{seen}: gives everything back"),
        Verdict::Objects(more) => format!("{seen}: LEAKS: {more} objects more than after the warm-up"),
        Verdict::Memory(bytes) => format!("{seen}: LEAKS: memory grows by {bytes} bytes in each round"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples(values: &[(Option<u64>, u64)]) -> Vec<Sample> {
        values.iter().map(|&(live, memory)| Sample { live, memory: memory * 1024 }).collect()
    }

    #[test]
    fn noise_is_no_leak() {
        let breathing = [1000, 1200, 1010, 1100, 1020, 1300, 1015, 1000];
        let noisy: Vec<_> = breathing.iter().map(|&memory| (Some(7), memory)).collect();
        assert_eq!(judge(&samples(&noisy)), Verdict::Flat);
        assert_eq!(judge(&samples(&[(None, 10), (None, 10), (None, 10)])), Verdict::Flat);
    }

    #[test]
    fn what_is_not_given_back_is_told() {
        assert_eq!(judge(&samples(&[(Some(7), 10), (Some(8), 10), (Some(9), 10)])), Verdict::Objects(2));
        let growing: Vec<_> = (0..8).map(|round| (Some(7), 1000 + 100 * round)).collect();
        assert_eq!(judge(&samples(&growing)), Verdict::Memory(100 * 1024));
    }
}
