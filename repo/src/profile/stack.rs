//! From the name of a profile to its directories, in the order in which they count (`ch:profiles`).

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use polyatom::{Eapi, EapiFeature};

use super::directory::{Directory, DirectoryRules};
use super::source::Walk;
use super::{Profile, Profiles};
use crate::disk::{Disk, FileKind, normal};
use crate::error::{Error, without_nul};
use crate::format::selector::SelectorRules;
use crate::format::text::{decode, line_at};
use crate::format::{Code, Fault, lists, profile_lines};
use crate::reading::{LIMIT, is_absent};
use crate::tree::Repository;

/// Directories of one profile at most, so that parents that name each other again and again have an end.
const MOST: usize = 10_000;

/// A directory with the paths of its parents, as its `parent` file names them.
#[derive(Debug)]
pub(super) struct Node {
    directory: Arc<Directory>,
    /// Each with its line.
    parents: Vec<(u32, Utf8PathBuf)>,
}

/// The directories that were read so far, by path.
pub(super) type Nodes = RwLock<HashMap<Utf8PathBuf, Arc<Node>>>;

/// The way from a profile to one of its parents: directories with the line that leads on.
struct Chain<'a>(Vec<(&'a Utf8Path, u32)>);

impl Chain<'_> {
    /// `/a/parent:1 -> /b/parent:2 -> /c`.
    fn write(&self, end: &Utf8Path) -> String {
        let mut out = String::new();
        for (path, line) in &self.0 {
            let _ = write!(out, "{}:{line} -> ", path.join("parent"));
        }
        out + end.as_str()
    }

    /// The error of the last `parent` file.
    #[cold]
    fn error(&self, disk: &dyn Disk, code: Code, end: &Utf8Path) -> Error {
        let Some(&(path, line)) = self.0.last() else {
            return Error::new(end, Fault::file(code, end.as_str()));
        };
        let path = path.join("parent");
        let text = disk.read(&path, LIMIT).map(|bytes| decode(bytes).0).unwrap_or_default();
        let row = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or("").trim();
        Error::new(path, Fault::line_is(code, line, row).because(self.write(end)))
    }
}

impl Profiles {
    /// Reads the profile at this path inside of `profiles` of a repository.
    pub fn profile(&self, repository: &Repository, path: &str) -> Result<Arc<Profile>, Error> {
        without_nul(path.as_ref())?;
        let root = normal(&repository.path().join("profiles"));
        let path = normal(&root.join(path));
        if !path.starts_with(&root) {
            return Err(Error::new(&path, Fault::file(Code::NoProfile, "it is outside of profiles")));
        }
        self.profile_at(repository.disk_handle(), &path)
    }

    /// Reads the profile in this directory, which need not be that of a repository.
    pub(crate) fn profile_at(&self, disk: Arc<dyn Disk>, path: &Utf8Path) -> Result<Arc<Profile>, Error> {
        let mut directories = Vec::new();
        self.collect(&disk, path, &mut directories)?;
        Ok(Arc::new(Profile::new(directories)))
    }

    /// Goes through the tree without calling itself: depth costs no stack.
    fn collect(&self, disk: &Arc<dyn Disk>, start: &Utf8Path, found: &mut Vec<Arc<Directory>>) -> Result<(), Error> {
        let mut open: Vec<(Arc<Node>, usize)> = vec![(self.node(disk, start, &Chain(Vec::new()))?, 0)];
        while let Some((node, next)) = open.last_mut() {
            let Some((_, parent)) = node.parents.get(*next) else {
                found.push(Arc::clone(&node.directory));
                open.pop();
                continue;
            };
            let parent = parent.clone();
            *next += 1;
            let node = match self.known(&parent) {
                Some(node) => node,
                None => self.node(disk, &parent, &chain(&open))?,
            };
            let is_open = open.iter().any(|(around, _)| Arc::ptr_eq(around, &node));
            if is_open || found.len() + open.len() > MOST {
                return Err(chain(&open).error(&**disk, Code::Circle, &parent));
            }
            open.push((node, 0));
        }
        Ok(())
    }

    fn known(&self, path: &Utf8Path) -> Option<Arc<Node>> {
        self.nodes.read().unwrap_or_else(|poisoned| poisoned.into_inner()).get(path).cloned()
    }

    fn node(&self, disk: &Arc<dyn Disk>, path: &Utf8Path, chain: &Chain<'_>) -> Result<Arc<Node>, Error> {
        if let Some(node) = self.known(path) {
            return Ok(node);
        }
        if !disk.stat(path).is_ok_and(|stat| stat.kind == FileKind::Directory) {
            return Err(chain.error(&**disk, Code::NoProfile, path));
        }
        let node = Arc::new(self.read(disk, path, chain)?);
        self.nodes.write().unwrap_or_else(|poisoned| poisoned.into_inner()).insert(path.to_owned(), Arc::clone(&node));
        Ok(node)
    }

    /// The repository in which a directory is. Of repositories in each other it is the inner one.
    fn repository_of(&self, path: &Utf8Path) -> Option<&Arc<Repository>> {
        let around = self.repositories.iter().filter(|repository| path.starts_with(repository.path()));
        around.max_by_key(|repository| repository.path().as_str().len())
    }

    fn read(&self, disk: &Arc<dyn Disk>, path: &Utf8Path, chain: &Chain<'_>) -> Result<Node, Error> {
        let repository = self.repository_of(path);
        let eapi = match read_eapi(&**disk, path)? {
            Some(eapi) => eapi,
            None => repository.map_or(Eapi::V0, |repository| default_eapi(repository)),
        };
        let formats = |names: &[&str]| {
            repository.is_none_or(|repository| names.iter().any(|name| repository.layout().has_profile_format(name)))
        };
        let walk = match () {
            () if eapi.has(EapiFeature::ProfileFileDirs) => Walk::Flat,
            () if formats(&["portage-1", "portage-2"]) => Walk::Deep,
            () => Walk::File,
        };
        let selectors = SelectorRules { repositories: formats(&["profile-repo-deps"]), ..SelectorRules::profile(eapi) };
        let rules = DirectoryRules { eapi, selectors, walk, by_rank: false };
        let inside = repository.and_then(|repository| path.strip_prefix(repository.path().join("profiles")).ok());
        let directory = Directory::read(Arc::clone(disk), path.to_owned(), inside.map(Utf8Path::as_str), rules)?;
        let parents = self.parents(&directory, repository, formats(&["portage-2"]), chain)?;
        Ok(Node { directory: Arc::new(directory), parents })
    }

    fn parents(
        &self,
        directory: &Directory,
        repository: Option<&Arc<Repository>>,
        colons: bool,
        chain: &Chain<'_>,
    ) -> Result<Vec<(u32, Utf8PathBuf)>, Error> {
        if !directory.has("parent") {
            return Ok(Vec::new());
        }
        let file = directory.path().join("parent");
        let bytes = directory.disk().read(&file, LIMIT).map_err(|error| Error::io(&file, &error))?;
        let text = decode(bytes).0;
        let resolve = |(line, name): (u32, &str)| {
            let path = match name.split_once(':').filter(|_| colons) {
                Some((of, inside)) => {
                    let of = if of.is_empty() { repository } else { self.repositories.iter().find(|found| found.is_called(of)) };
                    of.map(|of| of.path().join("profiles").join(inside)).ok_or_else(|| {
                        let place = name.as_ptr() as usize - text.as_ptr() as usize;
                        let row = text[line_at(&text, place).1..].lines().next().unwrap_or("").trim();
                        let way = chain.write(&file);
                        Error::new(
                            &file,
                            Fault::line_is(Code::NoProfile, line, row).because(format!("no such repository: {way}")),
                        )
                    })?
                }
                None => directory.path().join(name),
            };
            let path = normal(&path);
            // A way out of the repository may lead through links.
            let is_inside = repository.is_some_and(|repository| path.starts_with(repository.path()));
            let path = if is_inside { path } else { directory.disk().canonical(&path).unwrap_or(path) };
            Ok((line, path))
        };
        profile_lines::parents(&text).into_iter().map(resolve).collect()
    }
}

fn chain(open: &[(Arc<Node>, usize)]) -> Chain<'_> {
    Chain(open.iter().map(|(node, next)| (node.directory.path(), node.parents[next - 1].0)).collect())
}

/// What the `eapi` file of a directory says, if there is one.
pub(crate) fn read_eapi(disk: &dyn Disk, directory: &Utf8Path) -> Result<Option<Eapi>, Error> {
    let path = directory.join("eapi");
    match disk.read(&path, LIMIT) {
        Ok(bytes) => lists::eapi(&decode(bytes).0).map(Some).map_err(|fault| Error::new(path, fault)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(Error::io(&path, &error)),
    }
}

/// The EAPI of a directory without an `eapi` file (`tab:profile-eapi-default`), or what `layout.conf` names for it.
fn default_eapi(repository: &Repository) -> Eapi {
    let layout = repository.layout();
    let named = layout.profile_eapi_when_unspecified.as_deref().filter(|_| layout.has_profile_format("profile-default-eapi"));
    match named.and_then(|name| Eapi::parse(name).ok()) {
        _ if repository.eapi().has(EapiFeature::ProfileEapiDefault) => repository.eapi(),
        Some(eapi) => eapi,
        None => Eapi::V0,
    }
}
