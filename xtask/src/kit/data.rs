//! The one door to real data: the strings of a whole repository, which tests, benchmarks and fuzzers read if they are there.
//! `cargo xtask data --repo DIR` makes them.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::report::Report;
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use xshell::cmd;

/// Names the directory; every child finds it there.
pub const VARIABLE: &str = "POLYATOM_DATA";

/// Where it is when the variable is not set: made by us, or beside the project.
const PLACES: [&str; 2] = ["target/data", "../shared/data"];

pub const ATOMS: &str = "atoms.txt.gz";
pub const VERSIONS: &str = "versions.txt.gz";
pub const SPECIFICATIONS: &str = "depspecs.jsonl.gz";
/// The entries as they are, below `metadata/md5-cache`. Something may stand before the name.
pub const CACHE: &str = "md5-cache.tar.gz";

/// Where `cargo xtask data` writes.
pub fn place(root: &Path) -> PathBuf {
    root.join(PLACES[0])
}

pub fn find(root: &Path) -> Result<Option<PathBuf>> {
    let Some(named) = env::var_os(VARIABLE).filter(|value| !value.is_empty()) else {
        return Ok(PLACES.iter().map(|place| root.join(place)).find(|place| place.join(ATOMS).is_file()));
    };
    let dir = std::path::absolute(&named).with_context(|| format!("{VARIABLE}={}", named.display()))?;
    ensure!(dir.join(ATOMS).is_file(), "{VARIABLE}={}: there is no {ATOMS} in it; {}", named.display(), how());
    Ok(Some(dir))
}

/// Tells one state of the data from another: what is made of it is made anew then.
pub fn state(dir: &Path) -> Result<String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))? {
        let (path, about) = entry.and_then(|entry| Ok((entry.path(), entry.metadata()?)))?;
        if about.is_file() {
            files.push(format!("{} {} {:?}\n", path.display(), about.len(), about.modified()?));
        }
    }
    files.sort();
    Ok(files.concat())
}

/// The directory with what is in an archive of whole repositories, which is unpacked once for each state of the data; none where it is
/// not there.
pub fn unpacked(ctx: &Ctx, archive: &str) -> Result<Option<PathBuf>> {
    let Some(packed) = ctx.data.as_ref().map(|dir| dir.join("repos").join(format!("{archive}.tar.xz"))) else { return Ok(None) };
    if !packed.is_file() {
        return Ok(None);
    }
    let (to, state) = (ctx.out.join("repositories").join(archive), state(&packed.with_file_name(""))?);
    let done = to.join("done");
    if ctx.sh.read_file(&done).ok().as_ref() != Some(&state) {
        ctx.sh.remove_path(&to)?;
        ctx.sh.create_dir(&to)?;
        exec::quiet(ctx, cmd!(ctx.sh, "tar -xJf {packed} -C {to}"))?;
        ctx.sh.write_file(done, state)?;
    }
    Ok(Some(to))
}

/// What a test says that needs an archive of them.
pub fn without(archive: &str) -> Report {
    Report::skipped(format!("there is no repos/{archive}.tar.xz in a directory that {VARIABLE} names"))
}

/// What a test says that needs it.
pub fn skipped() -> Report {
    Report::skipped(format!("there is no real data; {}", how()))
}

fn how() -> String {
    "`cargo xtask data --repo DIR` makes it from a repository's metadata cache".to_owned()
}
