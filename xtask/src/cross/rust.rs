//! A Rust that builds for other architectures: the one that is installed, if it can; else Debian's, unpacked but not installed, which
//! builds the standard library from its source.

use super::targets::Target;
use crate::ctx::Ctx;
use crate::exec;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Debian's packages of a recent Rust: compiler, standard library for this machine, the sources of it.
const PACKAGES: [&str; 3] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"];

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
        let root = debian(ctx).with_context(|| format!("no Rust for {0}; rustup target add {0}", target.triple))?;
        let host = exec::quiet(ctx, cmd!(ctx.sh, "cc -dumpmachine"))?;
        let path = |below: &str| root.join(below).display().to_string();
        rust.env.extend([
            ("RUSTC".to_owned(), path("usr/bin/rustc")),
            ("LD_LIBRARY_PATH".to_owned(), path(&format!("usr/lib/{}", host.trim()))),
            // The option to build the standard library is not stable yet.
            ("RUSTC_BOOTSTRAP".to_owned(), "1".to_owned()),
        ]);
        rust.arguments.push("-Zbuild-std=std,panic_unwind".to_owned());
    }
    Ok(rust)
}

fn is_installed(ctx: &Ctx, target: &Target) -> Result<bool> {
    let triple = target.triple;
    let libraries = exec::quiet(ctx, cmd!(ctx.sh, "rustc --print target-libdir --target {triple}"))?;
    Ok(Path::new(libraries.trim()).is_dir())
}

/// Downloads and unpacks Debian's Rust, once.
fn debian(ctx: &Ctx) -> Result<PathBuf> {
    let root = ctx.root.join("target/cross/rust");
    let compiler = root.join("usr/bin/rustc");
    if compiler.exists() {
        return Ok(root);
    }
    let fresh = ctx.root.join("target/cross/rust.new");
    ctx.sh.remove_path(&fresh)?;
    let files = ctx.sh.create_dir(fresh.join("packages"))?;
    // Their versions are parts of their names.
    let driver = dependency(ctx, PACKAGES[1], "libstd-rust-web-")?;
    let generator = dependency(ctx, &driver, "libllvm")?;
    {
        let _there = ctx.sh.push_dir(&files);
        exec::quiet(ctx, cmd!(ctx.sh, "apt-get download {PACKAGES...} {driver} {generator}"))?;
    }
    for package in ctx.sh.read_dir(&files)? {
        exec::quiet(ctx, cmd!(ctx.sh, "dpkg -x {package} {fresh}"))?;
    }
    ctx.sh.remove_path(&files)?;
    ensure!(fresh.join("usr/bin/rustc").exists(), "Debian's package rustc-web holds no rustc");
    std::fs::rename(&fresh, &root)?;
    Ok(root)
}

/// The package of this kind that a package needs.
fn dependency(ctx: &Ctx, package: &str, prefix: &str) -> Result<String> {
    let depends = exec::quiet(ctx, cmd!(ctx.sh, "apt-cache depends {package}"))?;
    let found = depends.lines().filter_map(|line| line.trim().strip_prefix("Depends: ")).find(|name| name.starts_with(prefix));
    Ok(found.with_context(|| format!("Debian's package {package} is not to be had, or needs no {prefix}"))?.to_owned())
}
