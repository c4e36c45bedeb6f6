//! A table in Markdown, for a README: adapters and areas, and what fails, by group.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Counts, Line, Report, Test};

/// Above the table of disputed points, which comes last.
const DISPUTED: &str = "### Disputed points";

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
        "\nTests that passed, of those asked; after ~ those of them whose answer left fields out. `must` that failed and crashes are in bold, wrong \
         answers at other levels in parentheses."
    )?;
    for adapter in report.adapters {
        groups(report, &adapter.name, &mut out)?;
    }
    disputed(report, &mut out)
}

/// A line for each point that the specification leaves open: how many tests each adapter answers as the suite does, of those asked.
fn disputed(report: &Report<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut points: BTreeMap<&str, Vec<Vec<&Line>>> = BTreeMap::new();
    for (place, adapter) in report.adapters.iter().enumerate() {
        for line in report.tests(&adapter.name).iter().map(Test::worst).filter(|line| line.level == "disputed") {
            let point = points.entry(line.note.as_deref().unwrap_or(&line.title)).or_default();
            point.resize_with(report.adapters.len(), Vec::new);
            point[place].push(line);
        }
    }
    if points.is_empty() {
        return Ok(());
    }
    let names: Vec<_> = report.adapters.iter().map(|adapter| adapter.name.as_str()).collect();
    writeln!(out, "\n{DISPUTED}\n\n| point | PMS | example | {} |", names.join(" | "))?;
    writeln!(out, "|---|---|---|{}", "--:|".repeat(names.len()))?;
    for (point, of_adapters) in points {
        let Some(line) = of_adapters.iter().flatten().next() else { continue };
        let example = escape(&super::terminal::shorten_to(&line.input, 60));
        let agreed: Vec<_> = of_adapters.iter().map(|lines| agreed(lines)).collect();
        writeln!(out, "| {} | `{}` | `{example}` | {} |", escape(point), line.pms.join("`, `"), agreed.join(" | "))?;
    }
    Ok(())
}

fn agreed(lines: &[&Line]) -> String {
    let asked = lines.iter().filter(|line| line.status != "skipped").count();
    let as_here = lines.iter().filter(|line| matches!(line.status, "passed" | "partial")).count();
    if asked == 0 { "–".to_owned() } else { format!("{as_here}/{asked}") }
}

fn cell(counts: &Counts) -> String {
    if counts.asked() == 0 {
        return "–".to_owned();
    }
    let mut text = format!("{}/{}", counts.right(), counts.asked());
    if counts.partial > 0 {
        text += &format!(" ~{}", counts.partial);
    }
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
    let mut groups: BTreeMap<&str, Vec<Test<'_>>> = BTreeMap::new();
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
