//! `release`: every package of every language in `dist`, looked into, with checksums, a list of what is in it, where it comes from, and the
//! commands that upload it. Nothing is uploaded without credentials.

mod ahead;
mod checkers;
mod crates;
mod gentoo;
mod kinds;
mod programs;
mod publish;
mod pytest;
mod records;
mod sbom;
mod verify;

use crate::flags;
use crate::kit::ccwrap::{self, Audit, Wrapped};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::plan::Plan;
use crate::kit::portable::{PLATFORMS, Platform};
use crate::kit::{files, portable};
use crate::lang::packaging::{Place, pyodide};
use anyhow::{Context, Result, ensure};
use kinds::Kind;
use std::path::{Path, PathBuf};

pub fn run(ctx: &Ctx, flags: flags::Release) -> Result<()> {
    if let Some(version) = &flags.version {
        let ours = ctx.version();
        ensure!(version == ours, "this is version {ours}; `cargo xtask bump {version}` makes it {version}");
    }
    ensure!(flags.verify || flags.step.is_none(), "--step is a part of --verify");
    let chosen = kinds::select(flags.only.as_deref())?;
    let platforms = portable::select(flags.platform.as_deref())?;
    if flags.publish {
        return publish::run(ctx, &chosen);
    }
    let mut plan = plan(ctx, &chosen, &platforms);
    if flags.verify {
        let (verify, step) = (verify::plan(ctx, &chosen, &platforms, false), flags.step.as_deref().unwrap_or_default());
        plan = plan.then(verify.named(step).with_context(|| format!("nothing is verified by a step with {step:?} in its name"))?);
    }
    // What has been found is written down, also if something is wrong.
    let done = ahead::beside(ctx, &kinds::with_needed(&chosen), &platforms, || plan.run(ctx));
    if let Ok(table) = records::table(ctx, &chosen) {
        print!("\n{table}");
    }
    done
}

/// For `test`: the packages of the languages for this machine, installed and asked a part of the suite; crates are only packed.
pub fn reduced(ctx: &Ctx) -> Result<Plan<'_>> {
    let chosen = kinds::select(Some("c,python,python-cffi,ruby,go,rust"))?;
    let platforms = [portable::NATIVE];
    Ok(plan(ctx, &chosen, &platforms).then(verify::plan(ctx, &chosen, &platforms, true)))
}

fn plan<'a>(ctx: &'a Ctx, chosen: &[&'static Kind], platforms: &[&'static Platform]) -> Plan<'a> {
    let foreign = platforms.iter().flat_map(|platform| platform.target.tools);
    let mut plan = Plan::new(chosen.iter().flat_map(|kind| kind.tools).chain(foreign).copied());
    let needed = kinds::with_needed(chosen);
    let places: Vec<_> = needed
        .iter()
        .map(|kind| place(ctx, portable::NATIVE).dist(kind.name))
        .chain([dist(ctx), records::reports(ctx)])
        .collect();
    plan.prepare("dist is empty", move || places.into_iter().try_for_each(|place| fresh(ctx, place).map(drop)));
    // This machine's first: meanwhile those for others are compiled.
    for platform in platforms.iter().copied() {
        for kind in needed.iter().copied().filter(|kind| (kind.has)(platform)) {
            plan.prepare(format!("{}: made for {}", kind.name, platform.name()), move || make(ctx, kind, platform));
        }
    }
    for kind in chosen.iter().copied() {
        plan.prepare(format!("{}: looked into", kind.name), move || collect(ctx, kind));
    }
    let chosen = chosen.to_vec();
    plan.prepare("records", move || records::write(ctx, &chosen));
    plan
}

/// Makes a kind's packages by compilers and linkers that stand behind the wrapper.
fn make(ctx: &Ctx, kind: &Kind, platform: &'static Platform) -> Result<()> {
    let place = place(ctx, platform);
    let behind = Wrapped::make(ctx, place.wrapper(kind.name))?.before(ctx)?;
    (kind.make)(&behind, &place)
}

/// Where packages are made.
fn made(ctx: &Ctx) -> PathBuf {
    ctx.path("target/packages")
}

fn place(ctx: &Ctx, platform: &'static Platform) -> Place {
    Place { root: made(ctx), platform }
}

/// Where they are when they are good.
fn dist(ctx: &Ctx) -> PathBuf {
    ctx.path("dist")
}

/// A package gets into `dist` when everything in it is as its name says, the licenses are among it, and it was made as the toolchain says. How
/// it was made lies beside it.
fn collect(ctx: &Ctx, kind: &Kind) -> Result<()> {
    let made = place(ctx, portable::NATIVE).dist(kind.name);
    let packages = (kind.packages)(ctx, &made)?;
    ensure!(!packages.is_empty(), "nothing was made in {}", made.display());
    for (name, path) in packages {
        let refused = || format!("{name} is refused");
        look(ctx, &path, &name, kind.holds).with_context(refused)?;
        audit(ctx, &path, &name, kind).with_context(refused)?;
        files::replace(ctx, &path, &dist(ctx).join(&name))?;
    }
    Ok(())
}

fn look(ctx: &Ctx, path: &Path, name: &str, holds: &[&str]) -> Result<()> {
    ccwrap::look(ctx, path, Some(&promise(name)), portable::GLIBC, holds).map(drop)
}

/// What the logs say of it: its own, and those of what it is made of.
fn audit(ctx: &Ctx, path: &Path, name: &str, kind: &Kind) -> Result<()> {
    let promise = promise(name);
    let platform = portable::promised(&promise);
    let triple = if promise == pyodide::TAG { Some(pyodide::TRIPLE.to_owned()) } else { platform.map(Platform::triple) };
    // One that is for any was made with the first of those platforms that were asked for.
    let is_made = |platform: &&'static Platform| Wrapped::at(place(ctx, platform).wrapper(kind.name)).log().exists();
    let made_with = platform.or_else(|| PLATFORMS.iter().find(is_made)).unwrap_or(portable::NATIVE);
    let place = place(ctx, made_with);
    let logs: Vec<_> = kind.after.iter().chain([&kind.name]).map(|kind| Wrapped::at(place.wrapper(kind)).log()).collect();
    let audit = Audit { logs: &logs, triple: triple.as_deref(), packages: &[path], allowed: &["unwind", portable::UNWINDER] };
    ccwrap::audit(ctx, &audit, &dist(ctx).join(format!("{name}.manifest.json")))
}

/// The platform in the name of a package: the part that begins where a platform can, up to what tells the kind of file. A package without one
/// is for any, and has no binary in it.
fn promise(name: &str) -> String {
    let starts = ["manylinux", "musllinux", "pyemscripten", "x86_64-", "aarch64-", "linux_", "amd64", "arm64"];
    let Some(at) = starts.iter().filter_map(|start| name.find(start)).min() else { return "any".to_owned() };
    let ends = [".whl", ".gem", "-debug.tar.xz", ".tar.xz", ".deb", ".zip"];
    ends.iter().find_map(|end| name[at..].strip_suffix(end)).unwrap_or(&name[at..]).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_promised() {
        for (name, tag) in [
            (
                "polyatom-0.1.0-cp310-abi3-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
                "manylinux_2_17_x86_64.manylinux2014_x86_64",
            ),
            ("polyatom-0.1.0-x86_64-linux-gnu.gem", "x86_64-linux-gnu"),
            ("polyatom-c-0.1.0-x86_64-linux-gnu.tar.xz", "x86_64-linux-gnu"),
            ("polyatom-c-0.1.0-x86_64-linux-gnu-debug.tar.xz", "x86_64-linux-gnu"),
            ("polyatom-go-lib-0.1.0-linux_amd64.zip", "linux_amd64"),
            ("libpolyatom0.1_0.1.0_amd64.deb", "amd64"),
            ("polyatom-0.1.0-cp310-abi3-pyemscripten_2026_0_wasm32.whl", "pyemscripten_2026_0_wasm32"),
            ("polyatom-0.1.0.tar.gz", "any"),
            ("polyatom-core-0.1.0.crate", "any"),
        ] {
            assert_eq!(promise(name), tag, "{name}");
        }
    }
}
