//! Python's own tools, from PyPI, in a virtual environment of ours: nothing is installed into the user's Python.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::{Context, Result};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use xshell::cmd;

/// Pinned, so that a new release of a linter is no surprise.
static TOOLS: &[(&str, &str)] = &[
    ("abi3audit", "0.0.26"),
    ("auditwheel", "6.8.2"),
    ("axe-playwright-python", "0.1.8"),
    ("cffi", "2.1.1"),
    ("hypothesis", "6.170.17"),
    ("maturin", "1.16.0"),
    ("meson-python", "0.22.1"),
    ("mypy", "2.4.1"),
    ("ninja", "1.13.2"),
    // Later ones want a bash that stable distributions do not have yet; so does what needs them.
    ("pkgcheck", "0.10.37"),
    ("pkgcore", "0.12.30"),
    ("playwright", "1.65.2"),
    ("portage", "3.0.83"),
    ("pydantic", "2.14.4"),
    ("pytest", "9.2.0"),
    ("ruff", "0.17.5"),
    ("setuptools", "84.2.1"),
    ("snakeoil", "0.10.11"),
    ("twine", "7.0.0"),
    ("typos", "1.52.0"),
    ("zensical", "0.0.73"),
    ("ziglang", "0.17.1"),
];

/// The path of a tool in the environment, after installing it if need be.
pub fn tool(ctx: &Ctx, name: &str) -> Result<PathBuf> {
    ensure(ctx, &[name])?;
    Ok(bin(ctx).join(name))
}

/// The last of these tools, with those that it needs in these versions.
pub fn tool_of(ctx: &Ctx, names: &[&str]) -> Result<PathBuf> {
    ensure(ctx, names)?;
    Ok(bin(ctx).join(names.last().context("no tool")?))
}

/// The interpreter of the environment, with these tools as modules.
pub fn with(ctx: &Ctx, names: &[&str]) -> Result<PathBuf> {
    ensure(ctx, names)?;
    Ok(python(ctx))
}

/// The interpreter of the environment, once there is one.
pub fn python(ctx: &Ctx) -> PathBuf {
    bin(ctx).join("python")
}

/// Installs those of these tools that are not there in the pinned version, in one go.
pub fn ensure(ctx: &Ctx, names: &[&str]) -> Result<()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _held = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let stamps = dir(ctx).join("installed");
    let wanted: Vec<String> = names.iter().map(|name| requirement(name)).collect::<Result<_>>()?;
    let missing: Vec<&String> = wanted.iter().filter(|requirement| !stamps.join(requirement).exists()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let python = python(ctx);
    if !python.exists() {
        let dir = dir(ctx);
        exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv --clear {dir}"))?;
    }
    exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check").args(&missing))?;
    missing.iter().try_for_each(|requirement| Ok(ctx.sh.write_file(stamps.join(requirement), "")?))
}

fn requirement(name: &str) -> Result<String> {
    let (_, version) = TOOLS.iter().find(|(tool, _)| *tool == name).with_context(|| format!("no pinned version of {name}"))?;
    Ok(format!("{name}=={version}"))
}

fn dir(ctx: &Ctx) -> PathBuf {
    ctx.out.join("venv")
}

fn bin(ctx: &Ctx) -> PathBuf {
    dir(ctx).join("bin")
}
