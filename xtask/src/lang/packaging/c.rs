//! C: the install tree as an archive, and the packages of Debian.

use super::{Packaging, Place, Program, add_licenses};
use crate::kit::ctx::Ctx;
use crate::kit::files::{self, fresh};
use crate::kit::portable::Libc;
use crate::kit::product::POLYATOM;
use crate::kit::variant::System;
use crate::kit::{archive, debian_source, exec, prelink, shipped, system};
use crate::lang::c::{self, Layout, pkg_config};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| {
        compiled(ctx, place, &unpacked(ctx, place), &place.scratch("c").join("report"), &[ctx.path("demo/c/report.c")])
    },
    adapter: |ctx, place| {
        let sources = files::with_extension(ctx, ctx.path("conformance/adapters/c"), "c")?;
        compiled(ctx, place, &unpacked(ctx, place), &place.scratch("c").join("adapter"), &sources)
    },
    at_the_end: None,
    package_with: "tar",
    install_with: "pkg-config",
};

/// What a user unpacks: a directory that can be copied to any prefix.
fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage("c"))?, ctx.sh.create_dir(place.dist("c"))?);
    let object = object(ctx, place, &stage)?;
    let (lib, names) = (fresh(ctx, place.libraries())?, fresh(ctx, place.names())?);
    prelink::for_old_systems(ctx, &POLYATOM, place.platform, &object, (&lib, &names))?;
    let name = name(ctx, place);
    let root = stage.join(&name);
    c::lay_out(ctx, &POLYATOM, &place.libraries(), &Layout::tree(&root))?;
    add_licenses(ctx, &root)?;
    ctx.sh.copy_file(ctx.path("bindings/c/README.md"), &root)?;
    archive::tar_xz(ctx, &stage, &name, &dist)?;
    debug(ctx, place, &stage, &dist)
}

/// What has the names of functions that are not exported, for who unpacks it over the other archive.
fn debug(ctx: &Ctx, place: &Place, stage: &Path, dist: &Path) -> Result<()> {
    let name = format!("{}-debug", name(ctx, place));
    let root = stage.join(&name);
    let there = ctx.sh.create_dir(root.join(DEBUG))?;
    for (name, file) in archive::files_of(&place.names())? {
        ctx.sh.copy_file(file, there.join(name))?;
    }
    add_licenses(ctx, &root)?;
    archive::tar_xz(ctx, stage, &name, dist)
}

/// Where debuggers look first, from the root of an installation.
const DEBUG: &str = "lib/.debug";

/// What both libraries are made of. This machine's has been tested.
fn object(ctx: &Ctx, place: &Place, stage: &Path) -> Result<PathBuf> {
    if place.platform.is_native() {
        c::build(ctx, &POLYATOM)?;
        return Ok(prelink::object(ctx, &POLYATOM));
    }
    let (object, archive) = (stage.join("all.o"), shipped::static_library(ctx, place.platform, POLYATOM.c_crate)?);
    prelink::one_object(ctx, &POLYATOM, place.platform, &archive, &object)?;
    Ok(object)
}

fn name(ctx: &Ctx, place: &Place) -> String {
    format!("polyatom-c-{}-{}", ctx.version(), place.platform.name())
}

/// Unpacked somewhere, and found by pkg-config alone.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let scratch = fresh(ctx, place.scratch("c"))?;
    let root = ctx.sh.create_dir(scratch.join(name(ctx, place)))?;
    for end in ["", "-debug"] {
        let archive = place.dist("c").join(format!("{}{end}.tar.xz", name(ctx, place)));
        exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {archive} --strip-components=1 -C {root}"))?;
    }
    has_names(ctx, place, &root)
}

/// The library says where its functions' names are, and there they are.
fn has_names(ctx: &Ctx, place: &Place, root: &Path) -> Result<()> {
    let library = root.join(format!("lib/libpolyatom.so.{}", ctx.version()));
    let [readelf, nm] = ["readelf", "nm"].map(|program| place.platform.binutils(program));
    let link = exec::quiet(ctx, cmd!(ctx.sh, "{readelf} --string-dump=.gnu_debuglink {library}"))?;
    let file =
        link.split_whitespace().find(|word| word.ends_with(".debug")).context("the library names no file for debuggers")?;
    let debug = root.join(DEBUG).join(file);
    let names = exec::quiet(ctx, cmd!(ctx.sh, "{nm} --defined-only {debug}"))?;
    ensure!(names.contains("polyatom_repo"), "{} has no names of our functions", debug.display());
    Ok(())
}

/// The platform's own system, if it is not this one.
fn system(ctx: &Ctx, place: &Place) -> Result<Option<System>> {
    let target = place.platform.target;
    let unpacked = (!place.platform.is_native()).then(|| system::unpack(ctx, target)).transpose()?;
    Ok(unpacked.map(|root| System { root, gnu: target.gnu }))
}

/// The library for JSON there. For musl there is none, so it is made.
fn json(ctx: &Ctx, place: &Place) -> Result<Vec<String>> {
    if place.platform.libc == Libc::Glibc {
        return c::jansson(ctx, system(ctx, place)?.as_ref());
    }
    let (root, archive) = (fresh(ctx, place.scratch("jansson"))?, debian_source::archive(ctx, "jansson")?);
    exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {archive} -C {root} --strip-components=1"))?;
    let sources = files::with_extension(ctx, root.join("src"), "c")?;
    // It has a configuration for systems without the tools to make one, but for what its own sources ask.
    ctx.sh.write_file(root.join("android/jansson_private_config.h"), "")?;
    let options = ["android", "src"].map(|dir| format!("-I{}", root.join(dir).display()));
    let sources = sources.into_iter().map(|source| source.display().to_string());
    Ok(options.into_iter().chain(["-DHAVE_STDINT_H".to_owned()]).chain(sources).collect())
}

/// Where the libraries then are.
fn unpacked(ctx: &Ctx, place: &Place) -> PathBuf {
    place.scratch("c").join(name(ctx, place)).join("lib")
}

/// A program over the library that is installed there; adapters need a library for JSON, too.
pub fn compiled(ctx: &Ctx, place: &Place, libraries: &Path, program: &Path, sources: &[PathBuf]) -> Result<Program> {
    let flags = pkg_config(ctx, libraries, &["--cflags", "--libs"])?;
    let options = ["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-O2", "-pthread"];
    let json = if program.ends_with("adapter") { json(ctx, place)? } else { Vec::new() };
    let cc = place.platform.cc(ctx)?;
    exec::quiet(ctx, cmd!(ctx.sh, "env {cc...} {options...} -o {program} {sources...} {flags...} {json...}"))?;
    Ok(Program::on(ctx, place, program)?.env("LD_LIBRARY_PATH", libraries))
}
