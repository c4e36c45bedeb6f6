//! `generate`: runs our generator over the product's interface and over the generator's own fixture, and lists what core has and the
//! interface has not.

mod exposed;
mod paths;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::report::Report;
use crate::kit::{cargo, exec};
use crate::lang::table;
use anyhow::Result;
use std::collections::BTreeSet;
use xshell::cmd;

/// What each interface is called and where its configuration lies.
static CONFIGS: &[(&str, &str)] = &[("polyatom", "bindgen.toml"), ("fixture", "bindgen/fixture/bindgen.toml")];

pub fn run(ctx: &Ctx, flags: flags::Generate) -> Result<()> {
    let only = match &flags.only {
        Some(only) => table::select(Some(only))?.iter().filter(|lang| lang.is_binding).map(|lang| lang.name).collect(),
        None => Vec::new(),
    };
    plan(ctx, flags.check, only).run(ctx)
}

/// With `check`, the committed files have to be what the generator writes; its own message holds the diff and the command to run.
pub fn plan<'a>(ctx: &'a Ctx, check: bool, only: Vec<&'static str>) -> Plan<'a> {
    let mut plan = Plan::new([]);
    for (name, config) in CONFIGS {
        let only = only.clone();
        plan.test(format!("generate {name}"), move || generate(ctx, config, check, &only).map(|()| Report::passed()));
    }
    plan.test("what is not exposed", move || exposed::run(ctx, check).map(|()| Report::passed()));
    plan
}

/// The generator takes one language at a time, or all.
fn generate(ctx: &Ctx, config: &str, check: bool, only: &[&str]) -> Result<()> {
    let generator = &cargo::program(ctx, "polyatom-bindgen")?;
    let check = check.then_some("--check");
    let run = |only: Option<&str>| {
        let only = only.map(|lang| ["--only", lang]).into_iter().flatten();
        exec::quiet(ctx, cmd!(ctx.sh, "{generator} generate --config {config} {check...} {only...}")).map(drop)
    };
    if only.is_empty() { run(None) } else { only.iter().try_for_each(|lang| run(Some(lang))) }
}

/// Every file that the generator writes, by its path in the repository.
pub fn list(ctx: &Ctx) -> Result<BTreeSet<String>> {
    let generator = &cargo::program(ctx, "polyatom-bindgen")?;
    let mut files = BTreeSet::new();
    for (_, config) in CONFIGS {
        let listed = exec::quiet(ctx, cmd!(ctx.sh, "{generator} list --config {config}"))?;
        files.extend(listed.lines().map(str::to_owned));
    }
    Ok(files)
}
