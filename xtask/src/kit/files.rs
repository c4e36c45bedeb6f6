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

/// An empty directory in place of what was there.
pub fn fresh(ctx: &Ctx, dir: PathBuf) -> Result<PathBuf> {
    ctx.sh.remove_path(&dir)?;
    Ok(ctx.sh.create_dir(dir)?)
}

/// The files below a directory with one of these extensions, sorted.
pub fn below(dir: &Path, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let is_wanted = |path: &Path| path.extension().is_some_and(|found| extensions.iter().any(|extension| found == *extension));
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(below(&path, extensions)?),
            false if is_wanted(&path) => found.push(path),
            false => {}
        }
    }
    found.sort();
    Ok(found)
}

/// A source file's code: each line up to a comment.
pub fn without_comments(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}
