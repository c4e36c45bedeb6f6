//! Whole processes side by side: rounds alternate, so that ratios hold on a busy machine, too.

use anyhow::{Context, Result, ensure};
use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A program as people start it.
pub struct Runner {
    name: String,
    program: PathBuf,
    arguments: Vec<OsString>,
    /// Variables that are set, and those that are not.
    environment: Vec<(&'static str, Option<OsString>)>,
    /// What it reads on its standard input; nothing if not given.
    input: Option<PathBuf>,
    rounds: usize,
    times: Vec<Duration>,
}

impl Runner {
    pub fn new(name: impl Into<String>, program: impl Into<PathBuf>, rounds: usize) -> Self {
        let (name, program) = (name.into(), program.into());
        Self { name, program, arguments: Vec::new(), environment: Vec::new(), input: None, rounds, times: Vec::new() }
    }

    pub fn args(mut self, words: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.arguments.extend(words.into_iter().map(Into::into));
        self
    }

    pub fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.environment.push((name, Some(value.into())));
        self
    }

    pub fn without_env(mut self, name: &'static str) -> Self {
        self.environment.push((name, None));
        self
    }

    pub fn input(mut self, path: &Path) -> Self {
        self.input = Some(path.to_owned());
        self
    }

    /// Runs it once. It has to end well.
    fn time(&self) -> Result<Duration> {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdout(Stdio::null()).stderr(Stdio::null());
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.stdin(match &self.input {
            Some(path) => Stdio::from(File::open(path)?),
            None => Stdio::null(),
        });
        let begin = Instant::now();
        let status = command.status().with_context(|| format!("{} does not start", self.program.display()))?;
        let took = begin.elapsed();
        ensure!(status.success(), "{} ended with {status}", self.program.display());
        Ok(took)
    }
}

/// Runs all in turn, and prints how long they take beside the first.
pub fn race(title: &str, mut all: Vec<Runner>) -> Result<()> {
    for round in 0..all.iter().map(|runner| runner.rounds).max().unwrap_or(0) {
        for runner in all.iter_mut().filter(|runner| round < runner.rounds) {
            // The second of two: caches have then forgotten what the others did, as where a program is called again and again.
            runner.time()?;
            runner.times.push(runner.time()?);
        }
    }
    all.iter_mut().for_each(|runner| runner.times.sort_unstable());
    // Of times on a busy machine, the lower ones are about the program and the others about its neighbors.
    let at = |runner: &Runner, part: usize| runner.times[runner.times.len() * part / 100].as_secs_f64() * 1e6;
    println!("{title:<44}{:>12}{:>12}{:>10}", "p10, µs", "median, µs", "ratio");
    for runner in &all {
        let ratio = at(runner, 10) / at(&all[0], 10);
        println!("  {:<42}{:>12.0}{:>12.0}{ratio:>10.2}", runner.name, at(runner, 10), at(runner, 50));
    }
    Ok(())
}
