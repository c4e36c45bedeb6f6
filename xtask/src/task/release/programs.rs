//! Programs that need nothing where they run, and the corpus of the conformance suite.

use super::kinds::Kind;
use super::verify::{Asked, suite};
use super::{place, records};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::portable::Platform;
use crate::kit::report::Report;
use crate::kit::{archive, cargo, exec, shipped};
use crate::lang::packaging::{Place, Program, add_licenses, copy_tracked};
use crate::task::conformance::{PATIENCE, part};
use anyhow::{Result, ensure};
use std::path::Path;
use xshell::cmd;

const RUNNER: &str = "polyatom-conformance";
const COMMAND: &str = "polyatom-cli";

/// Packages, programs in them, and where their READMEs are.
const PROGRAMS: [(&str, &str, &str); 2] = [(RUNNER, "polyatom-conformance", "conformance"), (COMMAND, "polyatom", "cli")];

pub fn make(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage("programs"))?, ctx.sh.create_dir(place.dist("programs"))?);
    for (package, program, dir) in PROGRAMS {
        let name = named(ctx, place, package);
        let root = ctx.sh.create_dir(stage.join(&name))?;
        ctx.sh.copy_file(shipped::static_program(ctx, place.platform, package, program)?, &root)?;
        ctx.sh.copy_file(ctx.path(dir).join("README.md"), &root)?;
        add_licenses(ctx, &root)?;
        archive::tar_xz(ctx, &stage, &name, &dist)?;
    }
    if place.platform.is_native() { corpus(ctx, &stage, &dist) } else { Ok(()) }
}

fn named(ctx: &Ctx, place: &Place, package: &str) -> String {
    format!("{package}-{}-{}-linux-static", ctx.version(), place.platform.target.name)
}

fn cases(ctx: &Ctx) -> String {
    format!("polyatom-conformance-cases-{}", ctx.version())
}

/// Cases, schemas, protocol and the lists by which the runner checks them: all that an implementation in another language needs.
fn corpus(ctx: &Ctx, stage: &Path, dist: &Path) -> Result<()> {
    let name = cases(ctx);
    let (source, root) = (ctx.path("conformance"), stage.join(&name));
    for part in ["cases", "schema", "examples"] {
        copy_tracked(ctx, &source.join(part), &root.join(part))?;
    }
    let lists = ["pms-labels.json", "pms-quotes.json", "uncovered-labels.txt", "gone-ids.txt"];
    for file in ["README.md", "CHANGES.md", "protocol.md", "protocol-files.md"].into_iter().chain(lists) {
        ctx.sh.copy_file(source.join(file), &root)?;
    }
    add_licenses(ctx, &root)?;
    archive::tar_xz(ctx, stage, &name, dist)
}

/// Unpacked, they do what they are for: the runner asks our Rust adapter the suite, or a part of it where an emulator runs the runner, and finds
/// nothing wrong with the package of cases; the command says its version, and judges by the exit code.
pub fn verify(ctx: &Ctx, kind: &'static Kind, platform: &'static Platform) -> Result<Report> {
    let place = &place(ctx, platform);
    let (scratch, dist) = (fresh(ctx, place.scratch("programs"))?, place.dist("programs"));
    let unpack = |name: &str| {
        let archive = dist.join(format!("{name}.tar.xz"));
        exec::quiet(ctx, cmd!(ctx.sh, "tar -xf {archive} -C {scratch}")).map(|_| scratch.join(name))
    };
    let program = |package: &str, name: &str| Program::on(ctx, place, unpack(&named(ctx, place, package))?.join(name));
    let (runner, polyatom) = (program(RUNNER, "polyatom-conformance")?, program(COMMAND, "polyatom")?);

    let told = exec::quiet(ctx, polyatom.shell(ctx).arg("--version"))?;
    ensure!(told.trim() == format!("polyatom {}", ctx.version()), "the command says:\n{told}");
    for (first, second, expected) in [("1.2_rc1", "1.2", true), ("1.2", "1.2_rc1", false)] {
        let is_less = exec::finish(ctx, polyatom.shell(ctx).args(["lt", first, second]))?.ok;
        ensure!(is_less == expected, "the command says of {first} and {second}: {is_less}");
    }
    records::note(ctx, &[archive_of(&named(ctx, place, COMMAND))], "its answers", None)?;

    let mut names = vec![archive_of(&named(ctx, place, RUNNER))];
    if place.platform.is_native() {
        let cases = unpack(&cases(ctx))?;
        exec::quiet(ctx, runner.shell(ctx).args(["check", "--dir"]).arg(cases))?;
        names.push(archive_of(&self::cases(ctx)));
    }
    let adapter = cargo::program(ctx, "polyatom-adapter")?.display().to_string();
    let run = runner.shell(ctx).arg("run").args(PATIENCE).args(part(!place.platform.is_native()));
    suite(ctx, &Asked { kind, platform: place.platform, names: &names, by: "our Rust adapter" }, run, &adapter)
}

fn archive_of(name: &str) -> String {
    format!("{name}.tar.xz")
}
