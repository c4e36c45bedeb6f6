//! Pyodide: CPython in WebAssembly, in browsers and in Node. Its extensions are shared libraries of Emscripten, which is not needed to make
//! one: rustc compiles for it, and Rust's own linker links what the interpreter will give it later.

use super::{Packaging, Place, Program, copy_tracked, python};
use crate::kit::cargo::{LOADED_BY_PYTHON, shipped_with};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::product::{FIXTURE, POLYATOM};
use crate::kit::report::Report;
use crate::kit::{debian_rust, exec, linkers};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| Ok(script(ctx, place, &ctx.path("demo/python/report.py"))),
    adapter: |ctx, place| Ok(script(ctx, place, &ctx.path("conformance/adapters/python/adapter.py"))),
    at_the_end: None,
    package_with: "rustc and wasm-ld",
    install_with: "Pyodide in Node",
};

pub const TRIPLE: &str = "wasm32-unknown-emscripten";

/// In the names of wheels: the interface of one version of Pyodide, by which npm's package is chosen.
pub const TAG: &str = "pyemscripten_2026_0_wasm32";
const PYODIDE: &str = "pyodide@314.0.7";

const KIND: &str = "pyodide";
const EXTENSION: &str = "_native.abi3.so";

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let stage = fresh(ctx, place.stage(KIND))?;
    let extension = stage.join(EXTENSION);
    link(ctx, &static_library(ctx, POLYATOM.python_crate)?, &extension)?;
    python::pack(ctx, &stage, extension, TAG, &place.dist(KIND))
}

/// What a linker of Emscripten's would be given. All code may move, and a panic unwinds as an exception of WebAssembly, as Pyodide's own do.
fn static_library(ctx: &Ctx, package: &str) -> Result<PathBuf> {
    let dir = ctx.root.join("target/pyodide");
    let rust = debian_rust::environment(ctx).with_context(|| format!("no Rust for {TRIPLE}"))?;
    let flags = ["-Crelocation-model=pic", "-Zemscripten-wasm-eh", "-Zdefault-visibility=hidden"].map(str::to_owned);
    let build = cmd!(ctx.sh, "cargo rustc --quiet --release --locked --lib --package {package} --crate-type=staticlib")
        .args(["--target", TRIPLE, "-Zbuild-std=std,panic_unwind", "--target-dir"])
        .arg(&dir)
        .envs(LOADED_BY_PYTHON)
        // Every interpreter of the stable interface will do: none is looked at.
        .env("PYO3_NO_PYTHON", "1")
        .envs(shipped_with(flags.into_iter().chain(debian_rust::hidden(ctx))));
    exec::quiet(ctx, build.envs(rust))?;
    Ok(dir.join(TRIPLE).join("release").join(format!("lib{}.a", package.replace('-', "_"))))
}

fn link(ctx: &Ctx, library: &Path, extension: &Path) -> Result<()> {
    let options = ["-shared", "--experimental-pic", "--unresolved-symbols=import-dynamic", "--gc-sections", "--strip-all", "-O2"];
    let called =
        ["PyInit__native", "__wasm_call_ctors", "__wasm_apply_data_relocs"].map(|name| format!("--export-if-defined={name}"));
    let linker = linkers::named(ctx, linkers::WASM)?;
    exec::quiet(ctx, cmd!(ctx.sh, "{linker} {options...} {called...} -u PyInit__native -o {extension} {library}")).map(drop)
}

/// An empty place with Pyodide in it; it installs the wheel itself when it starts.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let dir = fresh(ctx, place.scratch(KIND))?;
    exec::quiet(ctx, cmd!(ctx.sh, "npm install --silent --no-audit --no-fund --prefix {dir} {PYODIDE}")).map(drop)
}

/// What panics is an error there, too: shown by the fixture, for nothing of ours panics when it is told to.
pub fn panics(ctx: &Ctx, place: &Place) -> Result<Report> {
    let modules = fresh(ctx, place.scratch(KIND).join("fixture"))?;
    copy_tracked(ctx, &FIXTURE.dir(ctx, "python").join("python"), &modules)?;
    link(ctx, &static_library(ctx, FIXTURE.python_crate)?, &modules.join(FIXTURE.name).join(EXTENSION))?;
    exec::quiet(ctx, script(ctx, place, &ctx.path("xtask/pyodide/panics.py")).arg(&modules).shell(ctx))?;
    Ok(Report::passed())
}

fn script(ctx: &Ctx, place: &Place, script: &Path) -> Program {
    let wheel = place.dist(KIND).join(format!("polyatom-{}-cp310-abi3-{TAG}.whl", ctx.version()));
    Program::new("node")
        .arg(ctx.path("xtask/pyodide/run.mjs"))
        .arg(place.scratch(KIND).join("node_modules"))
        .arg(wheel)
        .arg(script)
}
