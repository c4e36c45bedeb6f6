//! Reading the files of a repository: absent ones are no error, and what is wrong is recorded.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::{InFile, Repository};
use crate::disk::{Disk, FileKind};
use crate::error::{Error, Found};
use crate::format::text::Parsed;
use crate::format::{Code, Fault, lists};
use crate::reading;

/// Checksums of files in place of the files.
#[derive(Debug)]
pub(crate) struct Sums {
    pub(crate) path: Utf8PathBuf,
    pub(crate) by_path: BTreeMap<String, String>,
    pub(crate) errors: Vec<Error>,
}

impl Sums {
    pub(super) fn read(disk: &dyn Disk, path: &Utf8Path) -> Result<Self, Error> {
        let mut errors = Vec::new();
        let text = reading::required(disk, path, &mut errors)?;
        let found = Found::of(path, lists::md5_sums(&text));
        errors.extend(found.errors);
        Ok(Self { path: path.to_owned(), by_path: found.value, errors })
    }
}

impl Repository {
    /// The text of a file inside, with its path; none if there is no such file.
    pub(crate) fn read_text(&self, inside: &str, errors: &mut Vec<Error>) -> Result<Option<(Utf8PathBuf, String)>, Error> {
        let path = self.path().join(inside);
        Ok(reading::text(self.disk(), &path, errors)?.map(|text| (path, text)))
    }

    /// What a file inside says; the default if there is none.
    pub(crate) fn read_value<T: Default>(&self, inside: &str, parse: impl Fn(&str) -> Parsed<T>, errors: &mut Vec<Error>) -> T {
        match self.read_text(inside, errors) {
            Ok(Some((path, text))) => {
                let found = Found::of(&path, parse(&text));
                errors.extend(found.errors);
                found.value
            }
            Ok(None) => T::default(),
            Err(error) => {
                errors.push(error);
                T::default()
            }
        }
    }

    /// The same with its errors.
    pub(crate) fn find<T: Default>(&self, inside: &str, parse: impl Fn(&str) -> Parsed<T>) -> Found<T> {
        let mut errors = Vec::new();
        let value = self.read_value(inside, parse, &mut errors);
        Found { value, errors }
    }

    /// The same of something that may also be a directory of files, whose names order them (`tab:package-mask-dir`).
    pub(crate) fn find_all<T>(
        &self,
        inside: &str,
        directory_allowed: bool,
        parse: impl Fn(&str) -> Parsed<Vec<T>>,
    ) -> Found<Vec<InFile<T>>> {
        let path = self.path().join(inside);
        let is_directory = self.disk().stat(&path).is_ok_and(|stat| stat.kind == FileKind::Directory);
        let mut found = Found::default();
        if is_directory && !directory_allowed {
            found.errors.push(Error::new(&path, Fault::file(Code::DirectoryNotAllowed, format!("EAPI {}", self.eapi()))));
            return found;
        }
        let files = if is_directory { self.files_in(inside, &mut found.errors) } else { vec![inside.to_owned()] };
        for file in files {
            let values = self.read_value(&file, &parse, &mut found.errors);
            found.value.extend(values.into_iter().map(|value| InFile { path: self.path().join(&file), value }));
        }
        found
    }

    /// The paths of the regular files in a directory inside, sorted; those with a dot before their name are none.
    pub(crate) fn files_in(&self, inside: &str, errors: &mut Vec<Error>) -> Vec<String> {
        self.names_in(inside, FileKind::File, errors).into_iter().map(|name| format!("{inside}/{name}")).collect()
    }

    /// The names in a directory inside of what is of that kind, sorted.
    pub(crate) fn names_in(&self, inside: &str, kind: FileKind, errors: &mut Vec<Error>) -> Vec<String> {
        reading::names(self.disk(), &self.path().join(inside), kind, errors)
    }
}
