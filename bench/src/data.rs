//! Prepares the data of a real repository, so that every contestant only has to read lines.

use anyhow::{Context, Result, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use flate2::read::GzDecoder;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read;
use std::process::Command;

/// The end of its name.
const ARCHIVE: &str = "md5-cache.tar.gz";
const CACHE: &str = "metadata/md5-cache/";
/// The profile of the system.
const PROFILE: &str = "default/linux/amd64/23.0";
const VARIABLES: [&str; 5] = ["DEPEND", "RDEPEND", "BDEPEND", "PDEPEND", "IDEPEND"];

/// Writes the files that `README.md` describes into `to`.
pub fn prepare(from: &Utf8Path, to: &Utf8Path) -> Result<()> {
    let entries = unpack(&archive(from)?, to)?;
    let mut random = Random(1);
    let dependencies: Vec<String> = entries.iter().flat_map(|entry| dependencies(entry, &mut random)).collect();
    fs::write(to.join("deps.tsv"), dependencies.join("\n") + "\n")?;
    fs::write(to.join("versions.txt"), text_of(&from.join("versions.txt.gz"))?)?;
    let atoms = text_of(&from.join("atoms.txt.gz"))?;
    let matchers: BTreeSet<String> = atoms.lines().filter_map(matcher).collect();
    fs::write(to.join("matchers.txt"), matchers.into_iter().collect::<Vec<_>>().join("\n") + "\n")?;
    system(from, to)
}

/// Unpacks a large repository, where there is one, and writes the configuration of a system that uses it.
fn system(from: &Utf8Path, to: &Utf8Path) -> Result<()> {
    let archive = from.join("repos/big.tar.xz");
    if !archive.exists() {
        return Ok(());
    }
    let status = Command::new("tar").args(["-xJf", archive.as_str(), "-C", to.as_str()]).status().context("tar")?;
    ensure!(status.success(), "tar cannot unpack {archive}");
    let portage = to.join("root/etc/portage");
    fs::create_dir_all(portage.join("make.profile"))?;
    let repository = to.join("big");
    fs::write(portage.join("repos.conf"), format!("[DEFAULT]\nmain-repo = big\n[big]\nlocation = {repository}\n"))?;
    fs::write(portage.join("make.profile/parent"), format!("{repository}/profiles/{PROFILE}\n"))?;
    Ok(fs::write(portage.join("make.profile/eapi"), "5\n")?)
}

fn archive(from: &Utf8Path) -> Result<Utf8PathBuf> {
    let entries = from.read_dir_utf8()?.collect::<std::io::Result<Vec<_>>>()?;
    let found = entries.iter().map(|entry| entry.path()).find(|path| path.as_str().ends_with(ARCHIVE));
    Ok(found.with_context(|| format!("there is no {ARCHIVE} in {from}"))?.to_owned())
}

/// Writes the cache entries, and gives their texts.
fn unpack(archive: &Utf8Path, to: &Utf8Path) -> Result<Vec<String>> {
    let file = File::open(archive).with_context(|| format!("there is no {archive}"))?;
    let mut texts = Vec::new();
    for member in tar::Archive::new(GzDecoder::new(file)).entries()? {
        let mut member = member?;
        let path = member.path()?.to_string_lossy().into_owned();
        let Some((_, name)) = path.split_once(CACHE).filter(|_| member.header().entry_type().is_file()) else { continue };
        let place = to.join("md5-cache").join(name);
        fs::create_dir_all(place.parent().context("a cache entry without a category")?)?;
        let mut text = String::new();
        member.read_to_string(&mut text)?;
        fs::write(place, &text)?;
        texts.push(text);
    }
    Ok(texts)
}

fn text_of(path: &Utf8Path) -> Result<String> {
    let mut text = String::new();
    GzDecoder::new(File::open(path).with_context(|| format!("there is no {path}"))?).read_to_string(&mut text)?;
    Ok(text)
}

/// The lines of `deps.tsv` for one cache entry.
fn dependencies(entry: &str, random: &mut Random) -> Vec<String> {
    let fields: Vec<(&str, &str)> = entry.lines().filter_map(|line| line.split_once('=')).collect();
    let eapi = fields.iter().find(|(key, _)| *key == "EAPI").map_or("0", |(_, value)| value);
    let values = fields.iter().filter(|(key, _)| VARIABLES.contains(key));
    values.map(|(_, value)| format!("{eapi}\t{}\t{value}", random.half(&flags(value)).join(" "))).collect()
}

/// The flags of the conditionals in a dependency string.
fn flags(text: &str) -> BTreeSet<&str> {
    text.split(' ').filter_map(|word| word.strip_suffix('?')).map(|flag| flag.trim_start_matches('!')).collect()
}

/// An atom with a version, reduced to operator and version of `cat/pkg`.
fn matcher(atom: &str) -> Option<String> {
    let atom = atom.trim_start_matches('!');
    let operator: String = atom.chars().take_while(|c| "<>=~".contains(*c)).collect();
    let rest = &atom[operator.len()..];
    let name_and_version = rest.split([':', '[']).next()?;
    let version = version_in(name_and_version)?;
    (!operator.is_empty()).then(|| format!("{operator}cat/pkg-{version}"))
}

/// The version at the end: what follows the last hyphen before a digit, a revision apart.
fn version_in(text: &str) -> Option<&str> {
    let hyphens = text.rmatch_indices('-').map(|(at, _)| at);
    let mut versions = hyphens.filter(|at| text[at + 1..].starts_with(|c: char| c.is_ascii_digit()));
    versions.next().map(|at| &text[at + 1..])
}

/// The generator of `README.md`.
struct Random(u32);

impl Random {
    fn next(&mut self, below: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) % below
    }

    fn half<'a>(&mut self, flags: &BTreeSet<&'a str>) -> Vec<&'a str> {
        flags.iter().filter(|_| self.next(2) == 1).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matchers_keep_operator_and_version() {
        let cases = [
            (">=dev-lang/python-3.11-r1:3.11=[ssl]", Some(">=cat/pkg-3.11-r1")),
            ("!!<a/b-1-2.0", Some("<cat/pkg-2.0")),
            ("=a/b-1.2*", Some("=cat/pkg-1.2*")),
            ("a/b-c", None),
        ];
        for (atom, expected) in cases {
            assert_eq!(matcher(atom).as_deref(), expected, "{atom}");
        }
    }

    #[test]
    fn dependencies_have_eapi_and_some_of_their_flags() {
        let lines = dependencies("EAPI=8\nSLOT=0\nRDEPEND=x? ( a/b ) !y? ( c/d[z?] )\n", &mut Random(1));
        let fields: Vec<&str> = lines[0].split('\t').collect();
        assert_eq!((lines.len(), fields[0], fields[2]), (1, "8", "x? ( a/b ) !y? ( c/d[z?] )"));
        assert!(fields[1].split_whitespace().all(|flag| ["x", "y"].contains(&flag)));
    }
}
