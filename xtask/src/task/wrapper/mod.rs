//! `wrapper`: real packages, built with and without the compiler wrapper. Its benchmark is `bench --only ccwrap`.

mod bench;

pub use bench::bench;

use crate::kit::ctx::Ctx;
use crate::kit::{apt, debian_source, venv};
use anyhow::{Context, Result};
use xshell::cmd;

/// Debian's names of them.
const SOURCES: [&str; 3] = ["libffi", "libpng1.6", "zlib"];

pub fn run(ctx: &Ctx) -> Result<()> {
    apt::ensure(ctx, &["cc", "gcc-aarch64", "qemu", "python3-venv", "ruby", "ruby-headers", "zlib"])?;
    let sources = debian_source::fetch(ctx, &SOURCES)?;
    venv::ensure(ctx, &["meson-python", "ninja", "setuptools"])?;
    let test = cmd!(ctx.sh, "cargo test --package ccwrap --test it -- real aarch64 languages --nocapture");
    let test = test.env("CCWRAP_SOURCES", sources).env("CCWRAP_PYTHON", venv::python(ctx));
    test.quiet().run().context("a build did not end well")
}
