//! The other architecture's own system: its C library, its interpreters. Unpacked, and nothing in it is run but by the emulator.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::target::Target;
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::cmd;

const PACKAGES: &str = "libc6,libgcc-s1,libjansson-dev,python3-minimal,libpython3-stdlib,ruby,ruby-ffi";

/// Unpacks it, once.
pub fn unpack(ctx: &Ctx, target: &Target) -> Result<PathBuf> {
    packages(ctx, target, target.name, PACKAGES)
}

/// The loader of musl, which runs programs for it: this system and the emulator know only glibc's.
pub fn musl(ctx: &Ctx, target: &Target, gnu: &str) -> Result<PathBuf> {
    let root = packages(ctx, target, &format!("{}-musl", target.name), "musl")?;
    Ok(root.join("lib").join(gnu).join("libc.so"))
}

/// Packages with all that they need, unpacked into a directory with that name.
fn packages(ctx: &Ctx, target: &Target, name: &str, packages: &str) -> Result<PathBuf> {
    let root = ctx.root.join("target/cross/root").join(name);
    if root.exists() {
        return Ok(root);
    }
    let suite = suite(ctx)?;
    let mirror = mirror(ctx, &suite)?;
    let fresh = root.with_extension("new");
    ctx.sh.remove_path(&fresh)?;
    ctx.sh.create_dir(fresh.parent().context("a root without a parent")?)?;
    let architecture = format!("--architectures={}", target.debian);
    let include = format!("--include={packages}");
    exec::quiet(ctx, cmd!(ctx.sh, "mmdebstrap --variant=extract {architecture} {include} {suite} {fresh} {mirror}"))?;
    std::fs::rename(&fresh, &root)?;
    Ok(root)
}

/// The same release of Debian as this machine's.
pub(super) fn suite(ctx: &Ctx) -> Result<String> {
    let release = ctx.sh.read_file("/etc/os-release")?;
    let name = release.lines().find_map(|line| line.strip_prefix("VERSION_CODENAME="));
    Ok(name.context("this system does not say which release of Debian it is")?.trim_matches('"').to_owned())
}

/// From where this machine has its own packages. Not the later fixes: for a test, the release as it came out will do.
fn mirror(ctx: &Ctx, suite: &str) -> Result<String> {
    let format = "--format=$(RELEASE) $(REPO_URI)";
    let targets = exec::quiet(ctx, cmd!(ctx.sh, "apt-get indextargets {format} 'Created-By: Packages'"))?;
    let found = targets.lines().find_map(|line| line.strip_prefix(suite)?.strip_prefix(' '));
    Ok(found.with_context(|| format!("apt knows no mirror of Debian's {suite}"))?.to_owned())
}
