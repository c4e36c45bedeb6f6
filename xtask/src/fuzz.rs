//! `fuzz`: random input for every parser and for the C interface.

use crate::ctx::Ctx;
use crate::flags;
use anyhow::{Result, bail};

pub fn run(_: &Ctx, _: flags::Fuzz) -> Result<()> {
    bail!("not written yet")
}
