//! Archives that are the same whenever and wherever they are made: names sorted, nobody's files, one time.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use anyhow::{Context, Result};
use std::fs;
use std::io::{Cursor, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use xshell::cmd;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Names in an archive, and where each file is.
pub type Files = Vec<(String, PathBuf)>;

/// The variable by which tools know the time that they shall write: when the last commit was made.
pub fn epoch(ctx: &Ctx) -> Result<[(&'static str, String); 1]> {
    Ok([("SOURCE_DATE_EPOCH", time(ctx)?)])
}

/// That time, in seconds. A variable that is there already decides: what was unpacked from an archive has no commits.
pub fn time(ctx: &Ctx) -> Result<String> {
    if let Ok(time) = std::env::var("SOURCE_DATE_EPOCH") {
        return Ok(time);
    }
    Ok(exec::quiet(ctx, cmd!(ctx.sh, "git log -1 --format=%ct"))?.trim().to_owned())
}

/// Packs the directory `name` in `dir` into `dist/name.tar.gz`.
pub fn tar_gz(ctx: &Ctx, dir: &Path, name: &str, dist: &Path) -> Result<()> {
    tar(ctx, dir, name, &dist.join(format!("{name}.tar.gz")), "gzip -9n")
}

/// Packs the directory `name` in `dir` into `dist/name.tar.xz`.
pub fn tar_xz(ctx: &Ctx, dir: &Path, name: &str, dist: &Path) -> Result<()> {
    // With one thread, for the result depends on their number. Of many sources the last percent would take minutes.
    let level = if name.ends_with("-vendored") { "-6" } else { "-9e" };
    tar(ctx, dir, name, &dist.join(format!("{name}.tar.xz")), &format!("xz -T1 {level}"))
}

fn tar(ctx: &Ctx, dir: &Path, name: &str, archive: &Path, program: &str) -> Result<()> {
    let (time, program) = (format!("--mtime=@{}", time(ctx)?), format!("--use-compress-program={program}"));
    let options = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=ustar", "--mode=u=rwX,go=rX"];
    exec::quiet(ctx, cmd!(ctx.sh, "tar -C {dir} {options...} {time} {program} -cf {archive} {name}")).map(drop)
}

/// A zip of these files. What could be executed can be, for pip takes that from there.
pub fn zip(files: &[(String, PathBuf)]) -> Result<Vec<u8>> {
    let mut files = files.to_vec();
    files.sort();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    for (name, path) in files {
        let unread = || format!("cannot read {}", path.display());
        let is_program = fs::metadata(&path).with_context(unread)?.permissions().mode() & 0o100 != 0;
        let options = options.unix_permissions(if is_program { 0o755 } else { 0o644 });
        zip.start_file(name.as_str(), options).with_context(|| format!("cannot add {name}"))?;
        zip.write_all(&fs::read(&path).with_context(unread)?)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The files below a directory.
pub fn files_of(source: &Path) -> Result<Files> {
    files_but(source, |_| false)
}

/// The files below a directory, without some directories.
pub fn files_but(source: &Path, without: fn(&Path) -> bool) -> Result<Files> {
    let mut files = Files::new();
    let mut dirs = vec![source.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).with_context(|| format!("cannot list {}", dir.display()))? {
            let path = entry?.path();
            if !path.is_dir() {
                let name = path.strip_prefix(source)?.to_str().context("a file's name is not UTF-8")?.to_owned();
                files.push((name, path));
            } else if !without(&path) {
                dirs.push(path);
            }
        }
    }
    Ok(files)
}
