//! Packages that were built: installed ones and binary ones.

use super::choices::{BinaryFormat, ContentsKind};
use super::metadata::metadata;
use super::packages::{BinaryPackages, InstalledPackages};
use super::problem::{Problem, problems};
use super::progress::report;
use super::repository::disk;
use crate::give::{Text, text};
use crate::opened::opened;
use crate::{
    Atom, Cpv, DepSpec, DepSpecKind, Eapi, Iuse, Keywords, Package, Progress, Query, Refused, RepositoryFile, Slot, UseFlags,
};
use polyatom_repo::{Found, InstalledOptions, Metadata, PkgdirOptions};
use std::fmt;
use std::sync::Arc;

/// The packages that are installed in a root (`/var/db/pkg`). It does not notice what is installed later: open it again for that.
///
/// ```example
/// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/CONTENTS", ["dir /usr", "fif /usr/pipe"])])
/// installed.cpvs -> ["a/b-1"]
/// installed.owners("/usr/pipe") -> ["a/b-1"]
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct Installed(pub(super) Arc<polyatom_repo::Installed>);

opened! { Installed }

impl fmt::Debug for Installed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Installed {}>", self.0.root())
    }
}

#[uniffi::export]
impl Installed {
    /// Opens the packages of the root in a directory, `/`. `database` is where they are recorded; `var/db/pkg` below the root if it is not
    /// given. It fails if there is no such directory.
    #[uniffi::constructor(default(database = None))]
    pub fn open(root: &str, database: Option<String>) -> Result<Self, Refused> {
        let options = InstalledOptions { disk: None, database: database.map(Into::into) };
        Ok(Self(polyatom_repo::Installed::open_with(root, options)?))
    }

    /// Makes a root in memory of these files, for tests.
    #[uniffi::constructor]
    pub fn from_files(files: Vec<RepositoryFile>) -> Result<Self, Refused> {
        let options = InstalledOptions { disk: Some(disk(files)?), database: None };
        Ok(Self(polyatom_repo::Installed::open_with("/", options)?))
    }

    /// The directory of the root.
    pub fn root(&self) -> Text {
        text(self.0.root().as_str())
    }

    /// The directory in which the packages are recorded.
    pub fn database(&self) -> Text {
        text(self.0.database().as_str())
    }

    /// Category, package and version of every package, in order.
    pub fn cpvs(&self) -> Vec<Arc<Cpv>> {
        self.0.cpvs().iter().cloned().map(Cpv::shared).collect()
    }

    /// Everything that was wrong with the names of directories.
    pub fn problems(&self) -> Vec<Problem> {
        problems(self.0.name_errors())
    }

    /// Reads a package. It fails if it is not installed, or if it cannot be used.
    pub fn package(&self, cpv: &Cpv) -> Result<InstalledPackage, Refused> {
        Ok(InstalledPackage(self.0.package(&cpv.0)?))
    }

    /// The packages that an atom matches, the oldest first. Those that cannot be used are left out.
    pub fn matching(&self, atom: &Atom) -> Vec<Arc<InstalledPackage>> {
        self.0.matching(&atom.0).flatten().map(|package| Arc::new(InstalledPackage(package))).collect()
    }

    /// The packages that a query matches, in order and read on all cores. A package of which it cannot be told is among the `problems` of
    /// what is found. It fails if the query asks for what installed packages do not have, or if it is told to stop.
    ///
    /// ```example
    /// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/BUILD_TIME", ["1700000000"]), RepositoryFile("var/db/pkg/a/c-1/CONTENTS", ["fif /usr/pipe"])])
    /// installed.query("build_time > 1600000000").cpvs -> ["a/b-1"]
    /// installed.query("contents any /usr/pipe").cpvs -> ["a/c-1"]
    /// installed.query("visible") -> error Query query_not_of_this_kind
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn query(&self, query: &Query, progress: Option<Box<dyn Progress>>) -> Result<InstalledPackages, Refused> {
        Ok(InstalledPackages::found(self.0.query_with(&query.0, &mut report(progress))??))
    }

    /// The packages that put a file or a directory there, in order. The path is one inside the root, `/bin/sh`; where the system has links
    /// in place of directories, it is found by either name. The first call reads what all packages own and keeps it.
    pub fn owners(&self, path: &str) -> Vec<Arc<Cpv>> {
        self.0.owners(path).into_iter().map(Cpv::shared).collect()
    }
}

/// A file that an installed package put on the system.
///
/// ```example
/// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/CONTENTS", ["sym /bin/sh -> bash 1"])])
/// installed.package("a/b-1").contents()[0].target -> "bash"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct InstalledFile {
    /// The kind of file.
    pub kind: ContentsKind,
    /// Its path inside the root.
    pub path: String,
    /// The checksum of a regular file in hexadecimal digits, MD5 or SHA-1.
    pub digest: Option<String>,
    /// The target of a symbolic link.
    pub target: Option<String>,
    /// The time when it was changed, in seconds since 1970.
    pub mtime: Option<i64>,
}

/// An installed package.
///
/// ```example
/// installed = Installed.from_files([RepositoryFile("var/db/pkg/a/b-1/USE", ["amd64 ssl"])])
/// installed.package("a/b-1").use_flags.names -> ["amd64", "ssl"]
/// ```
#[derive(PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct InstalledPackage(pub(crate) Arc<polyatom_repo::InstalledPackage>);

metadata! { InstalledPackage }

#[uniffi::export]
impl InstalledPackage {
    /// The text of a variable, `USE`, if it is recorded. It fails if the file cannot be read.
    pub fn get(&self, variable: &str) -> Result<Option<String>, Refused> {
        Ok(self.0.get(variable)?.map(str::to_owned))
    }

    /// The names of the variables that are recorded, in order.
    pub fn variables(&self) -> Vec<String> {
        self.0.keys().into_iter().map(str::to_owned).collect()
    }

    /// Its directory.
    pub fn path(&self) -> String {
        self.0.path().into()
    }

    /// The USE flags that were on when it was built, also those that profiles add to every package. It fails if the value is not valid.
    pub fn use_flags(&self) -> Result<UseFlags, Refused> {
        Ok(UseFlags(polyatom::UseFlags::clone(self.0.use_flags()?)))
    }

    /// The time when it was built, in seconds since 1970. It fails if the value is not a number below 2^63.
    pub fn build_time(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.build_time()?.map(u64::cast_signed))
    }

    /// A number that is higher for what was installed later. It fails if the value is not a number below 2^63.
    pub fn counter(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.counter()?.map(u64::cast_signed))
    }

    /// The files that it put on the system, in the order in which they are recorded. `check` tells what is wrong there.
    pub fn contents(&self) -> Vec<InstalledFile> {
        let file = |entry: polyatom_repo::format::contents::ContentsEntry<'_>| InstalledFile {
            kind: entry.kind.into(),
            path: entry.path.to_owned(),
            digest: entry.hash.map(|(_, digest)| digest.to_owned()),
            target: entry.target.map(str::to_owned),
            mtime: entry.mtime,
        };
        self.0.contents().value.entries().map(file).collect()
    }

    /// Whether an atom matches it: name, version, slot, repository and the flags that were on. It fails if a value that is needed for that
    /// is not valid.
    pub fn matches(&self, atom: &Atom) -> Result<bool, Refused> {
        Ok(self.0.matches(&atom.0)?)
    }
}

/// A directory of binary packages (`PKGDIR`), with its index `Packages` or without. Packages are ordered by category, name and version, and
/// those of one version by the number of their build.
///
/// ```example
/// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["CHOST: x", "", "CPV: a/b-1"])])
/// pkgdir.cpvs -> ["a/b-1"]
/// pkgdir.package("a/b-1").get("CHOST") -> "x"
/// ```
#[derive(uniffi::Object)]
#[uniffi::export(Debug, Eq, Hash)]
pub struct Pkgdir(Arc<polyatom_repo::Pkgdir>);

opened! { Pkgdir }

impl fmt::Debug for Pkgdir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<Pkgdir {}>", self.0.path())
    }
}

#[uniffi::export]
impl Pkgdir {
    /// Opens the directory. Its packages are known from the index where there is one, else from the files, all of which are read when they are
    /// first asked for. It fails if there is no directory, or if its index cannot be read.
    #[uniffi::constructor]
    pub fn open(path: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom_repo::Pkgdir::open(path)?))
    }

    /// Makes a directory in memory of these files, for tests.
    #[uniffi::constructor]
    pub fn from_files(files: Vec<RepositoryFile>) -> Result<Self, Refused> {
        let options = PkgdirOptions { disk: Some(disk(files)?), ..PkgdirOptions::default() };
        Ok(Self(polyatom_repo::Pkgdir::open_with("/", options)?))
    }

    /// The directory.
    pub fn path(&self) -> Text {
        text(self.0.path().as_str())
    }

    /// Category, package and version of every package, in order; of one that was built more than once, each time.
    pub fn cpvs(&self) -> Vec<Arc<Cpv>> {
        self.0.cpvs().iter().cloned().map(Cpv::shared).collect()
    }

    /// Everything that is wrong: lines of the index, and packages that cannot be used.
    pub fn problems(&self) -> Vec<Problem> {
        let packages: Vec<_> = self.0.packages().filter_map(Result::err).collect();
        problems(self.0.errors().iter().chain(&packages))
    }

    /// The packages that can be used, in order.
    pub fn packages(&self) -> Vec<Arc<BinaryPackage>> {
        self.0.packages().flatten().map(|package| Arc::new(BinaryPackage(package))).collect()
    }

    /// The builds of a package, the oldest first.
    pub fn builds(&self, cpv: &Cpv) -> Vec<Arc<BinaryPackage>> {
        self.0.builds(&cpv.0).iter().map(|package| Arc::new(BinaryPackage(Arc::clone(package)))).collect()
    }

    /// The newest build of a package. It fails if there is none.
    pub fn package(&self, cpv: &Cpv) -> Result<BinaryPackage, Refused> {
        Ok(BinaryPackage(self.0.package(&cpv.0)?))
    }

    /// The packages that an atom matches, the oldest first. Those that cannot be used are left out.
    pub fn matching(&self, atom: &Atom) -> Vec<Arc<BinaryPackage>> {
        self.0.matching(&atom.0).flatten().map(|package| Arc::new(BinaryPackage(package))).collect()
    }

    /// Reads what all packages say of themselves, which takes long where there is no index. The first question does it without this call. It
    /// fails if it is told to stop.
    #[uniffi::method(default(progress = None))]
    pub fn read_packages(&self, progress: Option<Box<dyn Progress>>) -> Result<(), Refused> {
        Ok(self.0.read_packages(&mut report(progress))?)
    }

    /// The packages that a query matches, in order. A package of which it cannot be told is among the `problems` of what is found. It fails
    /// if the query asks for what binary packages do not have, or if it is told to stop; it tells how far it is in reading, then in asking.
    ///
    /// ```example
    /// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["", "CPV: a/b-1", "IUSE: ssl", "REPO: main", "USE: ssl", "", "CPV: a/b-2"])])
    /// pkgdir.query("use any ssl && repo == main").cpvs -> ["a/b-1"]
    /// pkgdir.query("newest 1").cpvs -> ["a/b-2"]
    /// ```
    #[uniffi::method(default(progress = None))]
    pub fn query(&self, query: &Query, progress: Option<Box<dyn Progress>>) -> Result<BinaryPackages, Refused> {
        Ok(BinaryPackages::found(self.0.query_with(&query.0, &mut report(progress))??))
    }
}

/// A binary package: a file of either format, GPKG (GLEP 78) or XPAK, or what an index says of it.
///
/// ```example
/// pkgdir = Pkgdir.from_files([RepositoryFile("Packages", ["", "BUILD_ID: 2", "CPV: a/b-1", "USE: ssl"])])
/// package = pkgdir.package("a/b-1")
/// package.build_id -> 2
/// package.use_flags.names -> ["ssl"]
/// ```
#[derive(PartialEq, Eq, Hash, uniffi::Object)]
#[uniffi::export(Display, Debug, Eq, Hash)]
pub struct BinaryPackage(pub(crate) Arc<polyatom_repo::BinaryPackage>);

metadata! { BinaryPackage }

#[uniffi::export]
impl BinaryPackage {
    /// Reads the package in this file. Its content tells the format, not its name.
    #[uniffi::constructor]
    pub fn open(path: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom_repo::BinaryPackage::open(path)?))
    }

    /// The text of a variable, `USE`, if it is recorded.
    pub fn get(&self, variable: &str) -> Option<Text> {
        self.0.get(variable).map(text)
    }

    /// The names of the variables that are recorded, in order.
    pub fn variables(&self) -> Vec<String> {
        self.0.keys().into_iter().map(str::to_owned).collect()
    }

    /// Its file.
    pub fn path(&self) -> String {
        self.0.path().into()
    }

    /// The format of its file, if that was read.
    pub fn format(&self) -> Option<BinaryFormat> {
        self.0.format().map(Into::into)
    }

    /// The USE flags that were on when it was built, also those that profiles add to every package. It fails if the value is not valid.
    pub fn use_flags(&self) -> Result<UseFlags, Refused> {
        Ok(UseFlags(polyatom::UseFlags::clone(self.0.use_flags()?)))
    }

    /// The time when it was built, in seconds since 1970. It fails if the value is not a number below 2^63.
    pub fn build_time(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.build_time()?.map(u64::cast_signed))
    }

    /// The number of its build: a version that is built again gets a higher one. It fails if the value is not a number below 2^63.
    pub fn build_id(&self) -> Result<Option<i64>, Refused> {
        Ok(self.0.build_id()?.map(u64::cast_signed))
    }

    /// Whether an atom matches it: name, version, slot, repository and the flags that were on. It fails if a value that is needed for that
    /// is not valid.
    pub fn matches(&self, atom: &Atom) -> Result<bool, Refused> {
        Ok(self.0.matches(&atom.0)?)
    }
}

/// A variable with its text.
///
/// ```example
/// parse_binary_index("CHOST: x").header[0].text -> "x"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct Variable {
    /// The name, `SLOT`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A package in an index of binary packages.
///
/// ```example
/// parse_binary_index("PACKAGES: 0").entries -> []
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct BinaryIndexEntry {
    /// Its variables, by their full names: its own, those of the header that entries inherit, and the defaults that say something.
    pub variables: Vec<Variable>,
}

/// An index of binary packages, `Packages`.
///
/// ```example
/// parse_binary_index("CHOST: x").header[0].name -> "CHOST"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
pub struct BinaryIndex {
    /// The header.
    pub header: Vec<Variable>,
    /// The packages, in the order of the file.
    pub entries: Vec<BinaryIndexEntry>,
    /// Lines that are wrong.
    pub problems: Vec<Problem>,
}

fn variables<'a>(values: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Variable> {
    values.map(|(name, text)| Variable { name: name.to_owned(), text: text.to_owned() }).collect()
}

impl From<polyatom_repo::Found<polyatom_repo::format::binary_index::BinaryIndex>> for BinaryIndex {
    fn from(found: polyatom_repo::Found<polyatom_repo::format::binary_index::BinaryIndex>) -> Self {
        let entries = found.value.entries().map(|entry| BinaryIndexEntry { variables: variables(entry.all_values()) });
        let (header, entries) = (variables(found.value.header_values()), entries.collect());
        Self { header, entries, problems: problems(&found.errors) }
    }
}

/// Reads an index of binary packages, compressed or not. The path may also be that of its directory.
#[uniffi::export]
pub fn read_binary_index(path: &str) -> Result<BinaryIndex, Refused> {
    Ok(polyatom_repo::read_binary_index(path)?.into())
}

/// Reads the text of an index of binary packages.
///
/// ```example
/// parse_binary_index("PACKAGES: 0").problems -> []
/// ```
#[uniffi::export]
pub fn parse_binary_index(text: &str) -> BinaryIndex {
    Found::of_text(text, |text| polyatom_repo::format::binary_index::BinaryIndex::parse(text.to_owned())).into()
}
