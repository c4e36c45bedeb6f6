//! `metadata`: whether the entries of the metadata cache fit their ebuilds, and writing them.

use crate::answer::Answer;
use crate::input::Input;
use crate::output::Output;
use crate::progress::Progress;
use crate::sources::Sources;
use clap::ValueEnum;
use polyatom::Cpv;
use polyatom_repo::format::manifest::HashKind;
use polyatom_repo::{
    CacheEntry, Disk, Key, MemoryDisk, OpenOptions, OsDisk, Repository, StaleReason, Verification, VerifyLevel, hash, write,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;
use std::sync::Arc;

/// Verify or write the entries of the metadata cache.
#[derive(clap::Args)]
pub struct Metadata {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Verify(Verify),
    Write(Write),
}

/// Tell which entries do not fit their ebuilds and eclasses, which are missing, and which have no ebuild.
#[derive(clap::Args)]
struct Verify {
    #[command(flatten)]
    sources: Sources,
    /// How closely they are compared.
    #[arg(long, value_enum, default_value_t = Level::Md5)]
    level: Level,
    /// Print JSON, a line for each entry that is told.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Level {
    /// The checksums in the entry are those of ebuild and eclasses.
    Md5,
    /// Neither the ebuild nor an eclass is newer than the entry.
    Mtime,
    /// An entry that can be read is valid.
    None,
}

/// Write entries from JSON, a package in each text, with the fields that `pkg --json` prints.
///
/// Variables that are null or left out are not set. The checksum of the ebuild is that of the file where `_md5_` is left out, and so are those
/// of the eclasses where `_eclasses_` is left out and `inherited` names them. An entry with a value that is not valid in its EAPI is told and
/// not written.
#[derive(clap::Args)]
struct Write {
    /// The directory of the repository.
    #[arg(long, value_name = "DIR")]
    repo: String,
    #[command(flatten)]
    input: Input,
}

#[derive(Serialize)]
struct Told<'a> {
    cpv: &'a str,
    repo: &'a str,
    status: &'a str,
    reason: Option<String>,
}

impl Metadata {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        match self.command {
            Command::Verify(command) => command.run(output),
            Command::Write(command) => command.run(output),
        }
    }
}

impl Verify {
    fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(set) = self.sources.set(output)? else { return Ok(Answer::Bad) };
        let level = match self.level {
            Level::Md5 => VerifyLevel::Md5,
            Level::Mtime => VerifyLevel::Mtime,
            Level::None => VerifyLevel::Unchecked,
        };
        let mut all_fit = true;
        for repository in set.repositories() {
            let mut progress = Progress::of_things(format!("verifying {repository}"));
            let verified = repository.verify_with(level, &mut progress.report());
            drop(progress);
            let Some(found) = output.good(repository, verified)? else { continue };
            all_fit &= found.stale.is_empty() && found.missing.is_empty() && found.broken.is_empty();
            self.print(repository, &found, output)?;
        }
        Ok(all_fit.into())
    }

    fn print(&self, repository: &Repository, found: &Verification, output: &mut Output) -> io::Result<()> {
        let mut tell = |cpv: &str, status: &str, reason: Option<String>| match self.json {
            true => output.json(&Told { cpv, repo: repository.name(), status, reason }),
            false => {
                let reason = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
                output.line(format_args!("{cpv}::{repository} {status}{reason}"))
            }
        };
        found.stale.iter().try_for_each(|stale| tell(stale.cpv.as_str(), "stale", Some(words(&stale.reason))))?;
        found.missing.iter().try_for_each(|cpv| tell(cpv.as_str(), "missing", None))?;
        found.orphans.iter().try_for_each(|cpv| tell(cpv.as_str(), "orphan", None))?;
        found.broken.iter().try_for_each(|error| tell(error.package().unwrap_or(""), "broken", Some(error.reason())))
    }
}

fn words(reason: &StaleReason) -> String {
    match reason {
        StaleReason::EbuildMissing => "there is no ebuild".to_owned(),
        StaleReason::Ebuild => "the ebuild is another one".to_owned(),
        StaleReason::EclassMissing(name) => format!("there is no eclass {name}"),
        StaleReason::Eclass(name) => format!("the eclass {name} is another one"),
        StaleReason::NoChecksum => "a checksum is missing".to_owned(),
    }
}

impl Write {
    fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(repository) = output.good(&self.repo, Repository::open(&self.repo))? else { return Ok(Answer::Bad) };
        self.input.each(|place, text| {
            let Some(path) = output.good(place, written(&repository, text))? else { return Ok(()) };
            output.text(path, self.input.ends)
        })?;
        Ok(Answer::Yes)
    }
}

/// Writes an entry, and gives its path.
fn written(repository: &Arc<Repository>, text: &str) -> Result<String, String> {
    let fields: Map<String, Json> = serde_json::from_str(text).map_err(|error| format!("not an object in JSON: {error}"))?;
    let cpv = fields.get("cpv").and_then(Json::as_str).ok_or("the field cpv is missing")?;
    let cpv = Cpv::parse(cpv).map_err(|error| error.to_string())?;
    let values = values(repository, &cpv, &fields)?;
    let entry = CacheEntry::new(values.iter().map(|(&key, value)| (key, value.as_str())));
    let entry = entry.map_err(|fault| fault.to_string())?;
    check(&cpv, &entry)?;
    let path = write::cache_entry(&OsDisk, repository, &cpv, &entry, None).map_err(|error| error.to_string())?;
    Ok(path.into_string())
}

/// Fails if a reader of the entry would find something wrong.
fn check(cpv: &Cpv, entry: &CacheEntry) -> Result<(), String> {
    let path = format!("/metadata/md5-cache/{}/{}", cpv.category(), cpv.pf());
    let disk: Arc<dyn Disk> = Arc::new(MemoryDisk::new([(path, entry.to_md5_dict())]));
    let options = OpenOptions { disk: Some(disk), ..OpenOptions::default() };
    let package = Repository::open_with("/", options).and_then(|repository| repository.package(cpv));
    let wrong = package.map_or_else(|error| vec![error], |package| package.check());
    wrong.first().map_or(Ok(()), |error| Err(error.fault().to_string()))
}

/// The variables that the fields have, with the checksums that are left out.
fn values(repository: &Repository, cpv: &Cpv, fields: &Map<String, Json>) -> Result<BTreeMap<Key, String>, String> {
    let mut values = BTreeMap::new();
    for (name, value) in fields {
        let Some(key) = Key::from_name(name) else { continue };
        match value {
            Json::Null => {}
            Json::String(text) => drop(values.insert(key, text.clone())),
            _ => return Err(format!("{name}: a text is needed")),
        }
    }
    if let Entry::Vacant(place) = values.entry(Key::Md5) {
        let ebuild = format!("{}/{}/{}.ebuild", cpv.category(), cpv.package(), cpv.pf());
        place.insert(md5(repository.path().join(ebuild).as_std_path())?);
    }
    if let (None, Some(inherited)) = (values.get(&Key::Eclasses), fields.get("inherited")) {
        let names: Vec<String> = Deserialize::deserialize(inherited).map_err(|error| format!("inherited: {error}"))?;
        let pairs = names.iter().map(|name| eclass(repository, name)).collect::<Result<Vec<String>, String>>()?;
        if !pairs.is_empty() {
            values.insert(Key::Eclasses, pairs.join("\t"));
        }
    }
    Ok(values)
}

/// An eclass and its checksum, as an entry has them.
fn eclass(repository: &Repository, name: &str) -> Result<String, String> {
    let eclass = repository.eclass(name).ok_or_else(|| format!("there is no eclass {name}"))?;
    let sum = repository.eclass_md5(eclass).ok_or_else(|| format!("{}: the file cannot be read", eclass.path))?;
    Ok(format!("{name}\t{sum}"))
}

fn md5(path: &std::path::Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(hash(HashKind::Md5, &bytes))
}
