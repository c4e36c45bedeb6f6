//! The report for people: failures first, then the matrix. Colours vanish where they are not wanted (`NO_COLOR`, pipes).

use anstyle::{AnsiColor, Style};
use serde_json::Value;

use super::{Counts, Line, Report, comparable};

const BAD: Style = AnsiColor::Red.on_default().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const MILD: Style = AnsiColor::Yellow.on_default();
const DIM: Style = Style::new().dimmed();

/// How much of a value is shown on a line.
const WIDTH: usize = 300;

/// How many failures are shown in full, and how many disagreements.
const SHOWN: usize = 25;

pub fn print(report: &Report<'_>, all: bool) {
    let limit = if all { usize::MAX } else { SHOWN };
    failures(report, limit);
    disagreements(report, limit);
    matrix(report);
    mild(report);
}

/// Runs of one case for several EAPIs with the same answer are one failure to a reader.
fn failures(report: &Report<'_>, limit: usize) {
    let bad: Vec<_> = report.lines.iter().filter(|line| line.fatal).collect();
    let cases: Vec<_> = bad.chunk_by(|a, b| is_same(a, b)).collect();
    for lines in cases.iter().take(limit) {
        failure(report, lines);
    }
    if cases.len() > limit {
        anstream::println!("{MILD}{} more (--all shows them){MILD:#}\n", cases.len() - limit);
    }
}

fn is_same(a: &Line, b: &Line) -> bool {
    let case = |line: &Line| line.id.split('@').next().map(str::to_owned);
    a.adapter == b.adapter && case(a) == case(b) && comparable(a) == comparable(b)
}

fn failure(report: &Report<'_>, lines: &[&Line]) {
    let line = lines[0];
    let Line { adapter, id, op, status, .. } = line;
    let mut reason = line.reason.lines();
    let others = match lines.len() {
        1 => String::new(),
        _ => format!(" (also for EAPI {})", lines[1..].iter().filter_map(|line| line.eapi).collect::<Vec<_>>().join(" ")),
    };
    let reason_begins = reason.next().unwrap_or_default();
    anstream::println!("{BAD}{status}{BAD:#} {id}{others} {DIM}{op}, {adapter}{DIM:#}: {reason_begins}");
    reason.for_each(|rest| anstream::println!("  {DIM}| {rest}{DIM:#}"));
    anstream::println!("  in        {}", shorten(&line.input));
    anstream::println!("  expected  {}", shorten(&line.expected));
    if line.status != "crashed" {
        anstream::println!("  got       {}", shorten(&line.got));
    }
    anstream::println!("  PMS       {}", line.pms.join(", "));
    if let Some(result) = report.adapters.iter().find(|result| result.name == line.adapter) {
        let command = shlex::try_quote(&result.command).unwrap_or_default();
        anstream::println!("  again     polyatom-conformance run --adapter {command} --case {id}");
    }
    anstream::println!();
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
    anstream::println!("{DIM}passed/failed/skipped/crashed{DIM:#}");
}

type Cell = (Style, String);

fn head(areas: &[Option<&str>]) -> Vec<Cell> {
    let titles = areas.iter().map(|area| area.unwrap_or("all"));
    ["adapter"].into_iter().chain(titles).chain([""]).map(|title| (DIM, title.to_owned())).collect()
}

fn cell(counts: &Counts) -> Cell {
    let style = if counts.failed + counts.crashed > 0 { BAD } else { GOOD };
    let passed = counts.passed + counts.partial + counts.differs;
    (style, format!("{passed}/{}/{}/{}", counts.failed, counts.skipped, counts.crashed))
}

/// What went another way without failing the run.
fn mild(report: &Report<'_>) {
    for adapter in report.adapters {
        let name = &adapter.name;
        let counts = report.counts(name, None);
        let known = report.of(name).filter(|line| line.known && !line.fatal).count();
        let unbound =
            report.of(name).filter(|line| matches!(line.status, "failed" | "crashed") && !line.fatal && !line.known).count();
        let say = |number: usize, what: &str| {
            if number > 0 {
                anstream::println!("{MILD}{name}: {number} {what}{MILD:#}");
            }
        };
        say(known, "failures are known");
        say(unbound, "failures of level `limit` or `disputed`");
        say(counts.differs, "answers differ where the specification allows it");
        say(counts.partial, "answers left fields out");
    }
}

/// A value as one line, cut where it gets too long to read.
pub fn shorten(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(WIDTH) {
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
        None => text,
    }
}
