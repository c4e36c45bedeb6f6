//! A table in Markdown, for a README: adapters and areas, and what fails, by group.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Counts, Report};

pub fn write(report: &Report<'_>, mut out: impl Write) -> io::Result<()> {
    // An area of which nobody was asked tells nothing.
    let asked = |area: &&str| report.adapters.iter().any(|adapter| report.counts(&adapter.name, Some(*area)).asked() > 0);
    let areas: Vec<_> = report.areas().into_iter().filter(asked).map(Some).chain([None]).collect();
    let titles: Vec<_> = areas.iter().map(|area| area.unwrap_or("all")).collect();
    writeln!(out, "| | {} |", titles.join(" | "))?;
    writeln!(out, "|---|{}", "--:|".repeat(areas.len()))?;
    for adapter in report.adapters {
        let cells: Vec<_> = areas.iter().map(|area| cell(&report.counts(&adapter.name, *area))).collect();
        let version = Some(&adapter.about.version).filter(|version| !version.is_empty());
        let version = version.map(|version| format!(" {version}")).unwrap_or_default();
        writeln!(out, "| {}{version} | {} |", adapter.name, cells.join(" | "))?;
    }
    writeln!(
        out,
        "\nTests that passed, of those asked. `must` that failed and crashes are in bold, wrong answers at other levels in parentheses."
    )?;
    for adapter in report.adapters {
        groups(report, &adapter.name, &mut out)?;
    }
    Ok(())
}

fn cell(counts: &Counts) -> String {
    if counts.asked() == 0 {
        return "–".to_owned();
    }
    let mut text = format!("{}/{}", counts.right(), counts.asked());
    if counts.failed + counts.crashed > 0 {
        text += &format!(" **{}**", counts.failed + counts.crashed);
    }
    if counts.unbound > 0 {
        text += &format!(" ({})", counts.unbound);
    }
    text
}

/// A line for each group of which a test of level `must` fails or any crashes.
fn groups(report: &Report<'_>, adapter: &str, out: &mut impl Write) -> io::Result<()> {
    let mut groups: BTreeMap<&str, Vec<super::Test<'_>>> = BTreeMap::new();
    for test in report.tests(adapter) {
        let line = test.worst();
        if line.status == "crashed" || line.status == "failed" && line.level == "must" {
            groups.entry(test.group()).or_default().push(test);
        }
    }
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n### {adapter}\n\n| group | tests | rule | PMS | example |\n|---|--:|---|---|---|")?;
    for (group, tests) in groups {
        let line = tests[0].worst();
        let example = escape(&super::terminal::shorten_to(&line.input, 90));
        writeln!(out, "| `{group}` | {} | {} | `{}` | `{example}` |", tests.len(), escape(&line.title), line.pms.join("`, `"))?;
    }
    Ok(())
}

fn escape(text: &str) -> String {
    text.replace('|', "\\|").replace('`', "'").replace('\n', " ")
}
