//! Rust: the crates that others use, and all that these stand on.

use crate::kit::archive;
use crate::kit::cargo::shipped;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::files::fresh;
use crate::lang::packaging::Place;
use anyhow::Result;
use xshell::cmd;

const CRATES: [&str; 5] = ["polyatom", "polyatom-pool", "polyatom-repo", "polyatom-conformance", "ccwrap"];

/// The crates as arguments of cargo.
pub fn chosen() -> String {
    CRATES.map(|name| format!("--package {name}")).join(" ")
}

/// Not built here: `--verify` does that.
pub fn make(ctx: &Ctx, place: &Place) -> Result<()> {
    let target = fresh(ctx, place.stage("rust"))?;
    let dist = fresh(ctx, place.dist("rust"))?;
    package(ctx, &["--no-verify".to_owned(), format!("--target-dir={}", target.display())])?;
    for (_, path) in archive::files_of(&target)?.iter().filter(|(name, _)| name.ends_with(".crate")) {
        ctx.sh.copy_file(path, &dist)?;
    }
    Ok(())
}

fn package(ctx: &Ctx, more: &[String]) -> Result<()> {
    let crates = CRATES.iter().flat_map(|name| ["--package", name]);
    let package = cmd!(ctx.sh, "cargo package --quiet --locked --allow-dirty").args(crates).args(more);
    exec::quiet(ctx, package.envs(shipped()).envs(archive::epoch(ctx)?)).map(drop)
}

/// Each crate is built from its package, with the other packages as its dependencies.
pub fn verify(ctx: &Ctx) -> Result<()> {
    package(ctx, &[])
}
