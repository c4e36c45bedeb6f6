//! What is written down about packages: checksums, sizes, contents, origin, notes, and how they are uploaded.

use super::kinds::{KINDS, Kind};
use super::{dist, promise, sbom};
use crate::kit::ctx::Ctx;
use crate::kit::portable::{self, Platform};
use crate::kit::{archive, exec};
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
            lines.push(format!("# {}: needs {}", kind.name, kind.registry.credentials.join(", ")));
            lines.extend((kind.registry.upload)(ctx.version(), &names));
        }
    }
    lines
}

/// For people, also in `dist`: of each package its size, its platform, how it was tried, and how many cases of the suite passed then.
pub fn table(ctx: &Ctx, chosen: &[&'static Kind]) -> Result<String> {
    let row = |artefact: &Artefact| {
        let (name, tried) = (artefact.name.clone(), tried(ctx, &artefact.name)?);
        let cases: Vec<_> = tried.iter().map(|(_, cases)| cases).filter(|cases| !cases.is_empty()).cloned().collect();
        let by: Vec<_> = tried.into_iter().map(|(by, _)| by).collect();
        let by = if by.is_empty() { "looked into".to_owned() } else { by.join("; ") };
        let platform = promise(&name);
        Ok([name, artefact.size.div_ceil(1000).to_string(), platform, cases.join("; "), by])
    };
    let rows = artefacts(ctx, chosen)?.iter().map(row).collect::<Result<Vec<_>>>()?;
    let text = markdown(["package", "kB", "for", "cases", "tried by"], &rows);
    ctx.sh.write_file(dist(ctx).join("ARTEFACTS.md"), &text)?;
    Ok(text)
}

fn markdown<const N: usize>(head: [&str; N], rows: &[[String; N]]) -> String {
    let head = head.map(str::to_owned);
    let width = |at: usize| rows.iter().chain([&head]).map(|row| row[at].len()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let line = |row: &[String; N]| {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("| {cell:<width$} "));
        cells.collect::<String>() + "|\n"
    };
    let rule = widths.map(|width| "-".repeat(width));
    [&head, &rule].into_iter().chain(rows).map(line).collect()
}

/// Remembers that packages were tried, by what, and how many cases passed if the suite was asked.
pub fn note(ctx: &Ctx, names: &[String], by: &str, cases: Option<usize>) -> Result<()> {
    let cases = cases.map(|cases| cases.to_string()).unwrap_or_default();
    for name in names {
        let lines = lines_of(ctx, name)? + &format!("{by}\t{cases}\n");
        ctx.sh.write_file(notes_of(ctx, name), lines)?;
    }
    Ok(())
}

/// What was remembered of one.
fn tried(ctx: &Ctx, name: &str) -> Result<Vec<(String, String)>> {
    let pairs =
        |text: &str| text.lines().filter_map(|line| line.split_once('\t')).map(|(by, cases)| (by.into(), cases.into())).collect();
    Ok(pairs(&lines_of(ctx, name)?))
}

fn lines_of(ctx: &Ctx, name: &str) -> Result<String> {
    let notes = notes_of(ctx, name);
    Ok(if notes.exists() { ctx.sh.read_file(notes)? } else { String::new() })
}

fn notes_of(ctx: &Ctx, name: &str) -> PathBuf {
    reports(ctx).join(format!("{name}.tried"))
}

/// The packages of a kind that can be tried on a platform: what is for any is tried on this one.
pub fn names_for(ctx: &Ctx, kind: &'static Kind, platform: &Platform) -> Result<Vec<String>> {
    let names = artefacts(ctx, &[kind])?.into_iter().map(|artefact| artefact.name);
    Ok(names.filter(|name| portable::promised(&promise(name)).unwrap_or(portable::NATIVE).name() == platform.name()).collect())
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

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let rows = [["a.whl".to_owned(), "12".to_owned()], ["b".to_owned(), String::new()]];
        let told = markdown(["package", "kB"], &rows);
        assert_eq!(told, "| package | kB |\n| ------- | -- |\n| a.whl   | 12 |\n| b       |    |\n");
    }
}
