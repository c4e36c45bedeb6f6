//! Two versions of the library at once. Each of two interfaces has its own SONAME and its own version of every symbol, so that installing the
//! next one breaks no program, not even one that has parts of both.
//!
//! There is no next version yet, so one is made of this one: it says another number, and lacks a function.

use super::{Layout, WARNINGS, fresh, install_into, pkg_config};
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::prelink::{self, Shared, interface};
use crate::kit::product::POLYATOM;
use crate::kit::report::{Report, suite};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::cmd;

/// What the next version lacks.
const REMOVED: &str = "polyatom_is_valid_atom";
const USES_REMOVED: &[&str] = &["-DUSES_REMOVED"];

pub fn check(ctx: &Ctx) -> Result<Report> {
    let dir = fresh(ctx, ctx.out.join("c-versions"))?;
    let layout = Layout::tree(&dir.join("usr"));
    let kit = Kit { ctx, dir: &dir, lib: layout.libraries() };
    install_into(ctx, &POLYATOM, &layout)?;
    let (old, old_part) = (kit.program("old", USES_REMOVED)?, kit.part("old_part", USES_REMOVED)?);
    install_next(ctx, &dir, &layout)?;
    let (new, new_part) = (kit.program("new", &[])?, kit.part("new_part", &[])?);
    let both = kit.program_of_parts(&old_part, &new_part)?;
    let mut report = Report::default();
    for program in [old, new, both] {
        let run = cmd!(ctx.sh, "{program}").env("LD_LIBRARY_PATH", &kit.lib);
        report.add(suite(ctx, run, super::own_count, None)?);
    }
    Ok(report)
}

/// What compiles, against what is installed.
struct Kit<'a> {
    ctx: &'a Ctx,
    dir: &'a Path,
    lib: PathBuf,
}

impl Kit<'_> {
    /// A program by itself.
    fn program(&self, name: &str, options: &[&str]) -> Result<PathBuf> {
        self.linked(name, &["part.c", "program.c"], &[options, &["-DPART=part"]].concat())
    }

    /// A shared library that uses ours, with one function of its own.
    fn part(&self, name: &str, options: &[&str]) -> Result<PathBuf> {
        let named = format!("-DPART={name}");
        self.linked(&format!("lib{name}.so"), &["part.c"], &[options, &["-shared", "-fPIC", &named]].concat())
    }

    fn linked(&self, name: &str, sources: &[&str], options: &[&str]) -> Result<PathBuf> {
        let flags = pkg_config(self.ctx, &self.lib, &["--cflags", "--libs"])?;
        self.compile(name, sources, &[options, &flags.iter().map(String::as_str).collect::<Vec<_>>()].concat())
    }

    fn program_of_parts(&self, old: &Path, new: &Path) -> Result<PathBuf> {
        let rpath = format!("-Wl,-rpath,{},-rpath-link,{}", self.dir.display(), self.lib.display());
        let parts = [old, new].map(|part| part.display().to_string());
        self.compile("both", &["program.c"], &["-DPART=old_part", "-DOTHER_PART=new_part", &rpath, &parts[0], &parts[1]])
    }

    fn compile(&self, name: &str, sources: &[&str], words: &[&str]) -> Result<PathBuf> {
        let (sh, program, place) = (&self.ctx.sh, self.dir.join(name), self.ctx.path("bindings/c/tests/versions"));
        let sources = sources.iter().map(|source| place.join(source));
        exec::quiet(self.ctx, cmd!(sh, "cc -std=c99 {WARNINGS...} -o {program} {sources...} {words...}"))?;
        Ok(program)
    }
}

/// Installs a library of the next interface over this one, as a package manager does.
fn install_next(ctx: &Ctx, dir: &Path, layout: &Layout) -> Result<()> {
    let (version, number) = next(ctx.version())?;
    let define = format!("-DNUMBER={number}");
    let (object, number_of_it) = (dir.join("next.o"), dir.join("number.o"));
    let (all, source) = (prelink::object(ctx, &POLYATOM), ctx.path("bindings/c/tests/versions/number.c"));
    exec::quiet(ctx, cmd!(ctx.sh, "objcopy --weaken-symbol=polyatom_library_version_number {all} {object}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "cc -c -fPIC {define} -o {number_of_it} {source}"))?;
    let shared = Shared { name: POLYATOM.name, version: &version, hidden: &[REMOVED] };
    prelink::shared_library(ctx, &shared, &[&object, &number_of_it], &layout.libraries())?;
    let header = layout.include().join("polyatom.h");
    let is_number = |line: &str| line.starts_with("#define POLYATOM_VERSION_NUMBER ");
    let lines = ctx.sh.read_file(&header)?;
    let lines = lines.lines().map(|line| match line {
        line if is_number(line) => format!("#define POLYATOM_VERSION_NUMBER {number}\n"),
        line => format!("{line}\n"),
    });
    Ok(ctx.sh.write_file(header, lines.collect::<String>())?)
}

/// The first version of the next interface, as text and as a number.
fn next(version: &str) -> Result<(String, u32)> {
    let interface = interface(version);
    let (major, minor) = interface.split_once('.').unwrap_or((interface, "0"));
    let (major, minor): (u32, u32) = (major.parse().context("a version without numbers")?, minor.parse()?);
    let (major, minor) = if major == 0 { (0, minor + 1) } else { (major + 1, 0) };
    Ok((format!("{major}.{minor}.0"), major * 1_000_000 + minor * 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_interface() {
        assert_eq!(next("0.1.7").unwrap(), ("0.2.0".to_owned(), 2000));
        assert_eq!(next("1.4.2").unwrap(), ("2.0.0".to_owned(), 2_000_000));
    }
}
