//! A Rust that can build its standard library, for another architecture or with instruments in it: Debian's, with the source, which rustup
//! has as a component that not every installation has. It is unpacked, not installed.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use xshell::cmd;

/// Debian's packages of a recent Rust: compiler, standard library for this machine, the sources of it.
const PACKAGES: [&str; 3] = ["rustc-web", "libstd-rust-web-dev", "rust-web-src"];

/// Where it is unpacked.
const PLACE: &str = "target/debian-rust";

/// What has cargo use it; `-Zbuild-std` then works.
pub fn environment(ctx: &Ctx) -> Result<Vec<(String, String)>> {
    let root = unpacked(ctx)?;
    let host = exec::quiet(ctx, cmd!(ctx.sh, "cc -dumpmachine"))?;
    let path = |below: &str| root.join(below).display().to_string();
    Ok(vec![
        ("RUSTC".to_owned(), path("usr/bin/rustc")),
        ("LD_LIBRARY_PATH".to_owned(), path(&format!("usr/lib/{}", host.trim()))),
        // The option to build the standard library is not stable yet.
        ("RUSTC_BOOTSTRAP".to_owned(), "1".to_owned()),
    ])
}

/// Options by which the standard library, where it is built, does not name the directory in which it lies. Cargo names it from the root of
/// the workspace, but for one that is lent from elsewhere.
pub fn hidden(ctx: &Ctx) -> Vec<String> {
    let below = PathBuf::from(PLACE);
    let place = ctx.root.join(&below);
    let places = [place.canonicalize().ok(), Some(place), Some(below)].into_iter().flatten();
    places.map(|place| format!("--remap-path-prefix={}=/rust", place.display())).collect()
}

/// Why it cannot be had here at all.
pub fn impossible() -> Option<&'static str> {
    let here = cfg!(all(target_os = "linux", target_arch = "x86_64")) && Path::new("/etc/debian_version").exists();
    (!here).then_some("this is done with Debian's compilers, on Debian and its relatives on x86-64 only")
}

/// Downloads and unpacks it, once.
fn unpacked(ctx: &Ctx) -> Result<PathBuf> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let root = ctx.root.join(PLACE);
    let compiler = root.join("usr/bin/rustc");
    if compiler.exists() {
        return Ok(root);
    }
    let fresh = ctx.root.join("target/debian-rust.new");
    ctx.sh.remove_path(&fresh)?;
    let files = ctx.sh.create_dir(fresh.join("packages"))?;
    // Their versions are parts of their names.
    let driver = dependency(ctx, PACKAGES[1], "libstd-rust-web-")?;
    let generator = dependency(ctx, &driver, "libllvm")?;
    {
        let _there = ctx.sh.push_dir(&files);
        exec::quiet(ctx, cmd!(ctx.sh, "apt-get download {PACKAGES...} {driver} {generator}"))?;
    }
    for package in ctx.sh.read_dir(&files)? {
        exec::quiet(ctx, cmd!(ctx.sh, "dpkg -x {package} {fresh}"))?;
    }
    ctx.sh.remove_path(&files)?;
    ensure!(fresh.join("usr/bin/rustc").exists(), "Debian's package rustc-web holds no rustc");
    std::fs::rename(&fresh, &root)?;
    Ok(root)
}

/// The package of this kind that a package needs.
fn dependency(ctx: &Ctx, package: &str, prefix: &str) -> Result<String> {
    let depends = exec::quiet(ctx, cmd!(ctx.sh, "apt-cache depends {package}"))?;
    let found = depends.lines().filter_map(|line| line.trim().strip_prefix("Depends: ")).find(|name| name.starts_with(prefix));
    Ok(found.with_context(|| format!("Debian's package {package} is not to be had, or needs no {prefix}"))?.to_owned())
}
