//! The library of the playground: the core for a browser, in a script, since a page of a file may not load anything but scripts.

use crate::kit::ctx::Ctx;
use crate::kit::report::Report;
use crate::kit::{apt, debian_rust, exec};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

const TARGET: &str = "wasm32-unknown-unknown";

/// Writes the script. Where the library cannot be built, it says why, and so does the page.
pub fn write(ctx: &Ctx, script: &Path) -> Result<Report> {
    if let Some(reason) = debian_rust::impossible() {
        ctx.sh.write_file(script, format!("globalThis.polyatomCore = {{ reason: {reason:?} }};\n"))?;
        return Ok(Report::skipped(reason));
    }
    let wasm = build(ctx)?;
    let (size, text) = (std::fs::metadata(&wasm)?.len(), exec::quiet(ctx, cmd!(ctx.sh, "base64 --wrap=0 {wasm}"))?);
    ctx.sh.write_file(script, format!("globalThis.polyatomCore = {{ bytes: {size}, wasm: \"{}\" }};\n", text.trim()))?;
    Ok(Report { told: format!("{} kB of WebAssembly", size / 1000), ..Report::passed() })
}

fn build(ctx: &Ctx) -> Result<PathBuf> {
    apt::ensure(ctx, &["wasm-ld"])?;
    let target = ctx.root.join("target/playground");
    let cargo = cmd!(ctx.sh, "cargo rustc --quiet --package polyatom-playground --lib --crate-type cdylib --profile playground")
        .args(["--target", TARGET, "-Zbuild-std=std,panic_abort", "--target-dir"])
        .arg(&target)
        .envs(debian_rust::environment(ctx)?)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", "wasm-ld");
    exec::quiet(ctx, cargo)?;
    Ok(target.join(TARGET).join("playground/polyatom_playground.wasm"))
}
