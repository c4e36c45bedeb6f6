//! `conformance`: our own adapters against the suite. The runner is a program of its own; here it is built and called, with an environment
//! in which the adapters find the bindings of this source tree.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::product::POLYATOM;
use crate::kit::report::{Report, check, judge};
use crate::kit::ui::Steps;
use crate::kit::{apt, cargo, count, exec};
use crate::lang::{c, python, table};
use anyhow::{Context, Result, bail};
use xshell::{Cmd, cmd};

struct Adapter {
    /// The language, as in the table of languages.
    name: &'static str,
    /// Compiles it, where that is needed.
    build: fn(&Ctx) -> Result<()>,
    /// The words that start it.
    command: fn(&Ctx) -> String,
}

static ADAPTERS: &[Adapter] = &[
    Adapter { name: "rust", build: build_rust, command: |ctx| path(ctx.debug("polyatom-adapter")) },
    Adapter { name: "c", build: build_c, command: |ctx| path(ctx.out.join("adapters/c")) },
    Adapter { name: "python", build: |_| Ok(()), command: |ctx| format!("python3 {}", script(ctx, "python/adapter.py")) },
    Adapter { name: "ruby", build: |_| Ok(()), command: |ctx| format!("ruby {}", script(ctx, "ruby/adapter.rb")) },
    Adapter { name: "go", build: build_go, command: |ctx| path(ctx.out.join("adapters/go")) },
];

pub fn run(ctx: &Ctx, flags: flags::Conformance) -> Result<()> {
    let chosen = select(flags.adapter.as_deref())?;
    let names: Vec<&str> = chosen.iter().map(|adapter| adapter.name).collect();
    let langs = table::with_needed(&table::select(Some(&names.join(",")))?);
    apt::ensure(ctx, &langs.iter().flat_map(|lang| lang.tools).copied().collect::<Vec<_>>())?;
    let builds: Vec<_> = langs.iter().flat_map(|lang| lang.builds).collect();
    let mut steps = Steps::new(builds.len() + 1 + chosen.len());
    for build in builds {
        steps.run(build.name, || (build.run)(ctx))?;
    }
    steps.run("conformance runner", || build_runner(ctx))?;
    for adapter in &chosen {
        steps.run(&format!("{} adapter", adapter.name), || (adapter.build)(ctx))?;
    }
    // The runner's own report is what the user wants to see: not quiet.
    let run = match &flags.data {
        Some(directory) => runner(ctx, &["data"], &chosen).arg("--data").arg(directory),
        None => suite(ctx, &chosen).args(flags.area.iter().flat_map(|area| ["--area", area])),
    };
    run.quiet().run().context("not everything conforms")
}

/// For `test`: one step an adapter.
pub fn check_suite(ctx: &Ctx, name: &str) -> Result<Report> {
    let chosen = select(Some(name))?;
    build_runner(ctx)?;
    (chosen[0].build)(ctx)?;
    let report = ctx.sh.create_dir(ctx.out.join("conformance"))?.join(format!("{name}.jsonl"));
    ctx.sh.remove_path(&report)?;
    let done = exec::finish(ctx, suite(ctx, &chosen).arg("--report").arg(&report))?;
    // A runner that could not even start has written none.
    let lines = if report.exists() { ctx.sh.read_file(report)? } else { String::new() };
    Ok(judge(done, count::conformance(&lines), None))
}

/// For `test`: all adapters say the same about real data, where that lies beside the project.
pub fn check_data(ctx: &Ctx) -> Result<Report> {
    let directory = ctx.path("../shared/data");
    if !directory.exists() {
        print!("(skipped: there is no real data beside the project) ");
        return Ok(Report::default());
    }
    let adapters: Vec<_> = ADAPTERS.iter().collect();
    build_runner(ctx)?;
    adapters.iter().try_for_each(|adapter| (adapter.build)(ctx))?;
    check(ctx, [runner(ctx, &["data"], &adapters).arg("--data").arg(directory)])
}

pub fn names() -> impl Iterator<Item = &'static str> {
    ADAPTERS.iter().map(|adapter| adapter.name)
}

fn select(name: Option<&str>) -> Result<Vec<&'static Adapter>> {
    let chosen: Vec<_> = ADAPTERS.iter().filter(|adapter| name.is_none_or(|name| name == adapter.name)).collect();
    if chosen.is_empty() {
        bail!("no adapter of that name: there are {}", names().collect::<Vec<_>>().join(", "));
    }
    Ok(chosen)
}

/// How long an adapter may take for an answer, and to end: a last resort. Only what hangs takes so long, under valgrind, a sanitizer or an
/// emulator, too. The runner does not count what other programs take of the machine.
pub const PATIENCE: [&str; 2] = ["--timeout", "1200"];

/// The suite. Ours must give every field and keep to the protocol's schemas.
fn suite<'a>(ctx: &'a Ctx, adapters: &[&Adapter]) -> Cmd<'a> {
    runner(ctx, &["run", "--strict", "--validate"], adapters)
}

fn runner<'a>(ctx: &'a Ctx, command: &[&str], adapters: &[&Adapter]) -> Cmd<'a> {
    let program = ctx.debug("polyatom-conformance");
    let adapters =
        adapters.iter().flat_map(|adapter| ["--adapter".to_owned(), format!("{}={}", adapter.name, (adapter.command)(ctx))]);
    environment(ctx, cmd!(ctx.sh, "{program} {command...}")).args(PATIENCE).args(adapters)
}

/// In which the adapters of interpreted languages find the bindings of this source tree.
pub fn environment<'a>(ctx: &Ctx, command: Cmd<'a>) -> Cmd<'a> {
    command.env("PYTHONPATH", python::sources(ctx, &POLYATOM)).env("RUBYLIB", POLYATOM.dir(ctx, "ruby").join("lib"))
}

/// The runner's arguments for all of the suite or, for continuous integration, the latest EAPI and what needs none: the others take the
/// same ways.
pub fn part(reduced: bool) -> &'static [&'static str] {
    if reduced { &["--eapi", "9", "--eapi", "none"] } else { &[] }
}

/// Builds a language's adapter, for which its binding must have been built.
pub fn build_adapter(ctx: &Ctx, name: &str) -> Result<()> {
    (select(Some(name))?[0].build)(ctx)
}

/// The words that start it.
pub fn command(ctx: &Ctx, name: &str) -> Result<String> {
    Ok((select(Some(name))?[0].command)(ctx))
}

fn build_runner(ctx: &Ctx) -> Result<()> {
    cargo::program(ctx, "polyatom-conformance").map(drop)
}

fn build_rust(ctx: &Ctx) -> Result<()> {
    cargo::program(ctx, "polyatom-adapter").map(drop)
}

fn build_c(ctx: &Ctx) -> Result<()> {
    apt::ensure(ctx, &["jansson"])?;
    let program = ctx.sh.create_dir(ctx.out.join("adapters"))?.join("c");
    let jansson = exec::quiet(ctx, cmd!(ctx.sh, "pkg-config --cflags --libs jansson"))?;
    let jansson: Vec<_> = jansson.split_whitespace().map(str::to_owned).collect();
    c::compile_adapter(ctx, &["cc".to_owned()], &POLYATOM.out(ctx, "c").join("lib/libpolyatom.a"), &jansson, &program)
}

fn build_go(ctx: &Ctx) -> Result<()> {
    let (dir, program) = (script(ctx, "go"), ctx.sh.create_dir(ctx.out.join("adapters"))?.join("go"));
    exec::quiet(ctx, cmd!(ctx.sh, "go -C {dir} build -tags=polyatom_dev -o {program} .")).map(drop)
}

fn script(ctx: &Ctx, name: &str) -> String {
    path(ctx.path("conformance/adapters").join(name))
}

fn path(path: std::path::PathBuf) -> String {
    path.display().to_string()
}
