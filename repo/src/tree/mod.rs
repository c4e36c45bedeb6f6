//! A repository: the directory, what it says about itself, and the names that are in it.

mod announcements;
mod eclasses;
mod files;
mod index;
mod names;
mod package_files;
mod postings;
mod reading;

use std::fmt;
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::Eapi;

use crate::disk::{Disk, FileKind, OsDisk};
use crate::error::{Error, without_nul};
use crate::format::layout::LayoutConf;
use crate::format::{Code, Fault, lists};
pub use announcements::{News, StabilizationGroups};
pub use eclasses::Eclass;
use eclasses::Eclasses;
use files::Files;
pub use files::{InFile, UseExpandValue};
pub(crate) use index::Index;
pub use names::{Category, Name};
pub use package_files::{file_size, read_manifest, read_metadata_xml, verify_file};
pub(crate) use postings::{Posting, Postings};
use reading::Sums;

/// Where the names of packages come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// From the ebuilds, and from the metadata cache where there is not one ebuild.
    #[default]
    Both,
    /// From the ebuilds alone.
    Ebuilds,
    /// From the metadata cache alone, which is the fastest.
    Cache,
}

/// The format of the metadata cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CacheFormat {
    /// `metadata/md5-cache`, with `KEY=value` lines.
    Md5Dict,
    /// `metadata/cache`, with a value in each line.
    Pms,
}

impl CacheFormat {
    const ALL: [Self; 2] = [Self::Md5Dict, Self::Pms];

    /// Its name in `layout.conf`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Md5Dict => "md5-dict",
            Self::Pms => "pms",
        }
    }

    pub(crate) const fn directory(self) -> &'static str {
        match self {
            Self::Md5Dict => "metadata/md5-cache",
            Self::Pms => "metadata/cache",
        }
    }
}

/// How a repository is opened.
#[derive(Clone, Debug, Default)]
pub struct OpenOptions {
    /// Where the files are; those of the operating system if not given.
    pub disk: Option<Arc<dyn Disk>>,
    /// Where the names of packages come from.
    pub source: Source,
    /// Repositories among which the masters are looked for, by name and by alias.
    pub masters: Vec<Arc<Repository>>,
    /// The names of its masters, in the place of those in `layout.conf`.
    pub master_names: Option<Vec<String>>,
    /// What it is called if it has no name itself.
    pub fallback_name: Option<String>,
    /// A list of ebuilds with checksums, as `md5sum` prints it, that stands for the ebuilds.
    pub ebuild_sums: Option<Utf8PathBuf>,
    /// The same for the eclasses.
    pub eclass_sums: Option<Utf8PathBuf>,
}

/// A repository that another builds on.
#[derive(Clone, Debug)]
pub struct Master {
    /// Its name in `layout.conf`.
    pub name: String,
    /// The repository; none where it was not among those given. Tools often have no master, and much works without.
    pub repository: Option<Arc<Repository>>,
}

/// An ebuild repository. It is opened once and shared; what is not asked for is not read.
///
/// ```
/// use std::sync::Arc;
/// use polyatom_repo::{MemoryDisk, Metadata, OpenOptions, Repository};
/// let disk = MemoryDisk::new([
///     ("/r/profiles/repo_name", "example"),
///     ("/r/metadata/layout.conf", "masters =\n"),
///     ("/r/metadata/md5-cache/dev-libs/a-2", "EAPI=8\nSLOT=0/2\nDESCRIPTION=An example\nRDEPEND=dev-libs/b\n"),
///     ("/r/metadata/md5-cache/dev-libs/a-10", "EAPI=8\nSLOT=0/10\nDESCRIPTION=An example\n"),
/// ]);
/// let options = OpenOptions { disk: Some(Arc::new(disk)), ..OpenOptions::default() };
/// let repository = Repository::open_with("/r", options)?;
/// assert_eq!(repository.name(), "example");
/// let versions: Vec<_> = repository.cpvs().iter().map(|cpv| cpv.as_str()).collect();
/// assert_eq!(versions, ["dev-libs/a-2", "dev-libs/a-10"]);
/// let package = repository.package(&repository.cpvs()[0])?;
/// assert_eq!(package.slot()?.subslot(), "2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Repository {
    disk: Arc<dyn Disk>,
    path: Utf8PathBuf,
    name: String,
    eapi: Eapi,
    layout: LayoutConf,
    masters: Vec<Master>,
    cache: Option<CacheFormat>,
    source: Source,
    ebuild_sums: Option<Sums>,
    eclass_sums: Option<Sums>,
    errors: Vec<Error>,
    index: OnceLock<Index>,
    files: Files,
    eclasses: OnceLock<Eclasses>,
    postings: OnceLock<Postings>,
}

impl Repository {
    /// Opens the repository in this directory.
    pub fn open(path: impl AsRef<Utf8Path>) -> Result<Arc<Self>, Error> {
        Self::open_with(path, OpenOptions::default())
    }

    /// The same with options.
    ///
    /// It fails if there is no repository, or if its `profiles` have an EAPI that is not known (`sec:profiles-dir`). What
    /// else is wrong is recorded in [`errors`](Repository::errors).
    pub fn open_with(path: impl AsRef<Utf8Path>, options: OpenOptions) -> Result<Arc<Self>, Error> {
        let disk = options.disk.unwrap_or_else(|| Arc::new(OsDisk));
        let path = path.as_ref().to_owned();
        without_nul(&path)?;
        let is_directory = |inside: &str| disk.stat(&path.join(inside)).is_ok_and(|stat| stat.kind == FileKind::Directory);
        if !is_directory("profiles") && !is_directory("metadata") {
            let reason = "it has neither a directory profiles nor a directory metadata";
            return Err(Error::new(path, Fault::file(Code::NotARepository, reason)));
        }
        let cache_here: Vec<_> = CacheFormat::ALL.into_iter().filter(|format| is_directory(format.directory())).collect();
        let ebuild_sums = options.ebuild_sums.map(|list| Sums::read(&*disk, &list)).transpose()?;
        let eclass_sums = options.eclass_sums.map(|list| Sums::read(&*disk, &list)).transpose()?;
        let mut repository = Self {
            disk,
            path,
            name: String::new(),
            eapi: Eapi::V0,
            layout: LayoutConf::default(),
            masters: Vec::new(),
            cache: None,
            source: options.source,
            ebuild_sums,
            eclass_sums,
            errors: Vec::new(),
            index: OnceLock::new(),
            files: Files::default(),
            eclasses: OnceLock::new(),
            postings: OnceLock::new(),
        };
        repository.eapi = repository.read_eapi()?;
        repository.read_layout(&options.masters, options.master_names, &cache_here);
        repository.name = repository.read_name(options.fallback_name);
        Ok(Arc::new(repository))
    }

    fn read_eapi(&self) -> Result<Eapi, Error> {
        let Some((path, text)) = self.read_text("profiles/eapi", &mut Vec::new())? else { return Ok(Eapi::V0) };
        lists::eapi(&text).map_err(|fault| Error::new(path, fault))
    }

    fn read_layout(&mut self, masters: &[Arc<Self>], names: Option<Vec<String>>, cache_here: &[CacheFormat]) {
        let mut errors = Vec::new();
        let layout = self.read_value("metadata/layout.conf", LayoutConf::parse, &mut errors);
        let known = |name: &String| masters.iter().find(|master| master.is_called(name)).cloned();
        let names = names.or_else(|| layout.masters.clone()).into_iter().flatten();
        self.masters = names.map(|name| Master { repository: known(&name), name }).collect();
        let named =
            layout.cache_formats.iter().find_map(|name| CacheFormat::ALL.into_iter().find(|format| format.as_str() == name));
        self.cache = named.filter(|format| cache_here.contains(format)).or(cache_here.first().copied());
        self.layout = layout;
        self.errors.append(&mut errors);
    }

    /// The name in `layout.conf`, else that in `profiles/repo_name`, else one that was given or is made of the directory's.
    fn read_name(&mut self, fallback: Option<String>) -> String {
        let mut errors = Vec::new();
        let path = self.path.join("profiles/repo_name");
        let found = match self.read_text("profiles/repo_name", &mut errors) {
            Ok(Some((_, text))) => lists::repo_name(&text).map_err(|fault| Error::new(&path, fault)),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        };
        let found = found.unwrap_or_else(|error| {
            errors.push(error);
            None
        });
        self.errors.append(&mut errors);
        let layout = self.layout.repo_name.clone().filter(|name| polyatom::names::repository(name).is_ok());
        layout.or(found).or(fallback).unwrap_or_else(|| format!("x-{}", self.path.file_name().unwrap_or("repository")))
    }

    /// Whether a name is that of this repository, or one of its aliases.
    pub fn is_called(&self, name: &str) -> bool {
        self.name == name || self.layout.aliases.iter().any(|alias| alias == name)
    }

    /// The name, `gentoo`. One without a name is called after its directory, `x-overlay`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The directory.
    pub fn path(&self) -> &Utf8Path {
        &self.path
    }

    /// The EAPI of the directory `profiles`.
    pub fn eapi(&self) -> Eapi {
        self.eapi
    }

    /// What `metadata/layout.conf` says.
    pub fn layout(&self) -> &LayoutConf {
        &self.layout
    }

    /// The repositories it builds on, in the order of `layout.conf`.
    pub fn masters(&self) -> &[Master] {
        &self.masters
    }

    /// The format of its metadata cache, if it has one.
    pub fn cache_format(&self) -> Option<CacheFormat> {
        self.cache
    }

    /// What was wrong when it was opened.
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    /// This repository and its masters in the order in which an eclass or a mirror is looked for: the last master goes before
    /// the first.
    pub(crate) fn lineage(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.masters.iter().rev().filter_map(|master| master.repository.as_deref()))
    }

    pub(crate) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    pub(crate) fn disk_handle(&self) -> Arc<dyn Disk> {
        Arc::clone(&self.disk)
    }

    pub(crate) fn ebuild_sums(&self) -> Option<&Sums> {
        self.ebuild_sums.as_ref()
    }

    pub(crate) fn eclass_sums(&self) -> Option<&Sums> {
        self.eclass_sums.as_ref()
    }

    /// What depends on what, made at the first call.
    pub(crate) fn postings_once(&self, make: impl FnOnce() -> Postings) -> &Postings {
        self.postings.get_or_init(make)
    }

    /// Whether that was made.
    pub(crate) fn has_postings(&self) -> bool {
        self.postings.get().is_some()
    }

    pub(crate) fn cache_path(&self, category: &str, pf: &str) -> Option<Utf8PathBuf> {
        Some(self.path.join(self.cache?.directory()).join(category).join(pf))
    }
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Repository").field("name", &self.name).field("path", &self.path).finish_non_exhaustive()
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.name)
    }
}
