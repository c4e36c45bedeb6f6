//! How many tests a runner ran, read from what it printed.

use std::ops::AddAssign;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

impl Tally {
    /// A check without tests of its own, such as a linter.
    pub const CHECK_PASSED: Tally = Tally { passed: 1, failed: 0 };

    pub fn total(self) -> usize {
        self.passed + self.failed
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads a runner's output; what it does not find counts as nothing run.
pub type Counter = fn(&str) -> Tally;

/// `test result: ok. 3 passed; 1 failed; …`, one line for each test binary.
pub fn cargo_test(text: &str) -> Tally {
    sum_lines(text, |line| {
        let rest = line.trim().strip_prefix("test result: ")?;
        Some(Tally { passed: number_before(rest, "passed")?, failed: number_before(rest, "failed")? })
    })
}

/// `3 passed, 1 failed, 2 errors in 0.12s`, the last line.
pub fn pytest(text: &str) -> Tally {
    // From a minute on, the time stands in hours and minutes, too: `in 64.87s (0:01:04)`.
    let summary = |line: &&str| line.contains(" in ") && line.trim_end_matches([' ', '=']).ends_with(['s', ')']);
    let last =
        text.lines().rev().find(|line| summary(line) && ["passed", "failed", "error"].iter().any(|word| line.contains(word)));
    let Some(line) = last else { return Tally::default() };
    let count = |word| number_before(line, word).unwrap_or(0);
    Tally { passed: count("passed"), failed: count("failed") + count("error").max(count("errors")) }
}

/// Python's own `unittest`: `Ran 4 tests in 0.1s`, then `OK` or `FAILED (failures=1, errors=2)`.
pub fn unittest(text: &str) -> Tally {
    let count = |before: &str| -> usize {
        let numbers = text.lines().filter_map(|line| line.split_once(before)).map(|(_, rest)| rest);
        numbers.filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok()).sum()
    };
    let failed = count("failures=") + count("errors=");
    Tally { passed: count("Ran ").saturating_sub(failed + count("skipped=")), failed }
}

/// `12 runs, 30 assertions, 1 failures, 0 errors, 0 skips`.
pub fn minitest(text: &str) -> Tally {
    sum_lines(text, |line| {
        let count = |word| number_before(line, word);
        let failed = count("failures")? + count("errors")?;
        Some(Tally { passed: count("runs")?.checked_sub(failed + count("skips")?)?, failed })
    })
}

/// `go test -json`: one event a line; those with a test's name and a verdict count. Keys come in a fixed order and quotes inside
/// strings are escaped, so plain search cannot be fooled by a test's own output.
pub fn go_test(text: &str) -> Tally {
    sum_lines(text, |line| {
        let verdict = |action: &str| usize::from(line.contains(action));
        line.contains(r#""Test":""#)
            .then(|| Tally { passed: verdict(r#""Action":"pass""#), failed: verdict(r#""Action":"fail""#) })
    })
}

/// `3 passed, 1 failed`: our own programs (the C tests, the conformance runner) end each block with it.
pub fn plain(text: &str) -> Tally {
    sum_lines(text, |line| Some(Tally { passed: number_before(line, "passed")?, failed: number_before(line, "failed")? }))
}

/// The conformance runner's report, a line of JSON for each result. The keys that count cannot stand inside a string: its quotes are
/// escaped there.
pub fn conformance(text: &str) -> Tally {
    sum_lines(text, |line| {
        let says = |key: &str| line.contains(key);
        let fatal = says(r#""fatal":true"#);
        let good = [r#""status":"passed""#, r#""status":"partial""#, r#""status":"differs""#].into_iter().any(says);
        Some(Tally { passed: usize::from(good && !fatal), failed: usize::from(fatal) })
    })
}

fn sum_lines(text: &str, read: impl Fn(&str) -> Option<Tally>) -> Tally {
    let mut sum = Tally::default();
    text.lines().filter_map(read).for_each(|tally| sum += tally);
    sum
}

/// The number that stands in front of a word: 3 in `ok. 3 passed;`.
fn number_before(line: &str, word: &str) -> Option<usize> {
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    let at = words.iter().position(|candidate| *candidate == word)?;
    words[..at].last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: usize, failed: usize) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn cargo_sums_over_binaries() {
        let text = "running 2 tests\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
                    test result: FAILED. 3 passed; 1 failed; 0 ignored\n";
        assert_eq!(cargo_test(text), tally(5, 1));
        assert_eq!(cargo_test("error: could not compile"), tally(0, 0));
    }

    #[test]
    fn pytest_reads_the_summary() {
        assert_eq!(pytest("..\n12 passed in 0.10s\n"), tally(12, 0));
        assert_eq!(pytest("==== 1 failed, 12 passed, 3 skipped in 1.10s ====\n"), tally(12, 1));
        assert_eq!(pytest("==== 2 errors in 0.10s ====\n"), tally(0, 2));
        assert_eq!(
            pytest("=== 1 failed, 1 passed, 1 error in 0.10s (0:00:00) ===\n1 failed, 1 passed, 1 error in 0.1s\n"),
            tally(1, 2)
        );
        assert_eq!(pytest("....\n2252 passed in 64.87s (0:01:04)\n"), tally(2252, 0));
        assert_eq!(pytest("no tests ran in 0.01s\n"), tally(0, 0));
    }

    #[test]
    fn unittest_reads_both_lines() {
        assert_eq!(unittest("....\nRan 4 tests in 0.001s\n\nOK\n"), tally(4, 0));
        assert_eq!(unittest("Ran 4 tests in 0.001s\n\nFAILED (failures=1, errors=2, skipped=1)\n"), tally(0, 3));
    }

    #[test]
    fn minitest_leaves_out_skips() {
        assert_eq!(minitest("12 runs, 30 assertions, 1 failures, 1 errors, 2 skips\n"), tally(8, 2));
        assert_eq!(minitest("LoadError"), tally(0, 0));
    }

    #[test]
    fn go_counts_tests_and_not_packages() {
        let text = r#"{"Action":"run","Package":"p","Test":"TestA"}
{"Action":"output","Package":"p","Test":"TestA","Output":"{\"Action\":\"pass\",\"Test\":\"x\"}\n"}
{"Action":"pass","Package":"p","Test":"TestA","Elapsed":0}
{"Action":"fail","Package":"p","Test":"TestB","Elapsed":0}
{"Action":"fail","Package":"p","Elapsed":0}"#;
        assert_eq!(go_test(text), tally(1, 1));
    }

    #[test]
    fn conformance_counts_what_the_runner_judged() {
        let text = r#"{"type":"header","suite":"0.1.0"}
{"id":"a","status":"passed","fatal":false,"in":{"text":"\"fatal\":true"}}
{"id":"b","status":"failed","fatal":true}
{"id":"c","status":"skipped","fatal":false}"#;
        assert_eq!(conformance(text), tally(1, 1));
    }

    #[test]
    fn plain_sums() {
        assert_eq!(plain("atom: 3 passed, 0 failed\nversion: 4 passed, 1 failed\n"), tally(7, 1));
    }
}
