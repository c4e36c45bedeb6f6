//! A Rust that builds for other architectures: the one that is installed, if it can; else Debian's, which builds the standard library, too.

use super::targets::Target;
use crate::kit::ctx::Ctx;
use crate::kit::{debian_rust, exec};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What makes cargo build for a target.
pub struct Rust {
    pub env: Vec<(String, String)>,
    pub arguments: Vec<String>,
}

/// Where Rust leaves what it builds for a target.
pub fn build_dir(ctx: &Ctx) -> PathBuf {
    ctx.root.join("target/cross/build")
}

pub fn for_target(ctx: &Ctx, target: &Target) -> Result<Rust> {
    let variable = target.triple.to_uppercase().replace('-', "_");
    let mut rust = Rust {
        env: vec![(format!("CARGO_TARGET_{variable}_LINKER"), format!("{}-gcc", target.gnu))],
        arguments: vec![format!("--target={}", target.triple), format!("--target-dir={}", build_dir(ctx).display())],
    };
    if !is_installed(ctx, target)? {
        let debian = debian_rust::environment(ctx);
        rust.env.extend(debian.with_context(|| format!("no Rust for {0}; rustup target add {0}", target.triple))?);
        rust.arguments.push("-Zbuild-std=std,panic_unwind".to_owned());
    }
    Ok(rust)
}

fn is_installed(ctx: &Ctx, target: &Target) -> Result<bool> {
    let triple = target.triple;
    let libraries = exec::quiet(ctx, cmd!(ctx.sh, "rustc --print target-libdir --target {triple}"))?;
    Ok(Path::new(libraries.trim()).is_dir())
}
