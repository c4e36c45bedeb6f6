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
/// succeeds without running any, unless a filter was given. What it says after `SKIPPED: ` was left out.
pub fn suite(ctx: &Ctx, command: Cmd<'_>, counter: Counter, filter: Option<&str>) -> Result<Report> {
    let done = exec::finish(ctx, command)?;
    let tally = counter(&done.text);
    let skipped = skips(&done.text);
    Ok(Report { skipped, ..judge(done, tally, filter) })
}

/// Each thing once, in the order of the output. It may stand after what another thread has begun to say.
fn skips(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (_, reason) in text.lines().filter_map(|line| line.split_once("SKIPPED: ")) {
        if !found.iter().any(|known| known == reason) {
            found.push(reason.to_owned());
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_runner_left_out_is_told_once() {
        let text = "test a ... ok\nSKIPPED: no data\ntest b ... SKIPPED: no data\nSKIPPED: no room\n";
        assert_eq!(skips(text), ["no data", "no room"]);
    }

    #[test]
    fn sums_keep_all_failures_and_skips() {
        let mut sum = Report::passed();
        sum.add(Report::failed(Error::msg("first")));
        sum.add(Report::skipped("no data"));
        sum.add(Report::failed(Error::msg("second")));
        assert_eq!((sum.tally, sum.skipped.len()), (Tally { passed: 1, failed: 2 }, 1));
        assert_eq!(sum.failure.unwrap().to_string(), "first\nsecond");
    }
}
