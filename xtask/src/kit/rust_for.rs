//! A Rust that builds for other machines: the one that is installed, if it can; else Debian's, which builds the standard library, too.

use crate::kit::ctx::Ctx;
use crate::kit::{debian_rust, exec};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What makes cargo build for a target, and where it then leaves what it has built for release.
pub struct Rust {
    pub env: Vec<(String, String)>,
    pub arguments: Vec<String>,
    pub built: PathBuf,
}

impl Rust {
    /// This machine's own.
    pub fn native(ctx: &Ctx) -> Rust {
        Rust { env: Vec::new(), arguments: Vec::new(), built: ctx.release("") }
    }

    /// Another's, with a directory in which it builds.
    pub fn foreign(ctx: &Ctx, triple: &str, linker: &str, dir: &Path) -> Result<Rust> {
        let variable = triple.to_uppercase().replace('-', "_");
        let mut rust = Rust {
            env: vec![(format!("CARGO_TARGET_{variable}_LINKER"), linker.to_owned())],
            arguments: vec![format!("--target={triple}"), format!("--target-dir={}", dir.display())],
            built: dir.join(triple).join("release"),
        };
        if !is_installed(ctx, triple)? {
            let debian = debian_rust::environment(ctx);
            rust.env.extend(debian.with_context(|| format!("no Rust for {triple}; rustup target add {triple}"))?);
            rust.arguments.push("-Zbuild-std=std,panic_unwind".to_owned());
        }
        Ok(rust)
    }
}

fn is_installed(ctx: &Ctx, triple: &str) -> Result<bool> {
    let libraries = exec::quiet(ctx, cmd!(ctx.sh, "rustc --print target-libdir --target {triple}"))?;
    Ok(Path::new(libraries.trim()).is_dir())
}
