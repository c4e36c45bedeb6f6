//! `cross`: other architectures, in an emulator. Everything is built here for there, and each language's adapter must pass the conformance
//! suite there, with the very answers that it gives here.

mod root;
mod rust;
mod targets;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::product::POLYATOM;
use crate::kit::report::Report;
use crate::kit::ui::Steps;
use crate::kit::variant::{self, Variant};
use crate::kit::{apt, cargo, debian_rust, exec};
use crate::lang::c::{self, Kit};
use crate::lang::{Lang, table};
use crate::task::conformance;
use anyhow::{Result, bail, ensure};
use targets::Target;
use xshell::cmd;

pub fn run(ctx: &Ctx, flags: flags::Cross) -> Result<()> {
    if let Some(reason) = debian_rust::impossible() {
        bail!("{reason}");
    }
    let targets = targets::select(flags.arch.as_deref())?;
    let chosen = table::select(flags.only.as_deref())?;
    prepare(ctx, &targets, &chosen)?;
    let mut steps = Steps::new(1 + chosen.len());
    steps.run("conformance runner", || cargo::program(ctx, "polyatom-conformance").map(drop))?;
    for lang in &chosen {
        steps.run(&format!("{} adapter, here", lang.name), || conformance::build_adapter(ctx, lang.name))?;
    }
    for target in targets {
        let names: Vec<_> = languages(target, &chosen).collect();
        let mut steps = Steps::new(2 + names.len() + if flags.reduced { 0 } else { 2 });
        let variant = steps.run(&format!("{}: compilers and system", target.name), || variant(ctx, target))?;
        for name in &names {
            steps.run(&format!("{}: {name}", target.name), || same_answers(ctx, target, &variant, name, flags.reduced))?;
        }
        steps.run(&format!("{}: C tests", target.name), || c_tests(ctx, target, &variant)?.into_result())?;
        if !flags.reduced {
            steps.run(&format!("{}: Rust tests", target.name), || rust_tests(ctx, target, &variant))?;
            steps.run(&format!("{}: real data", target.name), || real_data(ctx, target, &variant, &names))?;
        }
    }
    Ok(())
}

/// For `test`, which has built what is native: a little-endian and a big-endian architecture, on the latest EAPI and on what needs none.
pub fn check(ctx: &Ctx) -> Result<Report> {
    if let Some(reason) = debian_rust::impossible() {
        print!("(skipped: {reason}) ");
        return Ok(Report::default());
    }
    let targets = targets::select(Some("aarch64,s390x"))?;
    prepare(ctx, &targets, &[])?;
    let mut report = Report::default();
    for target in targets {
        let variant = variant(ctx, target)?;
        for name in target.languages {
            let done = same_answers(ctx, target, &variant, name, true);
            report.add(done.map_or_else(|error| Report::failed(error.context(target.name)), |()| Report::passed()));
        }
        report.add(c_tests(ctx, target, &variant)?);
    }
    Ok(report)
}

fn prepare(ctx: &Ctx, targets: &[&Target], chosen: &[&'static Lang]) -> Result<()> {
    let needed = table::with_needed(chosen);
    let mut tools: Vec<_> = needed.iter().flat_map(|lang| lang.tools).copied().collect();
    tools.extend(["jansson", "mmdebstrap", "qemu"]);
    tools.extend(targets.iter().flat_map(|target| target.tools));
    apt::ensure(ctx, &tools)?;
    needed.iter().flat_map(|lang| lang.builds).try_for_each(|build| (build.run)(ctx))
}

fn languages<'a>(target: &'static Target, chosen: &'a [&'static Lang]) -> impl Iterator<Item = &'static str> + 'a {
    chosen.iter().map(|lang| lang.name).filter(|name| target.languages.contains(name))
}

/// How everything is built for a target, and run.
fn variant(ctx: &Ctx, target: &Target) -> Result<Variant> {
    let root = root::unpack(ctx, target)?;
    let rust = rust::for_target(ctx, target)?;
    let compiler = format!("{}-gcc", target.gnu);
    let mut env = rust.env;
    let go = [("GOARCH", target.go), ("GOARM", "7"), ("CGO_ENABLED", "1"), ("CC", &compiler)];
    // What takes most of the time of a release build, and has nothing to do with the architecture.
    let quick = [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")];
    let more = go.into_iter().chain(quick);
    env.extend(variant::owned(more));
    let below = |path: &str| root.join(path).display().to_string();
    Ok(Variant {
        place: ctx.root.join("target/cross").join(target.name),
        cargo: rust.arguments,
        built: rust::build_dir(ctx).join(target.triple).join("release"),
        env,
        cc: vec![compiler],
        jansson: vec![format!("-I{}", below("usr/include")), below(&format!("usr/lib/{}/libjansson.a", target.gnu))],
        run_env: Vec::new(),
        runner: vec![target.qemu.to_owned(), "-L".to_owned(), root.display().to_string()],
        python: below("usr/bin/python3"),
        ruby: below("usr/bin/ruby"),
        go: Vec::new(),
        go_tags: "",
    })
}

/// The suite there must pass, with the answers given here: the same bytes of every sort key, the same words of every error.
fn same_answers(ctx: &Ctx, target: &Target, variant: &Variant, name: &str, reduced: bool) -> Result<()> {
    let adapters = pair(ctx, target, variant, name)?;
    let part = conformance::part(reduced);
    let program = ctx.debug("polyatom-conformance");
    let run = cmd!(ctx.sh, "{program} run --strict --validate --same").args(conformance::PATIENCE);
    exec::quiet(ctx, conformance::environment(ctx, run).args(adapters).args(part)).map(drop)
}

/// Of the adapters here and there, the arguments of the runner.
fn pair(ctx: &Ctx, target: &Target, variant: &Variant, name: &str) -> Result<[String; 4]> {
    let here = format!("{name}={}", conformance::command(ctx, name)?);
    let there = format!("{name}-{}={}", target.name, variant.adapter(ctx, name)?.with_env());
    Ok(["--adapter".to_owned(), here, "--adapter".to_owned(), there])
}

/// The tests of the C interface, with the library that counts what is not given back.
fn c_tests(ctx: &Ctx, target: &Target, variant: &Variant) -> Result<Report> {
    let place = variant.place.join("counting");
    let cargo = variant.cargo.iter().cloned().chain(["--features=count-live".to_owned()]).collect();
    let counting = Variant { cargo, place: place.clone(), ..variant.clone() };
    let library = counting.library(ctx, &POLYATOM)?;
    let kit = Kit { cc: variant.cc.clone(), library, programs: place.join("tests"), runner: variant.runner.clone() };
    c::run_tests(ctx, &POLYATOM, &kit, None).map_err(|error| error.context(target.name))
}

/// The core's own tests; of random inputs fewer than here.
fn rust_tests(ctx: &Ctx, target: &Target, variant: &Variant) -> Result<()> {
    let runner = format!("CARGO_TARGET_{}_RUNNER", target.triple.to_uppercase().replace('-', "_"));
    let arguments = &variant.cargo;
    let tests = cmd!(ctx.sh, "cargo test --quiet --release --package polyatom --lib --tests {arguments...}");
    exec::quiet(ctx, variant.compiling(tests).env(runner, variant.runner.join(" ")).env("PROPTEST_CASES", "16")).map(drop)
}

/// A real repository's strings, where they lie beside the project.
fn real_data(ctx: &Ctx, target: &Target, variant: &Variant, names: &[&str]) -> Result<()> {
    let directory = ctx.path("../shared/data");
    if !directory.exists() {
        print!("(skipped: there is no real data beside the project) ");
        return Ok(());
    }
    for name in names {
        let adapters = pair(ctx, target, variant, name)?;
        let program = ctx.debug("polyatom-conformance");
        let run = cmd!(ctx.sh, "{program} data --data {directory}").args(conformance::PATIENCE);
        let text = exec::quiet(ctx, conformance::environment(ctx, run).args(adapters))?;
        ensure!(text.contains("agreed"), "the runner says nothing of agreement:\n{text}");
    }
    Ok(())
}
