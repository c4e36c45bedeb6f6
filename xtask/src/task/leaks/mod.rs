//! `leaks`: what is handed out is given back, in every language.
//!
//! The conformance runner puts the cases to each language's adapter: again and again, to see what grows, or once under valgrind, to see what
//! is lost. The libraries are built for that, into a place of their own; and once more so that they leak, which has to be found.

mod builds;
mod memcheck;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::plan::Plan;
use crate::kit::report::Report;
use crate::kit::variant::Started;
use crate::lang::{Lang, table};
use crate::task::conformance;
use anyhow::{Error, Result, ensure};
use builds::Build;

pub fn run(ctx: &Ctx, flags: flags::Leaks) -> Result<()> {
    let chosen = table::select(flags.only.as_deref())?;
    plan(ctx, &chosen, flags.valgrind, flags.reduced).run(ctx)
}

/// The latest EAPI, or with `reduced` a part of it.
pub fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Lang], valgrind: bool, reduced: bool) -> Plan<'a> {
    let tools = chosen.iter().flat_map(|lang| lang.tools).copied();
    let mut plan = Plan::new(tools.chain(["jansson"]).chain(valgrind.then_some("valgrind")));
    plan.prepare("conformance runner", || conformance::runner(ctx).map(drop));
    // One kind of library after the other, so that each is built once.
    for lang in chosen.iter().copied() {
        plan.test(format!("{}: nothing is lost", lang.name), move || {
            let found = look(ctx, Build::Counting, lang, valgrind, reduced)?;
            ensure!(!found.leaks, "{} leaks:\n{}", lang.name, found.told);
            Ok(Report { told: format!("{}\n", found.told), ..Report::passed() })
        });
    }
    // The check of the check. Only the bindings can be made to leak.
    for lang in chosen.iter().copied().filter(|lang| lang.is_binding) {
        plan.test(format!("{}: a loss is found", lang.name), move || {
            let found = look(ctx, Build::Leaking, lang, valgrind, reduced)?;
            ensure!(found.leaks, "{} loses memory with each atom, and that is not found:\n{}", lang.name, found.told);
            Ok(Report::passed())
        });
    }
    plan
}

/// What a look at an adapter comes to.
struct Found {
    leaks: bool,
    told: String,
}

fn look(ctx: &Ctx, build: Build, lang: &Lang, valgrind: bool, reduced: bool) -> Result<Found> {
    let adapter = (lang.adapter)(ctx, &build.variant(ctx))?;
    if valgrind { memcheck::look(ctx, build, lang, &adapter, reduced) } else { rounds(ctx, build, lang, &adapter, reduced) }
}

/// Again and again.
fn rounds(ctx: &Ctx, build: Build, lang: &Lang, adapter: &Started, reduced: bool) -> Result<Found> {
    let rounds: &[&str] = match (build, reduced) {
        (Build::Leaking, _) => &["--warm-up", "2", "--rounds", "4"],
        (_, true) => &["--warm-up", "5", "--rounds", "12"],
        (_, false) => &["--warm-up", "5", "--rounds", "20"],
    };
    let run = conformance::command(ctx, "leaks")?.args(conformance::adapter(lang.name, adapter)).args(rounds);
    let run = run.args(build.part(reduced));
    let done = exec::finish(ctx, run)?;
    let leaks = done.text.contains("LEAKS");
    let told = done.text.trim_end().to_owned();
    match done.ok || leaks {
        true => Ok(Found { leaks, told }),
        false => Err(Error::context(done.into_failure(), "the rounds could not be made")),
    }
}
