//! What is written down about packages: checksums, sizes, contents, origin, notes, and how they are uploaded.

use super::kinds::{KINDS, Kind};
use super::{dist, promise, sbom};
use crate::kit::ctx::Ctx;
use crate::kit::portable::{self, Platform};
use crate::kit::{archive, count, exec};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use xshell::cmd;

pub struct Artefact {
    pub name: String,
    pub kind: &'static Kind,
    pub size: u64,
    pub sha256: String,
}

/// What is in `release.json`.
const RECORD: &str = "release.json";

pub fn write(ctx: &Ctx, chosen: &[&'static Kind]) -> Result<()> {
    let artefacts = artefacts(ctx, chosen)?;
    let dist = dist(ctx);
    let crates = sbom::Crates::read(ctx)?;
    for artefact in &artefacts {
        let Some(root) = made_of(artefact) else { continue };
        let bom = crates.bom(&artefact.name, &artefact.sha256, &root, ctx.version());
        write_json(ctx, &format!("{}.cdx.json", artefact.name), &bom.with_context(|| format!("the crate {root}"))?)?;
    }
    write_json(ctx, "provenance.intoto.json", &provenance(ctx, &artefacts)?)?;
    write_json(ctx, RECORD, &json!(artefacts.iter().map(record).collect::<Vec<_>>()))?;
    ctx.sh.write_file(dist.join("NOTES.md"), notes(&ctx.sh.read_file(ctx.path("CHANGELOG.md"))?, ctx.version())?)?;
    ctx.sh.write_file(dist.join("upload.txt"), uploads(ctx, &artefacts).join("\n") + "\n")?;
    let names: Vec<String> = archive::files_of(&dist)?.into_iter().map(|(name, _)| name).collect();
    ctx.sh.write_file(dist.join("SHA256SUMS"), sums(ctx, names)?)?;
    Ok(())
}

/// The packages of these kinds that are in `dist`, with what is known of each.
pub fn artefacts(ctx: &Ctx, chosen: &[&'static Kind]) -> Result<Vec<Artefact>> {
    let made = super::place(ctx, portable::NATIVE);
    let mut artefacts = Vec::new();
    for kind in chosen.iter().copied() {
        for (name, _) in (kind.packages)(ctx, &made.dist(kind.name))? {
            let size = fs::metadata(dist(ctx).join(&name)).with_context(|| format!("{name} is not in dist"))?.len();
            let sha256 = sums(ctx, vec![name.clone()])?.split(' ').next().unwrap_or_default().to_owned();
            artefacts.push(Artefact { name, kind, size, sha256 });
        }
    }
    Ok(artefacts)
}

/// In the form that `sha256sum --check` reads.
fn sums(ctx: &Ctx, mut names: Vec<String>) -> Result<String> {
    names.sort();
    let _there = ctx.sh.push_dir(dist(ctx));
    exec::quiet(ctx, cmd!(ctx.sh, "sha256sum {names...}"))
}

fn write_json(ctx: &Ctx, name: &str, value: &Value) -> Result<()> {
    Ok(ctx.sh.write_file(dist(ctx).join(name), serde_json::to_string_pretty(value)? + "\n")?)
}

/// The crate whose dependencies are in a package. A crate's package is its own; cases are made of none.
fn made_of(artefact: &Artefact) -> Option<String> {
    let stem = |version: &str| artefact.name.split(&format!("-{version}")).next().map(str::to_owned);
    match artefact.kind.name {
        "rust" => stem(env!("CARGO_PKG_VERSION")),
        "programs" if artefact.name.contains("-cases-") => None,
        "programs" => stem(env!("CARGO_PKG_VERSION")),
        _ => artefact.kind.made_of.map(str::to_owned),
    }
}

fn record(artefact: &Artefact) -> Value {
    let Artefact { name, kind, size, sha256 } = artefact;
    json!({ "kind": kind.name, "name": name, "platform": promise(name), "sha256": sha256, "size": size })
}

/// An unsigned statement of where all of them come from, in the form of SLSA.
fn provenance(ctx: &Ctx, artefacts: &[Artefact]) -> Result<Value> {
    let commit = exec::quiet(ctx, cmd!(ctx.sh, "git rev-parse HEAD"))?;
    let rustc = exec::quiet(ctx, cmd!(ctx.sh, "rustc --version"))?;
    let subjects: Vec<Value> =
        artefacts.iter().map(|artefact| json!({ "name": artefact.name, "digest": { "sha256": artefact.sha256 } })).collect();
    let repository = env!("CARGO_PKG_REPOSITORY");
    Ok(json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": subjects,
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": format!("{repository}/blob/main/docs/release.md"),
                "externalParameters": { "command": "cargo xtask release", "version": ctx.version() },
                "internalParameters": { "rustc": rustc.trim(), "SOURCE_DATE_EPOCH": archive::time(ctx)? },
                "resolvedDependencies": [{ "uri": format!("git+{repository}"), "digest": { "gitCommit": commit.trim() } }],
            },
            "runDetails": { "builder": { "id": format!("{repository}/blob/main/xtask") } },
        },
    }))
}

/// The part of the list of changes that is about this version.
fn notes(changelog: &str, version: &str) -> Result<String> {
    let start = changelog.find(&format!("## [{version}]")).with_context(|| format!("CHANGELOG.md says nothing of {version}"))?;
    let section = &changelog[start..];
    let end = section[3..].find("\n## ").map_or(section.len(), |at| at + 4);
    Ok(section[..end].to_owned())
}

/// The commands that upload them, with what each kind needs.
pub fn uploads(ctx: &Ctx, artefacts: &[Artefact]) -> Vec<String> {
    let mut lines = Vec::new();
    for kind in KINDS {
        let names: Vec<String> =
            artefacts.iter().filter(|artefact| artefact.kind.name == kind.name).map(|artefact| artefact.name.clone()).collect();
        if !names.is_empty() {
            lines.push(format!("# {}: needs {}", kind.name, kind.credentials.join(", ")));
            lines.extend((kind.upload)(ctx.version(), &names));
        }
    }
    lines
}

/// For people: name, size, platform; and on what it was tried, with how many cases that passed.
pub fn table(ctx: &Ctx, chosen: &[&'static Kind]) -> Result<String> {
    let artefacts = artefacts(ctx, chosen)?;
    let width = artefacts.iter().map(|artefact| artefact.name.len()).max().unwrap_or_default();
    let line = |artefact: &Artefact| {
        let Artefact { name, size, .. } = artefact;
        let platform = promise(name);
        Ok(format!("{name:<width$} {:>6} kB  {platform:<28} {}\n", size.div_ceil(1000), tried(ctx, artefact, &platform)?))
    };
    artefacts.iter().map(line).collect()
}

/// What the report of the suite says, if it was asked.
fn tried(ctx: &Ctx, artefact: &Artefact, platform: &str) -> Result<String> {
    let platform = portable::promised(platform).unwrap_or(portable::NATIVE);
    let report = report(ctx, artefact.kind, platform);
    let (Some(packaging), true) = (&artefact.kind.packaging, report.exists()) else { return Ok("-".to_owned()) };
    let passed = count::conformance(&ctx.sh.read_file(report)?).passed;
    let emulator = platform.target.qemu;
    let on = if emulator.is_empty() { String::new() } else { format!(" in {emulator}") };
    Ok(format!("{}{on}: {passed} cases", packaging.install_with))
}

/// Where the suite writes what it found of a kind's packages for a platform.
pub fn report(ctx: &Ctx, kind: &Kind, platform: &'static Platform) -> PathBuf {
    reports(ctx).join(format!("{}-{}.jsonl", kind.name, platform.name()))
}

pub fn reports(ctx: &Ctx) -> PathBuf {
    super::made(ctx).join("reports")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_those_of_the_version() {
        let changelog = "# Changes\n\n## [0.2.0]\n- New.\n\n## [0.1.0]\n- Old.\n";
        assert_eq!(notes(changelog, "0.2.0").unwrap(), "## [0.2.0]\n- New.\n\n");
        assert_eq!(notes(changelog, "0.1.0").unwrap(), "## [0.1.0]\n- Old.\n");
        assert!(notes(changelog, "0.3.0").is_err());
    }
}
