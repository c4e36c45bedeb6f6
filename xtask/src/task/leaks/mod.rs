//! `leaks`: what is handed out is given back, in every language.
//!
//! The conformance runner puts the cases to each language's adapter: again and again, to see what grows, or once under valgrind, to see what
//! is lost. The libraries are built for that, into a place of their own; and once more so that they leak, which has to be found.

mod builds;
mod memcheck;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::ui::Steps;
use crate::kit::variant::Started;
use crate::kit::{apt, cargo, exec};
use crate::lang::table;
use crate::task::conformance;
use anyhow::{Error, Result, ensure};
use builds::Build;
use xshell::cmd;

/// Only the bindings can be made to leak.
const CORE: &str = "rust";

pub fn run(ctx: &Ctx, flags: flags::Leaks) -> Result<()> {
    let chosen = table::select(flags.only.as_deref())?;
    let more: &[&str] = if flags.valgrind { &["jansson", "valgrind"] } else { &["jansson"] };
    apt::ensure(ctx, &chosen.iter().flat_map(|lang| lang.tools).chain(more).copied().collect::<Vec<_>>())?;
    let bindings = chosen.iter().filter(|lang| lang.name != CORE).count();
    let mut steps = Steps::new(1 + 2 * chosen.len() + bindings);
    steps.run("conformance runner", || cargo::program(ctx, "polyatom-conformance").map(drop))?;
    let counting = Build::Counting.variant(ctx)?;
    for lang in chosen {
        let name = lang.name;
        let adapter = steps.run(&format!("{name} adapter"), || counting.adapter(ctx, name))?;
        let found = steps.run(&format!("{name}: nothing is lost"), || look(ctx, Build::Counting, name, &adapter, &flags))?;
        println!("{}", found.told);
        ensure!(!found.leaks, "{name} leaks");
        if name != CORE {
            steps.run(&format!("{name}: a loss is found"), || a_loss_is_found(ctx, name, &flags))?;
        }
    }
    Ok(())
}

/// For `test`, which has built everything else: a part of the rounds.
pub fn check(ctx: &Ctx) -> Result<Report> {
    check_all(ctx, &flags::Leaks { reduced: true, valgrind: false, only: None })
}

/// For `test`: the latest EAPI under valgrind.
pub fn check_valgrind(ctx: &Ctx) -> Result<Report> {
    apt::ensure(ctx, &["valgrind"])?;
    check_all(ctx, &flags::Leaks { reduced: true, valgrind: true, only: None })
}

fn check_all(ctx: &Ctx, flags: &flags::Leaks) -> Result<Report> {
    cargo::program(ctx, "polyatom-conformance")?;
    let mut report = Report::default();
    let mut add = |result: Result<()>| report.add(result.map_or_else(Report::failed, |()| Report::passed()));
    let counting = Build::Counting.variant(ctx)?;
    // One kind of library after the other, so that each is built once.
    for name in names() {
        add(counting.adapter(ctx, name).and_then(|adapter| {
            let found = look(ctx, Build::Counting, name, &adapter, flags)?;
            ensure!(!found.leaks, "{}", found.told);
            Ok(())
        }));
    }
    names().filter(|name| *name != CORE).for_each(|name| add(a_loss_is_found(ctx, name, flags)));
    Ok(report)
}

fn names() -> impl Iterator<Item = &'static str> {
    table::LANGS.iter().map(|lang| lang.name)
}

/// What a look at an adapter comes to.
struct Found {
    leaks: bool,
    told: String,
}

fn look(ctx: &Ctx, build: Build, name: &str, adapter: &Started, flags: &flags::Leaks) -> Result<Found> {
    if flags.valgrind {
        memcheck::look(ctx, build, name, adapter, flags.reduced)
    } else {
        rounds(ctx, build, name, adapter, flags.reduced)
    }
}

/// The check of the check.
fn a_loss_is_found(ctx: &Ctx, name: &str, flags: &flags::Leaks) -> Result<()> {
    let adapter = Build::Leaking.variant(ctx)?.adapter(ctx, name)?;
    let reduced = flags::Leaks { reduced: true, valgrind: flags.valgrind, only: None };
    let found = look(ctx, Build::Leaking, name, &adapter, &reduced)?;
    ensure!(found.leaks, "{name} loses memory with each atom, and that is not found:\n{}", found.told);
    Ok(())
}

/// Again and again. Of the EAPIs only the latest and none in a part of the rounds: the others take the same ways.
fn rounds(ctx: &Ctx, build: Build, name: &str, adapter: &Started, reduced: bool) -> Result<Found> {
    let program = ctx.debug("polyatom-conformance");
    let command = format!("{name}={}", adapter.words);
    let part: &[&str] = match (build, reduced) {
        (Build::Leaking, _) => &["--eapi", "9", "--warm-up", "2", "--rounds", "4"],
        (_, true) => &["--eapi", "9", "--eapi", "none", "--warm-up", "5", "--rounds", "12"],
        (_, false) => &["--warm-up", "5", "--rounds", "20"],
    };
    let run = cmd!(ctx.sh, "{program} leaks --adapter {command}").args(conformance::PATIENCE).args(part);
    let done = exec::finish(ctx, run.envs(adapter.env.iter().cloned()))?;
    let leaks = done.text.contains("LEAKS");
    let told = done.text.trim_end().to_owned();
    match done.ok || leaks {
        true => Ok(Found { leaks, told }),
        false => Err(Error::context(done.into_failure(), "the rounds could not be made")),
    }
}
