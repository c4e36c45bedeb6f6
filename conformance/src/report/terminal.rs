//! The report for people: failures first, by group, then the matrix, which counts tests. Colours vanish where they are not wanted (`NO_COLOR`, pipes).

use std::collections::BTreeMap;

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use super::{Counts, Line, Report, Test};
use crate::canonical::ascii;
use crate::quotes;
use crate::run::AdapterResult;

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const MILD: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// How much of a value is shown on a line.
const WIDTH: usize = 300;

/// How many groups with failures are shown of all adapters together, and how many disagreements.
const SHOWN: usize = 25;

/// How many lines of a reason.
const REASON: usize = 12;

pub fn print(report: &Report<'_>, all: bool) {
    let limit = if all { usize::MAX } else { SHOWN };
    for adapter in report.adapters {
        failures(report, adapter, (limit / report.adapters.len()).max(1), all);
    }
    disagreements(report, limit);
    matrix(report);
    mild(report);
}

/// A block for each group with failing tests: its first in full, the ids of the others.
fn failures(report: &Report<'_>, adapter: &AdapterResult, limit: usize, all: bool) {
    let bad: Vec<_> = report.tests(&adapter.name).into_iter().filter(|test| test.worst().fatal).collect();
    let groups: Vec<_> = bad.chunk_by(|a, b| a.group() == b.group()).collect();
    for tests in groups.iter().take(limit) {
        let shown = if all { tests.len() } else { 1 };
        tests[..shown].iter().for_each(|test| failure(adapter, test));
        if tests.len() > shown {
            others(&tests[shown..]);
        }
    }
    if groups.len() > limit {
        let left: usize = groups[limit..].iter().map(|tests| tests.len()).sum();
        let name = &adapter.name;
        anstream::println!(
            "{MILD}{name}: {left} more tests of {} groups fail (--all shows them){MILD:#}\n",
            groups.len() - limit
        );
    }
}

fn failure(adapter: &AdapterResult, test: &Test<'_>) {
    let line = test.worst();
    let (id, eapis) = (test.id(), test.eapis());
    let eapis = match (&eapis[..], line.eapi) {
        ([_], None) => String::new(),
        _ => format!(" (EAPI {})", eapis.join(" ")),
    };
    let mut reason = line.reason.lines();
    let begin = reason.next().unwrap_or_default();
    let Line { op, status, level, adapter: name, .. } = line;
    anstream::println!("{BAD}{status}{BAD:#} {id}{eapis} {DIM}{op}, {level}, {name}{DIM:#}: {}", visible(begin));
    anstream::println!("  rule      {}", line.title);
    reason.by_ref().take(REASON).for_each(|rest| anstream::println!("  {DIM}| {}{DIM:#}", visible(rest)));
    anstream::println!("  in        {}", shorten(&line.input));
    anstream::println!("  expected  {}", shorten(&line.expected));
    if line.status != "crashed" {
        anstream::println!("  got       {}", shorten(&line.got));
    }
    if let Some(note) = &line.note {
        anstream::println!("  note      {note}");
    }
    anstream::println!("  PMS       {}", line.pms.join(", "));
    quotes::of(test.group()).into_iter().for_each(|quote| anstream::println!("  it says   {}", quote.shown()));
    let command = shlex::try_quote(&adapter.command).unwrap_or_default();
    anstream::println!("  again     polyatom-conformance run --adapter {command} --case {id}");
    anstream::println!();
}

/// Ids without the group that all have.
fn others(tests: &[Test<'_>]) {
    const MANY: usize = 30;
    let numbers: Vec<_> = tests.iter().take(MANY).filter_map(|test| test.id().rsplit('/').next()).collect();
    let more = if tests.len() > MANY { " …" } else { "" };
    anstream::println!("  {MILD}and {} more of {}: {}{more}{MILD:#}\n", tests.len(), tests[0].group(), numbers.join(" "));
}

/// Control characters would do something to the terminal.
fn visible(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { c.escape_default().to_string() } else { c.to_string() }).collect()
}

fn disagreements(report: &Report<'_>, limit: usize) {
    let all = report.disagreements();
    if all.is_empty() {
        return;
    }
    anstream::println!("Adapters disagree on {} cases:", all.len());
    for lines in all.iter().take(limit) {
        let answers: Vec<_> = lines.iter().map(|line| format!("{} {}", line.adapter, shorten(&line.got))).collect();
        anstream::println!("  {} {}  {}", lines[0].id, shorten(&lines[0].input), answers.join("  "));
    }
    if all.len() > limit {
        anstream::println!("  {} more (--all shows them)", all.len() - limit);
    }
    anstream::println!();
}

/// A row per adapter, a column per area and one for all; as wide as their widest cell.
fn matrix(report: &Report<'_>) {
    let areas: Vec<_> = report.areas().into_iter().map(Some).chain([None]).collect();
    let mut rows = vec![head(&areas)];
    for adapter in report.adapters {
        let cells = areas.iter().map(|area| cell(&report.counts(&adapter.name, *area)));
        let name = (Style::new(), adapter.name.clone());
        let took = (DIM, format!("{:.2} s", adapter.took.as_secs_f64()));
        rows.push([name].into_iter().chain(cells).chain([took]).collect());
    }
    let width = |column: usize| rows.iter().map(|row| row[column].1.len()).max().unwrap_or(0);
    let widths: Vec<_> = (0..rows[0].len()).map(width).collect();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|((style, text), width)| format!("{style}{text:<width$}{style:#}"));
        anstream::println!("{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    anstream::println!("{DIM}tests passed/failed/skipped/crashed{DIM:#}");
}

type Cell = (Style, String);

fn head(areas: &[Option<&str>]) -> Vec<Cell> {
    let titles = areas.iter().map(|area| area.unwrap_or("all"));
    ["adapter"].into_iter().chain(titles).chain([""]).map(|title| (DIM, title.to_owned())).collect()
}

fn cell(counts: &Counts) -> Cell {
    let style = match (counts.failed + counts.crashed, counts.right()) {
        (0, 0) => DIM,
        (0, _) => GOOD,
        _ => BAD,
    };
    (style, format!("{}/{}/{}/{}", counts.right(), counts.failed + counts.unbound, counts.skipped, counts.crashed))
}

/// What went another way without failing the run.
fn mild(report: &Report<'_>) {
    for adapter in report.adapters {
        let name = &adapter.name;
        let counts = report.counts(name, None);
        let tests = report.tests(name);
        let count = |wanted: &dyn Fn(&Line) -> bool| tests.iter().filter(|test| wanted(test.worst())).count();
        let say = |number: usize, what: &str| {
            if number > 0 {
                anstream::println!("{MILD}{name}: {number} {what}{MILD:#}");
            }
        };
        if let Some(note) = &adapter.note {
            anstream::println!("{MILD}{name}: {note}{MILD:#}");
        }
        say(count(&|line| line.known && !line.fatal), "failures are known");
        for level in ["should", "protocol", "limit", "disputed"] {
            let unbound = count(&|line| line.status == "failed" && line.level == level && !line.fatal && !line.known);
            say(unbound, &format!("failures of level `{level}`"));
        }
        say(counts.differs, "answers differ where the specification allows it");
        say(counts.partial, "answers left fields out");
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for test in tests.iter().filter(|test| test.worst().status == "skipped") {
            *reasons.entry(&test.worst().reason).or_default() += 1;
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (reason, count) in reasons.iter().take(REASON) {
            say(*count, &format!("tests were not asked: {reason}"));
        }
    }
}

/// A value as one line, cut where it gets too long to read; invisible characters are escaped.
pub fn shorten(value: &Value) -> String {
    shorten_to(value, WIDTH)
}

pub fn shorten_to(value: &Value, width: usize) -> String {
    let text = ascii(&value.to_string());
    match text.get(..width) {
        Some(begin) if begin.len() < text.len() => format!("{begin}… ({} bytes)", text.len()),
        _ => text,
    }
}
