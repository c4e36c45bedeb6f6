//! Wheels: what one says about itself, its modules, and what was compiled for it.

use super::{LICENSES, tracked};
use crate::kit::ctx::Ctx;
use crate::kit::{archive, ccwrap, exec, venv};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

pub struct Wheel {
    /// The package and its version, with which the names of its own directories begin.
    name: String,
    /// Says what it is.
    pub info: PathBuf,
    /// All others, with their names in it.
    files: Vec<(String, PathBuf)>,
}

impl Wheel {
    /// One without modules. Where the project's description lies is where its modules are.
    pub fn new(ctx: &Ctx, project: &Path, package: &str, stage: &Path) -> Result<Wheel> {
        let info = information(ctx, project, package, stage)?;
        Ok(Wheel { name: format!("{package}-{}", ctx.version()), info, files: Vec::new() })
    }

    pub fn file(mut self, name: &str, path: PathBuf) -> Wheel {
        self.files.push((name.to_owned(), path));
        self
    }

    /// A program that it installs.
    pub fn program(self, name: &str, path: PathBuf) -> Wheel {
        let name = format!("{}.data/scripts/{name}", self.name);
        self.file(&name, path)
    }

    pub fn modules(mut self, ctx: &Ctx, dir: &Path) -> Result<Wheel> {
        self.files.extend(tracked(ctx, dir)?.into_iter().map(|name| (name.clone(), dir.join(name))));
        Ok(self)
    }

    /// It gets its tag after a look at what is in it; until then its name says `some`.
    pub fn pack(mut self, ctx: &Ctx, some: &str, tag: &str, dist: &Path) -> Result<()> {
        let info = archive::files_of(&self.info)?;
        self.files.extend(info.into_iter().map(|(name, path)| (format!("{}.dist-info/{name}", self.name), path)));
        let wheel = self.info.with_file_name(format!("{}-{some}.whl", self.name));
        ctx.sh.write_file(&wheel, archive::zip(&self.files)?)?;
        let tagged = ccwrap::retag(ctx, &wheel, tag)?;
        ctx.sh.create_dir(dist)?;
        Ok(ctx.sh.copy_file(tagged, dist)?)
    }
}

/// The directory that says what a wheel is, as maturin writes it, with the licenses.
pub fn information(ctx: &Ctx, project: &Path, package: &str, stage: &Path) -> Result<PathBuf> {
    let (maturin, python) = (venv::tool(ctx, "maturin")?, venv::python(ctx));
    // Where the project's description lies is where it is looked for.
    let _there = ctx.sh.push_dir(project);
    let write = cmd!(ctx.sh, "{maturin} pep517 write-dist-info --metadata-directory {stage} --interpreter {python}");
    exec::quiet(ctx, write)?;
    let info = stage.join(format!("{package}-{}.dist-info", ctx.version()));
    let licenses = ctx.sh.create_dir(info.join("licenses"))?;
    LICENSES.iter().try_for_each(|license| ctx.sh.copy_file(ctx.path(license), &licenses))?;
    Ok(info)
}
