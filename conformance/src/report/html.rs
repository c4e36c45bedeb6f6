//! One self-contained HTML page: the matrix of adapters and areas, and below it what did not pass.

use std::io::Write;

use anyhow::Result;
use askama::Template;

use super::{Counts, Line, Report};
use crate::protocol::SUITE;

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    suite: &'a str,
    areas: Vec<&'a str>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    name: &'a str,
    about: String,
    cells: Vec<Counts>,
    all: Counts,
    lines: Vec<&'a Line>,
}

impl Counts {
    /// Colour is never the only sign: the symbol says the same.
    fn class(&self) -> &'static str {
        if self.failed + self.crashed > 0 {
            "bad"
        } else if self.passed + self.partial == 0 {
            "none"
        } else {
            "good"
        }
    }

    fn symbol(&self) -> &'static str {
        match self.class() {
            "bad" => "✗",
            "none" => "–",
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
            cells: areas.iter().map(|area| report.counts(&adapter.name, Some(area))).collect(),
            all: report.counts(&adapter.name, None),
            lines: report.of(&adapter.name).filter(|line| !matches!(line.status, "passed" | "skipped")).collect(),
        }
    });
    let page = Page { suite: SUITE, rows: rows.collect(), areas };
    out.write_all(page.render()?.as_bytes())?;
    Ok(())
}
