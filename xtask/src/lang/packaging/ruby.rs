//! Ruby: a gem with the library in it.

use super::{Packaging, Place, Program, add_licenses, copy_tracked};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::POLYATOM;
use crate::kit::{archive, exec, files};
use anyhow::{Context, Result};
use std::path::Path;
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| script(ctx, place, &ctx.path("demo/ruby/report.rb")),
    adapter: |ctx, place| script(ctx, place, &ctx.path("conformance/adapters/ruby/adapter.rb")),
    package_with: "gem build",
    install_with: "gem install",
};

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage("ruby"))?, fresh(ctx, place.dist("ruby"))?);
    copy_tracked(ctx, &POLYATOM.dir(ctx, "ruby"), &stage)?;
    ctx.sh.copy_file(place.libraries().join("libpolyatom.so"), stage.join("lib/polyatom"))?;
    add_licenses(ctx, &stage)?;
    let gem = dist.join(format!("polyatom-{}-{}.gem", ctx.version(), place.platform.gem));
    let _there = ctx.sh.push_dir(&stage);
    let build = cmd!(ctx.sh, "gem build --quiet --strict polyatom.gemspec --output {gem}");
    exec::quiet(ctx, build.env("POLYATOM_GEM_PLATFORM", place.platform.gem).envs(archive::epoch(ctx)?)).map(drop)
}

/// A gem directory of its own; the system's gems stay visible, for the ffi gem is among them.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    fresh(ctx, place.scratch("ruby"))?;
    let gem = files::with_extension(ctx, place.dist("ruby"), "gem")?.pop().context("gem build left no gem")?;
    exec::quiet(ctx, cmd!(ctx.sh, "gem install --quiet --local --no-document {gem}").envs(home(ctx, place)?)).map(drop)
}

fn home(ctx: &Ctx, place: &Place) -> Result<[(&'static str, String); 2]> {
    let home = place.scratch("ruby").join("gems").display().to_string();
    let system = exec::quiet(ctx, cmd!(ctx.sh, "gem environment gempath"))?;
    let path = format!("{home}:{}", system.trim());
    Ok([("GEM_HOME", home), ("GEM_PATH", path)])
}

fn script(ctx: &Ctx, place: &Place, script: &Path) -> Result<Program> {
    let program = Program::new("ruby").arg(script);
    Ok(home(ctx, place)?.into_iter().fold(program, |program, (name, value)| program.env(name, value)))
}
