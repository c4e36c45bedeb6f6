//! Files with what was read of them, so that every value knows the line that says it.

use std::fmt;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::disk::{Disk, FileKind};
use crate::error::Error;
use crate::format::text::{Parsed, decode};
use crate::format::{Code, Fault};
use crate::reading::{LIMIT, is_absent};

/// Directories in each other that are searched for files, in which links may lead in a circle.
const DEEPEST: usize = 16;

/// A file that was read.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) path: Utf8PathBuf,
    text: Box<str>,
}

impl SourceFile {
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// A line, from 1.
    pub(crate) fn line(&self, number: u32) -> &str {
        self.text.lines().nth(number.saturating_sub(1) as usize).unwrap_or("").trim()
    }
}

/// A line of a file that says something. It borrows the file, so that answers that are made and dropped at once on many threads do not
/// count who has it; [`kept`](Place::kept) makes one that stays.
#[derive(Clone)]
pub struct Place<'a> {
    file: Holding<'a>,
    line: u32,
}

#[derive(Clone)]
enum Holding<'a> {
    Lent(&'a Arc<SourceFile>),
    Own(Arc<SourceFile>),
}

impl<'a> Place<'a> {
    pub(crate) fn new(file: &'a Arc<SourceFile>, line: u32) -> Self {
        Self { file: Holding::Lent(file), line }
    }

    fn file(&self) -> &Arc<SourceFile> {
        match &self.file {
            Holding::Lent(file) => file,
            Holding::Own(file) => file,
        }
    }

    /// The same as long as this is there.
    pub fn lend(&self) -> Place<'_> {
        Place { file: Holding::Lent(self.file()), line: self.line }
    }

    /// The same without borrowing.
    pub fn kept(&self) -> Place<'static> {
        Place { file: Holding::Own(Arc::clone(self.file())), line: self.line }
    }

    /// The file.
    pub fn path(&self) -> &Utf8Path {
        &self.file().path
    }

    /// The line, from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// What the line says.
    pub fn text(&self) -> &str {
        self.file().line(self.line)
    }
}

impl Place<'static> {
    /// A line of a text that was read otherwise.
    pub(crate) fn of_text(path: Utf8PathBuf, text: &str, line: u32) -> Self {
        Self { file: Holding::Own(Arc::new(SourceFile { path, text: text.into() })), line }
    }
}

impl PartialEq for Place<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.path(), self.line, self.text()) == (other.path(), other.line, other.text())
    }
}

impl Eq for Place<'_> {}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl fmt::Display for Place<'_> {
    /// `/etc/portage/package.mask:3`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path(), self.line)
    }
}

/// A file with its values.
#[derive(Debug)]
pub(crate) struct FileOf<T> {
    pub(crate) file: Arc<SourceFile>,
    pub(crate) values: Vec<T>,
}

/// Files of one kind in their order, and what was wrong in them.
#[derive(Debug)]
pub(crate) struct Files<T> {
    pub(crate) files: Vec<Arc<FileOf<T>>>,
    pub(crate) errors: Vec<Error>,
}

impl<T> Default for Files<T> {
    fn default() -> Self {
        Self { files: Vec::new(), errors: Vec::new() }
    }
}

impl<T> Files<T> {
    /// Every value with its file, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<SourceFile>, &T)> {
        self.files.iter().flat_map(|found| found.values.iter().map(|value| (&found.file, value)))
    }

    /// Reads one file, if it is there.
    pub(crate) fn add(&mut self, disk: &dyn Disk, path: Utf8PathBuf, parse: impl Fn(&str) -> Parsed<Vec<T>>) {
        match read_source(disk, path, &mut self.errors) {
            Ok(None) => {}
            Ok(Some(file)) => {
                let Parsed { value: values, faults } = parse(file.text());
                self.errors.extend(faults.into_iter().map(|fault| Error::new(&file.path, fault)));
                self.files.push(Arc::new(FileOf { file, values }));
            }
            Err(error) => self.errors.push(error),
        }
    }

    /// Reads a file, or every file in a directory.
    pub(crate) fn add_all(&mut self, disk: &dyn Disk, path: &Utf8Path, walk: Walk, parse: impl Fn(&str) -> Parsed<Vec<T>>) {
        for file in files_at(disk, path, walk, &mut self.errors) {
            self.add(disk, file, &parse);
        }
    }
}

/// The text of a file, if it is there.
pub(crate) fn read_source(disk: &dyn Disk, path: Utf8PathBuf, errors: &mut Vec<Error>) -> Result<Option<Arc<SourceFile>>, Error> {
    match disk.read(&path, LIMIT) {
        Ok(bytes) => {
            let (text, fault) = decode(bytes);
            errors.extend(fault.map(|fault| Error::new(&path, fault)));
            Ok(Some(Arc::new(SourceFile { path, text: text.into() })))
        }
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Error::io(&path, &error)),
    }
}

/// What is read where a directory stands in the place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Walk {
    /// Nothing: a directory is wrong there.
    File,
    /// Its files in the order of their names, but those that begin with a dot (`sec:line-stacking`).
    Flat,
    /// Files and directories in it, in the order of their paths, but those whose names begin with a dot or end with a tilde
    /// (portage(5)).
    Deep,
}

/// The paths of the files at a path. That of a file that is not there is among them.
pub(crate) fn files_at(disk: &dyn Disk, path: &Utf8Path, walk: Walk, errors: &mut Vec<Error>) -> Vec<Utf8PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![(path.to_owned(), 0)];
    while let Some((path, depth)) = waiting.pop() {
        if !disk.stat(&path).is_ok_and(|stat| stat.kind == FileKind::Directory) {
            found.push(path);
            continue;
        }
        match walk {
            Walk::File => errors.push(Error::new(path, Fault::file(Code::DirectoryNotAllowed, "a file is needed here"))),
            Walk::Flat if depth == 1 => {}
            _ if depth == DEEPEST => errors.push(Error::new(path, Fault::file(Code::Circle, "directories are nested too deep"))),
            _ => match names_in(disk, &path, walk) {
                Ok(names) => waiting.extend(names.into_iter().rev().map(|name| (path.join(name), depth + 1))),
                Err(error) => errors.push(Error::io(&path, &error)),
            },
        }
    }
    found
}

fn names_in(disk: &dyn Disk, path: &Utf8Path, walk: Walk) -> std::io::Result<Vec<String>> {
    let wanted = |name: &str| !name.starts_with('.') && (walk == Walk::Flat || !name.ends_with('~') && name != "CVS");
    let mut names: Vec<String> = disk.list(path)?.into_iter().map(|entry| entry.name).filter(|name| wanted(name)).collect();
    names.sort_unstable();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    #[test]
    fn directories_are_walked_as_their_kind_wants() {
        let disk = MemoryDisk::new(["a", "c/x", "c/.y", "c/z~", ".d", "b~", "b.bak"].map(|name| (format!("/p/{name}"), "")));
        let names = |walk| {
            let mut errors = Vec::new();
            let found = files_at(&disk, "/p".into(), walk, &mut errors);
            (found.iter().map(|path| path.as_str()[3..].to_owned()).collect::<Vec<_>>().join(" "), errors.len())
        };
        assert_eq!(names(Walk::Deep), ("a b.bak c/x".into(), 0));
        assert_eq!(names(Walk::Flat), ("a b.bak b~".into(), 0));
        assert_eq!(names(Walk::File), (String::new(), 1));
        assert_eq!(files_at(&disk, "/q".into(), Walk::Deep, &mut Vec::new()), ["/q"]);
    }

    #[test]
    fn a_place_does_not_count_who_has_its_file() {
        let file = Arc::new(SourceFile { path: "/f".into(), text: "a".into() });
        let place = Place::new(&file, 1);
        let others = [place.clone(), place.lend()];
        assert_eq!(Arc::strong_count(&file), 1, "threads that answer at once would wait for each other");
        let kept = place.kept();
        assert_eq!((Arc::strong_count(&file), &kept, &others[1]), (2, &place, &place));
    }

    #[test]
    fn a_place_tells_its_line() {
        let place = Place::of_text("/f".into(), "a\n  b \n", 2);
        assert_eq!((place.to_string(), place.text()), ("/f:2".into(), "b"));
    }
}
