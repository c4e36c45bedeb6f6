//! Python: the extension module, its wheel, and Python's own checkers.

use crate::kit::cargo::{LOADED_BY_PYTHON, shipped};
use crate::kit::ctx::Ctx;
use crate::kit::product::{FIXTURE, POLYATOM, Product};
use crate::kit::report::{Report, check, judge, suite};
use crate::kit::variant::{Started, Variant};
use crate::kit::{cargo, count, exec, files, venv};
use crate::lang::contestants::{self, HotPaths, Peer};
use crate::lang::examples::{example, programs};
use crate::lang::{Build, Check, Lang, packaging, stock};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

pub const LANG: Lang = Lang {
    name: "python",
    is_binding: true,
    has_runtime: true,
    valgrind_tag: None,
    version: &["python3", "--version"],
    after: &[],
    tools: &["cargo", "python3", "python3-venv"],
    test_tools: &[],
    builds: &[Build { name: "python extension", run: |ctx| build(ctx, &POLYATOM) }],
    checks: &[
        Check { name: "python pytest", run: |ctx, filter| tests(ctx, &POLYATOM, filter), takes_filter: true },
        Check { name: "python mypy --strict", run: |ctx, _| types(ctx), takes_filter: false },
        Check { name: "python ruff", run: |ctx, _| lint(ctx), takes_filter: false },
        Check { name: "python plugin of pytest", run: |ctx, filter| plugin(ctx, filter), takes_filter: true },
        Check { name: "python example", run: |ctx, _| run_example(ctx), takes_filter: false },
        Check { name: "python fixture", run: |ctx, filter| fixture(ctx, filter), takes_filter: true },
        Check { name: "python fixture over cffi", run: |ctx, filter| over_cffi(ctx, filter), takes_filter: true },
        Check { name: "python stock UniFFI", run: |ctx, _| stock::python(ctx), takes_filter: false },
    ],
    tests: Some(tests_with),
    adapter: |ctx, variant| script(ctx, variant, &ctx.path("conformance/adapters/python/adapter.py")),
    contestant,
    peers: &[
        Peer { name: "pkgcraft", prepare: |ctx| peer(ctx, &["pkgcraft==0.0.11"], "pkgcraft_.py") },
        Peer { name: "portage", prepare: |ctx| peer(ctx, &with_duckdb("portage==3.0.83"), "portage_.py") },
        // Later ones want a bash that stable distributions do not have yet.
        Peer { name: "pkgcore", prepare: |ctx| peer(ctx, &with_duckdb("pkgcore==0.12.30"), "pkgcore_.py") },
        Peer { name: "pms-utils", prepare: |ctx| peer(ctx, &["pms-utils==0.5.4"], "pms_utils_.py") },
        Peer { name: "UniFFI", prepare: stock_peer },
    ],
    hot_paths: HotPaths {
        tries: 1,
        env: &[("PYTHONHASHSEED", "0")],
        cases: &[("atom.distinct", 20_000), ("atom.read", 200_000), ("atom.compare", 200_000), ("atom.match", 20_000)],
    },
    example: "examples/python/example.py",
    packaging: Some(packaging::python::PACKAGING),
};

/// A peer, and the engine whose queries call its comparison.
fn with_duckdb(peer: &'static str) -> [&'static str; 4] {
    [peer, "duckdb==2.0.1", "numpy", "pyarrow==26.0.1"]
}

/// Builds the extension and puts it where the package expects it, so that the source tree can be imported as it is.
pub fn build(ctx: &Ctx, product: &Product) -> Result<()> {
    let package = product.python_crate;
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --package {package}").envs(LOADED_BY_PYTHON).envs(shipped()))?;
    let place = sources(ctx, product).join(product.name).join("_native.abi3.so");
    files::replace(ctx, &ctx.release(&format!("lib{}.so", package.replace('-', "_"))), &place)
}

/// The directory to put on Python's path.
pub fn sources(ctx: &Ctx, product: &Product) -> PathBuf {
    product.dir(ctx, "python").join("python")
}

fn tests(ctx: &Ctx, product: &Product, filter: Option<&str>) -> Result<Report> {
    counted(ctx, pytest(ctx, product, &sources(ctx, product))?, filter)
}

/// The suite as tests of pytest, with the runner as it is here.
fn plugin(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    let (pytest, place) = (venv::tool(ctx, "pytest")?, ctx.path("conformance/pytest"));
    let command = cmd!(ctx.sh, "{pytest} -q -p no:cacheprovider {place}/tests").env("PYTHONPATH", place.join("python"));
    counted(ctx, command.env("POLYATOM_CONFORMANCE", cargo::program(ctx, "polyatom-conformance")?), filter)
}

fn counted(ctx: &Ctx, pytest: Cmd<'_>, filter: Option<&str>) -> Result<Report> {
    let only = filter.map(|text| ["-k", text]).into_iter().flatten();
    let done = exec::finish(ctx, pytest.args(only))?;
    let tally = count::pytest(&done.text);
    // To pytest, a filter that leaves nothing is a failure; to us it is none if there is something elsewhere.
    let nothing = filter.is_some() && tally.total() == 0 && done.text.contains(" deselected in ");
    Ok(if nothing { Report::default() } else { judge(done, tally, filter) })
}

/// The tests, with the package from this directory.
fn pytest<'a>(ctx: &'a Ctx, product: &Product, path: &Path) -> Result<Cmd<'a>> {
    // Some of the tests are of types, and would be skipped without a type checker; others of what works together with ours.
    venv::ensure(ctx, &["pytest", "mypy", "pydantic", "hypothesis"])?;
    // Beside portage, which not every system can install. What needs it says that it is skipped.
    let _ = venv::ensure(ctx, &["portage"]);
    let pytest = venv::tool(ctx, "pytest")?;
    let tests = product.dir(ctx, "python").join("tests");
    Ok(cmd!(ctx.sh, "{pytest} -q -p no:cacheprovider {tests}").env("PYTHONPATH", path))
}

fn types(ctx: &Ctx) -> Result<Report> {
    // The package has strategies of Hypothesis, and the suite a plugin of pytest, which are checked with their types.
    venv::ensure(ctx, &["hypothesis", "pytest"])?;
    let mypy = venv::tool(ctx, "mypy")?;
    let sources = sources(ctx, &POLYATOM);
    // Of the tests, only the sample of typed code: the others try out what the types forbid.
    let package = [sources.join("polyatom"), POLYATOM.dir(ctx, "python").join("tests/typed_sample.py")];
    let (cache, bench) = (ctx.out.join("mypy"), ctx.path("bench/contestants/python"));
    let path = format!("{}:{}", sources.display(), bench.display());
    let command = cmd!(ctx.sh, "{mypy} --strict --cache-dir {cache}").env("MYPYPATH", path).args(package);
    // Of the contestants, ours: the others' libraries have no types.
    let contestants = ["cases.py", "engines.py", "harness.py", "inputs.py", "polyatom_.py"].map(|file| bench.join(file));
    check(
        ctx,
        [command
            .args(["demo/python", "examples/python", "conformance/adapters/python", "conformance/pytest/python"])
            // What needs a browser is checked where there is one.
            .args(["docs/site/playground.py", "docs/site/reasons.py", "docs/site/sections.py", "laws/calls.py"])
            .args(contestants)],
    )
}

fn lint(ctx: &Ctx) -> Result<Report> {
    let ruff = venv::tool(ctx, "ruff")?;
    let dirs = [
        "bindings/python",
        "bindgen/fixture/python",
        "demo/python",
        "examples/python",
        "conformance/adapters/python",
        "conformance/others",
        "conformance/pytest",
        "bench/contestants/python",
        "docs/site",
        "laws",
        "xtask/browser",
    ];
    let lint = cmd!(ctx.sh, "{ruff} check --no-cache --quiet --target-version py310 {dirs...}");
    // Not the code in Markdown, where comments stand in columns for the reader.
    let format = cmd!(ctx.sh, "{ruff} format --no-cache --quiet --check --exclude *.md {dirs...}");
    check(ctx, [lint, format])
}

fn run_example(ctx: &Ctx) -> Result<Report> {
    let run = |source: &Path| cmd!(ctx.sh, "python3 {source}").env("PYTHONPATH", sources(ctx, &POLYATOM));
    let mut report = programs(ctx, "python", |_, source| Ok(run(source)))?;
    report.add(example(ctx, run(&ctx.path(LANG.example)))?);
    Ok(report)
}

fn fixture(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    build(ctx, &FIXTURE)?;
    tests(ctx, &FIXTURE, filter)
}

/// The same tests of the modules that stand in the place of the extension, over the C library.
fn over_cffi(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    super::c::build(ctx, &FIXTURE)?;
    venv::ensure(ctx, &["cffi"])?;
    let path = files::fresh(ctx, FIXTURE.out(ctx, "python-cffi"))?;
    let package = ctx.sh.create_dir(path.join(FIXTURE.name))?;
    for modules in [sources(ctx, &FIXTURE), FIXTURE.dir(ctx, "python").join("cffi")] {
        for file in files::below(&modules.join(FIXTURE.name), &["py", "pyi"])? {
            ctx.sh.copy_file(file, &package)?;
        }
    }
    let library = FIXTURE.out(ctx, "c").join("lib/libfixture.so");
    counted(ctx, pytest(ctx, &FIXTURE, &path)?.env("FIXTURE_LIBRARY", library), filter)
}

/// The directory to put on Python's path: the package as it is, with an extension of a kind.
fn package_with(ctx: &Ctx, variant: &Variant) -> Result<PathBuf> {
    let sources = sources(ctx, &POLYATOM);
    if variant.is_development {
        return Ok(sources);
    }
    let path = variant.place.join("python");
    let package = ctx.sh.create_dir(path.join("polyatom"))?;
    for file in files::below(&sources.join("polyatom"), &["py", "pyi"])? {
        let place = path.join(file.strip_prefix(&sources)?);
        ctx.sh.create_dir(place.parent().unwrap_or(&path))?;
        ctx.sh.copy_file(file, place)?;
    }
    variant.build(ctx, POLYATOM.python_crate, &[("libpolyatom_python.so", &package.join("_native.abi3.so"))])?;
    Ok(path)
}

fn tests_with(ctx: &Ctx, variant: &Variant) -> Result<Report> {
    // A type checker has nothing to find here.
    let types = POLYATOM.dir(ctx, "python").join("tests/test_types.py");
    let command = pytest(ctx, &POLYATOM, &package_with(ctx, variant)?)?.arg("--ignore").arg(types);
    suite(ctx, command.envs(variant.run_env.clone()), count::pytest, None)
}

/// The program itself instead of a script that starts it, which valgrind would look at.
fn interpreter(ctx: &Ctx, variant: &Variant) -> Result<PathBuf> {
    if let Some(system) = &variant.system {
        return Ok(system.root.join("usr/bin/python3"));
    }
    let path = exec::quiet(ctx, cmd!(ctx.sh, "python3 -c").arg("import sys; print(sys.executable)"))?;
    Ok(path.trim().into())
}

fn script(ctx: &Ctx, variant: &Variant, script: &Path) -> Result<Started> {
    let path = package_with(ctx, variant)?;
    Ok(variant.started([&interpreter(ctx, variant)?, script], &[("PYTHONPATH", path)]))
}

/// Ours, which finds DuckDB where the peers have it.
fn contestant(ctx: &Ctx, variant: &Variant) -> Result<Started> {
    let env = [("PYTHONPATH", package_with(ctx, variant)?), ("POLYATOM_BENCH_PEERS", contestants::scratch(ctx, "peers")?)];
    Ok(variant.started([&interpreter(ctx, variant)?, &contestants::source(ctx, "python/polyatom_.py")], &env))
}

/// Peers have an environment of their own, so that what they need does not get in the way of our tools.
fn peer(ctx: &Ctx, requirements: &[&str], name: &str) -> Result<Started> {
    let python = peer_environment(ctx, requirements)?.join("bin/python");
    Ok(contestants::peer(&python, &[&contestants::source(ctx, "python").join(name)]))
}

/// The environment in which peers are, with these in it.
pub fn peer_environment(ctx: &Ctx, requirements: &[&str]) -> Result<PathBuf> {
    let env = contestants::scratch(ctx, "peers")?;
    let python = env.join("bin/python");
    if !python.exists() {
        exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv --clear {env}"))?;
    }
    exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check {requirements...}"))?;
    Ok(env)
}

fn stock_peer(ctx: &Ctx) -> Result<Started> {
    let script = contestants::source(ctx, "python/stock.py");
    Ok(contestants::peer(Path::new("python3"), &[&script, &contestants::stock(ctx)?]))
}
