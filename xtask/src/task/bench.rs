//! `bench`: ours and the peers in one run. The runner and the contestants are in `bench/`; here they are built and started.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::product::POLYATOM;
use crate::kit::report::{Report, check};
use crate::kit::ui::Steps;
use crate::kit::{apt, cargo, exec, valgrind};
use crate::lang::{go, python, table};
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::{Cmd, cmd};

/// An implementation in a language.
struct Contestant {
    language: &'static str,
    name: &'static str,
    /// Makes it ready and gives the words that start it. A peer may fail: then it is absent.
    prepare: fn(&Ctx) -> Result<String>,
}

const OURS: &str = "polyatom";

static CONTESTANTS: &[Contestant] = &[
    Contestant { language: "rust", name: OURS, prepare: rust },
    Contestant { language: "rust", name: "pkgcraft", prepare: pkgcraft },
    Contestant { language: "c", name: OURS, prepare: c },
    Contestant { language: "python", name: OURS, prepare: |ctx| Ok(python_script(ctx, "python3", "polyatom_.py")) },
    Contestant { language: "python", name: "pkgcraft", prepare: |ctx| python_peer(ctx, "pkgcraft==0.0.11", "pkgcraft_.py") },
    Contestant { language: "python", name: "portage", prepare: |ctx| python_peer(ctx, "portage==3.0.83", "portage_.py") },
    // Later ones want a bash that stable distributions do not have yet.
    Contestant { language: "python", name: "pkgcore", prepare: |ctx| python_peer(ctx, "pkgcore==0.12.30", "pkgcore_.py") },
    Contestant { language: "python", name: "pms-utils", prepare: |ctx| python_peer(ctx, "pms-utils==0.5.4", "pms_utils_.py") },
    Contestant { language: "python", name: "UniFFI", prepare: stock_python },
    Contestant { language: "ruby", name: OURS, prepare: |ctx| Ok(ruby_script(ctx, "polyatom.rb")) },
    Contestant { language: "ruby", name: "by hand", prepare: |ctx| Ok(ruby_script(ctx, "by_hand.rb")) },
    Contestant { language: "ruby", name: "UniFFI", prepare: stock_ruby },
    Contestant { language: "go", name: OURS, prepare: |ctx| go_program(ctx, "polyatom", "go", go::DEVELOPMENT) },
    Contestant { language: "go", name: "by hand", prepare: |ctx| go_program(ctx, "by_hand", "go", go::DEVELOPMENT) },
];

/// What is known of a contestant before the run.
enum Entry {
    Ready(String),
    Absent(String),
}

pub fn run(ctx: &Ctx, flags: flags::Bench) -> Result<()> {
    let only = flags.only.as_deref();
    let chosen = table::select(only)?;
    // The core is what the bindings are compared with.
    let takes_part =
        |it: &&Contestant| chosen.iter().any(|lang| lang.name == it.language) || (it.language, it.name) == ("rust", OURS);
    let contestants: Vec<_> = CONTESTANTS.iter().filter(takes_part).collect();
    let builds = table::with_needed(&chosen);
    apt::ensure(ctx, &builds.iter().flat_map(|lang| lang.tools).copied().collect::<Vec<_>>())?;
    let mut steps = Steps::new(builds.iter().map(|lang| lang.builds.len()).sum::<usize>() + contestants.len() + 2);
    for build in builds.iter().flat_map(|lang| lang.builds) {
        steps.run(build.name, || (build.run)(ctx))?;
    }
    let mut entries = Vec::new();
    for it in contestants {
        let entry = steps.run(&format!("{} contestant {}", it.language, it.name), || prepare(ctx, it))?;
        entries.push((it, entry));
    }
    let data = steps.run("real data", || data(ctx))?;
    let runner = steps.run("runner", || release(ctx, "polyatom-bench"))?;
    let mut command = with_environment(ctx, cmd!(ctx.sh, "{runner} run"), data.as_ref());
    for (it, entry) in &entries {
        command = command.args(arguments(it, entry));
    }
    command = command.args(flags.case.iter().flat_map(|text| ["--case", text]));
    command = command.args(flags.quick.then_some("--quick"));
    if let Some(path) = &flags.json {
        command = command.arg("--json").arg(path);
    }
    if flags.charts {
        command = command.arg("--charts").arg(ctx.path("docs"));
    }
    // The runner's own report is what the user wants to see: not quiet.
    command.quiet().run().context("the benchmarks did not end well")
}

/// For `test`: ours can do every case that it says it can.
pub fn check_ours(ctx: &Ctx) -> Result<Report> {
    let runner = release(ctx, "polyatom-bench")?;
    let data = data(ctx)?;
    let mut command = with_environment(ctx, cmd!(ctx.sh, "{runner} run --quick"), data.as_ref());
    for it in CONTESTANTS.iter().filter(|it| it.name == OURS) {
        command = command.args(arguments(it, &Entry::Ready((it.prepare)(ctx)?)));
    }
    check(ctx, [command])
}

/// The words that start our contestant in a language, which is built, under valgrind.
pub fn ours_under_valgrind(ctx: &Ctx, language: &str) -> Result<String> {
    if language == "go" {
        // Without it valgrind gives up.
        return go_program(ctx, "polyatom", "go-valgrind", &format!("{},{}", go::DEVELOPMENT, valgrind::GO_TAG));
    }
    let it =
        CONTESTANTS.iter().find(|it| (it.language, it.name) == (language, OURS)).context("no contestant in that language")?;
    (it.prepare)(ctx)
}

fn prepare(ctx: &Ctx, it: &Contestant) -> Result<Entry> {
    match (it.prepare)(ctx) {
        Ok(command) => Ok(Entry::Ready(command)),
        Err(error) if it.name == OURS => Err(error),
        Err(error) => Ok(Entry::Absent(last_line(&format!("{error:#}")))),
    }
}

/// Tools say what is wrong at the end.
fn last_line(text: &str) -> String {
    text.trim_end().lines().next_back().unwrap_or("no reason is known").to_owned()
}

fn arguments(it: &Contestant, entry: &Entry) -> [String; 2] {
    let (option, text) = match entry {
        Entry::Ready(command) => ("--contestant", command),
        Entry::Absent(reason) => ("--absent", reason),
    };
    [option.to_owned(), format!("{}:{}={text}", it.language, it.name)]
}

/// An environment in which the contestants find the bindings of this source tree.
pub fn with_environment<'a>(ctx: &Ctx, command: Cmd<'a>, data: Option<&PathBuf>) -> Cmd<'a> {
    let command = command
        .env("PYTHONPATH", python::sources(ctx, &POLYATOM))
        .env("RUBYLIB", POLYATOM.dir(ctx, "ruby").join("lib"))
        .env("POLYATOM_LIB", POLYATOM.out(ctx, "c").join("lib"));
    match data {
        Some(data) => command.env("POLYATOM_DATA", data),
        None => command.env_remove("POLYATOM_DATA"),
    }
}

/// The prepared data of a real repository, where it lies beside the project.
fn data(ctx: &Ctx) -> Result<Option<PathBuf>> {
    let (from, to) = (ctx.path("../shared/data"), scratch(ctx, "data")?);
    if !from.exists() {
        print!("(skipped: there is no real data beside the project) ");
        return Ok(None);
    }
    let done = to.join("done");
    if !done.exists() {
        let runner = release(ctx, "polyatom-bench")?;
        exec::quiet(ctx, cmd!(ctx.sh, "{runner} data {from} {to}"))?;
        ctx.sh.write_file(done, "")?;
    }
    Ok(Some(to))
}

fn scratch(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    Ok(ctx.sh.create_dir(ctx.out.join("bench").join(name))?)
}

fn script(ctx: &Ctx, name: &str) -> PathBuf {
    ctx.path("bench/contestants").join(name)
}

/// A program of the workspace, built as it would be shipped.
fn release(ctx: &Ctx, package: &str) -> Result<PathBuf> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --package {package}"))?;
    Ok(ctx.release(package))
}

fn rust(ctx: &Ctx) -> Result<String> {
    Ok(release(ctx, "polyatom-bench-rust")?.display().to_string())
}

fn pkgcraft(ctx: &Ctx) -> Result<String> {
    apt::ensure(ctx, &["libclang"])?;
    let (manifest, target) = (script(ctx, "pkgcraft/Cargo.toml"), scratch(ctx, "pkgcraft")?);
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --locked --manifest-path {manifest} --target-dir {target}"))?;
    Ok(target.join("release/polyatom-bench-pkgcraft").display().to_string())
}

fn c(ctx: &Ctx) -> Result<String> {
    let (tree, program) = (POLYATOM.out(ctx, "c"), scratch(ctx, "c")?.join("polyatom"));
    let (include, library, source) = (tree.join("include"), tree.join("lib/libpolyatom.a"), script(ctx, "c/polyatom.c"));
    let warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];
    let cc = cmd!(ctx.sh, "cc -std=c99 -D_POSIX_C_SOURCE=200809L {warnings...} -O2 -I {include} -o {program} {source} {library}");
    exec::quiet(ctx, cc.args(["-lgcc_s", "-lpthread", "-lm"]))?;
    Ok(program.display().to_string())
}

fn python_script(ctx: &Ctx, python: &str, name: &str) -> String {
    format!("{python} {}", script(ctx, "python").join(name).display())
}

/// Peers have an environment of their own, so that what they need does not get in the way of our tools.
fn python_peer(ctx: &Ctx, requirement: &str, name: &str) -> Result<String> {
    let env = scratch(ctx, "peers")?;
    let python = env.join("bin/python");
    if !python.exists() {
        exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv --clear {env}"))?;
    }
    exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check {requirement}"))?;
    Ok(python_script(ctx, &python.display().to_string(), name))
}

fn ruby_script(ctx: &Ctx, name: &str) -> String {
    format!("ruby {}", script(ctx, "ruby").join(name).display())
}

/// UniFFI's own bindings, over a library built as ours is.
fn stock(ctx: &Ctx) -> Result<PathBuf> {
    let (generator, dir) = (cargo::program(ctx, "polyatom-bindgen")?, scratch(ctx, "stock")?);
    exec::quiet(ctx, cmd!(ctx.sh, "{generator} stock --release --out {dir}"))?;
    Ok(dir)
}

fn stock_python(ctx: &Ctx) -> Result<String> {
    let dir = stock(ctx)?;
    Ok(format!("{} {}", python_script(ctx, "python3", "stock.py"), dir.display()))
}

fn stock_ruby(ctx: &Ctx) -> Result<String> {
    let dir = stock(ctx)?;
    Ok(format!("{} {}", ruby_script(ctx, "stock.rb"), dir.display()))
}

fn go_program(ctx: &Ctx, name: &str, place: &str, tags: &str) -> Result<String> {
    let (dir, program) = (script(ctx, "go"), scratch(ctx, place)?.join(name));
    let package = format!("./{name}");
    exec::quiet(ctx, cmd!(ctx.sh, "go -C {dir} build {tags} -o {program} {package}"))?;
    Ok(program.display().to_string())
}
