//! `sanitize`: memory errors, leaks, undefined behaviour and races, found by instrumented builds. What they must find is tried, too.

mod builds;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::product::{FIXTURE, POLYATOM};
use crate::kit::report::{Report, check};
use crate::kit::variant::Variant;
use crate::kit::{debian_rust, exec};
use crate::lang::c::{self, RUST_LIBS};
use crate::lang::{Lang, table};
use crate::task::{build, conformance};
use anyhow::{Result, ensure};
use xshell::cmd;

/// What `faults.c` does wrong, and what has to be said of it.
const MEMORY_FAULTS: [(&str, &str); 4] = [
    ("use-after-free", "AddressSanitizer: heap-use-after-free"),
    ("double-free", "AddressSanitizer: heap-use-after-free"),
    ("read-beyond", "AddressSanitizer: heap-buffer-overflow"),
    ("leak", "LeakSanitizer: detected memory leaks"),
];
const THREAD_FAULTS: [(&str, &str); 1] = [("race", "WARNING: ThreadSanitizer")];

pub fn run(ctx: &Ctx, flags: flags::Sanitize) -> Result<()> {
    let chosen = table::select(flags.only.as_deref())?;
    build::plan(ctx, &chosen).then(plan(ctx, &chosen, flags.reduced)).run(ctx)
}

/// Everything, in the order of the two builds.
pub fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Lang], reduced: bool) -> Plan<'a> {
    if let Some(reason) = debian_rust::impossible() {
        return Plan::impossible(reason);
    }
    let bindings: Vec<_> = chosen.iter().copied().filter(|lang| lang.is_binding).collect();
    let tools = bindings.iter().flat_map(|lang| lang.tools.iter().chain(lang.test_tools)).copied();
    let mut plan = Plan::new(tools.chain(["jansson"]));
    plan.prepare("conformance runner", || conformance::runner(ctx).map(drop));
    plan.test("memory: what is wrong is found", || faults(ctx, &builds::address(ctx)?, &MEMORY_FAULTS));
    for lang in bindings.iter().copied() {
        if let Some(tests) = lang.tests {
            plan.test(format!("memory: tests, {}", lang.name), move || tests(ctx, &builds::address(ctx)?));
        }
    }
    for lang in bindings.iter().copied() {
        let run = move || suite(ctx, &builds::address(ctx)?, lang, reduced);
        plan.test(format!("memory: conformance suite, {}", lang.name), run);
    }
    if bindings.iter().any(|lang| lang.name == c::LANG.name) {
        plan.test("threads: what is wrong is found", || faults(ctx, &builds::thread(ctx)?, &THREAD_FAULTS));
        let run = || c::tests_with(ctx, &builds::thread(ctx)?, &[&POLYATOM, &FIXTURE], Some("threads"));
        plan.test("threads: C tests", run);
    }
    plan
}

/// The check of the check.
fn faults(ctx: &Ctx, variant: &Variant, faults: &[(&str, &str)]) -> Result<Report> {
    let library = variant.libraries(ctx, &POLYATOM)?.join("libpolyatom.a");
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

fn suite(ctx: &Ctx, variant: &Variant, lang: &Lang, reduced: bool) -> Result<Report> {
    let mut adapter = (lang.adapter)(ctx, variant)?;
    if !lang.has_runtime {
        // Whatever is lost is ours. The later of two values counts.
        adapter.env.push(("ASAN_OPTIONS".to_owned(), "detect_leaks=1".to_owned()));
    }
    let run = conformance::suite(ctx)?.arg("--strict").args(conformance::adapter(lang.name, &adapter));
    check(ctx, [run.args(conformance::part(reduced))])
}
