//! The library as `install` leaves it: moved to another place, and used as pkg-config and CMake tell.

use super::{Layout, WARNINGS, fresh, install_into, pkg_config};
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::product::POLYATOM;
use crate::kit::report::Report;
use crate::lang::examples::{example, tool};
use anyhow::{Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

pub fn check(ctx: &Ctx) -> Result<Report> {
    let dir = fresh(ctx, ctx.out.join("c-installed"))?;
    let mut report = Report::default();
    // Gentoo's way and Debian's.
    for (libdir, is_found) in [("lib64", false), ("lib/x86_64-linux-gnu", true)] {
        let place = ctx.sh.create_dir(dir.join(libdir.replace('/', "-")))?;
        let prefix = moved(ctx, &place, libdir)?;
        let lib = prefix.join(libdir);
        report.add(by_pkg_config(ctx, &place, &lib)?);
        // CMake knows one of these directories as that of this system; of the other it has to be told.
        let told = if is_found { format!("-DCMAKE_PREFIX_PATH={}", prefix.display()) } else { directory(&lib) };
        report.add(by_cmake(ctx, &place, &told)?);
    }
    report.add(refused_by_cmake(ctx, &dir)?);
    Ok(report)
}

/// Installs below a directory, and moves everything away from where it was.
fn moved(ctx: &Ctx, place: &Path, libdir: &str) -> Result<PathBuf> {
    let stage = place.join("stage");
    install_into(ctx, &POLYATOM, &Layout::new(Path::new("/usr"), Path::new(libdir), Some(&stage))?)?;
    let prefix = place.join("moved");
    fs::rename(stage.join("usr"), &prefix)?;
    ctx.sh.remove_path(stage)?;
    Ok(prefix)
}

/// The example with the shared library, with the static one, and as a program that is static altogether.
fn by_pkg_config(ctx: &Ctx, place: &Path, lib: &Path) -> Result<Report> {
    let source = ctx.path("examples/c/example.c");
    let mut report = Report::default();
    for (name, options) in [("shared", &[][..]), ("static", &["-static"]), ("partly-static", &["-Wl,-Bstatic"])] {
        let program = place.join(name);
        let arguments = if options.is_empty() { &["--cflags", "--libs"][..] } else { &["--static", "--cflags", "--libs"] };
        let flags = pkg_config(ctx, lib, arguments)?;
        let shared_again = (name == "partly-static").then_some("-Wl,-Bdynamic");
        let compile = cmd!(ctx.sh, "cc -std=c99 {WARNINGS...} -o {program} {source} {options...} {flags...}");
        exec::quiet(ctx, compile.args(shared_again))?;
        let run = cmd!(ctx.sh, "{program}");
        report.add(example(ctx, if options.is_empty() { run.env("LD_LIBRARY_PATH", lib) } else { run })?);
    }
    Ok(report)
}

/// A user's CMake project finds the package and links both forms of the library.
fn by_cmake(ctx: &Ctx, place: &Path, told: &str) -> Result<Report> {
    let (source, dir) = (ctx.path("examples/c"), place.join("cmake"));
    exec::quiet(ctx, cmd!(ctx.sh, "cmake -S {source} -B {dir} -DCMAKE_BUILD_TYPE=Release {told}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "cmake --build {dir}"))?;
    let mut report = example(ctx, cmd!(ctx.sh, "{dir}/example"))?;
    report.add(example(ctx, cmd!(ctx.sh, "{dir}/example-static"))?);
    tool(ctx, cmd!(ctx.sh, "{dir}/masked"), "masked")?;
    report.add(Report::passed());
    Ok(report)
}

fn directory(lib: &Path) -> String {
    format!("-Dpolyatom_DIR={}/cmake/polyatom", lib.display())
}

/// Another interface than that which is installed is refused by name.
fn refused_by_cmake(ctx: &Ctx, dir: &Path) -> Result<Report> {
    let (source, lib) = (ctx.sh.create_dir(dir.join("refused"))?, dir.join("lib64/moved/lib64"));
    let project = "cmake_minimum_required(VERSION 3.16)\nproject(refused C)\nfind_package(polyatom 99.0 CONFIG REQUIRED)\n";
    ctx.sh.write_file(source.join("CMakeLists.txt"), project)?;
    let told = directory(&lib);
    let done = exec::finish(ctx, cmd!(ctx.sh, "cmake -S {source} -B {source}/build {told}"))?;
    let version = ctx.version();
    ensure!(!done.ok && done.text.contains(&format!("version: {version}")), "not refused, or not by its version:\n{}", done.text);
    Ok(Report::passed())
}
