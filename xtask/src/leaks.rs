//! `leaks`: what is handed out is given back, in every language.

use crate::ctx::Ctx;
use crate::flags;
use anyhow::{Result, bail};

pub fn run(_: &Ctx, _: flags::Leaks) -> Result<()> {
    bail!("not written yet")
}
