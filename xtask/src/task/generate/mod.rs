//! `generate`: runs our generator over the product's interface and over the generator's own fixture, and lists what core has and the
//! interface has not.

mod exposed;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::ui::Steps;
use crate::kit::{cargo, exec};
use crate::lang::table;
use anyhow::Result;
use xshell::cmd;

/// What each interface is called and where its configuration lies.
static CONFIGS: &[(&str, &str)] = &[("polyatom", "bindgen.toml"), ("fixture", "bindgen/fixture/bindgen.toml")];

pub fn run(ctx: &Ctx, flags: flags::Generate) -> Result<()> {
    let only = match &flags.only {
        Some(only) => table::select(Some(only))?.iter().map(|lang| lang.name).filter(|name| *name != "rust").collect(),
        None => Vec::new(),
    };
    let mut steps = Steps::new(CONFIGS.len() + 1);
    for (name, config) in CONFIGS {
        steps.run(&format!("generate {name}"), || generate(ctx, config, flags.check, &only))?;
    }
    steps.run("list what is not exposed", || exposed::run(ctx, flags.check))
}

/// The committed files are what the generator writes; its own message holds the diff and the command to run.
pub fn check(ctx: &Ctx) -> Result<()> {
    CONFIGS.iter().try_for_each(|(_, config)| generate(ctx, config, true, &[]))?;
    exposed::run(ctx, true)
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
