//! A Go module proxy made of files: four per module and version, as <https://go.dev/ref/mod#goproxy-protocol> describes.

use crate::kit::ctx::Ctx;
use anyhow::{Context, Result};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Adds a module; `extra` are files that are not in its source directory.
pub fn add(ctx: &Ctx, proxy: &Path, module: &str, source: &Path, extra: &[(&str, &Path)]) -> Result<()> {
    let version = format!("v{}", ctx.version());
    let dir = proxy.join(module).join("@v");
    ctx.sh.create_dir(&dir)?;
    let mut files = files_of(source)?;
    files.extend(extra.iter().map(|(name, path)| ((*name).to_owned(), path.to_path_buf())));
    files.sort();
    ctx.sh.write_file(dir.join("list"), format!("{version}\n"))?;
    ctx.sh
        .write_file(dir.join(format!("{version}.info")), format!(r#"{{"Version":"{version}","Time":"1980-01-01T00:00:00Z"}}"#))?;
    ctx.sh.copy_file(source.join("go.mod"), dir.join(format!("{version}.mod")))?;
    ctx.sh.write_file(zip_path(ctx, proxy, module), zipped(&format!("{module}@{version}"), &files)?)?;
    Ok(())
}

/// Where the proxy keeps a module's content.
pub fn zip_path(ctx: &Ctx, proxy: &Path, module: &str) -> PathBuf {
    proxy.join(module).join(format!("@v/v{}.zip", ctx.version()))
}

/// The files below a directory by their names in the module. A directory with a `go.mod` of its own is another module.
fn files_of(source: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let mut dirs = vec![source.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot list {}", dir.display()))? {
            let path = entry?.path();
            if !path.is_dir() {
                let name = path.strip_prefix(source)?.to_str().context("a file's name is not UTF-8")?.to_owned();
                files.push((name, path));
            } else if !path.join("go.mod").exists() {
                dirs.push(path);
            }
        }
    }
    Ok(files)
}

/// Names sorted and times fixed, so that equal content gives an equal archive.
fn zipped(root: &str, files: &[(String, PathBuf)]) -> Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored).last_modified_time(DateTime::default());
    for (name, path) in files {
        zip.start_file(format!("{root}/{name}"), options)?;
        zip.write_all(&fs::read(path)?)?;
    }
    Ok(zip.finish()?.into_inner())
}
