//! `cross`: other architectures, in an emulator.

use crate::ctx::Ctx;
use crate::flags;
use anyhow::{Result, bail};

pub fn run(_: &Ctx, _: flags::Cross) -> Result<()> {
    bail!("not written yet")
}
