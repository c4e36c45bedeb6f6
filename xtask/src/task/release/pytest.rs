//! The conformance suite for pytest: a wheel with the runner, which needs nothing else, and the plugin.

use super::kinds::Kind;
use super::{place, records};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::portable::Platform;
use crate::kit::report::{Report, suite};
use crate::kit::{cargo, count, exec, shipped};
use crate::lang::packaging::Place;
use crate::lang::packaging::wheel::Wheel;
use anyhow::{Result, ensure};
use xshell::cmd;

const KIND: &str = "conformance-python";
const RUNNER: &str = "polyatom-conformance";
const PACKAGE: &str = "polyatom_conformance";

pub fn make(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, source) = (fresh(ctx, place.stage(KIND))?, ctx.path("conformance/pytest"));
    let program = shipped::static_program(ctx, place.platform, RUNNER, RUNNER)?;
    let wheel = Wheel::new(ctx, &source, PACKAGE, &stage)?.program(RUNNER, program);
    wheel.modules(ctx, &source.join("python"))?.pack(ctx, "py3-none-linux", &place.platform.wheel(), &place.dist(KIND))
}

/// In a fresh environment, by a pip that has nothing but the wheel, and pytest: a part of the suite, asked of our Rust adapter.
pub fn verify(ctx: &Ctx, kind: &'static Kind, platform: &'static Platform) -> Result<Report> {
    let place = place(ctx, platform);
    let (scratch, dist) = (fresh(ctx, place.scratch(KIND))?, place.dist(KIND));
    let (env, empty) = (scratch.join("venv"), ctx.sh.create_dir(scratch.join("empty"))?);
    exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv {env}"))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    exec::quiet(ctx, cmd!(ctx.sh, "{env}/bin/python {pip...} --no-index --find-links {dist} {RUNNER}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "{env}/bin/python {pip...} pytest>=8"))?;
    let told = exec::quiet(ctx, cmd!(ctx.sh, "{env}/bin/{RUNNER} --version"))?;
    ensure!(told.trim() == format!("{RUNNER} {}", ctx.version()), "the runner says:\n{told}");
    let adapter = cargo::program(ctx, "polyatom-adapter")?;
    let options = ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--pms-strict", "--pms-area", "version", "--pms-adapter"];
    let asked = suite(ctx, cmd!(ctx.sh, "{env}/bin/python {options...} {adapter} {empty}"), count::pytest, None)?;
    if asked.failure.is_none() {
        records::note(ctx, &records::names_for(ctx, kind, platform)?, "pytest", None)?;
    }
    Ok(asked)
}
