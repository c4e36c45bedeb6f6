//! Python without the extension: a wheel for PyPy, GraalPy and whatever else cannot load it, with the C library and modules that call it by
//! cffi. It has the name and the version of the other wheel, beside which it lies in an index: pip takes what fits.

use super::python::{NAME, at_the_end};
use super::wheel::Wheel;
use super::{Packaging, Place, Program};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::POLYATOM;
use crate::kit::report::{Report, suite};
use crate::kit::{archive, count, exec, venv};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::Path;
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| script(place, &ctx.path("demo/python/report.py")),
    adapter: |ctx, place| script(place, &ctx.path("conformance/adapters/python/adapter.py")),
    at_the_end: Some(|ctx, place| script(place, &at_the_end(ctx))),
    package_with: "zip",
    install_with: "pip of PyPy",
};

const KIND: &str = "python-cffi";

/// The last for Python 3.9.
const TEST_TOOLS: [&str; 2] = ["hypothesis==6.141.1", "pytest==8.4.2"];

/// What the metadata says otherwise: PyPy's oldest that there is, and cffi where it is not built in.
const METADATA: [(&str, &str); 2] = [
    (
        "Requires-Python: >=3.10\n",
        "Requires-Python: >=3.9\nRequires-Dist: cffi>=1.15; platform_python_implementation != 'PyPy'\n",
    ),
    ("Implementation :: CPython\n", "Implementation :: PyPy\n"),
];

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let (stage, source) = (fresh(ctx, place.stage(KIND))?, POLYATOM.dir(ctx, "python"));
    let wheel = Wheel::new(ctx, &source, NAME, &stage)?;
    change(&wheel.info.join("METADATA"), &METADATA)?;
    let some = format!("py3-none-linux_{}", place.platform.target.name);
    tag(&wheel.info.join("WHEEL"), &some)?;
    let wheel = wheel.file("polyatom/libpolyatom.so", place.libraries().join("libpolyatom.so"));
    let wheel = wheel.modules(ctx, &source.join("python"))?.modules(ctx, &source.join("cffi"))?;
    wheel.pack(ctx, &some, &place.platform.wheel(), &place.dist(KIND))
}

/// The extension's tag is not that of modules.
fn tag(file: &Path, tag: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    let kept = text.lines().filter(|line| !line.starts_with("Tag: ")).map(|line| format!("{line}\n")).collect::<String>();
    fs::write(file, format!("{}\nTag: {tag}\n", kept.trim_end())).with_context(|| format!("cannot write {}", file.display()))
}

/// Replaces what must be there.
fn change(file: &Path, changes: &[(&str, &str)]) -> Result<()> {
    let mut text = fs::read_to_string(file)?;
    for (from, to) in changes {
        ensure!(text.contains(from), "{} does not say {from:?}", file.display());
        text = text.replacen(from, to, 1);
    }
    fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
}

/// In a fresh environment of PyPy, by a pip that has all wheels before it.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let options = ["--quiet", "--disable-pip-version-check", "--no-index", "--only-binary=:all:"];
    let index = index(place);
    let env = fresh(ctx, place.scratch(KIND))?.join("venv");
    exec::quiet(ctx, cmd!(ctx.sh, "pypy3 -m venv {env}"))?;
    exec::quiet(ctx, cmd!(ctx.sh, "{env}/bin/python -m pip install {options...} {index...} polyatom"))?;
    choices(ctx, place)
}

/// Options of pip: the wheels that were made, of both kinds.
fn index(place: &Place) -> Vec<String> {
    let dists = ["python", KIND].map(|kind| place.dist(kind));
    dists.iter().filter(|dist| dist.exists()).map(|dist| format!("--find-links={}", dist.display())).collect()
}

/// What pip takes out of an index of all wheels: the extension for every CPython that can load it, these modules for an older one.
fn choices(ctx: &Ctx, place: &Place) -> Result<()> {
    let (python, index, wheel) = (venv::with(ctx, &["twine"])?, index(place), place.platform.wheel());
    let (tag, _) = wheel.split_once('.').unwrap_or((&wheel, ""));
    for (version, expected) in [("3.9", "py3-none"), ("3.10", "cp310-abi3"), ("3.14", "cp310-abi3")] {
        if !place.dist("python").exists() && expected != "py3-none" {
            continue;
        }
        let taken = fresh(ctx, place.scratch(KIND).join("taken"))?;
        let options = ["--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--only-binary=:all:"];
        let chosen = ["--implementation", "cp", "--python-version", version, "--platform", tag, "--dest"];
        exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip download {options...} {chosen...} {taken} polyatom").args(&index))?;
        let names: Vec<String> = archive::files_of(&taken)?.into_iter().map(|(name, _)| name).collect();
        let is_right = matches!(&names[..], [name] if name.contains(expected));
        ensure!(is_right, "for CPython {version}, pip takes {}, and not {expected}", names.join(", "));
    }
    Ok(())
}

/// The package's own tests, by PyPy, of what is installed there.
pub fn tests(ctx: &Ctx, place: &Place) -> Result<Report> {
    let (python, tests) = (place.scratch(KIND).join("venv/bin/python"), POLYATOM.dir(ctx, "python").join("tests"));
    exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check").args(TEST_TOOLS))?;
    suite(ctx, cmd!(ctx.sh, "{python} -m pytest -q -p no:cacheprovider {tests}"), count::pytest, None)
}

fn script(place: &Place, script: &Path) -> Result<Program> {
    Ok(Program::new(place.scratch(KIND).join("venv/bin/python")).arg(script))
}
