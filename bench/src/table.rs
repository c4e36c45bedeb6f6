//! The report as text: a table for each language.

use crate::cases::Case;
use crate::figures::short;
use crate::report::{OURS, Report};
use crate::targets;
use std::fmt::Write;

pub fn show(report: &Report) -> String {
    let mut text = format!("\n{}; nanoseconds, medians; in brackets how many times as long as ours\n", report.machine());
    for language in report.languages() {
        let _ = write!(text, "\n{}\n{}", title(report, language), rows_as_text(&rows(report, language)));
    }
    for absent in &report.absent {
        let _ = writeln!(text, "absent: {} {}: {}", absent.language, absent.name, absent.reason);
    }
    for failed in report.outcomes.iter().filter(|it| it.name != OURS && it.error.is_some()) {
        let error = failed.error.as_deref().unwrap_or_default();
        let _ = writeln!(text, "failed: {} {} {}: {error}", failed.language, failed.name, failed.case);
    }
    text
}

/// The language and the versions of its contestants.
pub fn title(report: &Report, language: &str) -> String {
    let own = report.contestants.iter().filter(|who| who.language == language);
    let names: Vec<String> = own.map(|who| format!("{} {}", who.name, who.version)).collect();
    format!("{}: {}", capitalized(language), names.join(", "))
}

fn capitalized(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

/// The head and one row for each case.
pub fn rows(report: &Report, language: &str) -> Vec<Vec<String>> {
    let peers = report.peers(language);
    let mut head = vec!["case".to_owned(), OURS.to_owned(), "target".to_owned()];
    head.extend(peers.iter().map(ToString::to_string));
    if language != "rust" {
        head.push("the core".to_owned());
    }
    let mut rows = vec![head];
    for case in report.cases(language) {
        rows.push(time_row(report, language, case, &peers));
        rows.extend(memory_row(report, language, case, &peers));
    }
    rows
}

fn time_row(report: &Report, language: &str, case: &Case, peers: &[&str]) -> Vec<String> {
    let ours = report.ns(language, OURS, case.id);
    let target = targets::of(language, case.id).map(|target| (target.ns, ours));
    let share = targets::share_of_rust(language, case.id).zip(report.ns("rust", OURS, case.id));
    let target = target.or(share.map(|(share, rust)| (share * rust, ours)));
    let mut row = vec![case.name(), number(ours), target.map_or_else(String::new, |(most, ours)| mark(most, ours))];
    row.extend(peers.iter().map(|peer| with_ratio(report.ns(language, peer, case.id), ours)));
    if language != "rust" {
        row.push(with_ratio(report.ns("rust", OURS, case.id), ours));
    }
    row
}

/// Bytes for each result, where they were kept.
fn memory_row(report: &Report, language: &str, case: &Case, peers: &[&str]) -> Option<Vec<String>> {
    let bytes = |name: &str| report.outcome(language, name, case.id)?.bytes;
    let ours = bytes(OURS)?;
    let target = targets::of(language, case.id).and_then(|target| target.bytes);
    let mut row = vec!["  bytes each".to_owned(), short(ours)];
    row.push(target.map_or_else(String::new, |most| mark(most, Some(ours))));
    row.extend(peers.iter().map(|peer| with_ratio(bytes(peer), Some(ours))));
    if language != "rust" {
        row.push(with_ratio(report.outcome("rust", OURS, case.id).and_then(|it| it.bytes), Some(ours)));
    }
    Some(row)
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), short)
}

fn mark(most: f64, ours: Option<f64>) -> String {
    let reached = ours.is_some_and(|ours| ours <= most);
    format!("≤ {} {}", short(most), if reached { "✓" } else { "✗" })
}

fn with_ratio(peer: Option<f64>, ours: Option<f64>) -> String {
    match peer.zip(ours) {
        Some((peer, ours)) => format!("{} ({}×)", short(peer), short(peer / ours)),
        None => "–".to_owned(),
    }
}

fn rows_as_text(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:<width$}"),
            _ => format!("{cell:>width$}"),
        });
        let _ = writeln!(text, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    text
}
