//! Sources that build without a network: a crate of ours with those that it stands on as a small workspace, and everybody else's beside them.

use crate::kit::archive;
use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::portable::PLATFORMS;
use crate::lang::packaging::{LICENSES, tracked};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use xshell::cmd;

/// Where the crates of others are.
const VENDORED: &str = "vendor";

/// Writes the sources of crates into a directory.
pub fn tree(ctx: &Ctx, packages: &[&str], dir: &Path) -> Result<()> {
    let metadata = metadata(ctx, &ctx.root, &["--locked"])?;
    let members: Vec<String> = members(ctx, &metadata, packages)?.into_keys().collect();
    for member in &members {
        copy(ctx, member, dir)?;
    }
    LICENSES.iter().try_for_each(|license| ctx.sh.copy_file(ctx.path(license), dir))?;
    ctx.sh.write_file(dir.join("Cargo.toml"), workspace(&ctx.sh.read_file(ctx.path("Cargo.toml"))?, &members)?)?;
    ctx.sh.copy_file(ctx.path("Cargo.lock"), dir)?;
    // Leaves in the list of versions what is here.
    self::metadata(ctx, dir, &["--offline"])?;
    vendor(ctx, dir)
}

/// The names of crates and of those of ours that they need, sorted.
pub fn closure(ctx: &Ctx, packages: &[&str]) -> Result<Vec<String>> {
    let mut names: Vec<String> = members(ctx, &metadata(ctx, &ctx.root, &["--locked"])?, packages)?.into_values().collect();
    names.sort();
    Ok(names)
}

/// Cargo's own account of a workspace.
fn metadata(ctx: &Ctx, dir: &Path, more: &[&str]) -> Result<Value> {
    let manifest = dir.join("Cargo.toml");
    let text = exec::quiet(ctx, cmd!(ctx.sh, "cargo metadata --quiet --format-version 1 --manifest-path {manifest} {more...}"))?;
    serde_json::from_str(&text).context("cargo metadata gives something else than JSON")
}

/// The directories of crates and of those of ours that they need, with their names.
fn members(ctx: &Ctx, metadata: &Value, names: &[&str]) -> Result<BTreeMap<String, String>> {
    let packages = metadata["packages"].as_array().context("cargo metadata lists no packages")?;
    let by_name = |name: &str| packages.iter().find(|found| found["name"] == name && found["source"].is_null());
    let named = |name: &&str| by_name(name).with_context(|| format!("there is no crate {name}"));
    let mut open: Vec<&Value> = names.iter().map(named).collect::<Result<_>>()?;
    let mut found = BTreeMap::new();
    while let Some(package) = open.pop() {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap_or_default());
        let dir = manifest.parent().and_then(|dir| dir.strip_prefix(&ctx.root).ok()).context("a crate that is not here")?;
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        if found.insert(dir.display().to_string(), name).is_none() {
            let needed =
                package["dependencies"].as_array().into_iter().flatten().filter(|dependency| dependency["kind"] != "dev");
            open.extend(needed.filter_map(|dependency| by_name(dependency["name"].as_str()?)));
        }
    }
    Ok(found)
}

/// What nobody needs who builds: tests, and crates that lie within others.
const LEFT_OUT: [&str; 9] = ["tests/", "benches/", "examples/", "oracle/", "abi/", "adapters/", "others/", "pytest/", "browser/"];

/// A crate without its tests, and without crates that lie within it.
fn copy(ctx: &Ctx, member: &str, to: &Path) -> Result<()> {
    let from = ctx.path(member);
    for name in tracked(ctx, &from)?.into_iter().filter(|name| !LEFT_OUT.iter().any(|dir| name.starts_with(dir))) {
        let place = to.join(member).join(&name);
        ctx.sh.create_dir(place.parent().context("a file without a directory")?)?;
        if name == "Cargo.toml" {
            ctx.sh.write_file(place, without_tests(&ctx.sh.read_file(from.join(name))?))?;
        } else {
            ctx.sh.copy_file(from.join(name), place)?;
        }
    }
    Ok(())
}

/// A manifest without what only tests need.
fn without_tests(manifest: &str) -> String {
    let mut is_kept = true;
    let lines = manifest.lines().filter(|line| {
        if line.starts_with('[') {
            is_kept = !["[dev-dependencies", "[[test]]", "[[bench]]", "[[example]]"].iter().any(|start| line.starts_with(start));
        }
        is_kept
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// The manifest of the workspace with these members alone.
fn workspace(manifest: &str, members: &[String]) -> Result<String> {
    let (_, rest) = manifest.split_once("[workspace.package]").context("Cargo.toml has no [workspace.package]")?;
    let members: String = members.iter().map(|member| format!("    \"{member}\",\n")).collect();
    Ok(format!("[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n\n[workspace.package]{rest}"))
}

/// The crates of others. Those that are for other systems are there by name alone, for cargo wants to know of them.
fn vendor(ctx: &Ctx, dir: &Path) -> Result<()> {
    let (manifest, place) = (dir.join("Cargo.toml"), dir.join(VENDORED));
    exec::quiet(
        ctx,
        cmd!(ctx.sh, "cargo vendor --quiet --locked --offline --versioned-dirs --manifest-path {manifest} {place}"),
    )?;
    let mut needed = BTreeSet::new();
    for platform in &PLATFORMS {
        let found = metadata(ctx, dir, &["--offline", "--locked", "--filter-platform", &platform.triple()])?;
        let nodes = found["resolve"]["nodes"].as_array().cloned().unwrap_or_default();
        // `registry+https://…#name@version`
        needed.extend(nodes.iter().filter_map(|node| Some(node["id"].as_str()?.rsplit_once('#')?.1.replace('@', "-"))));
    }
    for krate in ctx.sh.read_dir(&place)? {
        let name = krate.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if needed.contains(&name) { tests_removed(ctx, &krate)? } else { hollow(ctx, &krate)? }
    }
    let config = format!(
        "[source.crates-io]\nreplace-with = \"vendored\"\n\n[source.vendored]\ndirectory = \"{VENDORED}\"\n\n[alias]\nxtask = \"run --quiet --package xtask --\"\n"
    );
    Ok(ctx.sh.write_file(dir.join(".cargo/config.toml"), config)?)
}

/// Leaves of a crate its manifest and an empty library.
fn hollow(ctx: &Ctx, krate: &Path) -> Result<()> {
    keep(ctx, krate, |name| name == "Cargo.toml" || name.starts_with("LICENSE"))?;
    Ok(ctx.sh.write_file(krate.join("src/lib.rs"), "")?)
}

/// Nobody runs the tests of others from here.
fn tests_removed(ctx: &Ctx, krate: &Path) -> Result<()> {
    keep(ctx, krate, |name| !["tests/", "benches/", "examples/", "testdata/", ".github/"].iter().any(|dir| name.starts_with(dir)))
}

/// Removes the other files of a crate, and says to cargo that there are none.
fn keep(ctx: &Ctx, krate: &Path, is_kept: impl Fn(&str) -> bool) -> Result<()> {
    const SUMS: &str = ".cargo-checksum.json";
    for (name, path) in archive::files_of(krate)? {
        if name != SUMS && !is_kept(&name) {
            fs::remove_file(path)?;
        }
    }
    exec::quiet(ctx, cmd!(ctx.sh, "find {krate} -type d -empty -delete"))?;
    let file = krate.join(SUMS);
    let mut sums: Value = serde_json::from_str(&ctx.sh.read_file(&file)?)?;
    if let Some(files) = sums["files"].as_object_mut() {
        files.retain(|name, _| is_kept(name));
    }
    Ok(ctx.sh.write_file(file, sums.to_string())?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_lose_what_tests_need() {
        let manifest = "[package]\nname = \"a\"\n[dev-dependencies]\nb = \"1\"\n\n[lints]\nworkspace = true\n";
        assert_eq!(without_tests(manifest), "[package]\nname = \"a\"\n[lints]\nworkspace = true\n");
    }

    #[test]
    fn a_workspace_gets_other_members() {
        let manifest = "[workspace]\nmembers = [\"a\", \"b\"]\n\n[workspace.package]\nversion = \"1.0.0\"\n";
        let wanted = "[workspace]\nresolver = \"3\"\nmembers = [\n    \"a\",\n]\n\n[workspace.package]\nversion = \"1.0.0\"\n";
        assert_eq!(workspace(manifest, &["a".to_owned()]).unwrap(), wanted);
    }
}
