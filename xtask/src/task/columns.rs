//! `columns`: runs the programs of docs/columns.md on the engines that the page names, in an environment of their own. It is no part of `test`: the
//! engines are many times as large as all of this, and one of them asks for Java.

use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::product::POLYATOM;
use crate::kit::report::{Report, suite};
use crate::kit::{archive, count, exec, files};
use crate::lang::python;
use anyhow::{Result, ensure};
use std::path::PathBuf;
use xshell::cmd;

const PAGE: &str = "docs/columns.md";

/// By their names on PyPI and on the page.
const ENGINES: [(&str, &str, &str); 7] = [
    ("pyarrow", "PyArrow", "26.0.1"),
    ("polars", "Polars", "2.1.0"),
    ("duckdb", "DuckDB", "2.0.1"),
    ("pandas", "pandas", "3.1.1"),
    ("datafusion", "DataFusion", "55.0.0"),
    ("pyspark", "Spark", "4.3.0"),
    ("psycopg[binary]", "Psycopg", "3.3.9"),
];

pub fn run(ctx: &Ctx) -> Result<()> {
    let mut plan = Plan::new([]);
    plan.prepare("python extension", || python::build(ctx, &POLYATOM));
    plan.prepare("data engines", || environment(ctx).map(drop));
    plan.test("programs of the page", || programs(ctx));
    plan.run(ctx)
}

/// The interpreter of an environment that has the engines.
fn environment(ctx: &Ctx) -> Result<PathBuf> {
    let page = ctx.sh.read_file(ctx.path(PAGE))?;
    for (_, name, version) in ENGINES {
        ensure!(page.contains(&format!("{name} {version}")), "{PAGE} does not say that {name} is {version}");
    }
    let place = place(ctx).join("venv");
    let wanted = &ENGINES.map(|(package, _, version)| format!("{package}=={version}"));
    let (python, installed) = (place.join("bin/python"), place.join("installed"));
    if !ctx.sh.path_exists(&installed) || ctx.sh.read_file(&installed)? != wanted.join("\n") {
        exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv --clear {place}"))?;
        exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check {wanted...}"))?;
        ctx.sh.write_file(&installed, wanted.join("\n"))?;
    }
    Ok(python)
}

fn programs(ctx: &Ctx) -> Result<Report> {
    let (python, sources) = (environment(ctx)?, python::sources(ctx, &POLYATOM));
    let scratch = files::fresh(ctx, place(ctx).join("scratch"))?;
    // What executors are sent is laid out as the wheel is.
    let package = files::below(&sources.join(POLYATOM.name), &["py", "pyi", "so"])?;
    let named = |path: &PathBuf| Ok((path.strip_prefix(&sources)?.display().to_string(), path.clone()));
    ctx.sh.write_file(
        scratch.join("polyatom.zip"),
        archive::zip(&package.iter().map(named).collect::<Result<archive::Files>>()?)?,
    )?;
    let script = POLYATOM.dir(ctx, "python").join("tests/engines.py");
    let _there = ctx.sh.push_dir(&scratch);
    suite(ctx, cmd!(ctx.sh, "{python} {script}").env("PYTHONPATH", sources), count::plain, None)
}

fn place(ctx: &Ctx) -> PathBuf {
    ctx.out.join("columns")
}
