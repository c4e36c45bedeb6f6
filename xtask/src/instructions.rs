//! `instructions`: a regression guard that does not depend on the clock.

use crate::ctx::Ctx;
use crate::flags;
use anyhow::{Result, bail};

pub fn run(_: &Ctx, _: flags::Instructions) -> Result<()> {
    bail!("not written yet")
}
