//! Sources of what Debian has, as its packages of sources hold them.

use crate::kit::ctx::Ctx;
use crate::kit::{exec, system};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Fetches the original archives once, into a directory of all. The system's own lists of packages stay as they are.
pub fn fetch(ctx: &Ctx, sources: &[&str]) -> Result<PathBuf> {
    let dir = ctx.sh.create_dir(ctx.out.join("sources"))?;
    let (parts, lists) = (ctx.sh.create_dir(dir.join("parts"))?, ctx.sh.create_dir(dir.join("lists"))?);
    let has = |name: &str| ctx.sh.read_dir(&dir).is_ok_and(|files| files.iter().any(|file| is_source(file, name)));
    if sources.iter().all(|name| has(name)) {
        return Ok(dir);
    }
    let own = ctx.sh.read_file("/etc/apt/sources.list.d/debian.sources").context("sources are fetched on Debian only")?;
    let text: String = own
        .lines()
        .map(|line| if line.starts_with("Types:") { "Types: deb-src\n".to_owned() } else { format!("{line}\n") })
        .collect();
    ctx.sh.write_file(parts.join("source.sources"), text)?;
    let options = [
        format!("Dir::Etc::sourceparts={}", parts.display()),
        "Dir::Etc::sourcelist=/dev/null".to_owned(),
        format!("Dir::State::lists={}", lists.display()),
    ];
    let options: &[String] = &options.into_iter().flat_map(|option| ["-o".to_owned(), option]).collect::<Vec<_>>();
    // Not the later fixes, which not every mirror has.
    let suite = system::suite(ctx)?;
    let _there = ctx.sh.push_dir(&dir);
    exec::quiet(ctx, cmd!(ctx.sh, "apt-get {options...} update"))?;
    for name in sources {
        // The original archive alone is needed, which is there even when a mirror lacks the rest.
        let fetched = exec::quiet(ctx, cmd!(ctx.sh, "apt-get {options...} --download-only source {name}/{suite}"));
        if !has(name) {
            fetched?;
        }
    }
    Ok(dir)
}

fn is_source(file: &Path, name: &str) -> bool {
    let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    file.starts_with(&format!("{name}_")) && file.contains(".orig.tar.")
}

/// The archive of one, as it came from its authors.
pub fn archive(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    let files = ctx.sh.read_dir(fetch(ctx, &[name])?)?;
    let found = files.into_iter().find(|file| is_source(file, name) && file.extension().is_none_or(|end| end != "asc"));
    found.with_context(|| format!("Debian has no sources of {name}"))
}
