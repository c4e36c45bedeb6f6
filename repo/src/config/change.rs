//! A configuration with something changed: files of the user as they would be.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Config, Remedy};
use crate::disk::{Disk, FileKind, Listed, ReadSeek, Stat};
use crate::error::{Error, without_nul};
use crate::profile::Profiles;
use crate::reading::{LIMIT, is_absent};

/// Files in the place of others.
#[derive(Debug)]
struct Overlay {
    below: Arc<dyn Disk>,
    files: BTreeMap<Utf8PathBuf, Vec<u8>>,
}

impl Overlay {
    /// The first names below a directory of files that only this has.
    fn names_in(&self, path: &Utf8Path) -> impl Iterator<Item = Listed> {
        let inside = self.files.keys().filter_map(move |file| file.strip_prefix(path).ok());
        inside.filter_map(|inside| {
            let mut parts = inside.components();
            let name = parts.next()?.as_str().to_owned();
            Some(Listed { name, is_link: false, is_directory: parts.next().is_some() })
        })
    }
}

impl Disk for Overlay {
    fn open(&self, path: &Utf8Path) -> io::Result<(Box<dyn ReadSeek>, u64)> {
        match self.files.get(path) {
            Some(bytes) => Ok((Box::new(io::Cursor::new(bytes.clone())), bytes.len() as u64)),
            None => self.below.open(path),
        }
    }

    fn list(&self, path: &Utf8Path) -> io::Result<Vec<Listed>> {
        let below = self.below.list(path);
        let mut listed = match below {
            Err(error) if self.names_in(path).next().is_none() => return Err(error),
            below => below.unwrap_or_default(),
        };
        for new in self.names_in(path) {
            if !listed.iter().any(|entry| entry.name == new.name) {
                listed.push(new);
            }
        }
        Ok(listed)
    }

    fn stat(&self, path: &Utf8Path) -> io::Result<Stat> {
        match self.files.get(path) {
            Some(bytes) => Ok(Stat { kind: FileKind::File, size: bytes.len() as u64, mtime: 0, nanos: 0 }),
            None => self.below.stat(path).or_else(|error| match self.names_in(path).next() {
                Some(_) => Ok(Stat { kind: FileKind::Directory, size: 0, mtime: 0, nanos: 0 }),
                None => Err(error),
            }),
        }
    }

    fn link(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.below.link(path)
    }

    fn canonical(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        self.below.canonical(path)
    }
}

impl Config {
    /// The configuration with a line at the end of a file of `etc/portage`: `with_line("package.unmask", "=a/b-1")`. Nothing is written.
    /// Repositories are not read again.
    pub fn with_line(&self, file: &str, line: &str) -> Result<Arc<Self>, Error> {
        let path = self.user_file(file);
        let mut text = match self.disk.read(&path, LIMIT) {
            Ok(bytes) => bytes,
            Err(error) if is_absent(&error) => Vec::new(),
            Err(error) => return Err(Error::io(&path, &error)),
        };
        if !text.is_empty() && !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        text.extend_from_slice(line.as_bytes());
        text.push(b'\n');
        self.with_file(file, text)
    }

    /// The configuration with other contents of a file of `etc/portage`. Nothing is written.
    pub fn with_file(&self, file: &str, contents: impl Into<Vec<u8>>) -> Result<Arc<Self>, Error> {
        without_nul(file.as_ref())?;
        let path = self.user_file(file);
        // A profile of the user's own may have changed; those of repositories have not.
        let profiles = match path.components().any(|part| part.as_str() == "make.profile") {
            true => Arc::new(Profiles::new(self.repositories.iter().map(|configured| Arc::clone(configured.repository())))),
            false => Arc::clone(&self.profiles),
        };
        let files = BTreeMap::from([(path, contents.into())]);
        let disk: Arc<dyn Disk> = Arc::new(Overlay { below: Arc::clone(&self.disk), files });
        let (repositories, opening) = (self.repositories.clone(), self.opening.clone());
        Self::assemble(self.root.clone(), disk, self.options.clone(), repositories, profiles, opening)
    }

    /// The configuration with a remedy in its place.
    pub fn with_remedy(&self, remedy: &Remedy) -> Result<Arc<Self>, Error> {
        self.with_line(remedy.file.as_str(), &remedy.line)
    }
}
