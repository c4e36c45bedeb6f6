//! Our own programs, built by cargo.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::Result;
use std::env;
use std::path::PathBuf;
use xshell::cmd;

/// A Python extension links no Python: the one that loads it has everything, and may be a later one than that which is here. So are wheels
/// built. An interpreter that is named need not be searched for: else all is built again where the search path is another.
pub const LOADED_BY_PYTHON: [(&str, &str); 2] = [("PYO3_BUILD_EXTENSION_MODULE", "1"), ("PYO3_PYTHON", "python3")];

/// What has cargo build as it is shipped: no file names the directory in which cargo keeps what it downloads.
pub fn shipped() -> [(&'static str, String); 1] {
    shipped_with([])
}

/// The same with more options of the compiler.
pub fn shipped_with(more: impl IntoIterator<Item = String>) -> [(&'static str, String); 1] {
    let home = env::var("CARGO_HOME").ok().or_else(|| Some(format!("{}/.cargo", env::var("HOME").ok()?)));
    let remap = home.map(|home| format!("--remap-path-prefix={home}=/cargo"));
    let flags = [env::var("RUSTFLAGS").ok(), remap];
    [("RUSTFLAGS", flags.into_iter().flatten().chain(more).collect::<Vec<_>>().join(" "))]
}

/// Builds a program of the workspace and says where it is. The dependencies get the features that the workspace as a whole asks for, as
/// in `cargo test --workspace`: otherwise most of them would be built twice.
pub fn program(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --workspace --bin {name}"))?;
    Ok(ctx.debug(name))
}

/// A program of the workspace, built as it would be shipped.
pub fn release(ctx: &Ctx, package: &str) -> Result<PathBuf> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --package {package}").envs(shipped()))?;
    Ok(ctx.release(package))
}
