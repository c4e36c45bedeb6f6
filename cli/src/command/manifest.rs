//! `manifest`: what Manifests say, whether files agree with them, and writing them.

use super::wanted;
use crate::answer::Answer;
use crate::input::Input;
use crate::json::ManifestFields;
use crate::output::Output;
use crate::progress::Progress;
use crate::sources::Sources;
use polyatom::{Cpn, Error as Invalid};
use polyatom_repo::camino::{Utf8Path, Utf8PathBuf};
use polyatom_repo::format::manifest::{HashKind, Manifest as Entries, ManifestEntry, ManifestKind};
use polyatom_repo::{Disk, Error, FileKind, Mismatch, OsDisk, Repository, file_size, read_manifest, verify_file, write};
use serde::Serialize;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

/// Show, verify or write Manifests.
#[derive(clap::Args)]
pub struct Manifest {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Show(Show),
    Verify(Verify),
    Write(Write),
}

/// Print the entries of Manifest files: kind, size and name. Lines that are wrong are told.
#[derive(clap::Args)]
struct Show {
    /// Print JSON, a line for each entry, with its checksums.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// Compare the files of packages with their Manifests: size and every checksum.
#[derive(clap::Args)]
struct Verify {
    #[command(flatten)]
    files: Files,
    /// Print JSON, a line for each file that is told.
    #[arg(long)]
    json: bool,
}

/// Write the Manifests of packages anew.
///
/// Files to download get the size and checksums of the file in --distdir, or keep their entries where it is not there. Those that no version
/// names any more are left out. Where the repository has no thin Manifests, ebuilds and the files beside them get entries, too.
#[derive(clap::Args)]
struct Write {
    #[command(flatten)]
    files: Files,
}

/// Which packages, and where the files are.
#[derive(clap::Args)]
struct Files {
    #[command(flatten)]
    sources: Sources,
    /// Where the files to download are. Without it, nothing is said about them.
    #[arg(long, value_name = "DIR")]
    distdir: Option<Utf8PathBuf>,
    #[command(flatten)]
    input: Input,
    /// All packages of the repositories, in place of those that the texts name.
    #[arg(short, long, conflicts_with = "texts")]
    all: bool,
}

#[derive(Serialize)]
struct Told<'a> {
    path: &'a str,
    reason: String,
}

/// A package of a repository.
struct Place {
    repository: Arc<Repository>,
    cpn: Cpn,
}

impl Manifest {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        match self.command {
            Command::Show(command) => command.run(output),
            Command::Verify(command) => command.run(output),
            Command::Write(command) => command.run(output),
        }
    }
}

impl Show {
    fn run(self, output: &mut Output) -> io::Result<Answer> {
        self.input.each(|_, path| {
            let Some(found) = output.good(path, read_manifest(path))? else { return Ok(()) };
            output.all_wrong(&found.errors)?;
            found.value.entries.iter().try_for_each(|entry| {
                let size = entry.size.map_or_else(|| "-".to_owned(), |size| size.to_string());
                match self.json {
                    true => output.json(&ManifestFields::from(entry)),
                    false => output.text(format!("{} {size} {}", entry.kind.as_str(), entry.name), self.input.ends),
                }
            })
        })?;
        Ok(Answer::Yes)
    }
}

impl Files {
    /// The packages that are meant.
    fn places(&self, output: &mut Output) -> io::Result<Option<Vec<Place>>> {
        let Some(set) = self.sources.set(output)? else { return Ok(None) };
        let with = |cpn: &Cpn| set.repositories().filter(|repository| !repository.versions(cpn).is_empty()).cloned().collect();
        let place = |cpn: Cpn| move |repository| Place { repository, cpn: cpn.clone() };
        let mut places = Vec::new();
        if self.all {
            for cpn in set.cpns() {
                let found: Vec<Arc<Repository>> = with(&cpn);
                places.extend(found.into_iter().map(place(cpn)));
            }
            return Ok(Some(places));
        }
        self.input.each(|at, text| {
            let cpn: Result<Cpn, Invalid> = wanted::atom(text).map(|atom| atom.cpn());
            let Some(cpn) = output.good(at, cpn)? else { return Ok(()) };
            let found: Vec<Arc<Repository>> = with(&cpn);
            if found.is_empty() {
                output.bad(at, format!("{cpn}: no such package"))?;
            }
            places.extend(found.into_iter().map(place(cpn)));
            Ok(())
        })?;
        Ok(Some(places))
    }

    /// Where the file of an entry is, if that is known.
    fn path(&self, place: &Place, entry: &ManifestEntry) -> Option<Utf8PathBuf> {
        match entry.kind {
            ManifestKind::Dist => self.distdir.as_ref().map(|distdir| distdir.join(&entry.name)),
            ManifestKind::Ignore => None,
            _ => entry.path().map(|path| place.directory().join(path)),
        }
    }
}

impl Place {
    fn directory(&self) -> Utf8PathBuf {
        self.repository.path().join(self.cpn.category()).join(self.cpn.package())
    }
}

/// How far the reading of some files is.
struct Bytes {
    progress: Progress,
    done: u64,
    total: u64,
}

impl Bytes {
    fn of(what: &str, paths: impl IntoIterator<Item = impl AsRef<Utf8Path>>) -> Self {
        // A file that is not there has nothing to read.
        let total = paths.into_iter().filter_map(|path| file_size(path).ok()).sum();
        Self { progress: Progress::of_bytes(what), done: 0, total }
    }

    /// Reads one file, which tells how much of it was read.
    fn read<T>(&mut self, read: impl FnOnce(&mut dyn FnMut(u64) -> bool) -> T) -> T {
        let (before, mut last) = (self.done, 0);
        let value = read(&mut |bytes| {
            last = bytes;
            self.progress.tell(before + bytes, self.total)
        });
        self.done = before + last;
        value
    }
}

impl Verify {
    fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(places) = self.files.places(output)? else { return Ok(Answer::Bad) };
        let mut wanted: Vec<(Utf8PathBuf, ManifestEntry)> = Vec::new();
        for place in &places {
            let manifest = place.repository.manifest(&place.cpn);
            output.all_wrong(&manifest.errors)?;
            let entries = manifest.value.entries.into_iter();
            wanted.extend(entries.filter_map(|entry| Some((self.files.path(place, &entry)?, entry))));
        }
        let mut bytes = Bytes::of("verifying files", wanted.iter().map(|(path, _)| path));
        let verified: Vec<_> = wanted.iter().map(|(path, entry)| bytes.read(|tell| verify_file(path, entry, tell))).collect();
        drop(bytes);
        let mut all = true;
        for ((path, _), verified) in wanted.iter().zip(verified) {
            let reason = match verified {
                Ok(None) => continue,
                Ok(Some(mismatch)) => words(&mismatch),
                Err(error) => error.reason(),
            };
            all = false;
            match self.json {
                true => output.json(&Told { path: path.as_str(), reason })?,
                false => output.text(format!("{path}: {reason}"), self.files.input.ends)?,
            }
        }
        Ok(all.into())
    }
}

fn words(mismatch: &Mismatch) -> String {
    match mismatch {
        Mismatch::Size { expected, found } => format!("the size is {found}, not {expected}"),
        Mismatch::Hash { kind, expected, found } => format!("{} is {found}, not {expected}", kind.as_str()),
        Mismatch::NoHash => "the entry has no checksum".to_owned(),
        Mismatch::Absent => "there is no such file".to_owned(),
        Mismatch::Unlisted => "there is no entry of it".to_owned(),
    }
}

impl Write {
    fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(places) = self.files.places(output)? else { return Ok(Answer::Bad) };
        for place in &places {
            let made = self.make(place, output)?;
            let Some(manifest) = output.good(place.directory().join("Manifest"), made)? else { continue };
            let path = output.good(place.directory(), write::manifest(&OsDisk, &place.repository, &place.cpn, &manifest))?;
            path.map_or(Ok(()), |path| output.text(path.as_str(), self.files.input.ends))?;
        }
        Ok(Answer::Yes)
    }

    /// The Manifest of a package. It fails if a file has neither an entry nor a place to be read from.
    fn make(&self, place: &Place, output: &mut Output) -> io::Result<Result<Entries, String>> {
        let old = place.repository.manifest(&place.cpn);
        output.all_wrong(&old.errors)?;
        if old.value.is_signed {
            return Ok(Err("it is signed, and what is written would not be".to_owned()));
        }
        Ok(self.entries(place, &old.value).map(|entries| Entries { entries, is_signed: false }))
    }

    fn entries(&self, place: &Place, old: &Entries) -> Result<Vec<ManifestEntry>, String> {
        let names = distfiles(place).map_err(|error| error.to_string())?;
        let in_distdir = |name: &String| self.files.distdir.as_ref().map(|distdir| distdir.join(name));
        let mut entries = Vec::new();
        let mut measured: Vec<(ManifestKind, Utf8PathBuf, String)> = Vec::new();
        for name in names {
            match (in_distdir(&name).filter(|path| OsDisk.stat(path).is_ok()), old.dist(&name)) {
                (Some(path), _) => measured.push((ManifestKind::Dist, path, name)),
                (None, Some(entry)) => entries.push(entry.clone()),
                (None, None) => return Err(format!("{name} is not in the distdir, and has no entry")),
            }
        }
        if place.repository.layout().thin_manifests != Some(true) {
            measured.extend(beside(place).map_err(|error| error.to_string())?);
        }
        let hashes = hashes(&place.repository)?;
        let mut bytes = Bytes::of("reading files", measured.iter().map(|(_, path, _)| path));
        for (kind, path, name) in measured {
            let entry = bytes.read(|tell| write::manifest_entry(&OsDisk, &path, kind, &hashes, tell));
            entries.push(ManifestEntry { name, ..entry.map_err(|error| error.to_string())? });
        }
        Ok(entries)
    }
}

/// The names of the files that any version needs.
fn distfiles(place: &Place) -> Result<BTreeSet<String>, Error> {
    let mut names = BTreeSet::new();
    for cpv in place.repository.versions(&place.cpn) {
        names.extend(place.repository.package(cpv)?.distfiles()?.into_iter().map(|file| file.filename));
    }
    Ok(names)
}

/// The hash functions that the repository wants.
fn hashes(repository: &Repository) -> Result<Vec<HashKind>, String> {
    let names = &repository.layout().manifest_hashes;
    if names.is_empty() {
        return Ok(vec![HashKind::Blake2b, HashKind::Sha512]);
    }
    let kind = |name: &String| HashKind::from_name(name).ok_or_else(|| format!("{name}: no such hash function"));
    names.iter().map(kind).collect()
}

/// Ebuilds, the files beside them, and those in `files`, with their kinds and names.
fn beside(place: &Place) -> Result<Vec<(ManifestKind, Utf8PathBuf, String)>, Error> {
    let directory = place.directory();
    let mut found = Vec::new();
    for name in files_in(&directory)? {
        let kind = if name.ends_with(".ebuild") { ManifestKind::Ebuild } else { ManifestKind::Misc };
        if name != "Manifest" {
            found.push((kind, directory.join(&name), name));
        }
    }
    let mut inside = vec![String::new()];
    while let Some(below) = inside.pop() {
        let path = directory.join("files").join(&below);
        if OsDisk.stat(&path).is_err() {
            continue;
        }
        inside.extend(listed(&path, FileKind::Directory)?.into_iter().map(|name| format!("{below}{name}/")));
        found.extend(files_in(&path)?.into_iter().map(|name| (ManifestKind::Aux, path.join(&name), format!("{below}{name}"))));
    }
    Ok(found)
}

fn files_in(directory: &Utf8Path) -> Result<Vec<String>, Error> {
    listed(directory, FileKind::File)
}

/// What is of a kind in a directory. Names with a dot before them are none.
fn listed(directory: &Utf8Path, kind: FileKind) -> Result<Vec<String>, Error> {
    let entries = OsDisk.list(directory).map_err(|error| Error::io(directory, &error))?;
    let names = entries.into_iter().map(|entry| entry.name).filter(|name| !name.starts_with('.'));
    Ok(names.filter(|name| OsDisk.stat(&directory.join(name)).is_ok_and(|stat| stat.kind == kind)).collect())
}
