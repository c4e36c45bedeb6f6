//! `wrapper`: real packages, built with and without the compiler wrapper. Its benchmark is `bench --only ccwrap`.

mod bench;

pub use bench::bench;

use crate::kit::ctx::Ctx;
use crate::kit::{apt, exec, venv};
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::cmd;

/// Debian's source packages.
const SOURCES: [&str; 3] = ["libffi", "libpng1.6", "zlib"];

pub fn run(ctx: &Ctx) -> Result<()> {
    apt::ensure(ctx, &["cc", "gcc-aarch64", "qemu", "python3-venv", "ruby", "ruby-headers", "zlib"])?;
    let sources = fetch(ctx)?;
    venv::ensure(ctx, &["meson-python", "ninja", "setuptools"])?;
    let test = cmd!(ctx.sh, "cargo test --package ccwrap --test it -- real aarch64 languages --nocapture");
    let test = test.env("CCWRAP_SOURCES", sources).env("CCWRAP_PYTHON", venv::python(ctx));
    test.quiet().run().context("a build did not end well")
}

/// Fetches the sources once. The system's own lists of packages stay as they are.
fn fetch(ctx: &Ctx) -> Result<PathBuf> {
    let dir = ctx.sh.create_dir(ctx.out.join("wrapper"))?;
    let (parts, lists) = (ctx.sh.create_dir(dir.join("parts"))?, ctx.sh.create_dir(dir.join("lists"))?);
    let has = |name: &str| ctx.sh.read_dir(&dir).is_ok_and(|files| files.iter().any(|file| is_source(file, name)));
    if SOURCES.iter().all(|name| has(name)) {
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
    let _there = ctx.sh.push_dir(&dir);
    exec::quiet(ctx, cmd!(ctx.sh, "apt-get {options...} update"))?;
    for name in SOURCES {
        // The tests need the original archive alone, which is there even when a mirror lacks the rest.
        let fetched = exec::quiet(ctx, cmd!(ctx.sh, "apt-get {options...} --download-only source {name}"));
        if !has(name) {
            fetched?;
        }
    }
    Ok(dir)
}

fn is_source(file: &std::path::Path, name: &str) -> bool {
    let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    file.starts_with(&format!("{name}_")) && file.contains(".orig.tar.")
}
