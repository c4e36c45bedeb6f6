//! UniFFI's own bindings of the same interface: they have to work too, so that languages without a generator of ours have one.

use crate::kit::ctx::Ctx;
use crate::kit::report::{Report, suite};
use crate::kit::{cargo, count, exec};
use anyhow::Result;
use std::path::PathBuf;
use xshell::cmd;

pub fn python(ctx: &Ctx) -> Result<Report> {
    let dir = generate(ctx)?;
    suite(ctx, cmd!(ctx.sh, "python3 ffi/tests/stock.py {dir}"), count::unittest, None)
}

/// Without `-w`: the generated Ruby is not ours.
pub fn ruby(ctx: &Ctx) -> Result<Report> {
    let dir = generate(ctx)?;
    suite(ctx, cmd!(ctx.sh, "ruby ffi/tests/stock.rb {dir}"), count::minitest, None)
}

fn generate(ctx: &Ctx) -> Result<PathBuf> {
    let dir = ctx.out.join("stock");
    let generator = cargo::program(ctx, "polyatom-bindgen")?;
    exec::quiet(ctx, cmd!(ctx.sh, "{generator} stock --out {dir}"))?;
    Ok(dir)
}
