//! C: the install tree as an archive, and the packages of Debian.

use super::{Packaging, Place, Program, add_licenses};
use crate::kit::ctx::Ctx;
use crate::kit::files::{self, fresh};
use crate::kit::product::POLYATOM;
use crate::kit::{archive, exec, prelink};
use crate::lang::c::{self, Layout, pkg_config};
use anyhow::Result;
use std::path::PathBuf;
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| compiled(ctx, place, "report", &[ctx.path("demo/c/report.c")]),
    adapter: |ctx, place| {
        let sources = files::with_extension(ctx, ctx.path("conformance/adapters/c"), "c")?;
        compiled(ctx, place, "adapter", &sources)
    },
    package_with: "tar",
    install_with: "pkg-config",
};

/// What a user unpacks: a directory that can be copied to any prefix.
fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    c::build(ctx, &POLYATOM)?;
    prelink::for_old_systems(ctx, &POLYATOM, place.platform, &fresh(ctx, place.libraries())?)?;
    let (stage, dist) = (fresh(ctx, place.stage("c"))?, fresh(ctx, place.dist("c"))?);
    let name = name(ctx, place);
    let root = stage.join(&name);
    c::lay_out(ctx, &POLYATOM, &place.libraries(), &Layout::tree(&root))?;
    add_licenses(ctx, &root)?;
    ctx.sh.copy_file(ctx.path("bindings/c/README.md"), &root)?;
    archive::tar_xz(ctx, &stage, &name, &dist)
}

fn name(ctx: &Ctx, place: &Place) -> String {
    format!("polyatom-c-{}-{}", ctx.version(), place.platform.gem)
}

/// Unpacked somewhere, and found by pkg-config alone.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let scratch = fresh(ctx, place.scratch("c"))?;
    let archive = place.dist("c").join(format!("{}.tar.xz", name(ctx, place)));
    exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {archive} -C {scratch}")).map(drop)
}

/// A program over the installed library; adapters need a library for JSON, too.
fn compiled(ctx: &Ctx, place: &Place, name: &str, sources: &[PathBuf]) -> Result<Program> {
    let program = place.scratch("c").join(name);
    let libraries = place.scratch("c").join(self::name(ctx, place)).join("lib");
    let flags = pkg_config(ctx, &libraries, &["--cflags", "--libs"])?;
    let options = ["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-O2", "-pthread"];
    let json = (name == "adapter").then_some("-ljansson");
    exec::quiet(ctx, cmd!(ctx.sh, "cc {options...} -o {program} {sources...} {flags...}").args(json))?;
    Ok(Program::new(program).env("LD_LIBRARY_PATH", libraries))
}
