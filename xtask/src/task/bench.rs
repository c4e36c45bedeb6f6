//! `bench`: ours and the peers in one run. The runner is in `bench/`, the contestants are the languages'; here they are built and started.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::report::{Report, check};
use crate::kit::variant::{Started, Variant};
use crate::kit::{cargo, data, exec};
use crate::lang::{Lang, contestants, rust, table};
use crate::task::{build, command_line, wrapper};
use anyhow::{Context, Result};
use std::cell::RefCell;
use std::path::PathBuf;
use xshell::{Cmd, cmd};

/// Names the directory where the contestants find what the runner has prepared of real data.
const INPUTS: &str = "POLYATOM_BENCH_INPUTS";

const OURS: &str = "polyatom";

pub fn run(ctx: &Ctx, flags: flags::Bench) -> Result<()> {
    if flags.only.as_deref() == Some("ccwrap") {
        return wrapper::bench(ctx);
    }
    if flags.only.as_deref() == Some("cli") {
        return command_line::bench(ctx);
    }
    if flags.only.as_deref() == Some("strangers") {
        let chosen = ["beside_stock_uniffi", "--", "--ignored", "--nocapture"];
        return Ok(cmd!(ctx.sh, "cargo test --package polyatom-bindgen --test strangers {chosen...}").run()?);
    }
    let chosen = table::select(flags.only.as_deref())?;
    let entries = &RefCell::new(Vec::new());
    let enter = &|entry: [String; 2]| entries.borrow_mut().extend(entry);
    let mut plan = build::plan(ctx, &chosen);
    // The core is what the bindings are compared with.
    if chosen.iter().all(|lang| lang.is_binding) {
        plan.prepare("core", || ours(ctx, &rust::LANG).map(enter));
    }
    for lang in chosen {
        let name = |contestant: &str| format!("{} contestant {contestant}", lang.name);
        plan.prepare(name(OURS), || ours(ctx, lang).map(enter));
        for peer in lang.peers {
            plan.prepare(name(peer.name), || {
                enter(entry(lang, peer.name, (peer.prepare)(ctx)));
                Ok(())
            });
        }
    }
    plan.test("real data", || Ok(if inputs(ctx)?.is_some() { Report::default() } else { data::skipped() }));
    plan.prepare("runner", || runner(ctx).map(drop));
    plan.run(ctx)?;
    let mut command = runner(ctx)?.args(entries.take());
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
pub fn quick(ctx: &Ctx) -> Result<Report> {
    let mut command = runner(ctx)?.arg("--quick");
    for lang in table::LANGS {
        command = command.args(ours(ctx, lang)?);
    }
    check(ctx, [command])
}

/// The runner's arguments for our contestant, over the libraries as they ship.
fn ours(ctx: &Ctx, lang: &Lang) -> Result<[String; 2]> {
    Ok(entry(lang, OURS, Ok((lang.contestant)(ctx, &Variant::development(ctx))?)))
}

/// The runner's arguments for a contestant, which may be absent for a reason.
fn entry(lang: &Lang, name: &str, contestant: Result<Started>) -> [String; 2] {
    let (option, text) = match contestant {
        Ok(started) => ("--contestant", started.with_env()),
        Err(error) => ("--absent", last_line(&format!("{error:#}"))),
    };
    [option.to_owned(), format!("{}:{name}={text}", lang.name)]
}

/// Tools say what is wrong at the end.
fn last_line(text: &str) -> String {
    text.trim_end().lines().next_back().unwrap_or("no reason is known").to_owned()
}

fn runner(ctx: &Ctx) -> Result<Cmd<'_>> {
    let program = cargo::release(ctx, "polyatom-bench")?;
    let command = cmd!(ctx.sh, "{program} run").env_remove(INPUTS);
    Ok(match inputs(ctx)? {
        Some(inputs) => command.env(INPUTS, inputs),
        None => command,
    })
}

/// What the runner prepares of real data, once for each state of it.
fn inputs(ctx: &Ctx) -> Result<Option<PathBuf>> {
    let Some(from) = &ctx.data else { return Ok(None) };
    let to = contestants::scratch(ctx, "data")?;
    let (done, state) = (to.join("done"), data::state(from)?);
    if ctx.sh.read_file(&done).ok().as_ref() != Some(&state) {
        let runner = cargo::release(ctx, "polyatom-bench")?;
        ctx.sh.remove_path(&to)?;
        ctx.sh.create_dir(&to)?;
        exec::quiet(ctx, cmd!(ctx.sh, "{runner} data {from} {to}"))?;
        ctx.sh.write_file(done, state)?;
    }
    Ok(Some(to))
}
