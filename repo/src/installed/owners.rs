//! Which packages own a file: an index over all `CONTENTS`, made once.

use std::borrow::Cow;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use polyatom::Cpv;

use super::Installed;
use crate::error::Error;
use crate::format::contents::normal;
use crate::report::{self, Report, unwatched};
use crate::texts::Texts;

/// Links that are followed on the way to a file, as by the system.
const LINKS: usize = 40;
/// Packages that one thread reads before the next ones are taken.
const CHUNK: usize = 64;

/// Every file of every package, by name and by directory.
#[derive(Default)]
pub(super) struct Owners {
    names: Texts,
    directories: Texts,
    /// Ordered by name, then by directory and package.
    files: Vec<File>,
    errors: Vec<Error>,
}

/// A file: its name and its directory as places among the texts, and its package as one in the index.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct File {
    name: u32,
    directory: u32,
    package: u32,
}

/// The directory and the name of a path. That of the root is empty.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

impl Owners {
    fn add(&mut self, installed: &Installed, package: u32) {
        let found = installed.contents(&installed.cpvs()[package as usize]);
        self.errors.extend(found.errors);
        // Files of one directory stand together.
        let mut before = (String::new(), self.directories.place(""));
        for entry in found.value.entries() {
            let is_normal = entry.path.starts_with('/') && !entry.path.contains("//") && !entry.path.contains("/.");
            let path = if is_normal { Cow::Borrowed(entry.path) } else { Cow::Owned(normal(entry.path)) };
            let (directory, name) = split(&path);
            if directory != before.0 {
                before = (directory.to_owned(), self.directories.place(directory));
            }
            self.files.push(File { name: self.names.place(name), directory: before.1, package });
        }
    }

    fn merge(&mut self, other: Self) {
        let (names, directories) = (self.names.places_of(&other.names), self.directories.places_of(&other.directories));
        let moved = |file: File| File {
            name: names[file.name as usize],
            directory: directories[file.directory as usize],
            package: file.package,
        };
        self.files.extend(other.files.into_iter().map(moved));
        self.errors.extend(other.errors);
    }

    fn finish(mut self) -> Self {
        self.files.sort_unstable();
        self.files.dedup();
        self.files.shrink_to_fit();
        self
    }

    /// The files of a name.
    fn named(&self, name: &str) -> &[File] {
        let Some(place) = self.names.find(name) else { return &[] };
        let start = self.files.partition_point(|file| file.name < place);
        let end = self.files.partition_point(|file| file.name <= place);
        &self.files[start..end]
    }
}

impl Installed {
    fn owners_once(&self) -> &Owners {
        self.owners.get_or_init(|| self.make_owners(&mut unwatched).unwrap_or_default())
    }

    fn make_owners(&self, report: Report<'_>) -> Option<Owners> {
        let places: Vec<u32> = (0..self.cpvs().len() as u32).collect();
        let read = |places: &[u32]| {
            let mut found = Owners::default();
            places.iter().for_each(|&package| found.add(self, package));
            found
        };
        let mut all = Owners::default();
        report::fold(&places, CHUNK, report, read, |found| all.merge(found))?;
        Some(all.finish())
    }

    /// Reads what all packages own, for [`owners`](Installed::owners), and tells how far it is. It fails if it is told to stop.
    pub fn read_owners(&self, report: Report<'_>) -> Result<(), Error> {
        if self.owners.get().is_none() {
            let read = self.make_owners(report).ok_or_else(|| Error::stopped(self.database()))?;
            self.owners.get_or_init(|| read);
        }
        Ok(())
    }

    /// The packages that put a file or a directory there, in order. The path is one inside the root, `/bin/sh`; where the
    /// system has links in place of directories, it is found by either name.
    ///
    /// The first call reads what all packages own and keeps it, so that the others are short.
    pub fn owners(&self, path: impl AsRef<str>) -> Vec<Cpv> {
        let path = normal(path.as_ref());
        let (directory, name) = split(&path);
        let owners = self.owners_once();
        let candidates = owners.named(name);
        let of = |is_it: &dyn Fn(&str) -> bool| {
            let mut packages: Vec<u32> = Vec::new();
            let mut before = (u32::MAX, false);
            for file in candidates {
                if file.directory != before.0 {
                    before = (file.directory, is_it(&owners.directories.texts[file.directory as usize]));
                }
                packages.extend(before.1.then_some(file.package));
            }
            packages.sort_unstable();
            packages.dedup();
            packages
        };
        let mut found = of(&|recorded| recorded == directory);
        if found.is_empty() && !candidates.is_empty() {
            let real = self.resolve(directory);
            found = of(&|recorded| self.resolve(recorded) == real);
        }
        found.into_iter().map(|package| self.cpvs()[package as usize].clone()).collect()
    }

    /// What could not be read for [`owners`](Installed::owners).
    pub fn owner_errors(&self) -> &[Error] {
        &self.owners_once().errors
    }

    /// A directory inside the root with every link on the way to it followed, as far as there is something. Links lead to
    /// places inside the root.
    fn resolve(&self, directory: &str) -> Utf8PathBuf {
        let mut left: Vec<String> = parts(Utf8Path::new(directory));
        let mut done = Utf8PathBuf::new();
        let mut links = LINKS;
        while let Some(part) = left.pop() {
            if part == ".." {
                done.pop();
                continue;
            }
            let next = done.join(&part);
            match self.disk().link(&self.root().join(&next)).filter(|_| links > 0) {
                Some(target) => {
                    links -= 1;
                    if target.is_absolute() {
                        done = Utf8PathBuf::new();
                    }
                    left.extend(parts(&target));
                }
                None => done = next,
            }
        }
        done
    }
}

/// The parts of a path, the last one first.
fn parts(path: &Utf8Path) -> Vec<String> {
    let named = path.components().filter(|part| matches!(part, Utf8Component::Normal(_) | Utf8Component::ParentDir));
    named.map(|part| part.as_str().to_owned()).rev().collect()
}
