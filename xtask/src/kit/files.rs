//! Small things with files.

use crate::kit::ctx::Ctx;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The files of a directory with this extension, sorted.
pub fn with_extension(ctx: &Ctx, dir: impl AsRef<Path>, extension: &str) -> Result<Vec<PathBuf>> {
    let dir = dir.as_ref();
    let paths = ctx.sh.read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == extension)).collect())
}

/// Puts a copy in a file's place, as a new file: a process that has the old one mapped must not see it change.
pub fn replace(ctx: &Ctx, from: &Path, to: &Path) -> Result<()> {
    ctx.sh.remove_path(to)?;
    Ok(ctx.sh.copy_file(from, to)?)
}
