//! A package: its entry of the metadata cache, read once, and the values in it, parsed when they are first asked for.

mod check;
mod distfiles;
mod iterate;
mod list;
mod matching;
mod values;
mod verify;

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;
use polyatom::{Cpv, Eapi};

use crate::error::Error;
use crate::format::cache::{CacheEntry, Key};
use crate::format::text::decode;
use crate::format::{Code, Fault};
use crate::metadata::Values;
use crate::reading::LIMIT;
use crate::tree::{CacheFormat, Repository};
pub use distfiles::Distfile;
pub use iterate::Packages;
pub use list::PackageList;
pub use verify::{Stale, StaleReason, Verification, VerifyLevel};

/// A package with its version in a repository.
///
/// It keeps the text of its cache entry. Values are parsed when they are first asked for, and kept as long as the package.
pub struct Package {
    repository: Arc<Repository>,
    cpv: Cpv,
    eapi: Eapi,
    entry: CacheEntry,
    faults: Box<[Fault]>,
    values: OnceLock<Box<Values>>,
}

impl Package {
    /// Reads the package at this place of the index.
    pub(crate) fn read(repository: &Arc<Repository>, at: usize) -> Result<Self, Error> {
        let index = repository.index();
        let cpv = &index.cpvs[at];
        let of_package = |error: Error| error.of_package(cpv.as_str());
        let path = match repository.cache_path(cpv.category(), cpv.pf()) {
            Some(path) if index.has_entry(at) => path,
            _ => return Err(of_package(Error::new(repository.ebuild_path(cpv), Fault::file(Code::NoMetadata, cpv.as_str())))),
        };
        let bytes = repository.disk().read(&path, LIMIT).map_err(|error| of_package(Error::io(&path, &error)))?;
        Self::from_bytes(repository, cpv, bytes).map_err(|fault| of_package(Error::new(path, fault)))
    }

    fn from_bytes(repository: &Arc<Repository>, cpv: &Cpv, bytes: Vec<u8>) -> Result<Self, Fault> {
        let (text, not_utf8) = decode(bytes);
        let mut faults: Vec<Fault> = not_utf8.into_iter().collect();
        let entry = match repository.cache_format() {
            Some(CacheFormat::Pms) => CacheEntry::parse_legacy(text, &mut faults),
            _ => CacheEntry::parse(text, &mut faults),
        };
        let name = entry.get(Key::Eapi).unwrap_or("");
        let eapi = Eapi::parse(name).map_err(|_| value_fault(&entry, Key::Eapi, Code::UnknownEapi, 0, name.len()))?;
        if entry.get(Key::Slot).is_none_or(str::is_empty) {
            return Err(value_fault(&entry, Key::Slot, Code::MissingVariable, 0, 0));
        }
        let faults = faults.into_boxed_slice();
        Ok(Self { repository: Arc::clone(repository), cpv: cpv.clone(), eapi, entry, faults, values: OnceLock::new() })
    }

    /// The repository it is in.
    pub fn repository(&self) -> &Arc<Repository> {
        &self.repository
    }

    /// Its entry of the metadata cache.
    pub fn entry(&self) -> &CacheEntry {
        &self.entry
    }

    /// The exact text of a variable, if it is set.
    #[inline]
    pub fn get(&self, key: Key) -> Option<&str> {
        self.entry.get(key)
    }

    /// The text of the variable of that name, unless it is not set or empty, which means the same.
    pub fn get_named(&self, name: &str) -> Option<&str> {
        self.get(Key::from_name(name)?).filter(|text| !text.is_empty())
    }

    /// Where its cache entry is.
    pub fn entry_path(&self) -> Utf8PathBuf {
        self.repository.cache_path(self.cpv.category(), self.cpv.pf()).unwrap_or_default()
    }

    /// Where its ebuild is, or would be where only the cache is there.
    pub fn ebuild_path(&self) -> Utf8PathBuf {
        self.repository.ebuild_path(&self.cpv)
    }

    /// The directory of the package, with its ebuilds, `Manifest`, `metadata.xml` and `files`.
    pub fn directory(&self) -> Utf8PathBuf {
        self.repository.package_path(&self.cpv)
    }

    /// A fault of its cache entry.
    #[cold]
    fn error(&self, fault: Fault) -> Error {
        Error::new(self.entry_path(), fault).of_package(self.cpv.as_str())
    }
}

/// A part of a value is wrong.
#[cold]
fn value_fault(entry: &CacheEntry, key: Key, code: Code, at: usize, length: usize) -> Fault {
    let line = format!("{}={}", key.as_str(), entry.get(key).unwrap_or(""));
    let start = key.as_str().len() + 1 + at;
    match entry.line_of(key) {
        Some(number) => Fault::new(code, number, &line, start..start + length).of(key.as_str()),
        None => Fault::file(code, key.as_str()).of(key.as_str()),
    }
}

impl Repository {
    pub(crate) fn package_path(&self, cpv: &Cpv) -> Utf8PathBuf {
        self.path().join(cpv.category()).join(cpv.package())
    }

    pub(crate) fn ebuild_path(&self, cpv: &Cpv) -> Utf8PathBuf {
        self.package_path(cpv).join(format!("{}.ebuild", cpv.pf()))
    }
}

/// The same version in the same opened repository.
impl PartialEq for Package {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.repository, &other.repository) && self.cpv.as_str() == other.cpv.as_str()
    }
}

impl Eq for Package {}

impl Hash for Package {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.cpv.as_str().hash(state);
    }
}

impl fmt::Debug for Package {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Package({self})")
    }
}

impl fmt::Display for Package {
    /// `dev-lang/python-3.12::gentoo`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.cpv, self.repository.name())
    }
}
