//! What checks find, and how the output of a child becomes that.

use crate::kit::count::{Counter, Tally};
use crate::kit::ctx::Ctx;
use crate::kit::exec::{self, Done};
use anyhow::{Error, Result};
use xshell::Cmd;

/// What a check found: how many tests passed and failed, and the output to show if any failed.
#[derive(Default)]
pub struct Report {
    pub tally: Tally,
    pub failure: Option<Error>,
    /// What could not be looked at, and why.
    pub skipped: Vec<String>,
    /// What whoever runs this alone wants to read.
    pub told: String,
}

impl Report {
    pub fn passed() -> Report {
        Report { tally: Tally::CHECK_PASSED, ..Report::default() }
    }

    /// A failure that no test runner counted is one failed test.
    pub fn failed(failure: Error) -> Report {
        Report { tally: Tally { passed: 0, failed: 1 }, failure: Some(failure), ..Report::default() }
    }

    pub fn skipped(reason: impl Into<String>) -> Report {
        Report { skipped: vec![reason.into()], ..Report::default() }
    }

    /// For a command, which ends at the first failure.
    pub fn into_result(self) -> Result<()> {
        self.failure.map_or(Ok(()), Err)
    }

    /// Adds another report's numbers; the outputs of all failures are kept.
    pub fn add(&mut self, other: Report) {
        self.tally += other.tally;
        self.skipped.extend(other.skipped);
        self.told.push_str(&other.told);
        self.failure = match (self.failure.take(), other.failure) {
            (Some(first), Some(second)) => Some(Error::msg(format!("{first:#}\n{second:#}"))),
            (first, second) => first.or(second),
        };
    }
}

/// A check without tests of its own: all commands must succeed. Counts as one test.
pub fn check<'a>(ctx: &Ctx, commands: impl IntoIterator<Item = Cmd<'a>>) -> Result<Report> {
    for command in commands {
        exec::quiet(ctx, command)?;
    }
    Ok(Report::passed())
}

/// A test runner, whose tests are counted from its output. A runner that fails without a failed test counts as one; so does one that
/// succeeds without running any, unless a filter was given. A line that begins with `SKIPPED: ` tells what was left out.
pub fn suite(ctx: &Ctx, command: Cmd<'_>, counter: Counter, filter: Option<&str>) -> Result<Report> {
    let done = exec::finish(ctx, command)?;
    let tally = counter(&done.text);
    let skipped = done.text.lines().filter_map(|line| line.strip_prefix("SKIPPED: ")).map(str::to_owned).collect();
    Ok(Report { skipped, ..judge(done, tally, filter) })
}

/// What to make of a runner that has ended and of the tests that it counted.
pub fn judge(done: Done, mut tally: Tally, filter: Option<&str>) -> Report {
    if !done.ok || tally.failed > 0 {
        tally.failed = tally.failed.max(1);
        return Report { tally, failure: Some(done.into_failure()), ..Report::default() };
    }
    if tally.total() == 0 && filter.is_none() {
        return Report::failed(done.into_failure().context("the runner succeeded, but ran no test"));
    }
    Report { tally, ..Report::default() }
}
