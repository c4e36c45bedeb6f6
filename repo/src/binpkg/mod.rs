//! Binary packages: a directory of them (`PKGDIR`), with its index `Packages` or without, and single ones. Package managers agree
//! on these formats, no specification but GLEP 78 describes them.

mod index;
mod members;
mod package;

use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Atom, Cpn, Cpv};

use crate::cpvs::CpvList;
use crate::disk::{Disk, FileKind, OsDisk};
use crate::error::{Error, without_nul};
use crate::format::binary_index::BinaryIndex;
use crate::format::{Code, Fault};
use crate::list::{Holder, List};
use crate::metadata::{Metadata, matches_built};
use crate::reading;
use crate::report::{self, Report, unwatched};
use index::IndexFile;
pub use index::read_binary_index;
pub use members::MemberCheck;
pub use package::{BinaryFormat, BinaryPackage};

/// What files of binary packages are called. Of which format they are their content tells.
const ENDINGS: [&str; 3] = [".gpkg.tar", ".tbz2", ".xpak"];
/// Directories between that of all packages and a package: category and name.
const DEPTH: usize = 2;

/// Files that one thread reads before the next ones are taken.
const CHUNK: usize = 16;

/// Where the packages of a directory are known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PkgdirSource {
    /// From the index where there is one, else from the files.
    #[default]
    Any,
    /// From the index alone.
    Index,
    /// From the files alone, all of which are read for that.
    Files,
}

/// How a directory of binary packages is opened.
#[derive(Clone, Debug, Default)]
pub struct PkgdirOptions {
    /// Where the files are; those of the operating system if not given.
    pub disk: Option<Arc<dyn Disk>>,
    /// Where the packages are known from.
    pub source: PkgdirSource,
}

/// A directory of binary packages. It is opened once and shared; what is not asked for is not read.
///
/// ```
/// use std::sync::Arc;
/// use polyatom_repo::{MemoryDisk, Metadata, Pkgdir, PkgdirOptions};
/// let index = "CHOST: x86_64-pc-linux-gnu\n\nBUILD_ID: 2\nCPV: app-misc/a-1\nEAPI: 8\nRDEPEND: dev-libs/b:0/2=\nUSE: ssl\n\n";
/// let disk = MemoryDisk::new([("/pkgdir/Packages", index)]);
/// let pkgdir = Pkgdir::open_with("/pkgdir", PkgdirOptions { disk: Some(Arc::new(disk)), ..Default::default() })?;
/// let package = pkgdir.package(&pkgdir.cpvs()[0])?;
/// assert_eq!((package.get("CHOST"), package.build_id()?), (Some("x86_64-pc-linux-gnu"), Some(2)));
/// assert_eq!(package.rdepend()?.as_str(), "dev-libs/b:0/2=");
/// assert_eq!(package.path(), "/pkgdir/app-misc/a-1.tbz2");
/// # Ok::<(), polyatom_repo::Error>(())
/// ```
pub struct Pkgdir {
    disk: Arc<dyn Disk>,
    path: Utf8PathBuf,
    index: Option<Arc<IndexFile>>,
    errors: Vec<Error>,
    found: OnceLock<Found>,
}

/// The packages, ordered by name, version and number of the build, and those that cannot be used.
#[derive(Default)]
struct Found {
    list: CpvList,
    packages: Vec<Arc<BinaryPackage>>,
    errors: Vec<Error>,
}

impl Pkgdir {
    /// Opens the directory.
    pub fn open(path: impl AsRef<Utf8Path>) -> Result<Arc<Self>, Error> {
        Self::open_with(path, PkgdirOptions::default())
    }

    /// The same with options. It fails if there is no directory, or if its index is needed and cannot be read.
    pub fn open_with(path: impl AsRef<Utf8Path>, options: PkgdirOptions) -> Result<Arc<Self>, Error> {
        let disk = options.disk.unwrap_or_else(|| Arc::new(OsDisk));
        let path = path.as_ref().to_owned();
        without_nul(&path)?;
        if !disk.stat(&path).is_ok_and(|stat| stat.kind == FileKind::Directory) {
            return Err(Error::new(path, Fault::file(Code::NoPkgdir, "it is not a directory")));
        }
        let mut errors = Vec::new();
        let index = match options.source {
            PkgdirSource::Files => None,
            _ => IndexFile::read(&disk, &path, &mut errors)?,
        };
        if index.is_none() && options.source == PkgdirSource::Index {
            return Err(Error::new(path.join(index::NAME), Fault::file(Code::Unreadable, "there is no index")));
        }
        Ok(Arc::new(Self { disk, path, index, errors, found: OnceLock::new() }))
    }

    /// The directory.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// The index, if the packages are known from there.
    pub fn index(&self) -> Option<&BinaryIndex> {
        self.index.as_ref().map(|file| &file.index)
    }

    /// What was wrong with the lines of the index.
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    fn found(&self) -> &Found {
        self.found.get_or_init(|| self.find(&mut unwatched).unwrap_or_default())
    }

    fn find(&self, report: Report<'_>) -> Option<Found> {
        let read = match &self.index {
            Some(file) => {
                let places: Vec<usize> = (0..file.index.len()).collect();
                report::map(&places, report, |&at| BinaryPackage::of_index(file, at))?
            }
            None => {
                let mut errors = Vec::new();
                let files = self.files(&self.path, DEPTH, &mut errors);
                let mut read: Vec<_> = errors.into_iter().map(Err).collect();
                let each =
                    |files: &[Utf8PathBuf]| files.iter().map(|path| BinaryPackage::read(&self.disk, path)).collect::<Vec<_>>();
                report::fold(&files, CHUNK, report, each, |packages| read.extend(packages))?;
                read
            }
        };
        Some(Found::new(read))
    }

    /// Reads what all packages say of themselves, which is short with an index and long without, and tells how far it is. It
    /// fails if it is told to stop. Without this call the first question does it.
    pub fn read_packages(&self, report: Report<'_>) -> Result<(), Error> {
        if self.found.get().is_none() {
            let found = self.find(report).ok_or_else(|| Error::stopped(&self.path))?;
            self.found.get_or_init(|| found);
        }
        Ok(())
    }

    /// The files of packages in a directory and those in it.
    fn files(&self, path: &Utf8Path, depth: usize, errors: &mut Vec<Error>) -> Vec<Utf8PathBuf> {
        let is_package = |name: &String| ENDINGS.iter().any(|ending| name.ends_with(ending));
        let names = reading::names(&*self.disk, path, FileKind::File, errors);
        let mut found: Vec<Utf8PathBuf> = names.into_iter().filter(is_package).map(|name| path.join(name)).collect();
        if depth > 0 {
            let inside = reading::names(&*self.disk, path, FileKind::Directory, errors);
            inside.into_iter().for_each(|name| found.extend(self.files(&path.join(name), depth - 1, errors)));
        }
        found
    }

    /// Every package with its version, ordered by category, name and version. One that was built more than once is there more
    /// than once.
    pub fn cpvs(&self) -> &[Cpv] {
        &self.found().list.cpvs
    }

    /// The names of the packages, in order and each once.
    pub fn cpns(&self) -> impl ExactSizeIterator<Item = Cpn> {
        self.found().list.cpns()
    }

    /// The versions of a package, the oldest first; one for each build.
    pub fn versions(&self, cpn: &Cpn) -> &[Cpv] {
        self.found().list.versions(cpn)
    }

    /// Whether there is such a package.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.found().list.find(cpv).is_some()
    }

    /// The packages in order, those of one version by the number of their build, and after them the errors of those that
    /// cannot be used.
    pub fn packages(&self) -> impl ExactSizeIterator<Item = Result<Arc<BinaryPackage>, Error>> {
        let Found { packages, errors, .. } = self.found();
        let place = |at: usize| match packages.get(at) {
            Some(package) => Ok(Arc::clone(package)),
            None => Err(errors[at - packages.len()].clone()),
        };
        (0..packages.len() + errors.len()).map(place)
    }

    /// The builds of a package, the oldest first.
    pub fn builds(&self, cpv: &Cpv) -> &[Arc<BinaryPackage>] {
        let Found { list, packages, .. } = self.found();
        let Some(first) = list.find(cpv) else { return &[] };
        let text = list.cpvs[first].as_str();
        let count = list.cpvs[first..].iter().take_while(|found| found.as_str() == text).count();
        &packages[first..first + count]
    }

    /// The names, in which packages are found.
    pub(crate) fn names_of_all(&self) -> &CpvList {
        &self.found().list
    }

    /// The package at a place.
    pub(crate) fn at(&self, at: usize) -> &Arc<BinaryPackage> {
        &self.found().packages[at]
    }

    /// The packages of a name.
    pub(crate) fn named(&self, cpn: &Cpn) -> &[Arc<BinaryPackage>] {
        let Found { list, packages, .. } = self.found();
        &packages[list.versions_of(cpn.category(), cpn.package())]
    }

    /// Every package that can be used, as a list.
    pub fn list(self: &Arc<Self>) -> BinaryList {
        List::of_one(self, 0..self.cpvs().len())
    }

    /// The newest build of a package.
    pub fn package(&self, cpv: &Cpv) -> Result<Arc<BinaryPackage>, Error> {
        let missing = || Error::new(&self.path, Fault::file(Code::NoPackage, cpv.as_str())).of_package(cpv.as_str());
        self.builds(cpv).last().cloned().ok_or_else(missing)
    }

    /// The packages whose name and version an atom matches. Slot, USE dependencies and repository are not looked at.
    pub fn matching_names<'a>(&'a self, atom: &'a Atom) -> impl Iterator<Item = &'a Arc<BinaryPackage>> {
        let Found { list, packages, .. } = self.found();
        list.matching(atom).map(|at| &packages[at])
    }

    /// The packages that an atom matches, the oldest first, and the errors of those that cannot be used.
    pub fn matching<'a>(&'a self, atom: &'a Atom) -> impl Iterator<Item = Result<Arc<BinaryPackage>, Error>> {
        self.matching_names(atom).filter_map(|package| match matches_built(&**package, atom) {
            Ok(true) => Some(Ok(Arc::clone(package))),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        })
    }
}

/// Some packages of a directory of binary packages, in order.
pub type BinaryList = List<Pkgdir>;

impl Holder for Pkgdir {
    type Package = BinaryPackage;

    fn cpvs(&self) -> &[Cpv] {
        &self.found().list.cpvs
    }

    fn read(self: &Arc<Self>, at: usize) -> Result<Arc<BinaryPackage>, Error> {
        Ok(Arc::clone(&self.found().packages[at]))
    }
}

impl Found {
    fn new(read: Vec<Result<BinaryPackage, Error>>) -> Self {
        let (mut packages, mut errors) = (Vec::with_capacity(read.len()), Vec::new());
        for found in read {
            match found {
                Ok(package) => packages.push(Arc::new(package)),
                Err(error) => errors.push(error),
            }
        }
        let build = |package: &BinaryPackage| package.build_id().ok().flatten().unwrap_or(0);
        packages.sort_by(|a, b| {
            let by_name = a.cpv().cmp(b.cpv()).then_with(|| a.cpv().as_str().cmp(b.cpv().as_str()));
            by_name.then_with(|| build(a).cmp(&build(b)))
        });
        Self { list: CpvList::new(packages.iter().map(|package| package.cpv().clone()).collect()), packages, errors }
    }
}

impl fmt::Debug for Pkgdir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkgdir").field("path", &self.path).finish_non_exhaustive()
    }
}
