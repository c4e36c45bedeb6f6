//! One self-contained HTML page: the matrix of adapters and areas, and below it what did not pass, to filter and to search.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use askama::Template;
use serde_json::{Value, json};

use super::terminal::shorten;
use super::{Counts, Report, Test};
use crate::corpus;
use crate::labels::SOURCE;
use crate::protocol::SUITE;
use crate::quotes;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    suite: &'a str,
    corpus: &'a str,
    pms: &'a str,
    areas: Vec<&'a str>,
    rows: Vec<Row<'a>>,
    /// The tests that did not pass everywhere, as JSON for the page's own script.
    tests: String,
}

struct Row<'a> {
    name: &'a str,
    about: String,
    note: Option<&'a str>,
    cells: Vec<(&'a str, Counts)>,
    all: Counts,
}

impl Counts {
    /// Color is never the only sign: the symbol says the same.
    fn class(&self) -> &'static str {
        if self.failed + self.crashed > 0 {
            "bad"
        } else if self.asked() == 0 {
            "none"
        } else if self.unbound > 0 {
            "mild"
        } else {
            "good"
        }
    }

    fn symbol(&self) -> &'static str {
        match self.class() {
            "bad" => "✗",
            "none" => "–",
            "mild" => "~",
            _ => "✓",
        }
    }
}

pub fn write(report: &Report<'_>, mut out: impl Write) -> Result<()> {
    let areas = report.areas();
    let rows = report.adapters.iter().map(|adapter| {
        let about = &adapter.about;
        Row {
            name: &adapter.name,
            about: format!("{} {} ({})", about.name, about.version, about.runtime.as_ref().unwrap_or(&about.language)),
            note: adapter.note.as_deref(),
            cells: areas.iter().map(|area| (*area, report.counts(&adapter.name, Some(area)))).collect(),
            all: report.counts(&adapter.name, None),
        }
    });
    let page = Page {
        suite: SUITE,
        corpus: corpus::VERSION,
        pms: SOURCE,
        rows: rows.collect(),
        areas,
        // In a script element, only this could end it.
        tests: serde_json::to_string(&tests(report))?.replace('<', "\\u003c"),
    };
    out.write_all(page.render()?.as_bytes())?;
    Ok(())
}

/// Each test that some adapter did not pass, once, with what each of those answered.
fn tests(report: &Report<'_>) -> Vec<Value> {
    let mut found: BTreeMap<usize, Value> = BTreeMap::new();
    for adapter in report.adapters {
        for (place, test) in report.tests(&adapter.name).iter().enumerate() {
            let line = test.worst();
            if !matches!(line.status, "passed" | "skipped") {
                let entry = found.entry(place).or_insert_with(|| about(test));
                entry["results"][&adapter.name] = result(test);
            }
        }
    }
    found.into_values().collect()
}

fn about(test: &Test<'_>) -> Value {
    let line = test.first();
    json!({
        "id": test.id(), "group": test.group(), "area": line.area, "title": line.title, "op": line.op, "level": line.level,
        "pms": line.pms, "says": quotes::of(test.group()).iter().map(|quote| quote.shown()).collect::<Vec<_>>(), "in": shorten(&line.input), "expected": shorten(&line.expected), "note": line.note, "results": {},
    })
}

fn result(test: &Test<'_>) -> Value {
    let line = test.worst();
    let status = if line.known { "known" } else { line.status };
    // A crash is its own reason.
    let got = if line.status == "crashed" { String::new() } else { shorten(&line.got) };
    let reason: String = line.reason.chars().take(2000).collect();
    json!({"status": status, "fatal": line.fatal, "eapis": test.eapis(), "got": got, "reason": reason})
}
