//! Installed packages: the database of a root, in which each package has a directory with a file for each of its variables.
//! Package managers agree on it (`/var/db/pkg`), no specification describes it.

mod owners;
mod package;

use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Atom, Cpn, Cpv, names};
use polyatom_pool as pool;

use crate::ahead::ReadAhead;
use crate::cpvs::{CpvList, not_a};
use crate::disk::{Disk, FileKind, OsDisk};
use crate::error::{Error, Found, without_nul};
use crate::format::contents::Contents;
use crate::format::{Code, Fault};
use crate::list::{Holder, List};
use crate::metadata::matches_built;
use crate::reading;
use owners::Owners;
pub use package::InstalledPackage;

/// Where the database is below a root.
const DATABASE: &str = "var/db/pkg";
/// What begins so is a package that is being installed or removed, or was when that was interrupted.
const UNFINISHED: char = '-';
/// Directories that are none of ours.
const OTHERS: [&str; 2] = ["CVS", "lost+found"];

/// How installed packages are opened.
#[derive(Clone, Debug, Default)]
pub struct InstalledOptions {
    /// Where the files are; those of the operating system if not given.
    pub disk: Option<Arc<dyn Disk>>,
    /// Where the database is; `var/db/pkg` below the root if not given.
    pub database: Option<Utf8PathBuf>,
}

/// The packages that are installed in a root. It is opened once and shared; what is not asked for is not read. It does not
/// notice what is installed later: open it again for that.
///
/// ```
/// use std::sync::Arc;
/// use polyatom_repo::{Installed, InstalledOptions, MemoryDisk, Metadata};
/// let disk = MemoryDisk::new([
///     ("/var/db/pkg/app-misc/tool-1.0/SLOT", "0\n"),
///     ("/var/db/pkg/app-misc/tool-1.0/USE", "amd64 ssl\n"),
///     ("/var/db/pkg/app-misc/tool-1.0/CONTENTS", "dir /usr\nobj /usr/tool d41d8cd98f00b204e9800998ecf8427e 1\n"),
/// ]);
/// let installed = Installed::open_with("/", InstalledOptions { disk: Some(Arc::new(disk)), ..Default::default() })?;
/// let package = installed.package(&installed.cpvs()[0])?;
/// assert_eq!((package.get("SLOT")?, package.get("IUSE")?), (Some("0"), None));
/// assert!(package.use_flags()?.contains("ssl"));
/// assert_eq!(installed.owners("/usr/tool"), installed.cpvs());
/// # Ok::<(), polyatom_repo::Error>(())
/// ```
pub struct Installed {
    disk: Arc<dyn Disk>,
    root: Utf8PathBuf,
    database: Utf8PathBuf,
    index: OnceLock<Index>,
    owners: OnceLock<Owners>,
}

/// The names of the packages.
struct Index {
    list: CpvList,
    errors: Vec<Error>,
}

impl Installed {
    /// Opens the packages of the root in this directory, `/`.
    pub fn open(root: impl AsRef<Utf8Path>) -> Result<Arc<Self>, Error> {
        Self::open_with(root, InstalledOptions::default())
    }

    /// The same with options. It fails if there is no database.
    pub fn open_with(root: impl AsRef<Utf8Path>, options: InstalledOptions) -> Result<Arc<Self>, Error> {
        let disk = options.disk.unwrap_or_else(|| Arc::new(OsDisk));
        let root = root.as_ref().to_owned();
        let database = options.database.unwrap_or_else(|| root.join(DATABASE));
        without_nul(&root)?;
        without_nul(&database)?;
        match disk.stat(&database) {
            Ok(stat) if stat.kind == FileKind::Directory => {}
            Ok(_) => return Err(Error::new(database, Fault::file(Code::NoDatabase, "it is not a directory"))),
            Err(error) => return Err(Error::new(database, Fault::file(Code::NoDatabase, error.to_string()))),
        }
        Ok(Arc::new(Self { disk, root, database, index: OnceLock::new(), owners: OnceLock::new() }))
    }

    /// The directory of the root.
    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// The directory of the database.
    pub fn database(&self) -> &Utf8Path {
        &self.database
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| self.read_index())
    }

    fn read_index(&self) -> Index {
        let mut errors = Vec::new();
        let mut categories = self.directories(&self.database, &mut errors);
        categories.retain(|name| match names::category(name) {
            Ok(()) => true,
            Err(_) => {
                errors.push(Error::new(self.database.join(name), not_a("category")));
                false
            }
        });
        let read = pool::map_each(&categories, |category| self.read_category(category));
        let mut cpvs: Vec<Cpv> = Vec::with_capacity(read.iter().map(|(cpvs, _)| cpvs.len()).sum());
        for (mut found, mut wrong) in read {
            cpvs.append(&mut found);
            errors.append(&mut wrong);
        }
        Index { list: CpvList::new(cpvs), errors }
    }

    fn read_category(&self, category: &str) -> (Vec<Cpv>, Vec<Error>) {
        let path = self.database.join(category);
        let mut errors = Vec::new();
        let mut cpvs = Vec::new();
        for name in self.directories(&path, &mut errors) {
            match Cpv::parse(&format!("{category}/{name}")) {
                Ok(cpv) => cpvs.push(cpv),
                Err(error) => {
                    let fault = not_a("package with version").because(error.reason());
                    errors.push(Error::new(path.join(name), fault));
                }
            }
        }
        cpvs.sort_by(|a, b| a.cmp(b).then_with(|| a.as_str().cmp(b.as_str())));
        (cpvs, errors)
    }

    /// The directories of packages or categories, without unfinished ones.
    fn directories(&self, path: &Utf8Path, errors: &mut Vec<Error>) -> Vec<String> {
        let mut names = reading::names(self.disk(), path, FileKind::Directory, errors);
        names.retain(|name| !name.starts_with(UNFINISHED) && !OTHERS.contains(&name.as_str()));
        names
    }

    /// The names, in which packages are found.
    pub(crate) fn names_of_all(&self) -> &CpvList {
        &self.index().list
    }

    /// Every package, as a list.
    pub fn list(self: &Arc<Self>) -> InstalledList {
        List::of_one(self, 0..self.cpvs().len())
    }

    fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// The directory of a package.
    pub fn package_path(&self, cpv: &Cpv) -> Utf8PathBuf {
        self.database.join(cpv.category()).join(cpv.pf())
    }

    /// Every package with its version, ordered by category, name and version. One name may be there twice, in other slots.
    pub fn cpvs(&self) -> &[Cpv] {
        &self.index().list.cpvs
    }

    /// The names of the packages, in order and each once.
    pub fn cpns(&self) -> impl ExactSizeIterator<Item = Cpn> {
        self.index().list.cpns()
    }

    /// The installed versions of a package, the oldest first.
    pub fn versions(&self, cpn: &Cpn) -> &[Cpv] {
        self.index().list.versions(cpn)
    }

    /// Whether there is such a package.
    pub fn contains(&self, cpv: &Cpv) -> bool {
        self.index().list.find(cpv).is_some()
    }

    /// What was wrong with the names of directories.
    pub fn name_errors(&self) -> &[Error] {
        &self.index().errors
    }

    /// The packages whose name and version an atom matches. Slot, USE dependencies and repository are not looked at, for
    /// which no metadata is read; [`matching`](Installed::matching) looks at them.
    pub fn matching_names<'a>(&'a self, atom: &'a Atom) -> impl Iterator<Item = &'a Cpv> {
        let list = &self.index().list;
        list.matching(atom).map(|at| &list.cpvs[at])
    }

    /// The packages that an atom matches, the oldest first, and the errors of those that cannot be used.
    pub fn matching<'a>(self: &'a Arc<Self>, atom: &'a Atom) -> impl Iterator<Item = Result<Arc<InstalledPackage>, Error>> {
        self.index().list.matching(atom).filter_map(move |at| {
            let found = InstalledPackage::read(self, at).and_then(|package| Ok((matches_built(&package, atom)?, package)));
            match found {
                Ok((true, package)) => Some(Ok(Arc::new(package))),
                Ok((false, _)) => None,
                Err(error) => Some(Err(error)),
            }
        })
    }

    /// Every package in order. One that cannot be used is an error in its place, and the iteration goes on after it.
    pub fn packages(self: &Arc<Self>) -> ReadAhead<Self, InstalledPackage> {
        ReadAhead::new(self, self.cpvs().len(), InstalledPackage::read)
    }

    /// Reads a package.
    pub fn package(self: &Arc<Self>, cpv: &Cpv) -> Result<Arc<InstalledPackage>, Error> {
        let missing = || Error::new(self.package_path(cpv), Fault::file(Code::NoPackage, cpv.as_str())).of_package(cpv.as_str());
        let at = self.index().list.find(cpv).ok_or_else(missing)?;
        InstalledPackage::read(self, at).map(Arc::new)
    }

    /// What a package put on the system, and what is wrong in the file that says so. It is empty if there is no such file.
    pub fn contents(&self, cpv: &Cpv) -> Found<Contents> {
        let path = self.package_path(cpv).join("CONTENTS");
        let mut errors = Vec::new();
        let text = reading::text(self.disk(), &path, &mut errors).unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        let found = Found::of(&path, Contents::parse(text.unwrap_or_default()));
        errors.extend(found.errors);
        let errors = errors.into_iter().map(|error| error.of_package(cpv.as_str())).collect();
        Found { value: found.value, errors }
    }
}

/// Some installed packages, in order.
pub type InstalledList = List<Installed>;

impl Holder for Installed {
    type Package = InstalledPackage;

    fn cpvs(&self) -> &[Cpv] {
        &self.index().list.cpvs
    }

    fn read(self: &Arc<Self>, at: usize) -> Result<Arc<InstalledPackage>, Error> {
        InstalledPackage::read(self, at).map(Arc::new)
    }
}

impl fmt::Debug for Installed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Installed").field("root", &self.root).field("database", &self.database).finish_non_exhaustive()
    }
}
