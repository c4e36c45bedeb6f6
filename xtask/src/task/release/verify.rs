//! `--verify`: the same bytes from another directory, and the conformance suite against what a user has installed.

use super::kinds::Kind;
use super::{checkers, crates, dist, place, records};
use crate::kit::archive;
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::plan::Plan;
use crate::kit::portable::Platform;
use crate::kit::report::{Report, judge};
use crate::kit::{count, exec};
use crate::lang::packaging::Packaging;
use crate::task::conformance;
use anyhow::{Context, Result, ensure};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use xshell::cmd;

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
        if let Some(ask) = checkers::of(kind) {
            plan.test(format!("{}: what its checkers say", kind.name), move || ask(ctx, kind));
        }
    }
    if chosen.iter().any(|kind| kind.name == "rust") {
        plan.test("rust: built from its packages", || crates::verify(ctx).map(|()| Report::passed()));
    }
    let (chosen, platforms) = (chosen.to_vec(), platforms.to_vec());
    plan.test("made again elsewhere", move || again(ctx, &chosen, &platforms));
    plan
}

fn installed(ctx: &Ctx, kind: &Kind, packaging: &Packaging, platform: &'static Platform, reduced: bool) -> Result<Report> {
    let place = place(ctx, platform);
    (packaging.install)(ctx, &place)?;
    if let Some(program) = packaging.at_the_end {
        in_peace(ctx, &program(ctx, &place)?.line())?;
    }
    let adapter = format!("{}={}", kind.name, (packaging.adapter)(ctx, &place)?.line());
    let report = records::report(ctx, kind, platform);
    ctx.sh.remove_path(&report)?;
    let run = conformance::suite(ctx)?.args(["--strict", "--validate", "--adapter", &adapter]).args(conformance::part(reduced));
    let done = exec::finish(ctx, run.arg("--report").arg(&report))?;
    let lines = if report.exists() { ctx.sh.read_file(report)? } else { String::new() };
    Ok(judge(done, count::conformance(&lines), None))
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
