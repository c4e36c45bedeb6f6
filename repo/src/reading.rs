//! Reading a directory of files: absent ones are no error, and what is wrong is recorded.

use std::io;

use camino::Utf8Path;

use crate::disk::{Disk, FileKind};
use crate::error::Error;
use crate::format::text::decode;

/// Bytes that are read of a file at most. The largest that anybody has is a few million.
pub(crate) const LIMIT: u64 = 64 << 20;

/// The text of a file; none if there is no such file.
pub(crate) fn text(disk: &dyn Disk, path: &Utf8Path, errors: &mut Vec<Error>) -> Result<Option<String>, Error> {
    match disk.read(path, LIMIT) {
        Ok(bytes) => {
            let (text, fault) = decode(bytes);
            errors.extend(fault.map(|fault| Error::new(path, fault)));
            Ok(Some(text))
        }
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Error::io(path, &error)),
    }
}

/// The names of what is of that kind in a directory, sorted; those with a dot before their name are none.
pub(crate) fn names(disk: &dyn Disk, path: &Utf8Path, kind: FileKind, errors: &mut Vec<Error>) -> Vec<String> {
    let listed = match disk.list(path) {
        Ok(listed) => listed,
        Err(error) if is_absent(&error) => Vec::new(),
        Err(error) => {
            errors.push(Error::io(path, &error));
            Vec::new()
        }
    };
    let mut names: Vec<String> = Vec::with_capacity(listed.len());
    for entry in listed.into_iter().filter(|entry| !entry.name.starts_with('.')) {
        let is_wanted = match entry.is_link.then(|| disk.stat(&path.join(&entry.name))) {
            None => entry.is_directory == (kind == FileKind::Directory),
            Some(Ok(stat)) => (stat.kind == FileKind::Directory) == (kind == FileKind::Directory),
            // A link that leads nowhere stands in the place of a file, and reading it tells why.
            Some(Err(_)) => kind != FileKind::Directory,
        };
        if is_wanted {
            names.push(entry.name);
        }
    }
    names.sort_unstable();
    names
}

/// Whether an error says that there is nothing.
pub(crate) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The bytes of a file that has to be there, as text.
pub(crate) fn required(disk: &dyn Disk, path: &Utf8Path, errors: &mut Vec<Error>) -> Result<String, Error> {
    let bytes = disk.read(path, LIMIT).map_err(|error| Error::io(path, &error))?;
    let (text, fault) = decode(bytes);
    errors.extend(fault.map(|fault| Error::new(path, fault)));
    Ok(text)
}
