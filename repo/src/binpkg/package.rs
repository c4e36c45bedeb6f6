//! A binary package: an entry of an index, or a file.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::{self, Read, SeekFrom};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Atom, Cpv, DepSpecKind, Eapi, Iuse, UseFlags};

use super::index::IndexFile;
use crate::digest::{Mismatch, Progress, verify};
use crate::disk::{Disk, OsDisk, ReadSeek};
use crate::error::Error;
use crate::format::binary_index::BinaryIndexEntry;
use crate::format::contents::normal;
use crate::format::manifest::{FileHash, HashKind, ManifestEntry, ManifestKind};
use crate::format::variables::Variables;
use crate::format::{Code, Fault, gpkg, xpak};
use crate::metadata::{self, Metadata, Origin, Place, Values};

/// The format of a binary package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BinaryFormat {
    /// GPKG, of GLEP 78: `.gpkg.tar`.
    Gpkg,
    /// XPAK: `.xpak`, `.tbz2`.
    Xpak,
}

/// A binary package. What its index says of it is enough for most questions; [`from_file`](BinaryPackage::from_file) reads the
/// package itself, which knows more.
pub struct BinaryPackage {
    cpv: Cpv,
    eapi: Eapi,
    held: Held,
    values: OnceLock<Box<Values>>,
}

/// Where the variables are.
enum Held {
    Entry { file: Arc<IndexFile>, at: usize },
    File(Box<File>),
}

/// A package that was read from its file.
struct File {
    disk: Arc<dyn Disk>,
    path: Utf8PathBuf,
    size: u64,
    format: BinaryFormat,
    variables: Variables,
    faults: Vec<Fault>,
}

impl BinaryPackage {
    /// Reads the package in this file. Its content tells the format, not its name.
    pub fn open(path: impl AsRef<Utf8Path>) -> Result<Arc<Self>, Error> {
        let disk: Arc<dyn Disk> = Arc::new(OsDisk);
        Self::open_on(&disk, path)
    }

    /// The same on another disk.
    pub fn open_on(disk: &Arc<dyn Disk>, path: impl AsRef<Utf8Path>) -> Result<Arc<Self>, Error> {
        Self::read(disk, path.as_ref()).map(Arc::new)
    }

    pub(super) fn read(disk: &Arc<dyn Disk>, path: &Utf8Path) -> Result<Self, Error> {
        let io_error = |error: io::Error| Error::io(path, &error);
        let (mut file, size) = disk.open(path).map_err(io_error)?;
        let mut faults = Vec::new();
        let read = read_variables(&mut *file, size, &mut faults).map_err(io_error)?;
        let (format, variables) = read.map_err(|fault| Error::new(path, fault))?;
        let missing = |name| Error::new(path, Fault::file(Code::MissingVariable, name).of(name));
        let required = |name: &'static str| variables.get(name).filter(|text| !text.is_empty()).ok_or_else(|| missing(name));
        let text = format!("{}/{}", required("CATEGORY")?, required("PF")?);
        let cpv = Cpv::parse(&text).map_err(|cause| Error::new(path, Fault::value(0, &text, 0, cause)))?;
        required("SLOT")?;
        let (disk, path) = (Arc::clone(disk), path.to_owned());
        Self::new(cpv, Held::File(Box::new(File { disk, path, size, format, variables, faults })))
    }

    /// The package at this place of an index.
    pub(super) fn of_index(file: &Arc<IndexFile>, at: usize) -> Result<Self, Error> {
        let entry = file.index.entry(at);
        let text = entry.and_then(|entry| entry.get("CPV")).unwrap_or("");
        let held = Held::Entry { file: Arc::clone(file), at };
        let wrong = |cause| {
            let Place { path, line, before } = held.place("CPV");
            let row = format!("{before}{text}");
            Error::new(path, Fault::value(line, &row, before.len(), cause).of("CPV"))
        };
        let cpv = Cpv::parse(text).map_err(wrong)?;
        Self::new(cpv, held)
    }

    fn new(cpv: Cpv, held: Held) -> Result<Self, Error> {
        let text = held.get("EAPI").filter(|text| !text.is_empty()).unwrap_or("0");
        let unknown = |_| {
            let Place { path, line, before } = held.place("EAPI");
            let row = format!("{before}{text}");
            Error::new(path, Fault::new(Code::UnknownEapi, line, &row, before.len()..row.len()).of("EAPI"))
                .of_package(cpv.as_str())
        };
        let eapi = Eapi::parse(text).map_err(unknown)?;
        Ok(Self { cpv, eapi, held, values: OnceLock::new() })
    }

    /// The same package, read from its file.
    pub fn from_file(&self) -> Result<Arc<Self>, Error> {
        self.on_disk(|disk, path| Self::open_on(disk, path))
    }

    pub(super) fn on_disk<R>(&self, work: impl FnOnce(&Arc<dyn Disk>, &Utf8Path) -> R) -> R {
        match &self.held {
            Held::Entry { file, .. } => work(&file.disk, &self.path()),
            Held::File(file) => work(&file.disk, &file.path),
        }
    }

    /// Where its file is.
    pub fn path(&self) -> Utf8PathBuf {
        match &self.held {
            Held::File(file) => file.path.clone(),
            Held::Entry { file, .. } => match self.get("PATH") {
                None | Some("") => file.directory.join(format!("{}.tbz2", self.cpv)),
                // It never leads out of the directory.
                Some(inside) => file.directory.join(&normal(inside)[1..]),
            },
        }
    }

    /// The format of its file; none of a package from an index, which does not tell.
    pub fn format(&self) -> Option<BinaryFormat> {
        match &self.held {
            Held::File(file) => Some(file.format),
            Held::Entry { .. } => None,
        }
    }

    /// The names of its variables, in order. In an index that leaves out what has its default, they are those that stand there.
    pub fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = match &self.held {
            Held::File(file) => file.variables.iter().map(|(key, _)| key).collect(),
            Held::Entry { .. } => self.held.entry().into_iter().flat_map(BinaryIndexEntry::values).map(|(key, _)| key).collect(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The text of a variable, if it is set: without blanks around it and, where it is no list of lines, with one blank between
    /// its words. Dependencies name the slots that were there when it was built; an index has what the flags that were on make
    /// of them, a file the conditions too.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.held.get(name)
    }

    fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or("").split_ascii_whitespace()
    }

    /// What it is; empty if that is not recorded.
    pub fn description(&self) -> &str {
        self.get("DESCRIPTION").unwrap_or("")
    }

    /// The URIs of `HOMEPAGE`.
    pub fn homepages(&self) -> impl Iterator<Item = &str> {
        self.words("HOMEPAGE")
    }

    /// The eclasses that its ebuild inherited, also through others; an index does not tell.
    pub fn inherited(&self) -> impl Iterator<Item = &str> {
        self.words("INHERITED")
    }

    /// The phases that ebuild and eclasses defined; none if that is not known.
    pub fn defined_phases(&self) -> Option<Vec<&str>> {
        metadata::phases(self.get("DEFINED_PHASES").unwrap_or(""))
    }

    /// The USE flags that were on when it was built, also those that profiles add to every package.
    pub fn use_flags(&self) -> Result<&Arc<UseFlags>, Error> {
        metadata::use_flags(self)
    }

    /// The flags that it had to choose from: `IUSE_EFFECTIVE`, or `IUSE` with what the header of the index adds.
    pub fn iuse_effective(&self) -> Result<&Arc<Iuse>, Error> {
        metadata::iuse_effective(self, || match &self.held {
            Held::Entry { file, .. } => file.implicit().clone(),
            Held::File(_) => UseFlags::default(),
        })
    }

    /// The repository that its ebuild came from.
    pub fn repository(&self) -> Option<&str> {
        self.get("repository").filter(|name| !name.is_empty())
    }

    /// When it was built, in seconds since 1970.
    pub fn build_time(&self) -> Result<Option<u64>, Error> {
        metadata::number(self, "BUILD_TIME")
    }

    /// The number of its build: a version that is built again gets a higher one.
    pub fn build_id(&self) -> Result<Option<u64>, Error> {
        metadata::number(self, "BUILD_ID")
    }

    /// The bytes that its file has.
    pub fn file_size(&self) -> Result<Option<u64>, Error> {
        match &self.held {
            Held::File(file) => Ok(Some(file.size)),
            Held::Entry { .. } => metadata::number(self, "SIZE"),
        }
    }

    /// The bytes that its files have together once it is installed; an index does not tell.
    pub fn installed_size(&self) -> Result<Option<u64>, Error> {
        match &self.held {
            Held::File(_) => metadata::number(self, "SIZE"),
            Held::Entry { .. } => Ok(None),
        }
    }

    /// Whether an atom matches it: name, version, slot, repository and the flags that were on. Conditions on the flags of the
    /// package that depends on it, `[x?]`, are read as if that had none.
    pub fn matches(&self, atom: &Atom) -> Result<bool, Error> {
        metadata::matches_built(self, atom)
    }

    /// Compares the file with the size and the checksums that the index has of it. None if they agree. `progress` hears the
    /// bytes that were read and may stop it.
    pub fn verify(&self, progress: Progress<'_>) -> Result<Option<Mismatch>, Error> {
        let hash = |&kind: &HashKind| Some(FileHash { kind, digest: self.get(kind.as_str())?.to_owned() });
        let hashes = HashKind::ALL.iter().filter_map(hash).collect();
        let entry = ManifestEntry { kind: ManifestKind::Data, name: String::new(), size: self.file_size()?, hashes };
        self.on_disk(|disk, path| {
            let verified = disk.open(path).and_then(|(file, _)| verify(file, &entry, progress));
            verified.map_err(|error| Error::io(path, &error))
        })
    }

    /// Everything that is wrong with it: texts that are not UTF-8, and values that are not valid in its EAPI.
    pub fn check(&self) -> Vec<Error> {
        let mut errors: Vec<Error> = match &self.held {
            Held::File(file) => file.faults.iter().map(|fault| Error::new(&file.path, fault.clone())).collect(),
            Held::Entry { .. } => Vec::new(),
        };
        errors.extend(DepSpecKind::ALL.into_iter().filter_map(|kind| metadata::parse_spec(self, kind).err()));
        errors.extend(self.slot().err());
        errors.extend(self.keywords().err());
        errors.extend(self.iuse().err());
        errors.extend(self.use_flags().err());
        errors.extend(self.iuse_effective().err());
        for number in [self.build_time(), self.build_id(), self.file_size(), self.installed_size()] {
            errors.extend(number.err());
        }
        errors.into_iter().map(|error| error.of_package(self.cpv.as_str())).collect()
    }
}

/// The variables in a file, whose format is told by how it begins or ends.
fn read_variables(
    file: &mut dyn ReadSeek,
    size: u64,
    faults: &mut Vec<Fault>,
) -> io::Result<Result<(BinaryFormat, Variables), Fault>> {
    let mut file = file;
    let mut start = Vec::new();
    (&mut file).take(512).read_to_end(&mut start)?;
    file.seek(SeekFrom::Start(0))?;
    if gpkg::is_gpkg(&start) {
        return Ok(gpkg::read(&mut file, faults).map(|variables| (BinaryFormat::Gpkg, variables)));
    }
    Ok(match xpak::find(&mut file, size)? {
        Some(segment) => segment.and_then(|segment| Ok((BinaryFormat::Xpak, xpak::parse(&segment, faults)?))),
        None => Err(Fault::file(Code::UnknownFormat, "neither GPKG nor XPAK")),
    })
}

impl Held {
    fn entry(&self) -> Option<BinaryIndexEntry<'_>> {
        match self {
            Self::Entry { file, at } => file.index.entry(*at),
            Self::File(_) => None,
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        match self {
            Self::Entry { .. } => self.entry()?.get(name),
            Self::File(file) => file.variables.get(name),
        }
    }

    fn place(&self, name: &str) -> Place {
        match self {
            Self::Entry { file, .. } => {
                let line = self.entry().and_then(|entry| entry.line_of(name)).unwrap_or(0);
                Place { path: file.path.clone(), line, before: format!("{name}: ") }
            }
            Self::File(file) => Place { path: file.path.clone(), line: 0, before: String::new() },
        }
    }
}

impl Origin for BinaryPackage {
    fn values(&self) -> &Values {
        self.values.get_or_init(Box::default)
    }

    fn place(&self, name: &str) -> Place {
        self.held.place(name)
    }

    fn text(&self, name: &'static str) -> Result<Option<&str>, Error> {
        Ok(self.get(name))
    }

    fn rules(&self) -> Option<Eapi> {
        Some(self.eapi)
    }
}

impl Metadata for BinaryPackage {
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

/// The same entry of the same index, or what was read in the same call from a file.
impl PartialEq for BinaryPackage {
    fn eq(&self, other: &Self) -> bool {
        match (&self.held, &other.held) {
            (Held::Entry { file, at }, Held::Entry { file: other_file, at: other_at }) => {
                Arc::ptr_eq(file, other_file) && at == other_at
            }
            _ => std::ptr::eq(self, other),
        }
    }
}

impl Eq for BinaryPackage {}

impl Hash for BinaryPackage {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.cpv.as_str().hash(state);
    }
}

impl fmt::Debug for BinaryPackage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BinaryPackage({self})")
    }
}

impl fmt::Display for BinaryPackage {
    /// `dev-lang/python-3.12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cpv.fmt(f)
    }
}
