//! Linkers that have no name on this system: zig, and the linker for WebAssembly that comes with Rust. Scripts give them one, so that the
//! wrapper can stand before them as before any other tool.

use crate::kit::ctx::Ctx;
use crate::kit::{exec, venv};
use anyhow::{Context, Result};
use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Zig as a compiler of C.
pub const ZIG: &str = "zig-cc";
/// Rust's linker for WebAssembly.
pub const WASM: &str = "rust-wasm-ld";

/// Finds one: the wrapper, if that stands before it; else the script.
pub fn named(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    Ok(on_path(ctx, name).unwrap_or(scripts(ctx)?.join(name)))
}

/// Zig as a compiler of C; it knows the symbols of every glibc, and musl.
pub fn zig(ctx: &Ctx) -> Result<PathBuf> {
    venv::ensure(ctx, &["ziglang"])?;
    named(ctx, ZIG)
}

/// A program, where the search path has it.
pub fn on_path(ctx: &Ctx, name: &str) -> Option<PathBuf> {
    let path = ctx.sh.var_os("PATH").unwrap_or_default();
    env::split_paths(&path).map(|dir| dir.join(name)).find(|found| found.is_file())
}

/// Writes the scripts, and gives their directory.
pub fn scripts(ctx: &Ctx) -> Result<PathBuf> {
    let dir = ctx.sh.create_dir(ctx.out.join("linkers"))?;
    let cache = ctx.root.join("target/zig");
    let caches = ["ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR"].map(|name| format!("{name}={}", cache.display())).join(" ");
    let zig = format!("env {caches} {} -m ziglang cc", venv::python(ctx).display());
    for (name, command) in [(ZIG, zig), (WASM, rusts_own(ctx)?.display().to_string())] {
        let script = dir.join(name);
        ctx.sh.write_file(&script, format!("#!/bin/sh\nexec {command} \"$@\"\n"))?;
        fs::set_permissions(script, fs::Permissions::from_mode(0o755))?;
    }
    Ok(dir)
}

/// Where rustup's Rust has its linker for WebAssembly. Another Rust may lack it; that is said by who calls it.
fn rusts_own(ctx: &Ctx) -> Result<PathBuf> {
    let sysroot = exec::quiet(ctx, cmd!(ctx.sh, "rustc --print sysroot"))?;
    let about = exec::quiet(ctx, cmd!(ctx.sh, "rustc --version --verbose"))?;
    let host = about.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not say what it runs on")?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(host).join("bin/gcc-ld/wasm-ld"))
}
