//! `owner` and `files`: which installed package has a file, and which files a package has.

use super::wanted;
use crate::answer::Answer;
use crate::input::Input;
use crate::output::Output;
use crate::progress::Progress;
use polyatom::Cpv;
use polyatom_repo::Installed;
use polyatom_repo::format::contents::ContentsEntry;
use serde::Serialize;
use std::io;
use std::path::Path;
use std::sync::Arc;

/// Print the installed packages that put files or directories there.
///
/// Paths are those inside the root. Below the root /, a path that does not begin with a slash is looked for from the current directory on.
#[derive(clap::Args)]
pub struct Owner {
    #[command(flatten)]
    root: InstalledRoot,
    /// Print JSON, a line for each owner.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// Print the files and directories that installed packages put on the system.
#[derive(clap::Args)]
pub struct Files {
    #[command(flatten)]
    root: InstalledRoot,
    /// Print JSON, a line for each file.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// Where packages are installed.
#[derive(clap::Args)]
pub struct InstalledRoot {
    /// The root of a system, which has var/db/pkg.
    #[arg(long = "root", value_name = "DIR", default_value = "/")]
    path: String,
}

#[derive(Serialize)]
struct Owned<'a> {
    path: &'a str,
    cpv: &'a str,
}

#[derive(Serialize)]
struct FileFields<'a> {
    cpv: &'a str,
    kind: &'a str,
    path: &'a str,
    target: Option<&'a str>,
    mtime: Option<i64>,
    hash: Option<(&'a str, &'a str)>,
}

impl InstalledRoot {
    fn open(&self, output: &mut Output) -> io::Result<Option<Arc<Installed>>> {
        output.good(&self.path, Installed::open(&self.path))
    }

    /// The path inside the root that a person means.
    fn inside(&self, path: &str) -> io::Result<String> {
        if path.starts_with('/') || self.path != "/" {
            return Ok(path.to_owned());
        }
        Ok(std::env::current_dir()?.join(Path::new(path)).to_string_lossy().into_owned())
    }
}

impl Owner {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(installed) = self.root.open(output)? else { return Ok(Answer::Bad) };
        let mut progress = Progress::of_things("reading installed packages");
        output.good(&self.root.path, installed.read_owners(&mut progress.report()))?;
        drop(progress);
        output.all_wrong(installed.name_errors().iter().chain(installed.owner_errors()))?;
        let mut all = true;
        self.input.each(|_, path| {
            let path = self.root.inside(path)?;
            let owners = installed.owners(&path);
            all &= !owners.is_empty();
            owners.iter().try_for_each(|cpv| self.print(cpv, &path, output))
        })?;
        Ok(all.into())
    }

    fn print(&self, cpv: &Cpv, path: &str, output: &mut Output) -> io::Result<()> {
        match self.json {
            true => output.json(&Owned { path, cpv: cpv.as_str() }),
            false => output.text(format!("{cpv}: {path}"), self.input.ends),
        }
    }
}

impl Files {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(installed) = self.root.open(output)? else { return Ok(Answer::Bad) };
        output.all_wrong(installed.name_errors())?;
        let mut all = true;
        self.input.each(|place, text| {
            let Some(atom) = output.good(place, wanted::atom(text))? else { return Ok(()) };
            let mut found = false;
            for package in installed.matching(&atom) {
                let Some(package) = output.good(place, package)? else { continue };
                found = true;
                let contents = package.contents();
                output.all_wrong(&contents.errors)?;
                contents.value.entries().try_for_each(|entry| self.print(&package.to_string(), entry, output))?;
            }
            all &= found;
            Ok(())
        })?;
        Ok(all.into())
    }

    fn print(&self, cpv: &str, entry: ContentsEntry<'_>, output: &mut Output) -> io::Result<()> {
        let ContentsEntry { kind, path, hash, target, mtime } = entry;
        if !self.json {
            return output.text(path, self.input.ends);
        }
        let hash = hash.map(|(kind, digest)| (kind.as_str(), digest));
        output.json(&FileFields { cpv, kind: kind.as_str(), path, target, mtime, hash })
    }
}
