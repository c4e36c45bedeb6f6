//! `--verify`: the same bytes from another directory, and the conformance suite against what a user has installed.

use super::checkers::{self, Checker};
use super::kinds::{Kind, Try};
use super::{dist, place, records};
use crate::kit::archive;
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::plan::Plan;
use crate::kit::portable::{Libc, PLATFORMS, Platform};
use crate::kit::report::{Report, judge};
use crate::kit::{count, exec};
use crate::lang::packaging::Packaging;
use crate::task::conformance;
use anyhow::{Context, Result, ensure};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

/// What runs what is for other machines: names in the table of tools.
const EMULATED: [&str; 2] = ["mmdebstrap", "qemu"];

/// For all kinds what concerns them; `reduced` is a part of the suite, and no second build.
pub fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Kind], platforms: &[&'static Platform], reduced: bool) -> Plan<'a> {
    let mut plan =
        Plan::new(if platforms.iter().any(|platform| !platform.is_native()) { &EMULATED[..] } else { &[] }.iter().copied());
    for (kind, platform) in chosen.iter().flat_map(|kind| platforms.iter().map(|platform| (*kind, *platform))) {
        if !(kind.has)(platform) || !(kind.tried)(platform) {
            continue;
        }
        for Try { what, ask } in kind.tries.iter().filter(|_| !reduced) {
            plan.test(format!("{}: {what} on {}", kind.name, platform.name()), move || ask(ctx, kind, platform));
        }
        if let Some(packaging) = &kind.packaging {
            plan.test(
                format!("{}: suite against what {} has on {}", kind.name, packaging.install_with, platform.name()),
                move || installed(ctx, kind, packaging, platform, reduced),
            );
        }
    }
    if reduced {
        return plan;
    }
    for kind in chosen.iter().copied() {
        let is_installed = platforms.iter().any(|platform| platform.is_native());
        for checker in checkers::of(kind).iter().filter(|checker| is_installed || !checker.is_of_installed) {
            plan.test(format!("{}: {}", kind.name, checker.names), move || checked(ctx, kind, checker));
        }
    }
    let (chosen, platforms) = (chosen.to_vec(), platforms.to_vec());
    plan.test("made again elsewhere", move || again(ctx, &chosen, &platforms));
    plan
}

fn installed(
    ctx: &Ctx,
    kind: &'static Kind,
    packaging: &Packaging,
    platform: &'static Platform,
    reduced: bool,
) -> Result<Report> {
    let place = place(ctx, platform);
    (packaging.install)(ctx, &place)?;
    if let Some(program) = packaging.at_the_end {
        in_peace(ctx, &program(ctx, &place)?.line())?;
    }
    let names = records::names_for(ctx, kind, platform)?;
    let asked = Asked { kind, platform, names: &names, by: packaging.install_with };
    suite(ctx, &asked, conformance::suite(ctx)?.args(conformance::part(reduced)), &(packaging.adapter)(ctx, &place)?.line())
}

/// The packages that the suite is about, and how they came to be installed.
pub struct Asked<'a> {
    pub kind: &'static Kind,
    pub platform: &'static Platform,
    pub names: &'a [String],
    pub by: &'a str,
}

/// Has a runner ask an adapter. It is remembered of those packages.
pub fn suite(ctx: &Ctx, asked: &Asked<'_>, runner: Cmd<'_>, adapter: &str) -> Result<Report> {
    let Asked { kind, platform, names, by } = asked;
    let report = records::report(ctx, kind, platform);
    ctx.sh.remove_path(&report)?;
    let run = runner.args(["--strict", "--validate", "--adapter", &format!("{}={adapter}", kind.name), "--report"]);
    let done = exec::finish(ctx, run.arg(&report))?;
    let lines = if report.exists() { ctx.sh.read_file(report)? } else { String::new() };
    let tally = count::conformance(&lines);
    if done.ok {
        records::note(ctx, names, &format!("{by}{}", on(platform)), Some(tally.passed))?;
    }
    Ok(judge(done, tally, None))
}

/// What runs what is for that platform.
fn on(platform: &Platform) -> String {
    let loader = if platform.libc == Libc::Musl { " with musl's loader" } else { "" };
    let emulator = platform.target.qemu;
    if emulator.is_empty() { loader.to_owned() } else { format!("{loader} in {emulator}") }
}

/// It is remembered of the packages that it has looked at.
fn checked(ctx: &Ctx, kind: &'static Kind, checker: &Checker) -> Result<Report> {
    let report = (checker.ask)(ctx, kind)?;
    if report.failure.is_none() {
        let platforms = if checker.is_of_installed { &PLATFORMS[..1] } else { &PLATFORMS };
        let names = platforms.iter().map(|platform| records::names_for(ctx, kind, platform)).collect::<Result<Vec<_>>>()?;
        records::note(ctx, &names.concat(), checker.names, None)?;
    }
    Ok(report)
}

/// A program ends as it should, whenever its threads are told.
fn in_peace(ctx: &Ctx, program: &str) -> Result<()> {
    (0..3).try_for_each(|_| exec::quiet(ctx, cmd!(ctx.sh, "sh -c {program}")).map(drop))
}

/// A clone in a directory with another name makes the same.
fn again(ctx: &Ctx, chosen: &[&'static Kind], platforms: &[&'static Platform]) -> Result<Report> {
    let dirty = exec::quiet(ctx, cmd!(ctx.sh, "git status --porcelain"))?;
    ensure!(dirty.is_empty(), "only what is committed can be made again:\n{dirty}");
    let clone = fresh(ctx, ctx.path("target/made-again"))?.join("another/directory");
    let root = &ctx.root;
    exec::quiet(ctx, cmd!(ctx.sh, "git clone --quiet --no-hardlinks {root} {clone}"))?;
    lend(ctx, &clone)?;
    let names = platforms.iter().map(|platform| platform.name()).collect::<Vec<_>>().join(",");
    let only = chosen.iter().map(|kind| kind.name).collect::<Vec<_>>().join(",");
    let make = cmd!(
        ctx.sh,
        "cargo run --quiet --package xtask --manifest-path {clone}/Cargo.toml -- release --only {only} --platform {names}"
    );
    exec::quiet(ctx, make.env_remove("CARGO_TARGET_DIR").envs(archive::epoch(ctx)?))?;
    let different = differences(&records_of(ctx, chosen)?, &clone.join("dist"))?;
    ensure!(different.is_empty(), "not the same bytes:\n{}", different.join("\n"));
    Ok(Report::passed())
}

/// Tools need not be fetched again.
fn lend(ctx: &Ctx, clone: &Path) -> Result<()> {
    let out = ctx.sh.create_dir(clone.join("target/polyatom"))?;
    symlink(ctx.out.join("venv"), out.join("venv"))?;
    for tools in ["zig", "debian-rust"].iter().map(|name| Path::new("target").join(name)).filter(|tools| ctx.path(tools).exists())
    {
        symlink(ctx.path(&tools), clone.join(&tools))?;
    }
    Ok(())
}

fn records_of(ctx: &Ctx, chosen: &[&'static Kind]) -> Result<Vec<PathBuf>> {
    Ok(records::artefacts(ctx, chosen)?.into_iter().map(|artefact| dist(ctx).join(artefact.name)).collect())
}

fn differences(files: &[PathBuf], other: &Path) -> Result<Vec<String>> {
    let mut different = Vec::new();
    for file in files {
        let name = file.file_name().context("a file without a name")?;
        if std::fs::read(file)? != std::fs::read(other.join(name)).unwrap_or_default() {
            different.push(name.to_string_lossy().into_owned());
        }
    }
    Ok(different)
}
