//! Our own `ccwrap`, called as a program: it looks into packages.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Gives a wheel a platform's tag, which every binary in it must fit.
pub fn retag(ctx: &Ctx, wheel: &Path, platform: &str) -> Result<PathBuf> {
    let ccwrap = program(ctx)?;
    let path = exec::quiet(ctx, cmd!(ctx.sh, "{ccwrap} retag {wheel} --platform {platform}"))?;
    Ok(path.trim().into())
}

/// Looks at every binary in a package, and for files that must be there; gives what is known of the binaries, a line of JSON for each.
pub fn look(ctx: &Ctx, package: &Path, platform: Option<&str>, glibc: &str, holds: &[&str]) -> Result<String> {
    let ccwrap = program(ctx)?;
    let platform = platform.into_iter().flat_map(|tag| ["--platform", tag, "--glibc", glibc]);
    let holds = holds.iter().flat_map(|name| ["--holds", name]);
    exec::quiet(ctx, cmd!(ctx.sh, "{ccwrap} look {package}").args(platform).args(holds))
}

/// By itself, for it shares nothing with our other crates.
fn program(ctx: &Ctx) -> Result<PathBuf> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --package ccwrap"))?;
    Ok(ctx.debug("ccwrap"))
}
