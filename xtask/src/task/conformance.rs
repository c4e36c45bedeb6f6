//! `conformance`: our own adapters against the suite. The runner is a program of its own; here it is built and called.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::report::{Report, check, judge};
use crate::kit::variant::{Started, Variant};
use crate::kit::{cargo, count, data, exec};
use crate::lang::{Lang, table};
use crate::task::{build, whole};
use anyhow::{Context, Result};
use std::cell::RefCell;
use std::path::PathBuf;
use std::thread;
use xshell::{Cmd, cmd};

/// How long an adapter may take for an answer, and to end: a last resort. Only what hangs takes so long, under valgrind, a sanitizer or an
/// emulator, too. The runner does not count what other programs take of the machine.
pub const PATIENCE: [&str; 2] = ["--timeout", "1200"];

/// Ours must give every field and keep to the protocol's schemas.
const OURS: [&str; 2] = ["--strict", "--validate"];

pub fn run(ctx: &Ctx, flags: flags::Conformance) -> Result<()> {
    let chosen = table::select(flags.only.as_deref())?;
    let adapters = &RefCell::new(Vec::new());
    let mut plan = build::plan(ctx, &chosen);
    if flags.whole {
        plan.test("whole repositories", move || whole::check(ctx, &chosen));
        return plan.run(ctx);
    }
    plan.prepare("conformance runner", || runner(ctx).map(drop));
    for lang in chosen {
        plan.prepare(format!("{} adapter", lang.name), || development(ctx, lang).map(|it| adapters.borrow_mut().extend(it)));
    }
    plan.run(ctx)?;
    let run = match &flags.data {
        Some(directory) => command(ctx, "data")?.arg("--data").arg(directory),
        None => suite(ctx)?.args(OURS).args(flags.area.iter().flat_map(|area| ["--area", area])),
    };
    // The runner's own report is what the user wants to see: not quiet.
    run.args(adapters.take()).quiet().run().context("not everything conforms")
}

/// For `test`, which has built the bindings: a step for each language.
pub fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Lang]) -> Plan<'a> {
    let mut plan = Plan::new([]);
    for lang in chosen.iter().copied() {
        plan.test(format!("conformance {}", lang.name), || language(ctx, lang));
    }
    plan.test("conformance on real data", || real_data(ctx));
    plan.test("whole repositories", || whole::check(ctx, &table::LANGS.iter().collect::<Vec<_>>()));
    plan
}

fn language(ctx: &Ctx, lang: &Lang) -> Result<Report> {
    let report = ctx.sh.create_dir(ctx.out.join("conformance"))?.join(format!("{}.jsonl", lang.name));
    ctx.sh.remove_path(&report)?;
    let run = suite(ctx)?.args(OURS).args(development(ctx, lang)?);
    let done = exec::finish(ctx, run.arg("--report").arg(&report))?;
    // A runner that could not even start has written none.
    let lines = if report.exists() { ctx.sh.read_file(report)? } else { String::new() };
    Ok(judge(done, count::conformance(&lines), None))
}

/// All adapters say the same.
fn real_data(ctx: &Ctx) -> Result<Report> {
    let Some(directory) = &ctx.data else { return Ok(data::skipped()) };
    let mut run = command(ctx, "data")?.arg("--data").arg(directory);
    for lang in table::LANGS {
        run = run.args(development(ctx, lang)?);
    }
    check(ctx, [run])
}

/// Builds the runner.
pub fn runner(ctx: &Ctx) -> Result<PathBuf> {
    cargo::program(ctx, "polyatom-conformance")
}

/// The runner with the suite, on all cores.
pub fn suite(ctx: &Ctx) -> Result<Cmd<'_>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    Ok(command(ctx, "run")?.args(["--jobs".to_owned(), cores.to_string()]))
}

/// The runner, which is built if need be.
pub fn command<'a>(ctx: &'a Ctx, verb: &str) -> Result<Cmd<'a>> {
    let program = runner(ctx)?;
    Ok(cmd!(ctx.sh, "{program} {verb}").args(PATIENCE))
}

/// The runner's arguments for a language's adapter over the libraries as they ship.
pub fn development(ctx: &Ctx, lang: &Lang) -> Result<[String; 2]> {
    Ok(adapter(lang.name, &(lang.adapter)(ctx, &Variant::development(ctx))?))
}

/// The runner's arguments for an adapter.
pub fn adapter(name: &str, started: &Started) -> [String; 2] {
    ["--adapter".to_owned(), format!("{name}={}", started.with_env())]
}

/// The runner's arguments for all of the suite or, for continuous integration, some tests of every group for the latest EAPI and what needs
/// none: the others take the same ways.
pub fn part(reduced: bool) -> &'static [&'static str] {
    if reduced { &["--eapi", "9", "--eapi", "none", "--every", "16"] } else { &[] }
}

/// Enough to find what a library does wrong with each atom.
pub const ATOMS: [&str; 6] = ["--area", "atom", "--eapi", "9", "--every", "3"];
