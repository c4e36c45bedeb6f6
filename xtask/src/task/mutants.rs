//! `mutants`: faults put into core and repo one by one, with the suite as the only judge. A program of its own does it, apart from the workspace, as
//! nobody else needs what it needs.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::task::conformance;
use anyhow::{Context, Result};
use xshell::cmd;

pub fn run(ctx: &Ctx, flags: flags::Mutants) -> Result<()> {
    let (manifest, scratch, root) = (ctx.path("conformance/mutants/Cargo.toml"), ctx.root.join("target/mutants"), &ctx.root);
    let target = scratch.join("tool");
    let (runner, only) = (conformance::runner(ctx)?, flags.only);
    let run =
        cmd!(ctx.sh, "cargo run --quiet --manifest-path {manifest} --target-dir {target} -- {root} {runner} {scratch} {only...}");
    run.quiet().run().context("a fault that no case notices, or one that is explained and need not be")
}
