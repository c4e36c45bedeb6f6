//! An installed package: its directory, read once, and the files in it, each read when it is first asked for.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

use camino::Utf8PathBuf;
use polyatom::{Atom, Cpv, DepSpecKind, Eapi, Iuse, UseFlags};

use super::Installed;
use crate::disk::Listed;
use crate::error::{Error, Found};
use crate::format::cache::Key;
use crate::format::contents::Contents;
use crate::format::installed::{METADATA, Snapshot, is_variable, value};
use crate::format::{Code, Fault};
use crate::metadata::{self, Metadata, Origin, Place, Values};
use crate::reading;

/// The slot and the EAPI of a package that does not say.
const DEFAULT: &str = "0";

/// An installed package. Entries may have little in them: a variable that is not there is not set, without `SLOT` the slot is 0,
/// and without `EAPI`, which is then 0, values may be what any EAPI allows.
pub struct InstalledPackage {
    installed: Arc<Installed>,
    cpv: Cpv,
    eapi: Eapi,
    /// The files with variables, by name.
    files: Box<[File]>,
    snapshot: Option<Box<Taken>>,
    values: OnceLock<Box<Values>>,
}

/// A file with one variable.
struct File {
    name: Box<str>,
    text: OnceLock<Result<Box<str>, Error>>,
}

/// The file with all variables, where there is one.
struct Taken {
    snapshot: Snapshot,
    /// Whether the other files say the same.
    is_fresh: bool,
    errors: Vec<Error>,
}

impl InstalledPackage {
    /// Reads the package at this place of the index. It fails if its directory cannot be read, or if its EAPI is not known.
    pub(super) fn read(installed: &Arc<Installed>, at: usize) -> Result<Self, Error> {
        let cpv = &installed.index().list.cpvs[at];
        let path = installed.package_path(cpv);
        let listed = installed.disk().list(&path).map_err(|error| Error::io(&path, &error).of_package(cpv.as_str()))?;
        let snapshot = listed.iter().any(|file| file.name == METADATA).then(|| Taken::read(installed, &path)).transpose();
        let snapshot = snapshot.map_err(|error| error.of_package(cpv.as_str()))?.map(Box::new);
        let files = files(listed);
        let values = OnceLock::new();
        let mut package = Self { installed: Arc::clone(installed), cpv: cpv.clone(), eapi: Eapi::V0, files, snapshot, values };
        package.eapi = package.read_eapi()?;
        Ok(package)
    }

    fn read_eapi(&self) -> Result<Eapi, Error> {
        let text = match self.get("EAPI")? {
            None | Some("") => DEFAULT,
            Some(text) => text,
        };
        let unknown = |_| {
            let Place { path, line, before } = self.place("EAPI");
            let row = format!("{before}{text}");
            let fault = Fault::new(Code::UnknownEapi, line, &row, before.len()..row.len()).of("EAPI");
            Error::new(path, fault).of_package(self.cpv.as_str())
        };
        Eapi::parse(text).map_err(unknown)
    }

    /// Where it is installed.
    pub fn installed(&self) -> &Arc<Installed> {
        &self.installed
    }

    /// Its directory.
    pub fn path(&self) -> Utf8PathBuf {
        self.installed.package_path(&self.cpv)
    }

    /// The names of the variables that are recorded, in order.
    pub fn keys(&self) -> Vec<&str> {
        let taken = self.snapshot.iter().flat_map(|taken| taken.snapshot.values().map(|(key, _)| key));
        let mut keys: Vec<&str> = self.files.iter().map(|file| &*file.name).chain(taken).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The text of a variable, if it is recorded: without blanks around it and, where it is no list of lines, with one blank
    /// between its words. It fails if the file cannot be read or is not UTF-8.
    pub fn get(&self, name: &str) -> Result<Option<&str>, Error> {
        if let Some(text) = self.fresh().and_then(|snapshot| snapshot.get(name)) {
            return Ok(Some(text));
        }
        match self.file(name) {
            Some(file) => file.text.get_or_init(|| self.read_file(name)).as_deref().map(Some).map_err(Clone::clone),
            // What only an old snapshot knows is known from there: nothing says anything else.
            None => Ok(self.snapshot.as_ref().and_then(|taken| taken.snapshot.get(name))),
        }
    }

    fn fresh(&self) -> Option<&Snapshot> {
        self.snapshot.as_ref().filter(|taken| taken.is_fresh).map(|taken| &taken.snapshot)
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.files.binary_search_by(|file| (*file.name).cmp(name)).ok().map(|at| &self.files[at])
    }

    fn read_file(&self, name: &str) -> Result<Box<str>, Error> {
        let mut errors = Vec::new();
        let text = reading::required(self.installed.disk(), &self.path().join(name), &mut errors);
        match errors.pop() {
            Some(error) => Err(error),
            None => text,
        }
        .map(|text| value(name, &text).into())
        .map_err(|error| error.of_package(self.cpv.as_str()))
    }

    fn words(&self, name: &'static str) -> Result<Vec<&str>, Error> {
        Ok(self.get(name)?.unwrap_or("").split_ascii_whitespace().collect())
    }

    /// What it is; empty if that is not recorded.
    pub fn description(&self) -> Result<&str, Error> {
        Ok(self.get("DESCRIPTION")?.unwrap_or(""))
    }

    /// The URIs of `HOMEPAGE`.
    pub fn homepages(&self) -> Result<Vec<&str>, Error> {
        self.words("HOMEPAGE")
    }

    /// The eclasses that its ebuild inherited, also through others.
    pub fn inherited(&self) -> Result<Vec<&str>, Error> {
        self.words("INHERITED")
    }

    /// The phases that ebuild and eclasses defined; none if that is not known.
    pub fn defined_phases(&self) -> Result<Option<Vec<&str>>, Error> {
        Ok(metadata::phases(self.get("DEFINED_PHASES")?.unwrap_or("")))
    }

    /// The USE flags that were on when it was built, also those that profiles add to every package.
    pub fn use_flags(&self) -> Result<&Arc<UseFlags>, Error> {
        metadata::use_flags(self)
    }

    /// The flags that it had to choose from; those of `IUSE` where `IUSE_EFFECTIVE` is not recorded.
    pub fn iuse_effective(&self) -> Result<&Arc<Iuse>, Error> {
        metadata::iuse_effective(self, UseFlags::default)
    }

    /// The repository it came from.
    pub fn repository(&self) -> Result<Option<&str>, Error> {
        Ok(self.get("repository")?.filter(|name| !name.is_empty()))
    }

    /// When it was built, in seconds since 1970.
    pub fn build_time(&self) -> Result<Option<u64>, Error> {
        metadata::number(self, "BUILD_TIME")
    }

    /// The number of its build, of a binary package.
    pub fn build_id(&self) -> Result<Option<u64>, Error> {
        metadata::number(self, "BUILD_ID")
    }

    /// A number that is higher for what was installed later.
    pub fn counter(&self) -> Result<Option<u64>, Error> {
        metadata::number(self, "COUNTER")
    }

    /// The bytes that its files have together.
    pub fn size(&self) -> Result<Option<u64>, Error> {
        metadata::number(self, "SIZE")
    }

    /// What it put on the system, and what is wrong in the file that says so.
    pub fn contents(&self) -> Found<Contents> {
        self.installed.contents(&self.cpv)
    }

    /// Whether an atom matches it: name, version, slot, repository and the flags that were on. Conditions on the flags of the
    /// package that depends on it, `[x?]`, are read as if that had none.
    pub fn matches(&self, atom: &Atom) -> Result<bool, Error> {
        metadata::matches_built(self, atom)
    }

    /// Everything that is wrong with it: bad lines, and values that are not valid in its EAPI.
    pub fn check(&self) -> Vec<Error> {
        let mut errors = self.snapshot.as_ref().map_or_else(Vec::new, |taken| taken.errors.clone());
        errors.extend(self.check_snapshot());
        let specs = DepSpecKind::ALL.into_iter();
        errors.extend(specs.filter_map(|kind| metadata::parse_spec(self, kind).err()));
        errors.extend(self.slot().err());
        errors.extend(self.keywords().err());
        errors.extend(self.iuse().err());
        errors.extend(self.use_flags().err());
        errors.extend(self.iuse_effective().err());
        for number in [self.build_time(), self.build_id(), self.counter(), self.size()] {
            errors.extend(number.err());
        }
        errors.extend(self.contents().errors);
        errors
    }

    /// An old snapshot that alone has a value.
    fn check_snapshot(&self) -> Option<Error> {
        let taken = self.snapshot.as_ref().filter(|taken| !taken.is_fresh)?;
        let (key, _) = taken.snapshot.values().find(|(key, _)| self.file(key).is_none())?;
        let fault = Fault::file(Code::OutOfDate, format!("{key} has no file of its own"));
        Some(Error::new(self.path().join(METADATA), fault).of_package(self.cpv.as_str()))
    }
}

/// The files that are variables, by name.
fn files(listed: Vec<Listed>) -> Box<[File]> {
    let variables = listed.into_iter().filter(|file| !file.is_directory && is_variable(&file.name) && file.name != "CONTENTS");
    let mut files: Vec<File> = variables.map(|file| File { name: file.name.into(), text: OnceLock::new() }).collect();
    files.sort_unstable_by(|a, b| a.name.cmp(&b.name));
    files.into()
}

impl Taken {
    fn read(installed: &Installed, directory: &camino::Utf8Path) -> Result<Self, Error> {
        let path = directory.join(METADATA);
        let mut errors = Vec::new();
        let text = reading::required(installed.disk(), &path, &mut errors)?;
        // The time is asked for after the text was read: what is changed in between makes the snapshot an old one.
        let stat = installed.disk().stat(directory).map_err(|error| Error::io(directory, &error))?;
        let found = Found::of(&path, Snapshot::parse(text));
        errors.extend(found.errors);
        let is_fresh = errors.is_empty() && found.value.is_fresh(stat.mtime_nanos());
        Ok(Self { snapshot: found.value, is_fresh, errors })
    }
}

impl Origin for InstalledPackage {
    fn values(&self) -> &Values {
        self.values.get_or_init(Box::default)
    }

    fn place(&self, name: &str) -> Place {
        let is_fresh = self.fresh().is_some_and(|snapshot| snapshot.get(name).is_some());
        match &self.snapshot {
            Some(taken) if is_fresh || self.file(name).is_none() => {
                let line = taken.snapshot.line_of(name).unwrap_or(0);
                Place { path: self.path().join(METADATA), line, before: format!("{name}=") }
            }
            _ => Place { path: self.path().join(name), line: 1, before: String::new() },
        }
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        let text = self.get(name)?;
        Ok(if name == Key::Slot.as_str() { text.filter(|text| !text.is_empty()).or(Some(DEFAULT)) } else { text })
    }

    fn rules(&self) -> Option<Eapi> {
        let is_recorded = self.get("EAPI").is_ok_and(|text| text.is_some_and(|text| !text.is_empty()));
        is_recorded.then_some(self.eapi)
    }
}

impl Metadata for InstalledPackage {
    fn cpv(&self) -> &Cpv {
        &self.cpv
    }

    fn eapi(&self) -> Eapi {
        self.eapi
    }

    /// What the language knows of it: name, version, slot, repository, the flags that were on and those to choose from.
    fn facts(&self) -> Result<polyatom::Package, Error> {
        metadata::facts_of_built(self, self.use_flags()?, self.iuse_effective()?)
    }
}

/// The same version in the same opened root.
impl PartialEq for InstalledPackage {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.installed, &other.installed) && self.cpv.as_str() == other.cpv.as_str()
    }
}

impl Eq for InstalledPackage {}

impl Hash for InstalledPackage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.cpv.as_str().hash(state);
    }
}

impl fmt::Debug for InstalledPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "InstalledPackage({self})")
    }
}

impl fmt::Display for InstalledPackage {
    /// `dev-lang/python-3.12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cpv.fmt(f)
    }
}
