//! Python: a wheel for every CPython, and the sources as pip takes them.

use super::wheel::{Wheel, information};
use super::{Packaging, Place, Program};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::POLYATOM;
use crate::kit::variant::BRIEF;
use crate::kit::{archive, exec, portable, shipped, sources, system, venv};
use anyhow::Result;
use std::env;
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| script(ctx, place, &ctx.path("demo/python/report.py")),
    adapter: |ctx, place| script(ctx, place, &ctx.path("conformance/adapters/python/adapter.py")),
    at_the_end: Some(|ctx, place| script(ctx, place, &at_the_end(ctx))),
    package_with: "maturin",
    install_with: "pip",
};

/// What pip builds where there is no wheel.
pub const SOURCES: Packaging = Packaging {
    package: package_sources,
    install: install_sources,
    report: |ctx, place| built(place, &ctx.path("demo/python/report.py")),
    adapter: |ctx, place| built(place, &ctx.path("conformance/adapters/python/adapter.py")),
    at_the_end: None,
    package_with: "tar",
    install_with: "pip from source",
};

/// The package's name.
pub const NAME: &str = "polyatom";

const FROM_SOURCE: &str = "python-source";

/// The extension, linked for old systems, as a wheel.
fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let stage = fresh(ctx, place.stage("python"))?;
    let extension = extension(ctx, place, &stage)?;
    pack(ctx, &stage, extension, &place.platform.wheel(), &place.dist("python"))
}

/// The extension takes its place among the modules.
pub(super) fn pack(ctx: &Ctx, stage: &Path, extension: PathBuf, tag: &str, dist: &Path) -> Result<()> {
    let source = POLYATOM.dir(ctx, "python");
    let wheel = Wheel::new(ctx, &source, NAME, stage)?.file("polyatom/_native.abi3.so", extension);
    wheel.modules(ctx, &source.join("python"))?.pack(ctx, "cp310-abi3-linux", tag, dist)
}

fn extension(ctx: &Ctx, place: &Place, stage: &Path) -> Result<PathBuf> {
    let (extension, exports) = (stage.join("_native.abi3.so"), stage.join("exports.map"));
    ctx.sh.write_file(&exports, "{ global: PyInit__native; local: *; };\n")?;
    let library = shipped::static_library(ctx, place.platform, POLYATOM.python_crate)?.display().to_string();
    let script = format!("-Wl,--version-script={}", exports.display());
    portable::link(ctx, place.platform, &extension, &["-s".to_owned(), "-Wl,-u,PyInit__native".to_owned(), script, library])?;
    Ok(extension)
}

/// All that is needed to build a wheel but the compilers and maturin, as pip takes it.
fn package_sources(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, dist) = (fresh(ctx, place.stage(FROM_SOURCE))?, ctx.sh.create_dir(place.dist(FROM_SOURCE))?);
    let source = POLYATOM.dir(ctx, "python");
    let info = information(ctx, &source, NAME, &stage)?;
    let name = format!("polyatom-{}", ctx.version());
    let root = ctx.sh.create_dir(stage.join("sources").join(&name))?;
    sources::tree(ctx, &[POLYATOM.python_crate], &root)?;
    ctx.sh.copy_file(info.join("METADATA"), root.join("PKG-INFO"))?;
    ctx.sh.copy_file(source.join("README.md"), &root)?;
    let project = ctx.sh.read_file(source.join("pyproject.toml"))?;
    let moved = project.replace(
        "python-source = \"python\"",
        "manifest-path = \"bindings/python/Cargo.toml\"\npython-source = \"bindings/python/python\"\nlocked = true",
    );
    ctx.sh.write_file(root.join("pyproject.toml"), moved)?;
    archive::tar_gz(ctx, &stage.join("sources"), &name, &dist)
}

/// A fresh environment, and a pip that may look nowhere but at our packages.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let (env, dist) = (fresh(ctx, place.scratch("python"))?.join("venv"), place.dist("python"));
    exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv {env}"))?;
    let options = ["--quiet", "--disable-pip-version-check", "--no-index", "--only-binary=:all:"];
    if !place.platform.is_native() {
        // The system there has no pip of its own: this one chooses for it.
        let (modules, wheel) = (modules(place), place.platform.wheel());
        let (tag, _) = wheel.split_once('.').unwrap_or((&wheel, ""));
        let chosen = ["--platform", tag, "--python-version", "3.11", "--implementation", "cp", "--target"];
        let install = cmd!(ctx.sh, "{env}/bin/python -m pip install {options...} {chosen...} {modules}");
        return exec::quiet(ctx, install.arg("--find-links").arg(dist).arg("polyatom")).map(drop);
    }
    exec::quiet(ctx, cmd!(ctx.sh, "{env}/bin/python -m pip install {options...} --find-links {dist} polyatom")).map(drop)
}

/// Without a network: cargo has nothing but what is in the archive. Maturin, which pip would download, is that of our tools.
fn install_sources(ctx: &Ctx, place: &Place) -> Result<()> {
    let (scratch, python) = (fresh(ctx, place.scratch(FROM_SOURCE))?, venv::with(ctx, &["maturin"])?);
    let (modules, home) = (scratch.join("modules"), scratch.join("cargo"));
    let archive = place.dist(FROM_SOURCE).join(format!("polyatom-{}.tar.gz", ctx.version()));
    let options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation", "--target"];
    let install = cmd!(ctx.sh, "{python} -m pip install {options...} {modules} {archive}");
    // It is looked for by name.
    let inherited = env::var_os("PATH").unwrap_or_default();
    let path = python.parent().map(Path::to_owned).into_iter().chain(env::split_paths(&inherited));
    let install = install.env("PATH", env::join_paths(path)?);
    exec::quiet(ctx, install.env("CARGO_HOME", home).env("CARGO_NET_OFFLINE", "true").envs(BRIEF)).map(drop)
}

/// Threads that take the interpreter once it has ended are unwound by libgcc, through our frames.
pub fn at_the_end(ctx: &Ctx) -> PathBuf {
    POLYATOM.dir(ctx, "python").join("tests/at_the_end.py")
}

fn built(place: &Place, script: &Path) -> Result<Program> {
    Ok(Program::new("python3").arg(script).env("PYTHONPATH", place.scratch(FROM_SOURCE).join("modules")))
}

fn modules(place: &Place) -> PathBuf {
    place.scratch("python").join("modules")
}

fn script(ctx: &Ctx, place: &Place, script: &Path) -> Result<Program> {
    if place.platform.is_native() {
        return Ok(Program::new(place.scratch("python").join("venv/bin/python")).arg(script));
    }
    let python = system::unpack(ctx, place.platform.target)?.join("usr/bin/python3");
    Ok(Program::on(ctx, place, python)?.arg(script).env("PYTHONPATH", modules(place)))
}
