//! Ruby: a gem with the library in it.

use super::{Packaging, Place, Program, add_licenses, copy_tracked};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::POLYATOM;
use crate::kit::variant::BRIEF;
use crate::kit::{archive, exec, sources, system};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| Ok(ruby(ctx, place, "ruby")?.arg(ctx.path("demo/ruby/report.rb"))),
    adapter: |ctx, place| Ok(ruby(ctx, place, "ruby")?.arg(ctx.path("conformance/adapters/ruby/adapter.rb"))),
    at_the_end: None,
    package_with: "gem build",
    install_with: "gem install",
};

/// For platforms that have no gem of their own.
pub const SOURCES: Packaging = Packaging {
    package: package_sources,
    install: |ctx, place| install_gem(ctx, place, FROM_SOURCE, &source_gem(ctx, place)),
    report: |ctx, place| Ok(ruby(ctx, place, FROM_SOURCE)?.arg(ctx.path("demo/ruby/report.rb"))),
    adapter: |ctx, place| Ok(ruby(ctx, place, FROM_SOURCE)?.arg(ctx.path("conformance/adapters/ruby/adapter.rb"))),
    at_the_end: None,
    package_with: "gem build",
    install_with: "gem install from source",
};

const FROM_SOURCE: &str = "ruby-source";

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let stage = fresh(ctx, place.stage("ruby"))?;
    ctx.sh.create_dir(place.dist("ruby"))?;
    copy_tracked(ctx, &POLYATOM.dir(ctx, "ruby"), &stage)?;
    ctx.sh.copy_file(place.libraries().join("libpolyatom.so"), stage.join("lib/polyatom"))?;
    add_licenses(ctx, &stage)?;
    build(ctx, &stage, &place.platform.name(), &gem(ctx, place))
}

fn build(ctx: &Ctx, stage: &Path, platform: &str, gem: &Path) -> Result<()> {
    let _there = ctx.sh.push_dir(stage);
    let build = cmd!(ctx.sh, "gem build --quiet --strict polyatom.gemspec --output {gem}");
    exec::quiet(ctx, build.env("POLYATOM_GEM_PLATFORM", platform).envs(archive::epoch(ctx)?)).map(drop)
}

/// A gem for every other platform: it has cargo build the library where it is installed.
fn package_sources(ctx: &Ctx, place: &Place) -> Result<()> {
    let stage = fresh(ctx, place.stage(FROM_SOURCE))?;
    ctx.sh.create_dir(place.dist(FROM_SOURCE))?;
    copy_tracked(ctx, &POLYATOM.dir(ctx, "ruby"), &stage)?;
    add_licenses(ctx, &stage)?;
    sources::tree(ctx, &[POLYATOM.c_crate], &stage.join("ext/polyatom"))?;
    build(ctx, &stage, "ruby", &source_gem(ctx, place))
}

fn source_gem(ctx: &Ctx, place: &Place) -> PathBuf {
    place.dist(FROM_SOURCE).join(format!("polyatom-{}.gem", ctx.version()))
}

fn gem(ctx: &Ctx, place: &Place) -> PathBuf {
    place.dist("ruby").join(format!("polyatom-{}-{}.gem", ctx.version(), place.platform.name()))
}

/// A gem directory of its own; the system's gems stay visible, for the ffi gem is among them.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    install_gem(ctx, place, "ruby", &gem(ctx, place))
}

/// Without a network: cargo, if it is asked, has nothing but what is in the gem.
fn install_gem(ctx: &Ctx, place: &Place, kind: &str, gem: &Path) -> Result<()> {
    let home = fresh(ctx, place.scratch(kind))?.join("cargo");
    let words = ["-S", "gem", "install", "--quiet", "--local", "--no-document"];
    let install = words.into_iter().fold(ruby(ctx, place, kind)?, Program::arg).arg(gem).env("CARGO_HOME", home);
    exec::quiet(ctx, install.shell(ctx).envs(BRIEF)).map(drop)
}

/// Ruby with that directory.
fn ruby(ctx: &Ctx, place: &Place, kind: &str) -> Result<Program> {
    let home = place.scratch(kind).join("gems").display().to_string();
    if !place.platform.is_native() {
        let ruby = system::unpack(ctx, place.platform.target)?.join("usr/bin/ruby");
        return Ok(Program::on(ctx, place, ruby)?.env("GEM_HOME", home));
    }
    let system = exec::quiet(ctx, cmd!(ctx.sh, "gem environment gempath"))?;
    let path = format!("{home}:{}", system.trim());
    Ok(Program::new("ruby").env("GEM_HOME", home).env("GEM_PATH", path))
}
