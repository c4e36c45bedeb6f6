//! What the tools of each language's registry say of a package. An exception stands here, with its reason.

use super::gentoo;
use super::kinds::Kind;
use super::{dist, place};
use crate::kit::ctx::Ctx;
use crate::kit::portable::NATIVE;
use crate::kit::report::Report;
use crate::kit::{apt, exec, venv};
use crate::lang::packaging;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Asks about each package of a kind. Gives nothing where there is no such tool.
pub fn of(kind: &Kind) -> Option<fn(&Ctx, &Kind) -> Result<Report>> {
    match kind.name {
        "python" => Some(wheels),
        "python-cffi" => Some(pypy),
        "python-source" => Some(twine),
        "ruby" | "ruby-source" => Some(gems),
        "pyodide" => Some(panics),
        "go" => Some(modules),
        "debian" => Some(lintian),
        "gentoo" => Some(overlay),
        _ => None,
    }
}

fn packages(ctx: &Ctx, kind: &Kind) -> Result<Vec<PathBuf>> {
    let made = (kind.packages)(ctx, &place(ctx, NATIVE).dist(kind.name))?;
    Ok(made.into_iter().map(|(name, _)| dist(ctx).join(name)).collect())
}

/// Of each package with a command.
fn each(ctx: &Ctx, kind: &Kind, ask: impl Fn(&Path) -> Result<()>) -> Result<Report> {
    packages(ctx, kind)?.iter().try_for_each(|package| ask(package))?;
    Ok(Report::passed())
}

/// The platform of a wheel, its use of Python's stable ABI, and what PyPI wants to read.
fn wheels(ctx: &Ctx, kind: &Kind) -> Result<Report> {
    let (auditwheel, abi3audit) = (venv::tool(ctx, "auditwheel")?, venv::tool(ctx, "abi3audit")?);
    each(ctx, kind, |wheel| {
        let told = exec::quiet(ctx, cmd!(ctx.sh, "{auditwheel} show {wheel}"))?.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = wheel.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // `NAME-VERSION-PYTHON-ABI-PLATFORM.whl`, where the platform has an older name after a dot.
        let tag = name.rsplit('-').next().and_then(|tags| tags.split('.').next()).unwrap_or_default();
        ensure!(told.contains(&format!("following platform tag: \"{tag}\"")), "auditwheel says otherwise:\n{told}");
        exec::quiet(ctx, cmd!(ctx.sh, "{abi3audit} --strict {wheel}")).map(drop)
    })?;
    twine(ctx, kind)
}

/// The tests of the package, of which some need three minutes there.
fn pypy(ctx: &Ctx, kind: &Kind) -> Result<Report> {
    twine(ctx, kind)?;
    packaging::python_cffi::tests(ctx, &place(ctx, NATIVE))
}

fn twine(ctx: &Ctx, kind: &Kind) -> Result<Report> {
    let twine = venv::tool(ctx, "twine")?;
    each(ctx, kind, |package| exec::quiet(ctx, cmd!(ctx.sh, "{twine} check --strict {package}")).map(drop))
}

/// RubyGems reads the specification, and finds every file as its checksum says.
fn gems(ctx: &Ctx, kind: &Kind) -> Result<Report> {
    each(ctx, kind, |gem| {
        let told = exec::quiet(ctx, cmd!(ctx.sh, "gem specification {gem} version"))?;
        ensure!(told.contains(ctx.version()), "another version:\n{told}");
        let verify = "require 'rubygems/package'; Gem::Package.new(ARGV.fetch(0)).verify";
        exec::quiet(ctx, cmd!(ctx.sh, "ruby -e {verify} {gem}")).map(drop)
    })
}

/// What PyPI wants to read, and that a panic is an error in WebAssembly, too.
fn panics(ctx: &Ctx, kind: &Kind) -> Result<Report> {
    twine(ctx, kind)?;
    packaging::pyodide::panics(ctx, &place(ctx, NATIVE))
}

/// The module as a user has it.
fn modules(ctx: &Ctx, _: &Kind) -> Result<Report> {
    packaging::go::vet(ctx, &place(ctx, NATIVE))?;
    Ok(Report::passed())
}

/// What lintian would have otherwise:
/// - A new package closes the bug by which Debian was asked for it; nobody has asked.
/// - Rust's standard library brings its own unwinder, which comes without the options by which Debian hardens its C.
/// - The manual page of lists is about so many functions that lexgrog gives up on their names.
const LINTIAN: &str = "initial-upload-closes-no-bugs,hardening-no-fortify-functions,bad-whatis-entry";

fn lintian(ctx: &Ctx, kind: &Kind) -> Result<Report> {
    apt::ensure(ctx, &["lintian"])?;
    let debs = packages(ctx, kind)?;
    let options = ["--fail-on", "error,warning", "--allow-root", "--suppress-tags", LINTIAN];
    exec::quiet(ctx, cmd!(ctx.sh, "lintian {options...} {debs...}"))?;
    Ok(Report::passed())
}

fn overlay(ctx: &Ctx, _: &Kind) -> Result<Report> {
    gentoo::check(ctx, &place(ctx, NATIVE))
}
