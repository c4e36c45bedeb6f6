//! Our own programs, built by cargo.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::Result;
use std::path::PathBuf;
use xshell::cmd;

/// Builds a program of the workspace and says where it is. The dependencies get the features that the workspace as a whole asks for, as
/// in `cargo test --workspace`: otherwise most of them would be built twice.
pub fn program(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --workspace --bin {name}"))?;
    Ok(ctx.debug(name))
}
