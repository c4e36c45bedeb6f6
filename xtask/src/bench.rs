//! `bench`: ours and the peers in one run; the runner and the contestants are in `bench/`.

use crate::ctx::Ctx;
use crate::flags;
use anyhow::{Result, bail};

pub fn run(_: &Ctx, _: flags::Bench) -> Result<()> {
    bail!("not written yet")
}
