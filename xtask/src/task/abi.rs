//! `abi`: whether programs that were compiled with the C header as it was promised would still run.

use crate::flags;
use crate::kit::apt;
use crate::kit::ctx::Ctx;
use crate::lang::c::{LANG, abi};
use anyhow::Result;

pub fn run(ctx: &Ctx, flags: flags::Abi) -> Result<()> {
    apt::ensure(ctx, &["cc", "abidiff"])?;
    if flags.update {
        return abi::update(ctx);
    }
    apt::ensure(ctx, LANG.tools)?;
    abi::check(ctx)?.into_result()
}
