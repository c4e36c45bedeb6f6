//! libpolyatom as files: where each of them goes, in place and at a user's.

use super::man;
use crate::kit::ctx::Ctx;
use crate::kit::product::{POLYATOM, Product};
use crate::kit::{exec, files};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};
use xshell::cmd;

/// Where things go: all below `root`, which no file names.
pub struct Layout {
    root: PathBuf,
    /// As programs will see it.
    prefix: PathBuf,
    libdir: PathBuf,
}

impl Layout {
    /// A tree by itself, which can stand anywhere.
    pub fn tree(prefix: &Path) -> Layout {
        Layout { root: PathBuf::new(), prefix: prefix.to_owned(), libdir: prefix.join("lib") }
    }

    /// The directory of libraries counts from the prefix unless it is absolute.
    pub fn new(prefix: &Path, libdir: &Path, destdir: Option<&Path>) -> Result<Layout> {
        let libdir = prefix.join(libdir);
        for (option, directory) in [("--prefix", prefix), ("--libdir", &libdir)] {
            ensure!(directory.is_absolute(), "{option} {}: it must be an absolute path", directory.display());
            let is_plain = directory.components().all(|part| matches!(part, Component::RootDir | Component::Normal(_)));
            ensure!(is_plain, "{option} {}: it must not contain '..'", directory.display());
        }
        let root = destdir.map(std::path::absolute).transpose()?.unwrap_or_default();
        Ok(Layout { root, prefix: prefix.to_owned(), libdir })
    }

    /// Where the headers are now.
    pub fn include(&self) -> PathBuf {
        self.at(&self.prefix.join("include"))
    }

    /// Where the libraries are now.
    pub fn libraries(&self) -> PathBuf {
        self.at(&self.libdir)
    }

    /// Where the manual pages are now.
    pub fn manual(&self) -> PathBuf {
        self.at(&self.prefix.join("share/man/man3"))
    }

    fn at(&self, path: &Path) -> PathBuf {
        if self.root.as_os_str().is_empty() {
            return path.to_owned();
        }
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }
}

/// The way from one directory to another: files that count from where they are can be moved with all others.
fn way(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(to.components().skip(shared)).collect()
}

/// Puts the files of a library that has been built where they belong.
pub fn lay_out(ctx: &Ctx, product: &Product, libraries: &Path, layout: &Layout) -> Result<()> {
    let (name, source, lib) = (product.name, product.dir(ctx, "c"), ctx.sh.create_dir(layout.libraries())?);
    let include = ctx.sh.create_dir(layout.include())?;
    for header in [format!("{name}.h"), format!("{name}.hpp")] {
        files::replace(ctx, &source.join("include").join(&header), &include.join(&header))?;
    }
    for file in ctx.sh.read_dir(libraries)? {
        put(ctx, &file, &lib.join(file.file_name().unwrap_or_default()))?;
    }
    if product.name == POLYATOM.name { describe(ctx, &source, layout) } else { Ok(()) }
}

/// What tells compilers and readers about the library. The generator's fixture has none of it.
fn describe(ctx: &Ctx, source: &Path, layout: &Layout) -> Result<()> {
    let lib = layout.libraries();
    for (template, place) in [
        ("polyatom.pc.in", "pkgconfig"),
        ("cmake/polyatom-config.cmake.in", "cmake/polyatom"),
        ("cmake/polyatom-config-version.cmake.in", "cmake/polyatom"),
    ] {
        fill_in(ctx, layout, &source.join(template), &lib.join(place))?;
    }
    let header = ctx.sh.read_file(source.join("include/polyatom.h"))?;
    for (name, page) in man::pages(&header, &man::Edition { version: ctx.version(), date: &date(ctx)? }) {
        ctx.sh.write_file(layout.manual().join(name), page)?;
    }
    Ok(())
}

/// The date of the sources, as manual pages have it: the same whenever they are built.
fn date(ctx: &Ctx) -> Result<String> {
    let commit = || exec::quiet(ctx, cmd!(ctx.sh, "git log -1 --format=%ct"));
    let seconds = std::env::var("SOURCE_DATE_EPOCH").or_else(|_| commit()).unwrap_or_else(|_| "0".to_owned());
    let seconds = format!("@{}", seconds.trim());
    let text = exec::quiet(ctx, cmd!(ctx.sh, "date --utc --date={seconds}").arg("+%B %-d, %Y").env("LC_ALL", "C"))?;
    Ok(text.trim().to_owned())
}

/// A copy of a file, or of a link.
fn put(ctx: &Ctx, from: &Path, to: &Path) -> Result<()> {
    let Ok(target) = fs::read_link(from) else { return files::replace(ctx, from, to) };
    ctx.sh.remove_path(to)?;
    Ok(symlink(target, to)?)
}

/// Copies a `.in` file with what stands between `@`s filled in.
fn fill_in(ctx: &Ctx, layout: &Layout, template: &Path, place: &Path) -> Result<()> {
    let name = template.file_stem().context("a template without a name")?;
    let text = ctx.sh.read_file(template)?;
    let text = text
        .replace("@VERSION@", ctx.version())
        .replace("@FROM_LIBRARIES@", &way(&layout.libdir, &layout.prefix).display().to_string())
        .replace("@TO_LIBRARIES@", &way(&layout.prefix, &layout.libdir).display().to_string());
    Ok(ctx.sh.write_file(place.join(name), text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(prefix: &str, libdir: &str) -> Layout {
        Layout::new(Path::new(prefix), Path::new(libdir), Some(Path::new("/stage"))).unwrap()
    }

    #[test]
    fn files_find_each_other_from_where_they_are() {
        for (prefix, libdir, from, to) in [
            ("/usr", "lib64", "..", "lib64"),
            ("/usr", "/usr/lib64", "..", "lib64"),
            ("/usr", "lib/x86_64-linux-gnu", "../..", "lib/x86_64-linux-gnu"),
            ("/usr", "/lib64", "../usr", "../lib64"),
            ("/", "lib", "..", "lib"),
        ] {
            let Layout { prefix, libdir, .. } = layout(prefix, libdir);
            assert_eq!((way(&libdir, &prefix), way(&prefix, &libdir)), (from.into(), to.into()), "{libdir:?}");
        }
    }

    #[test]
    fn everything_is_below_the_destination() {
        let layout = layout("/usr", "lib64");
        assert_eq!(layout.include(), Path::new("/stage/usr/include"));
        assert_eq!(layout.libraries(), Path::new("/stage/usr/lib64"));
        let here = Layout::new(Path::new("/usr"), Path::new("lib"), None).unwrap();
        assert_eq!(here.libraries(), Path::new("/usr/lib"));
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        let refused = |prefix, libdir| Layout::new(Path::new(prefix), Path::new(libdir), None).err().unwrap().to_string();
        assert!(refused("usr", "lib").contains("--prefix usr: it must be an absolute path"));
        assert!(refused("/usr", "../lib").contains("--libdir /usr/../lib: it must not contain '..'"));
    }
}
