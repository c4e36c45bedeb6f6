//! The figures in the documentation's page: everything between two marks is written anew.

use crate::cases::GROWTH;
use crate::charts::late_slope;
use crate::report::{OURS, Report};
use crate::table;
use anyhow::{Context, Result};
use camino::Utf8Path;
use std::fmt::Write;
use std::fs;

const BEGIN: &str = "<!-- figures: written by `cargo xtask bench --charts` -->\n";
const END: &str = "<!-- end of figures -->";

/// Writes the figures into `speed.md` of this directory.
pub fn write(report: &Report, dir: &Utf8Path) -> Result<()> {
    let path = dir.join("speed.md");
    let page = fs::read_to_string(&path).with_context(|| format!("there is no {path}"))?;
    let page = replaced(&page, &figures(report)).with_context(|| format!("{path} lacks the marks of its figures"))?;
    Ok(fs::write(path, page)?)
}

fn replaced(page: &str, figures: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{figures}{END}{after}"))
}

fn figures(report: &Report) -> String {
    let mut text = format!("\nMeasured on: {}.\n", report.machine());
    for language in report.languages() {
        let _ = write!(text, "\n### {}\n\n{}", table::title(report, language), markdown(&table::rows(report, language)));
    }
    for absent in &report.absent {
        let _ = write!(text, "\nAbsent: {} ({}): {}.\n", absent.name, absent.language, absent.reason.trim_end_matches('.'));
    }
    text + &growth(report) + "\n"
}

fn growth(report: &Report) -> String {
    let mut rows = vec![["what", "slope", "expected"].map(str::to_owned).to_vec()];
    for growth in GROWTH {
        let ours = report.growth.iter().find(|grown| grown.case == growth.case && grown.name == OURS && grown.points.len() > 2);
        if let Some(ours) = ours {
            let (slope, expected) = (format!("{:.2}", late_slope(ours)), format!("{:.1}", growth.slope));
            rows.push(vec![format!("{}: {}", growth.title, growth.unit), slope, expected]);
        }
    }
    if rows.len() > 1 { format!("\n### How time grows\n\n{}", markdown(&rows)) } else { String::new() }
}

fn markdown(rows: &[Vec<String>]) -> String {
    let mut text = String::new();
    for (place, row) in rows.iter().enumerate() {
        let _ = writeln!(text, "| {} |", row.join(" | "));
        if place == 0 {
            let _ = writeln!(text, "|---|{}", "--:|".repeat(row.len() - 1));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let page = format!("a\n{BEGIN}old{END}\nb\n");
        assert_eq!(replaced(&page, "new\n").unwrap(), format!("a\n{BEGIN}new\n{END}\nb\n"));
        assert_eq!(replaced("no marks", ""), None);
    }

    #[test]
    fn tables_have_a_line_below_the_head() {
        let rows = [vec!["a".to_owned(), "b".to_owned()], vec!["1".to_owned(), "2".to_owned()]];
        assert_eq!(markdown(&rows), "| a | b |\n|---|--:|\n| 1 | 2 |\n");
    }
}
