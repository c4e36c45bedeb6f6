//! `test`: every check of every language, a table, and one line that tells the truth.

use crate::flags;
use crate::kit::cost::{self, Cost};
use crate::kit::count::Tally;
use crate::kit::ctx::Ctx;
use crate::kit::plan::{Aside, Plan, Row};
use crate::kit::ui::{Style, indented};
use crate::lang::{Lang, table};
use crate::task::{bench, build, conformance, cross, docs, fuzz, generate, instructions, leaks, release, sanitize, tidy};
use anyhow::{Result, bail};

pub fn run(ctx: &Ctx, flags: flags::Test) -> Result<()> {
    let (only, filter) = (flags.only.as_deref(), flags.filter.as_deref());
    let chosen = table::select(only)?;
    let builds = build::plan(ctx, &chosen);
    let (rows, cost) = cost::of(|| match (only, filter) {
        (None, None) => {
            let steps = repository(ctx).then(builds).then(checks(ctx, &chosen, None)).then(conformance::plan(ctx, &chosen));
            steps.rows_in_lanes(ctx, &APART, DEEP)
        }
        (_, None) => builds.then(checks(ctx, &chosen, None)).rows(ctx),
        (_, Some(text)) => {
            let steps = named_steps(ctx, &chosen, only.is_none()).named(text);
            builds.then(steps.unwrap_or_else(|| checks(ctx, &chosen, filter))).rows(ctx)
        }
    });
    summary(&rows?, cost, filter)
}

fn repository(ctx: &Ctx) -> Plan<'_> {
    let mut plan = Plan::new([]);
    plan.test("tidy", || tidy::check(ctx));
    plan.test("generated files", || generate::plan(ctx, true, Vec::new()).check(ctx));
    plan
}

/// A filter is for the names of tests.
fn checks<'a>(ctx: &'a Ctx, chosen: &[&'static Lang], filter: Option<&'a str>) -> Plan<'a> {
    let mut plan = Plan::new(chosen.iter().flat_map(|lang| lang.test_tools).copied());
    for check in chosen.iter().flat_map(|lang| lang.checks).filter(|check| filter.is_none() || check.takes_filter) {
        plan.test(check.name, move || (check.run)(ctx, filter));
    }
    plan
}

/// Every step that a word may choose: those of some languages, or `all` that there are.
fn named_steps<'a>(ctx: &'a Ctx, chosen: &[&'static Lang], all: bool) -> Plan<'a> {
    let plan = checks(ctx, chosen, None).then(conformance::plan(ctx, chosen));
    if !all {
        return plan;
    }
    let mut plan = repository(ctx).then(plan);
    for &(name, run) in APART.iter().chain(DEEP.iter().copied().flatten()) {
        plan.test(name, move || run(ctx));
    }
    plan
}

/// What looks below the surface: each of these is a command of its own, run here on a part of what the command does. These two build all
/// that they need in places of their own.
const APART: [Aside; 2] = [
    ("sanitizers", |ctx| sanitize::plan(ctx, &table::select(None)?, true).check(ctx)),
    ("fuzzing", |ctx| fuzz::smoke(ctx).check(ctx)),
];
/// The longest first, so that none is left alone in the end. What works in one place stands together.
const DEEP: &[&[Aside]] = &[
    &[("other architectures", |ctx| cross::reduced(ctx)?.check(ctx))],
    &[
        ("leaks", |ctx| leaks::plan(ctx, &table::select(None)?, false, true).check(ctx)),
        ("leaks under valgrind", |ctx| leaks::plan(ctx, &table::select(None)?, true, true).check(ctx)),
    ],
    &[
        ("benchmarks run", bench::quick),
        ("instruction counts", |ctx| instructions::plan(ctx, &table::select(None)?, None).check(ctx)),
    ],
    &[("packages", |ctx| release::reduced(ctx)?.check(ctx))],
    &[("documentation", |ctx| docs::plan(ctx).check(ctx))],
];

/// The first and the last lines of a long text. The end of a log is what is kept of it, so each failure is told there again.
fn ends(text: &str) -> String {
    const FIRST: usize = 8;
    const LAST: usize = 32;
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() <= FIRST + LAST {
        return text.to_owned();
    }
    let (first, last) = (&lines[..FIRST], &lines[lines.len() - LAST..]);
    format!("{}\n… ({} lines, shown above)\n{}", first.join("\n"), lines.len() - FIRST - LAST, last.join("\n"))
}

fn summary(rows: &[Row], cost: Cost, filter: Option<&str>) -> Result<()> {
    let style = Style::stdout();
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let line = |name: &str, passed: &str, failed: &str, cost: [&str; 2]| {
        format!("{name:<width$}  {passed:>7}  {failed:>7}  {:>8}  {:>8}", cost[0], cost[1])
    };
    println!("\n{}", style.bold(&line("step", "passed", "failed", ["time", "CPU"])));
    let mut sum = Tally::default();
    for Row { name, report, cost: own } in rows {
        let text = line(name, &report.tally.passed.to_string(), &report.tally.failed.to_string(), [&own.time(), &own.cpu()]);
        println!("{}", if report.tally.failed > 0 { style.red(&text) } else { text });
        sum += report.tally;
    }
    println!("{}", line("all", &sum.passed.to_string(), &sum.failed.to_string(), [&cost.time(), &cost.cpu()]));
    for (name, reason) in rows.iter().flat_map(|row| row.report.skipped.iter().map(|reason| (&row.name, reason))) {
        println!("skipped in {name}: {reason}");
    }
    for (name, failure) in rows.iter().filter_map(|row| Some((&row.name, row.report.failure.as_ref()?))) {
        println!("\n{}\n{}", style.red(&format!("failed in {name}:")), indented(&ends(&format!("{failure:#}"))));
    }
    println!("\n{} passed, {} failed", sum.passed, sum.failed);
    match (sum.failed, sum.passed) {
        (0, 0) => bail!("no test ran; no step and no test has {:?} in its name", filter.unwrap_or_default()),
        (0, _) => Ok(()),
        (failed, _) => bail!("{failed} failed"),
    }
}
