//! Python: the extension module, its wheel, and Python's own checkers.

use crate::kit::ctx::Ctx;
use crate::kit::product::{FIXTURE, POLYATOM, Product};
use crate::kit::report::{Report, check, judge};
use crate::kit::{count, exec, venv};
use crate::lang::examples::{TOOLS, example, tool};
use crate::lang::packaging::{Packaging, Place, Program};
use crate::lang::{Build, Check, Lang, stock};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

pub const LANG: Lang = Lang {
    name: "python",
    after: &[],
    tools: &["cargo", "python3", "python3-venv"],
    test_tools: &[],
    builds: &[Build { name: "python extension", run: |ctx| build(ctx, &POLYATOM) }],
    checks: &[
        Check { name: "python pytest", run: |ctx, filter| tests(ctx, &POLYATOM, filter), takes_filter: true },
        Check { name: "python mypy --strict", run: |ctx, _| types(ctx), takes_filter: false },
        Check { name: "python ruff", run: |ctx, _| lint(ctx), takes_filter: false },
        Check { name: "python example", run: |ctx, _| run_example(ctx), takes_filter: false },
        Check { name: "python fixture", run: |ctx, filter| fixture(ctx, filter), takes_filter: true },
        Check { name: "python stock UniFFI", run: |ctx, _| stock::python(ctx), takes_filter: false },
    ],
    packaging: Some(Packaging { package, install, package_with: "maturin", install_with: "pip" }),
};

/// An extension links no Python: the one that loads it has everything, and may be a later one than that which is here. So are wheels built.
pub const LOADED_BY_PYTHON: [(&str, &str); 1] = [("PYO3_BUILD_EXTENSION_MODULE", "1")];

/// Builds the extension and puts it where the package expects it, so that the source tree can be imported as it is.
fn build(ctx: &Ctx, product: &Product) -> Result<()> {
    let package = product.python_crate;
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --package {package}").envs(LOADED_BY_PYTHON))?;
    let place = sources(ctx, product).join(product.name).join("_native.abi3.so");
    // A new file, not new content in the old one: a process that has the old one mapped must not see it change.
    ctx.sh.remove_path(&place)?;
    Ok(ctx.sh.copy_file(ctx.release(&format!("lib{}.so", package.replace('-', "_"))), place)?)
}

/// The directory to put on Python's path.
pub fn sources(ctx: &Ctx, product: &Product) -> PathBuf {
    product.dir(ctx, "python").join("python")
}

fn tests(ctx: &Ctx, product: &Product, filter: Option<&str>) -> Result<Report> {
    let only = filter.map(|text| ["-k", text]).into_iter().flatten();
    let done = exec::finish(ctx, pytest(ctx, product, &sources(ctx, product))?.args(only))?;
    let tally = count::pytest(&done.text);
    // To pytest, a filter that leaves nothing is a failure; to us it is none if there is something elsewhere.
    let nothing = filter.is_some() && tally.total() == 0 && done.text.contains(" deselected in ");
    Ok(if nothing { Report::default() } else { judge(done, tally, filter) })
}

/// The tests, with the package from this directory.
pub fn pytest<'a>(ctx: &'a Ctx, product: &Product, path: &Path) -> Result<Cmd<'a>> {
    // Some of the tests are of types, and would be skipped without a type checker; others of what works together with ours.
    venv::ensure(ctx, &["pytest", "mypy", "pydantic", "hypothesis"])?;
    let pytest = venv::tool(ctx, "pytest")?;
    let tests = product.dir(ctx, "python").join("tests");
    Ok(cmd!(ctx.sh, "{pytest} -q -p no:cacheprovider {tests}").env("PYTHONPATH", path))
}

fn types(ctx: &Ctx) -> Result<Report> {
    // The package has strategies of Hypothesis, which are checked with its types.
    venv::ensure(ctx, &["hypothesis"])?;
    let mypy = venv::tool(ctx, "mypy")?;
    let sources = sources(ctx, &POLYATOM);
    // Of the tests, only the sample of typed code: the others try out what the types forbid.
    let package = [sources.join("polyatom"), POLYATOM.dir(ctx, "python").join("tests/typed_sample.py")];
    let (cache, bench) = (ctx.out.join("mypy"), ctx.path("bench/contestants/python"));
    let path = format!("{}:{}", sources.display(), bench.display());
    let command = cmd!(ctx.sh, "{mypy} --strict --cache-dir {cache}").env("MYPYPATH", path).args(package);
    // Of the contestants, ours: the others' libraries have no types.
    let contestants = ["cases.py", "harness.py", "inputs.py", "polyatom_.py"].map(|file| bench.join(file));
    check(ctx, [command.args(["demo/python", "examples/python", "conformance/adapters/python"]).args(contestants)])
}

fn lint(ctx: &Ctx) -> Result<Report> {
    let ruff = venv::tool(ctx, "ruff")?;
    let dirs = [
        "bindings/python",
        "bindgen/fixture/python",
        "demo/python",
        "examples/python",
        "conformance/adapters/python",
        "bench/contestants/python",
    ];
    let lint = cmd!(ctx.sh, "{ruff} check --no-cache --quiet --target-version py310 {dirs...}");
    // Not the code in Markdown, where comments stand in columns for the reader.
    let format = cmd!(ctx.sh, "{ruff} format --no-cache --quiet --check --exclude *.md {dirs...}");
    check(ctx, [lint, format])
}

fn run_example(ctx: &Ctx) -> Result<Report> {
    let run = |name: &str| cmd!(ctx.sh, "python3 examples/python/{name}.py").env("PYTHONPATH", sources(ctx, &POLYATOM));
    for name in TOOLS {
        tool(ctx, run(name), name)?;
    }
    example(ctx, run("example"))
}

fn fixture(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    build(ctx, &FIXTURE)?;
    tests(ctx, &FIXTURE, filter)
}

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let maturin = venv::tool(ctx, "maturin")?;
    let (manifest, dist) = (POLYATOM.dir(ctx, "python").join("Cargo.toml"), place.dist("python"));
    exec::quiet(ctx, cmd!(ctx.sh, "{maturin} build --release --locked --manifest-path {manifest} --out {dist}")).map(drop)
}

/// A fresh environment, and a pip that may look nowhere but at our wheel.
fn install(ctx: &Ctx, place: &Place) -> Result<Program> {
    let (env, dist) = (place.scratch("python").join("venv"), place.dist("python"));
    exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv {env}"))?;
    let python = env.join("bin/python");
    exec::quiet(
        ctx,
        cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check --no-index --find-links {dist} polyatom"),
    )?;
    Ok(Program::new(python).arg(ctx.path("demo/python/report.py")))
}
