//! The figures in the documentation's page: those of the cases that were run are written anew between two marks.

use crate::cases::{self, CASES, GROWTH};
use crate::charts::late_slope;
use crate::kept::{Table, merged};
use crate::report::{OURS, Report};
use crate::table;
use anyhow::{Context, Result, ensure};
use camino::Utf8Path;
use std::fmt::Write;
use std::fs;

const BEGIN: &str = "<!-- figures: written by `cargo xtask bench --charts` -->\n";
const END: &str = "<!-- end of figures -->";

/// Writes the figures into `speed.md` of this directory. Those of cases that were not run stay.
pub fn write(report: &Report, dir: &Utf8Path) -> Result<()> {
    let path = dir.join("speed.md");
    let page = fs::read_to_string(&path).with_context(|| format!("there is no {path}"))?;
    let marks = || format!("{path} lacks the marks of its figures");
    let old = figures_in(&page).with_context(marks)?;
    let machine = format!("\nMeasured on: {}.\n", report.machine());
    let is_whole = CASES.iter().all(|case| report.outcomes.iter().any(|outcome| outcome.case == case.id));
    ensure!(is_whole || old.starts_with(&machine), "the figures of {path} are of another machine; run all cases");
    let text = machine + &text(report, &Table::all_of(old), is_whole);
    Ok(fs::write(&path, replaced(&page, &text).with_context(marks)?)?)
}

fn figures_in(page: &str) -> Option<&str> {
    Some(page.split_once(BEGIN)?.1.split_once(END)?.0)
}

fn replaced(page: &str, figures: &str) -> Option<String> {
    let (before, rest) = page.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{figures}{END}{after}"))
}

/// The tables, and who is absent from a run of everything: who is absent from another may have been there before.
fn text(report: &Report, old: &[Table], is_whole: bool) -> String {
    let of = |language| Table { title: table::title(report, language), rows: table::rows(report, language) };
    let (of_growth, of_cases): (Vec<_>, Vec<_>) = old.iter().cloned().partition(|table| table.title == TITLE_OF_GROWTH);
    let new = report.languages().into_iter().map(of).collect();
    let mut text: String = merged(new, &of_cases, cases::place).iter().map(Table::markdown).collect();
    for absent in report.absent.iter().filter(|_| is_whole) {
        let _ = write!(text, "\nAbsent: {} ({}): {}.\n", absent.name, absent.language, absent.reason.trim_end_matches('.'));
    }
    let place = |name: &str| GROWTH.iter().position(|growth| growth.name() == name);
    text.extend(merged(growth(report), &of_growth, place).iter().map(Table::markdown));
    text + "\n"
}

const TITLE_OF_GROWTH: &str = "How time grows";

/// The table of how time grows, if that was measured.
fn growth(report: &Report) -> Vec<Table> {
    let mut rows = vec![["what", "slope", "expected"].map(str::to_owned).to_vec()];
    for growth in GROWTH {
        let ours = report.growth.iter().find(|grown| grown.case == growth.case && grown.name == OURS && grown.points.len() > 2);
        if let Some(ours) = ours {
            rows.push(vec![growth.name(), format!("{:.2}", late_slope(ours)), format!("{:.1}", growth.slope)]);
        }
    }
    if rows.len() > 1 { vec![Table { title: TITLE_OF_GROWTH.to_owned(), rows }] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let page = format!("a\n{BEGIN}old{END}\nb\n");
        assert_eq!(figures_in(&page), Some("old"));
        assert_eq!(replaced(&page, "new\n").unwrap(), format!("a\n{BEGIN}new\n{END}\nb\n"));
        assert_eq!(replaced("no marks", ""), None);
    }

    #[test]
    fn the_page_has_rows_of_cases_and_of_growth_alone() {
        let page = include_str!("../../docs/speed.md");
        let tables = Table::all_of(figures_in(page).unwrap());
        let is_known = |name: &str| cases::place(name).is_some() || GROWTH.iter().any(|growth| growth.name() == name);
        let names = tables.iter().flat_map(|table| &table.rows[1..]).map(|row| row[0].as_str());
        let unknown: Vec<&str> = names.filter(|name| !name.starts_with(' ') && !is_known(name)).collect();
        assert_eq!(unknown, [""; 0]);
    }
}
