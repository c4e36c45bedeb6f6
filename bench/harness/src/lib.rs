//! What contestants written in Rust share: the loop over requests, the clock, the memory. `bench/README.md` is the protocol.

#![allow(missing_docs)] // The names say it, and `bench/README.md` the rest.

pub mod inputs;

use serde::{Deserialize, Serialize};
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

/// What a case says of one run.
pub type Outcome = Result<Timed, String>;

/// How a contestant does a case of some size.
pub type Case = (&'static str, fn(usize) -> Outcome);

/// One timed run.
#[derive(Serialize)]
pub struct Timed {
    items: u64,
    ns: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<i64>,
}

#[derive(Deserialize)]
struct Request {
    case: String,
    size: usize,
}

#[derive(Serialize)]
struct Greeting<'a> {
    name: &'a str,
    version: &'a str,
    language: &'a str,
    cases: Vec<&'a str>,
}

/// Times what makes `items` results. They are dropped outside the clock.
pub fn timed<T>(items: usize, work: impl FnOnce() -> T) -> Outcome {
    let start = Instant::now();
    let made = black_box(work());
    let ns = start.elapsed().as_nanos() as u64;
    drop(made);
    Ok(Timed { items: items as u64, ns, bytes: None })
}

/// Times something that is done `times` times and leaves nothing behind.
pub fn repeated<T>(times: usize, mut work: impl FnMut(usize) -> T) -> Outcome {
    timed(times, || (0..times).for_each(|i| drop(black_box(work(i)))))
}

/// Like [`timed`], and tells by how much resident memory grew for what was made.
pub fn kept<T>(items: usize, work: impl FnOnce() -> T) -> Outcome {
    let before = resident();
    let mut grown = 0;
    let timed = timed(items, || {
        let made = work();
        grown = resident() - before;
        made
    })?;
    Ok(Timed { bytes: Some(grown), ..timed })
}

/// Like [`timed`], by the time that all threads computed: for what works on all cores, and whose peers do not.
pub fn computed<T>(items: usize, work: impl FnOnce() -> T) -> Outcome {
    by_cpu_time(work, |work| timed(items, work))
}

/// Like [`kept`], by the time that all threads computed.
pub fn computed_and_kept<T>(items: usize, work: impl FnOnce() -> T) -> Outcome {
    by_cpu_time(work, |work| kept(items, work))
}

fn by_cpu_time<T>(work: impl FnOnce() -> T, measure: impl FnOnce(Box<dyn FnOnce() -> T + '_>) -> Outcome) -> Outcome {
    let mut ns = 0;
    let timed = measure(Box::new(|| {
        let before = cpu_time();
        let made = work();
        ns = cpu_time() - before;
        made
    }))?;
    Ok(Timed { ns, ..timed })
}

/// What this process has computed so far, in nanoseconds.
fn cpu_time() -> u64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Resident memory of this process, in bytes.
fn resident() -> i64 {
    let text = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: i64 = text.split(' ').nth(1).and_then(|field| field.parse().ok()).unwrap_or(0);
    pages * 4096
}

/// Answers requests until there are no more, or does one case if the arguments say so.
pub fn main(name: &str, version: &str, cases: &[Case]) -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => serve(name, version, cases).map_err(|error| error.to_string()),
        ["--once", case, size] => once(cases, case, size),
        _ => Err("usage: [--once CASE SIZE]".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn once(cases: &[Case], case: &str, size: &str) -> Result<(), String> {
    let size = size.parse().map_err(|_| format!("not a size: {size}"))?;
    run(cases, case, size).map(drop)
}

fn run(cases: &[Case], case: &str, size: usize) -> Outcome {
    let (_, run) = cases.iter().find(|(name, _)| *name == case).ok_or_else(|| format!("no case {case}"))?;
    run(size)
}

fn serve(name: &str, version: &str, cases: &[Case]) -> io::Result<()> {
    let greeting = Greeting { name, version, language: "rust", cases: cases.iter().map(|(name, _)| *name).collect() };
    answer(&greeting)?;
    for line in io::stdin().lock().lines() {
        let outcome = serde_json::from_str(&line?)
            .map_err(|error| error.to_string())
            .and_then(|Request { case, size }| run(cases, &case, size));
        match outcome {
            Ok(timed) => answer(&timed)?,
            Err(error) => answer(&serde_json::json!({ "error": error }))?,
        }
    }
    Ok(())
}

fn answer(message: &impl Serialize) -> io::Result<()> {
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, message)?;
    out.write_all(b"\n")?;
    out.flush()
}
