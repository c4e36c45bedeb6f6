//! The visible tree: links to the files of declared packages, to be used as `--sysroot`. What is not declared is not there, however
//! installed it is.

use crate::error::Error;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

/// What a tree is made of.
#[derive(Debug, Default)]
pub struct Tree {
    /// Names of packages that are installed.
    pub packages: Vec<String>,
    /// Files with paths, one a line.
    pub lists: Vec<PathBuf>,
    /// Where dpkg keeps its lists.
    pub database: PathBuf,
    /// Files whose path contains one of these are left out.
    pub without: Vec<String>,
    /// Every file is linked, not only what a compiler looks for.
    pub is_whole: bool,
}

/// The directories in which compilers, linkers and pkg-config look; programs are there so that a compiler which is asked by its place in
/// the tree (`-no-canonical-prefixes`) looks for its own files in the tree, too.
const SEEN: [&str; 9] = [
    "/usr/bin",
    "/usr/include",
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/lib",
    "/lib64",
    "/usr/share/pkgconfig",
    "/usr/share/aclocal",
];

/// Makes the links below `to`, and gives their number. Links to files that are no longer declared are taken away.
pub fn make(tree: &Tree, to: &Path) -> Result<usize, Error> {
    let mut wanted = BTreeSet::new();
    for package in &tree.packages {
        wanted.extend(paths(&list_of(package, &tree.database)?)?);
    }
    for list in &tree.lists {
        wanted.extend(paths(list)?);
    }
    wanted.retain(|path| is_seen(path, tree));
    let wrong =
        |path: &Path, error: &io::Error| Error::File { name: path.display().to_string(), line: 0, reason: error.to_string() };
    fs::create_dir_all(to).map_err(|error| wrong(to, &error))?;
    remove_others(to, to, &wanted).map_err(|error| wrong(to, &error))?;
    merge_usr(to).map_err(|error| wrong(to, &error))?;
    let mut made = 0;
    for path in wanted {
        let link = to.join(path.strip_prefix("/").unwrap_or(&path));
        made += usize::from(place(&path, &link).map_err(|error| wrong(&link, &error))?);
    }
    Ok(made)
}

fn list_of(package: &str, database: &Path) -> Result<PathBuf, Error> {
    let candidates = [format!("{package}.list"), format!("{package}:{}.list", architecture())];
    let found = candidates.iter().map(|name| database.join(name)).find(|path| path.exists());
    found.ok_or_else(|| Error::Other(format!("the package {package} is not installed: {} has no list of it", database.display())))
}

/// Debian's name of the machine on which this runs.
fn architecture() -> &'static str {
    match std::env::consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        "x86" => "i386",
        "arm" => "armhf",
        other => other,
    }
}

fn paths(list: &Path) -> Result<Vec<PathBuf>, Error> {
    let name = || list.display().to_string();
    let text = fs::read_to_string(list).map_err(|error| Error::File { name: name(), line: 0, reason: error.to_string() })?;
    let mut paths = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.is_empty()) {
        let path = Path::new(line);
        let is_plain = path.is_absolute() && !path.components().any(|part| part == Component::ParentDir);
        if !is_plain {
            return Err(Error::File { name: name(), line: index + 1, reason: format!("{line:?} is not a plain absolute path") });
        }
        paths.push(path.to_owned());
    }
    Ok(paths)
}

fn is_seen(path: &Path, tree: &Tree) -> bool {
    let text = path.to_string_lossy();
    let is_there = tree.is_whole || SEEN.iter().any(|directory| path.starts_with(directory));
    is_there && !tree.without.iter().any(|part| text.contains(part.as_str()))
}

/// Where `/lib` is a link to `/usr/lib`, it is one in the tree, too: linker scripts name both.
fn merge_usr(to: &Path) -> io::Result<()> {
    for name in ["lib", "lib64", "lib32"] {
        let here = Path::new("/").join(name);
        if let Ok(target) = fs::read_link(&here)
            && target.is_relative()
        {
            fs::create_dir_all(to.join(&target))?;
            let link = to.join(name);
            if fs::read_link(&link).ok().as_ref() != Some(&target) {
                symlink(&target, &link)?;
            }
        }
    }
    Ok(())
}

/// A directory becomes a directory, anything else a link. What is not installed any more is left out.
fn place(path: &Path, link: &Path) -> io::Result<bool> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(false) };
    if found.is_dir() || found.is_symlink() && path.is_dir() && fs::symlink_metadata(link).is_ok() {
        fs::create_dir_all(link)?;
        return Ok(false);
    }
    if fs::read_link(link).is_ok_and(|target| target == path) {
        return Ok(true);
    }
    if let Some(parent) = link.parent() {
        fs::create_dir_all(parent)?;
    }
    let _ = fs::remove_file(link);
    symlink(path, link)?;
    Ok(true)
}

/// Takes away the links of a tree that was made before, as far as they are not wanted now.
fn remove_others(directory: &Path, root: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() {
            remove_others(&path, root, wanted)?;
        } else if kind.is_symlink() {
            let original = Path::new("/").join(path.strip_prefix(root).unwrap_or(&path));
            if fs::read_link(&path)? == original && !wanted.contains(&original) {
                fs::remove_file(&path)?;
            }
        }
    }
    Ok(())
}
