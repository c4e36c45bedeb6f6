//! `data`: what tests and benchmarks read of a real repository, made from its metadata cache. Words are taken as they are written, and
//! nothing is parsed by what is to be tested.

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::{data, exec};
use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// The variables of a cache entry that hold specifications, and what conformance cases call their kinds.
const VARIABLES: [(&str, &str); 10] = [
    ("DEPEND", "depend"),
    ("RDEPEND", "depend"),
    ("BDEPEND", "depend"),
    ("PDEPEND", "depend"),
    ("IDEPEND", "depend"),
    ("LICENSE", "license"),
    ("REQUIRED_USE", "required_use"),
    ("RESTRICT", "restrict"),
    ("PROPERTIES", "properties"),
    ("SRC_URI", "src_uri"),
];

pub fn run(ctx: &Ctx, flags: flags::Data) -> Result<()> {
    // The user's path counts from where the user is.
    let repo = std::path::absolute(&flags.repo)?;
    let (cache, to) = (repo.join("metadata/md5-cache"), data::place(&ctx.root));
    ensure!(cache.is_dir(), "there is no metadata/md5-cache in {}: `egencache --update` makes one", flags.repo.display());
    let mut plan = Plan::new([]);
    plan.prepare("strings", || {
        let found = Found::read(&cache)?;
        ensure!(found.entries > 0, "there is no entry in {}", cache.display());
        ctx.sh.create_dir(&to)?;
        compressed(ctx, &to.join(data::VERSIONS), &lines(&found.versions))?;
        compressed(ctx, &to.join(data::SPECIFICATIONS), &found.specifications())?;
        // Last, for it is what tells that there is data.
        compressed(ctx, &to.join(data::ATOMS), &lines(&found.atoms))
    });
    plan.prepare("cache entries", || {
        let archive = to.join(data::CACHE);
        let as_all = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner"];
        exec::quiet(ctx, cmd!(ctx.sh, "tar -czf {archive} {as_all...} -C {repo} metadata/md5-cache")).map(drop)
    });
    plan.run(ctx)?;
    println!("in {}", to.display());
    Ok(())
}

/// What stands in a cache, each thing once.
#[derive(Default)]
struct Found {
    entries: usize,
    versions: BTreeSet<String>,
    atoms: BTreeSet<String>,
    /// By variable, EAPI and string: in how many entries it stands, and the first of them.
    strings: BTreeMap<(usize, String, String), (usize, String)>,
}

impl Found {
    fn read(cache: &Path) -> Result<Found> {
        let mut found = Found::default();
        for category in sorted(cache)?.into_iter().filter(|path| path.is_dir()) {
            for entry in sorted(&category)?.into_iter().filter(|path| path.is_file() && name(path) != "Manifest.gz") {
                let text = fs::read(&entry).with_context(|| format!("cannot read {}", entry.display()))?;
                let text = String::from_utf8(text).with_context(|| format!("{} is not UTF-8", entry.display()))?;
                found.add(&name(&category), &name(&entry), &text);
            }
        }
        Ok(found)
    }

    fn add(&mut self, category: &str, package: &str, entry: &str) {
        self.entries += 1;
        self.versions.extend(version(package).map(str::to_owned));
        let fields: BTreeMap<&str, &str> = entry.lines().filter_map(|line| line.split_once('=')).collect();
        let eapi = fields.get("EAPI").copied().unwrap_or("0");
        for (index, (variable, kind)) in VARIABLES.into_iter().enumerate() {
            let Some(text) = fields.get(variable).filter(|text| !text.is_empty()) else { continue };
            if kind == "depend" {
                self.atoms.extend(atoms(text).map(str::to_owned));
            }
            let key = (index, eapi.to_owned(), (*text).to_owned());
            self.strings.entry(key).or_insert_with(|| (0, format!("{category}/{package}"))).0 += 1;
        }
    }

    /// A line of JSON for each string.
    fn specifications(&self) -> String {
        let mut text = String::new();
        for ((index, eapi, string), (count, example)) in &self.strings {
            let (variable, kind) = VARIABLES[*index];
            let [eapi, string, example] = [eapi, string, example].map(|text| quoted(text));
            let _ = writeln!(
                text,
                r#"{{"kind": "{kind}", "variable": "{variable}", "eapi": {eapi}, "s": {string}, "count": {count}, "example": {example}}}"#
            );
        }
        text
    }
}

fn sorted(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The version at the end of a package's name: what follows the last hyphen but that of the revision.
fn version(package: &str) -> Option<&str> {
    let is_revision = |text: &str| text.strip_prefix('r').is_some_and(|digits| digits.parse::<u64>().is_ok());
    let (before, last) = package.rsplit_once('-')?;
    let start = if is_revision(last) { before.rfind('-')? + 1 } else { before.len() + 1 };
    Some(&package[start..])
}

/// The words that are neither conditions nor groups.
fn atoms(text: &str) -> impl Iterator<Item = &str> {
    text.split_ascii_whitespace().filter(|word| !matches!(*word, "(" | ")" | "||" | "^^" | "??") && !word.ends_with('?'))
}

fn quoted(text: &str) -> String {
    let mut json = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            c if c.is_control() => drop(write!(json, "\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json + "\""
}

fn lines(texts: &BTreeSet<String>) -> String {
    texts.iter().flat_map(|text| [text, "\n"]).collect()
}

/// Writes a file as gzip has it, without a name or a time in it: equal content gives an equal file.
fn compressed(ctx: &Ctx, file: &Path, text: &str) -> Result<()> {
    let plain = file.with_extension("");
    ctx.sh.write_file(&plain, text)?;
    exec::quiet(ctx, cmd!(ctx.sh, "gzip --force --no-name --best {plain}")).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_at_the_end() {
        assert_eq!(version("gtk+-3.24.1-r2"), Some("3.24.1-r2"));
        assert_eq!(version("font-misc-1.0"), Some("1.0"));
        assert_eq!(version("a-r1-2"), Some("2"));
        assert_eq!(version("none"), None);
    }

    #[test]
    fn an_entry_gives_its_strings_once() {
        let mut found = Found::default();
        let entry = "EAPI=8\nRDEPEND=ssl? ( dev-libs/openssl:= ) || ( a/b !!c/d )\nLICENSE=\"x\\\nSLOT=0\n";
        found.add("cat", "pkg-1", entry);
        found.add("cat", "pkg-2", entry);
        assert_eq!(found.versions.iter().collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(found.atoms.iter().collect::<Vec<_>>(), ["!!c/d", "a/b", "dev-libs/openssl:="]);
        let json = found.specifications();
        assert_eq!(json.lines().count(), 2);
        assert!(
            json.contains(r#""variable": "LICENSE", "eapi": "8", "s": "\"x\\", "count": 2, "example": "cat/pkg-1""#),
            "{json}"
        );
    }
}
