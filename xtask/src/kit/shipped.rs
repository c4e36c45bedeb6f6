//! What is shipped, as cargo builds it: for this machine beside what the tests use, for others elsewhere.

use crate::kit::cargo::{LOADED_BY_PYTHON, shipped_with};
use crate::kit::ctx::Ctx;
use crate::kit::portable::{Libc, Platform};
use crate::kit::rust_for::Rust;
use crate::kit::{debian_rust, exec};
use anyhow::Result;
use std::path::PathBuf;
use xshell::{Cmd, cmd};

/// Builds a package's static library, which is linked later, and says where it is.
pub fn static_library(ctx: &Ctx, platform: &Platform, package: &str) -> Result<PathBuf> {
    let rust = rust(ctx, platform)?;
    let build = cmd!(ctx.sh, "cargo rustc --quiet --release --locked --lib --package {package}").args(&rust.arguments);
    // For this machine the tests want the shared one, too: both are made at once.
    let alone: &[&str] = if platform.is_native() { &[] } else { &["--crate-type=staticlib"] };
    exec::quiet(ctx, compiling(ctx, platform, &rust, build.args(alone)))?;
    Ok(rust.built.join(format!("lib{}.a", package.replace('-', "_"))))
}

/// Builds a program that needs nothing where it runs, and says where it is.
pub fn static_program(ctx: &Ctx, platform: &Platform, package: &str, program: &str) -> Result<PathBuf> {
    let rust = rust(ctx, platform)?;
    let build = cmd!(ctx.sh, "cargo rustc --quiet --release --locked --package {package} --bin {program}").args(&rust.arguments);
    // Only the last step differs: what it stands on is built as for everything else.
    let last = ["--", "-Ctarget-feature=+crt-static", "-Cstrip=symbols"];
    exec::quiet(ctx, compiling(ctx, platform, &rust, build.args(last)))?;
    Ok(rust.built.join(program))
}

fn rust(ctx: &Ctx, platform: &Platform) -> Result<Rust> {
    if platform.is_native() {
        return Ok(Rust::native(ctx));
    }
    // What is for musl is linked later, and by nobody here.
    let linker = if platform.libc == Libc::Glibc { platform.cc(ctx)?.remove(0) } else { "false".to_owned() };
    Rust::foreign(ctx, &platform.triple(), &linker, &ctx.root.join("target/foreign"))
}

fn compiling<'a>(ctx: &Ctx, platform: &Platform, rust: &Rust, build: Cmd<'a>) -> Cmd<'a> {
    let mut flags = if platform.is_native() { Vec::new() } else { debian_rust::hidden(ctx) };
    // musl comes with what is linked later.
    if platform.libc == Libc::Musl {
        flags.push("-Ctarget-feature=-crt-static".to_owned());
    }
    build.envs(LOADED_BY_PYTHON).envs(shipped_with(flags)).envs(rust.env.iter().map(|(name, value)| (name, value)))
}
