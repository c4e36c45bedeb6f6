//! The pictures of the documentation, made from a report.

use crate::cases::{self, GROWTH, Growth};
use crate::chart::{self, Bar, Curve};
use crate::figures::{short, slope};
use crate::report::{OURS, Report};
use crate::rounds::Grown;
use anyhow::Result;
use camino::Utf8Path;
use std::fs;

/// The cases that are shown as bars of all contestants: name of the file, the case, the title.
static BARS: &[(&str, &str, &str)] = &[
    ("create", "atom.distinct", "Creating an atom: nanoseconds"),
    ("read", "atom.read", "Reading a field of an atom: nanoseconds"),
    ("compare", "version.compare", "Comparing two versions: nanoseconds"),
    ("job-parse", "job.parse", "Reading the dependency strings of a repository: nanoseconds for a string"),
    ("job-match", "job.match", "Matching all atoms with all versions of a repository: nanoseconds for a pair"),
];

pub fn draw_all(report: &Report, dir: &Utf8Path) -> Result<()> {
    let dir = dir.join("charts");
    fs::create_dir_all(&dir)?;
    for (file, case, title) in BARS {
        draw_bars(&dir.join(format!("{file}.svg")), title, "nanoseconds, logarithmic", time_bars(report, case))?;
    }
    draw_bars(&dir.join("memory.svg"), "Memory of an atom: bytes", "bytes, logarithmic", memory_bars(report))?;
    for growth in GROWTH {
        draw_growth(report, growth, &dir)?;
    }
    Ok(())
}

/// Nothing is drawn of nothing: a run may be of some cases only.
fn draw_bars(path: &Utf8Path, title: &str, unit: &str, mut bars: Vec<Bar>) -> Result<()> {
    if bars.is_empty() {
        return Ok(());
    }
    bars.sort_by(|a, b| a.value.total_cmp(&b.value));
    chart::bars(path, title, unit, &bars)
}

fn time_bars(report: &Report, case: &str) -> Vec<Bar> {
    bars(report, |language, name| report.ns(language, name, case))
}

fn memory_bars(report: &Report) -> Vec<Bar> {
    bars(report, |language, name| report.outcome(language, name, "atom.distinct")?.bytes)
}

fn bars(report: &Report, value: impl Fn(&str, &str) -> Option<f64>) -> Vec<Bar> {
    let bar = |who: &crate::report::Who| {
        let value = value(&who.language, &who.name).filter(|value| *value > 0.0)?;
        let label = format!("{}, {}", who.name, capitalized(&who.language));
        Some(Bar { label, value, text: short(value), ours: who.name == OURS })
    };
    report.contestants.iter().filter_map(bar).collect()
}

fn capitalized(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn draw_growth(report: &Report, growth: &Growth, dir: &Utf8Path) -> Result<()> {
    let grown: Vec<&Grown> = report.growth.iter().filter(|grown| grown.case == growth.case && grown.points.len() > 1).collect();
    let Some(ours) = grown.iter().find(|grown| grown.name == OURS) else { return Ok(()) };
    let mut curves: Vec<Curve> = grown.iter().map(|grown| curve(grown)).collect();
    curves.push(expected(ours, growth.slope));
    let item = cases::named(growth.case).map_or("", |case| case.id).replace('.', "-");
    chart::curves(&dir.join(format!("growth-{item}.svg")), growth.title, growth.unit, &curves)
}

fn curve(grown: &Grown) -> Curve {
    let points: Vec<(f64, f64)> = grown.points.iter().map(|&(size, ns)| (size as f64, ns)).collect();
    Curve { label: format!("{}, slope {:.2}", grown.name, late_slope(grown)), points, expected: false }
}

/// The slope over the larger sizes, where what a call costs at all no longer counts.
pub fn late_slope(grown: &Grown) -> f64 {
    let points: Vec<(f64, f64)> = grown.points.iter().rev().take(3).map(|&(size, ns)| (size as f64, ns)).collect();
    slope(&points)
}

/// The line of the expected slope through our last point.
fn expected(ours: &Grown, slope: f64) -> Curve {
    let (last, ns) = ours.points.last().copied().unwrap_or((1, 1.0));
    let at = |size: usize| (size as f64, ns * (size as f64 / last as f64).powf(slope));
    let points = ours.points.iter().map(|&(size, _)| at(size)).collect();
    Curve { label: format!("expected, slope {slope:.1}"), points, expected: true }
}
