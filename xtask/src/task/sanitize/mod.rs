//! `sanitize`: memory errors, leaks, undefined behaviour and races, found by instrumented builds. What they must find is tried, too.

mod builds;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::product::{FIXTURE, POLYATOM};
use crate::kit::report::{Report, suite};
use crate::kit::ui::Steps;
use crate::kit::variant::Variant;
use crate::kit::{apt, cargo, count, debian_rust, exec};
use crate::lang::c::{self, Kit, RUST_LIBS};
use crate::lang::{python, ruby, table};
use crate::task::conformance;
use anyhow::{Result, bail, ensure};
use xshell::cmd;

type Run<'a> = Box<dyn Fn() -> Result<Report> + 'a>;

/// What `faults.c` does wrong, and what has to be said of it.
const MEMORY_FAULTS: [(&str, &str); 4] = [
    ("use-after-free", "AddressSanitizer: heap-use-after-free"),
    ("double-free", "AddressSanitizer: heap-use-after-free"),
    ("read-beyond", "AddressSanitizer: heap-buffer-overflow"),
    ("leak", "LeakSanitizer: detected memory leaks"),
];
const THREAD_FAULTS: [(&str, &str); 1] = [("race", "WARNING: ThreadSanitizer")];

pub fn run(ctx: &Ctx, flags: flags::Sanitize) -> Result<()> {
    if let Some(reason) = debian_rust::impossible() {
        bail!("{reason}");
    }
    prepare(ctx)?;
    table::LANGS.iter().flat_map(|lang| lang.builds).try_for_each(|build| (build.run)(ctx))?;
    let list = list(ctx, flags.reduced);
    let mut steps = Steps::new(list.len());
    list.into_iter().try_for_each(|(name, run)| steps.run(&name, || run()?.into_result()))
}

/// For `test`, which has built what is shared.
pub fn check(ctx: &Ctx) -> Result<Report> {
    if let Some(reason) = debian_rust::impossible() {
        print!("(skipped: {reason}) ");
        return Ok(Report::default());
    }
    prepare(ctx)?;
    let mut report = Report::default();
    for (name, run) in list(ctx, true) {
        report.add(run().unwrap_or_else(|error| Report::failed(error.context(name))));
    }
    Ok(report)
}

fn prepare(ctx: &Ctx) -> Result<()> {
    let tools = table::LANGS.iter().flat_map(|lang| lang.tools.iter().chain(lang.test_tools)).chain(&["jansson"]);
    apt::ensure(ctx, &tools.copied().collect::<Vec<_>>())?;
    cargo::program(ctx, "polyatom-conformance").map(drop)
}

/// Everything, in the order of the two builds.
fn list(ctx: &Ctx, reduced: bool) -> Vec<(String, Run<'_>)> {
    let address = || builds::address(ctx);
    let thread = || builds::thread(ctx);
    let mut list: Vec<(String, Run<'_>)> = vec![
        ("memory: what is wrong is found".into(), Box::new(move || faults(ctx, &address()?, &MEMORY_FAULTS))),
        ("memory: C tests".into(), Box::new(move || c_tests(ctx, &address()?, None))),
        ("memory: Python tests".into(), Box::new(move || python_tests(ctx, &address()?))),
        ("memory: Ruby tests".into(), Box::new(move || ruby_tests(ctx, &address()?))),
        ("memory: Go tests".into(), Box::new(move || go_tests(ctx, &address()?))),
    ];
    for name in ["c", "python", "ruby", "go"] {
        let run = move || conformance_suite(ctx, &address()?, name, reduced);
        list.push((format!("memory: conformance suite, {name}"), Box::new(run)));
    }
    list.push(("threads: what is wrong is found".into(), Box::new(move || faults(ctx, &thread()?, &THREAD_FAULTS))));
    list.push(("threads: C tests".into(), Box::new(move || c_tests(ctx, &thread()?, Some("threads")))));
    list
}

/// The check of the check.
fn faults(ctx: &Ctx, variant: &Variant, faults: &[(&str, &str)]) -> Result<Report> {
    let library = variant.library(ctx, &POLYATOM)?;
    let (cc, more) = (&variant.cc[0], &variant.cc[1..]);
    let (program, c) = (variant.place.join("faults"), POLYATOM.dir(ctx, "c"));
    let compile = cmd!(ctx.sh, "{cc} {more...} -std=c99 -I {c}/include -o {program} {c}/tests/faults/faults.c {library}");
    exec::quiet(ctx, compile.args(RUST_LIBS))?;
    let mut report = Report::default();
    for (fault, expected) in faults {
        let done = exec::finish(ctx, cmd!(ctx.sh, "{program} {fault}"))?;
        ensure!(!done.ok && done.text.contains(expected), "{fault} is not found; the program said:\n{}", done.text);
        report.add(Report::passed());
    }
    Ok(report)
}

/// Of the product and of the generator's fixture.
fn c_tests(ctx: &Ctx, variant: &Variant, filter: Option<&str>) -> Result<Report> {
    let mut report = Report::default();
    for product in [&POLYATOM, &FIXTURE] {
        let programs = variant.place.join("tests").join(product.name);
        let kit = Kit { cc: variant.cc.clone(), library: variant.library(ctx, product)?, programs, runner: Vec::new() };
        report.add(c::run_tests(ctx, product, &kit, filter)?);
    }
    Ok(report)
}

fn python_tests(ctx: &Ctx, variant: &Variant) -> Result<Report> {
    let package = variant.python_package(ctx)?;
    // A type checker has nothing to find here.
    let types = POLYATOM.dir(ctx, "python").join("tests/test_types.py");
    let command = python::pytest(ctx, &POLYATOM, &package)?.arg("--ignore").arg(types);
    suite(ctx, command.envs(variant.run_env.clone()), count::pytest, None)
}

fn ruby_tests(ctx: &Ctx, variant: &Variant) -> Result<Report> {
    variant.library(ctx, &POLYATOM)?;
    let command = ruby::minitest(ctx, &POLYATOM).env("POLYATOM_LIBRARY", variant.place.join("libpolyatom.so"));
    suite(ctx, command.envs(variant.run_env.clone()), count::minitest, None)
}

/// Go has its own part of AddressSanitizer, for what Go lends to C; it loads the rest by itself.
fn go_tests(ctx: &Ctx, variant: &Variant) -> Result<Report> {
    let command = variant.go(ctx, &POLYATOM.dir(ctx, "go"), "test")?.args(["-count=1", "-json", "./..."]);
    suite(ctx, command.env("ASAN_OPTIONS", "detect_leaks=0"), count::go_test, None)
}

fn conformance_suite(ctx: &Ctx, variant: &Variant, name: &str, reduced: bool) -> Result<Report> {
    let adapter = variant.adapter(ctx, name)?;
    let program = ctx.debug("polyatom-conformance");
    let command = format!("{name}={}", adapter.words);
    let part = conformance::part(reduced);
    let run = cmd!(ctx.sh, "{program} run --strict --adapter {command}").args(conformance::PATIENCE).args(part);
    let run = conformance::environment(ctx, run).envs(adapter.env);
    // No interpreter: whatever is lost is ours.
    let run = if name == "c" { run.env("ASAN_OPTIONS", "detect_leaks=1") } else { run };
    exec::quiet(ctx, run).map(|_| Report::passed())
}
