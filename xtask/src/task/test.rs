//! `test`: every check of every language, a table, and one line that tells the truth.

use crate::flags;
use crate::kit::apt;
use crate::kit::count::Tally;
use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::ui::{Steps, Style, indented, seconds};
use crate::lang::{Check, Lang, table};
use crate::task::{bench, conformance, cross, fuzz, generate, instructions, leaks, sanitize, tidy};
use anyhow::{Result, bail};
use std::time::Duration;

type Run<'a> = Box<dyn Fn() -> Result<Report> + 'a>;

struct Row {
    name: String,
    tally: Tally,
    took: Duration,
}

pub fn run(ctx: &Ctx, flags: flags::Test) -> Result<()> {
    let (only, filter) = (flags.only.as_deref(), flags.filter.as_deref());
    let chosen = table::select(only)?;
    apt::ensure(ctx, &tools(&chosen))?;
    let mut steps = Vec::new();
    if only.is_none() && filter.is_none() {
        steps.extend(repository_checks(ctx));
    }
    steps.extend(builds(ctx, &chosen));
    steps.extend(checks(ctx, &chosen, filter));
    if only.is_none() && filter.is_none() {
        steps.extend(conformance_checks(ctx));
        steps.extend(deep_checks(ctx));
    }
    let rows = run_all(steps);
    summary(&rows, filter)
}

fn tools(chosen: &[&Lang]) -> Vec<&'static str> {
    let builds = table::with_needed(chosen).into_iter().flat_map(|lang| lang.tools);
    builds.chain(chosen.iter().flat_map(|lang| lang.test_tools)).copied().collect()
}

fn repository_checks(ctx: &Ctx) -> Vec<(String, Run<'_>)> {
    vec![
        ("tidy".into(), Box::new(|| tidy::check(ctx))),
        ("generated files".into(), Box::new(|| generate::check(ctx).map(|()| Report::passed()))),
    ]
}

/// A build that works is no test; one that fails counts as one.
fn builds<'a>(ctx: &'a Ctx, chosen: &[&'static Lang]) -> Vec<(String, Run<'a>)> {
    let builds = table::with_needed(chosen).into_iter().flat_map(|lang| lang.builds);
    builds
        .map(|build| (format!("build {}", build.name), Box::new(|| (build.run)(ctx).map(|()| Report::default())) as Run<'a>))
        .collect()
}

fn checks<'a>(ctx: &'a Ctx, chosen: &[&'static Lang], filter: Option<&'a str>) -> Vec<(String, Run<'a>)> {
    let wanted = |check: &&Check| filter.is_none() || check.takes_filter;
    let checks = chosen.iter().flat_map(|lang| lang.checks).filter(wanted);
    checks.map(|check| (check.name.to_owned(), Box::new(move || (check.run)(ctx, filter)) as Run<'a>)).collect()
}

fn conformance_checks(ctx: &Ctx) -> impl Iterator<Item = (String, Run<'_>)> {
    let suites = conformance::names()
        .map(move |name| (format!("conformance {name}"), Box::new(move || conformance::check_suite(ctx, name)) as Run<'_>));
    suites.chain([("conformance on real data".to_owned(), Box::new(move || conformance::check_data(ctx)) as Run<'_>)])
}

/// What looks below the surface: each of these is a command of its own, run here on a part of what the command does.
fn deep_checks(ctx: &Ctx) -> Vec<(String, Run<'_>)> {
    vec![
        ("benchmarks run".into(), Box::new(|| bench::check_ours(ctx))),
        ("leaks".into(), Box::new(|| leaks::check(ctx))),
        ("leaks under valgrind".into(), Box::new(|| leaks::check_valgrind(ctx))),
        ("sanitizers".into(), Box::new(|| sanitize::check(ctx))),
        ("other architectures".into(), Box::new(|| cross::check(ctx))),
        ("instruction counts".into(), Box::new(|| instructions::check(ctx))),
        ("fuzzing".into(), Box::new(|| fuzz::check(ctx))),
    ]
}

/// All of them, also after a failure: one run shows everything that is wrong.
fn run_all(list: Vec<(String, Run<'_>)>) -> Vec<Row> {
    let mut steps = Steps::new(list.len());
    let mut rows = Vec::new();
    for (name, run) in list {
        let started = steps.begin(&name);
        let report = run().unwrap_or_else(Report::failed);
        let took = started.elapsed();
        steps.end(report.failure.is_none(), &note(report.tally), took);
        if let Some(failure) = &report.failure {
            println!("{}", indented(&format!("{failure:#}")));
        }
        rows.push(Row { name, tally: report.tally, took });
    }
    rows
}

fn note(tally: Tally) -> String {
    match (tally.passed, tally.failed) {
        (0 | 1, 0) => String::new(),
        (passed, 0) => format!("{passed} passed"),
        (passed, failed) => format!("{passed} passed, {failed} failed"),
    }
}

fn summary(rows: &[Row], filter: Option<&str>) -> Result<()> {
    let style = Style::stdout();
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    println!("\n{}", style.bold(&format!("{:<width$}  {:>7}  {:>7}  {:>7}", "step", "passed", "failed", "time")));
    let mut sum = Tally::default();
    for Row { name, tally, took } in rows {
        let failed = format!("{:>7}", tally.failed);
        let failed = if tally.failed > 0 { style.red(&failed) } else { failed };
        println!("{name:<width$}  {:>7}  {failed}  {:>7}", tally.passed, seconds(*took));
        sum += *tally;
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    match (sum.failed, sum.passed) {
        (0, 0) => bail!("no test ran; the filter was {filter:?}"),
        (0, _) => Ok(()),
        (failed, _) => bail!("{failed} failed"),
    }
}
