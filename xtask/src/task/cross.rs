//! `cross`: other architectures, in an emulator. Everything is built here for there, and each language's adapter must pass the conformance
//! suite there, with the very answers that it gives here.

use crate::flags;
use crate::kit::ccwrap::{self, Audit, Wrapped};
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::product::POLYATOM;
use crate::kit::report::{Report, check, suite};
use crate::kit::rust_for::Rust;
use crate::kit::target::{self, Target};
use crate::kit::variant::{self, System, Variant};
use crate::kit::{count, data, debian_rust, exec, system};
use crate::lang::{Lang, c, table};
use crate::task::{build, conformance};
use anyhow::{Result, ensure};
use std::path::PathBuf;
use xshell::cmd;

/// What is not given back is counted, for the C tests; the adapters use the same libraries.
const COUNTING: &str = "--features=count-live";

pub fn run(ctx: &Ctx, flags: flags::Cross) -> Result<()> {
    let targets = target::select(flags.arch.as_deref())?;
    let chosen = table::select(flags.only.as_deref())?;
    build::plan(ctx, &chosen).then(plan(ctx, &targets, &chosen, flags.reduced)).run(ctx)
}

/// For `test`, which has built what is native: the architecture that is least like this one, on the latest EAPI and on what needs none.
pub fn reduced(ctx: &Ctx) -> Result<Plan<'_>> {
    Ok(plan(ctx, &target::select(Some("s390x"))?, &table::select(None)?, true))
}

fn plan<'a>(ctx: &'a Ctx, targets: &[&'static Target], chosen: &[&'static Lang], reduced: bool) -> Plan<'a> {
    if let Some(reason) = debian_rust::impossible() {
        return Plan::impossible(reason);
    }
    let tools = ["jansson", "mmdebstrap", "qemu"];
    let mut plan = Plan::new(tools.into_iter().chain(targets.iter().flat_map(|target| target.tools).copied()));
    for target in targets {
        plan = plan.then(on(ctx, target, chosen, reduced));
    }
    plan
}

fn on<'a>(ctx: &'a Ctx, target: &'static Target, chosen: &[&'static Lang], reduced: bool) -> Plan<'a> {
    let there = move || variant(ctx, target);
    let name = |what: &str| format!("{}: {what}", target.name);
    let chosen: Vec<_> = chosen.iter().copied().filter(|lang| !target.without.contains(&lang.name)).collect();
    let mut plan = Plan::new([]);
    plan.prepare(name("compilers and system"), move || {
        Wrapped::make(ctx, wrapper(ctx, target))?;
        there().map(drop)
    });
    for lang in chosen.iter().copied() {
        plan.test(name(lang.name), move || same_answers(ctx, target, &there()?, lang, reduced));
    }
    plan.test(name("C tests"), move || c::tests_with(ctx, &there()?, &[&POLYATOM], None));
    if !reduced {
        plan.test(name("Rust tests"), move || rust_tests(ctx, target, &there()?));
        plan.test(name("real data"), move || real_data(ctx, target, &there()?, &chosen));
        plan.test(name("what compilers were called for"), move || calls(ctx, target));
    }
    plan
}

/// Where ccwrap stands before compilers and linkers.
fn wrapper(ctx: &Ctx, target: &Target) -> PathBuf {
    ctx.root.join("target/cross/wrapper").join(target.name)
}

/// Nothing was compiled for another processor than the toolchain's, and nothing linked that we do not know of.
fn calls(ctx: &Ctx, target: &Target) -> Result<Report> {
    let dir = wrapper(ctx, target);
    let logs = [Wrapped::at(&dir).log()];
    let audit = Audit { logs: &logs, triple: Some(target.triple), packages: &[], allowed: &["jansson", "polyatom", "fixture"] };
    ccwrap::audit(ctx, &audit, &dir.join("manifest.json"))?;
    Ok(Report::passed())
}

/// How everything is built for a target, and run.
fn variant(ctx: &Ctx, target: &Target) -> Result<Variant> {
    let root = system::unpack(ctx, target)?;
    let compiler = Wrapped::at(wrapper(ctx, target)).tool(&format!("{}-gcc", target.gnu));
    let rust = Rust::foreign(ctx, target.triple, &compiler, &ctx.root.join("target/cross/build"))?;
    let mut env = rust.env;
    let go = [("GOARCH", target.go), ("GOARM", "7"), ("CGO_ENABLED", "1"), ("CC", &compiler)];
    env.extend(variant::owned(go.into_iter().chain(variant::QUICK)));
    let arguments = rust.arguments.into_iter().chain([COUNTING.to_owned()]);
    Ok(Variant {
        built: rust.built,
        env,
        cc: vec![compiler],
        runner: vec![target.qemu.to_owned(), "-L".to_owned(), root.display().to_string()],
        system: Some(System { root, gnu: target.gnu }),
        ..Variant::native(ctx, ctx.root.join("target/cross").join(target.name), arguments.collect())
    })
}

/// The suite there must pass, with the answers given here: the same bytes of every sort key, the same words of every error.
fn same_answers(ctx: &Ctx, target: &Target, variant: &Variant, lang: &Lang, reduced: bool) -> Result<Report> {
    let run = conformance::suite(ctx)?.args(["--strict", "--validate", "--same"]);
    check(ctx, [run.args(pair(ctx, target, variant, lang)?).args(conformance::part(reduced))])
}

/// Of the adapters here and there, the arguments of the runner.
fn pair(ctx: &Ctx, target: &Target, variant: &Variant, lang: &Lang) -> Result<Vec<String>> {
    let there = conformance::adapter(&format!("{}-{}", lang.name, target.name), &(lang.adapter)(ctx, variant)?);
    Ok([conformance::development(ctx, lang)?, there].concat())
}

/// The core's own tests; of random inputs fewer than here.
fn rust_tests(ctx: &Ctx, target: &Target, variant: &Variant) -> Result<Report> {
    let runner = format!("CARGO_TARGET_{}_RUNNER", target.triple.to_uppercase().replace('-', "_"));
    let arguments = variant.cargo.iter().filter(|argument| *argument != COUNTING);
    let tests = cmd!(ctx.sh, "cargo test --release --package polyatom --lib --tests --no-fail-fast {arguments...}");
    let tests = variant.compiling(tests).env(runner, variant.runner.join(" ")).env("PROPTEST_CASES", "16");
    suite(ctx, tests, count::cargo_test, None)
}

fn real_data(ctx: &Ctx, target: &Target, variant: &Variant, chosen: &[&Lang]) -> Result<Report> {
    let Some(directory) = &ctx.data else { return Ok(data::skipped()) };
    for lang in chosen {
        let run = conformance::command(ctx, "data")?.arg("--data").arg(directory);
        let text = exec::quiet(ctx, run.args(pair(ctx, target, variant, lang)?))?;
        ensure!(text.contains("agreed"), "the runner says nothing of agreement:\n{text}");
    }
    Ok(Report::passed())
}
