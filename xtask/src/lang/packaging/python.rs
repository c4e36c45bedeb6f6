//! Python: a wheel for every CPython, and the sources as pip takes them.

use super::{LICENSES, Packaging, Place, Program, tracked};
use crate::kit::cargo::{LOADED_BY_PYTHON, shipped};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::POLYATOM;
use crate::kit::{archive, ccwrap, exec, portable, venv};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| Ok(script(place, &ctx.path("demo/python/report.py"))),
    adapter: |ctx, place| Ok(script(place, &ctx.path("conformance/adapters/python/adapter.py"))),
    package_with: "maturin",
    install_with: "pip",
};

/// The extension, linked for old systems, takes its place among the modules; maturin tells what a wheel says about itself; and the wheel
/// gets its tag after a look at what is in it.
fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage("python"))?, fresh(ctx, place.dist("python"))?);
    let source = POLYATOM.dir(ctx, "python");
    let extension = extension(ctx, place, &stage)?;
    let info = information(ctx, &source, &stage)?;
    let modules = source.join("python");
    let mut files = vec![("polyatom/_native.abi3.so".to_owned(), extension)];
    files.extend(tracked(ctx, &modules)?.into_iter().map(|name| (name.clone(), modules.join(name))));
    files.extend(archive::files_of(&info)?.into_iter().map(|(name, path)| (format!("{}/{name}", named(&info)), path)));
    let wheel = stage.join(format!("polyatom-{}-cp310-abi3-linux_x86_64.whl", ctx.version()));
    ctx.sh.write_file(&wheel, archive::zip(&files)?)?;
    let tagged = ccwrap::retag(ctx, &wheel, place.platform.wheel)?;
    ctx.sh.copy_file(tagged, &dist)?;
    sources(ctx, &source, &dist)
}

fn named(dir: &Path) -> String {
    dir.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn extension(ctx: &Ctx, place: &Place, stage: &Path) -> Result<PathBuf> {
    let package = POLYATOM.python_crate;
    let build = cmd!(ctx.sh, "cargo build --quiet --release --locked --package {package}");
    exec::quiet(ctx, build.envs(LOADED_BY_PYTHON).envs(shipped()))?;
    let (extension, exports) = (stage.join("_native.abi3.so"), stage.join("exports.map"));
    ctx.sh.write_file(&exports, "{ global: PyInit__native; local: *; };\n")?;
    let library = ctx.release("libpolyatom_python.a").display().to_string();
    let script = format!("-Wl,--version-script={}", exports.display());
    portable::link(ctx, place.platform, &extension, &["-Wl,-u,PyInit__native".to_owned(), script, library])?;
    Ok(extension)
}

/// The directory of a wheel that says what it is, with the licenses.
fn information(ctx: &Ctx, source: &Path, stage: &Path) -> Result<PathBuf> {
    let maturin = venv::tool(ctx, "maturin")?;
    let (manifest, python) = (source.join("Cargo.toml"), venv::python(ctx));
    let write = cmd!(
        ctx.sh,
        "{maturin} pep517 write-dist-info --manifest-path {manifest} --metadata-directory {stage} --interpreter {python}"
    );
    exec::quiet(ctx, write)?;
    let info = stage.join(format!("polyatom-{}.dist-info", ctx.version()));
    let licenses = ctx.sh.create_dir(info.join("licenses"))?;
    LICENSES.iter().try_for_each(|license| ctx.sh.copy_file(ctx.path(license), &licenses))?;
    Ok(info)
}

fn sources(ctx: &Ctx, source: &Path, dist: &Path) -> Result<()> {
    let (maturin, manifest) = (venv::tool(ctx, "maturin")?, source.join("Cargo.toml"));
    exec::quiet(ctx, cmd!(ctx.sh, "{maturin} sdist --manifest-path {manifest} --out {dist}")).map(drop)
}

/// A fresh environment, and a pip that may look nowhere but at our packages.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let (env, dist) = (fresh(ctx, place.scratch("python"))?.join("venv"), place.dist("python"));
    exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv {env}"))?;
    let options = ["--quiet", "--disable-pip-version-check", "--no-index", "--only-binary=:all:"];
    exec::quiet(ctx, cmd!(ctx.sh, "{env}/bin/python -m pip install {options...} --find-links {dist} polyatom")).map(drop)
}

fn script(place: &Place, script: &Path) -> Program {
    Program::new(place.scratch("python").join("venv/bin/python")).arg(script)
}
