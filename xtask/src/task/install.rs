//! `install`: libpolyatom's files where programs look for them.

use crate::flags;
use crate::kit::apt;
use crate::kit::ctx::Ctx;
use crate::kit::product::POLYATOM;
use crate::lang::c::{self, Layout};
use anyhow::Result;
use std::path::{Path, PathBuf};

pub fn run(ctx: &Ctx, flags: flags::Install) -> Result<()> {
    let prefix = flags.prefix.unwrap_or_else(|| PathBuf::from("/usr/local"));
    let libdir = flags.libdir.as_deref().unwrap_or(Path::new("lib"));
    let layout = Layout::new(&prefix, libdir, flags.destdir.as_deref())?;
    apt::ensure(ctx, c::LANG.tools)?;
    c::build(ctx, &POLYATOM)?;
    c::install_into(ctx, &POLYATOM, &layout)?;
    println!("headers in {}, libraries in {}", layout.include().display(), layout.libraries().display());
    Ok(())
}
