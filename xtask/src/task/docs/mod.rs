//! `docs`: the site of the documentation. Its pages are written by hand, made from the interface, or made from the laws and the suite's cases; a
//! maintained generator makes the site of them, and refuses a link or an anchor that leads nowhere.

mod links;
mod pages;
mod playground;

use crate::flags;
use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::product::POLYATOM;
use crate::kit::report::Report;
use crate::kit::{browser, cargo, exec, files, venv};
use crate::lang::python;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

pub fn run(ctx: &Ctx, flags: flags::Docs) -> Result<()> {
    let plan = plan(ctx);
    if flags.check {
        plan.then(browser::plan(ctx, "site", site(ctx))).run(ctx)?
    } else {
        plan.run(ctx)?
    }
    let index = site(ctx).join("index.html");
    println!("{}", index.display());
    if flags.open {
        exec::quiet(ctx, cmd!(ctx.sh, "xdg-open {index}"))?;
    }
    Ok(())
}

/// Every step is a test: that each sample has one, that the reference can be written, and that the site holds together.
pub fn plan(ctx: &Ctx) -> Plan<'_> {
    let mut plan = Plan::new(["cargo", "python3", "python3-venv"]);
    plan.prepare("an empty place", || files::fresh(ctx, sources(ctx)).map(drop));
    plan.test("pages and their samples", || pages::write(ctx, &sources(ctx)));
    plan.test("types", || reference(ctx));
    // What is said of a mistake is asked of the library.
    plan.prepare("python extension", || python::build(ctx, &POLYATOM));
    plan.test("errors", || made(ctx, "reasons.py", "errors"));
    plan.test("sections of PMS", || made(ctx, "sections.py", "pms.md"));
    plan.test("playground", || playground::write(ctx, &sources(ctx).join("assets/playground-core.js")));
    plan.test("links to the playground", || made(ctx, "playground.py", "playground.md"));
    plan.test("site", || generate(ctx));
    plan
}

/// Where the pages are put together.
fn sources(ctx: &Ctx) -> PathBuf {
    ctx.root.join("target/docs/pages")
}

fn site(ctx: &Ctx) -> PathBuf {
    ctx.root.join("target/docs/site")
}

/// The page of each type, with examples that the languages' own tests run.
fn reference(ctx: &Ctx) -> Result<Report> {
    let (generator, out) = (cargo::program(ctx, "polyatom-bindgen")?, sources(ctx).join("types"));
    let told = exec::quiet(ctx, cmd!(ctx.sh, "{generator} docs --config bindgen.toml --out {out}"))?;
    let counts = told.lines().filter(|line| line.contains(" examples in ")).collect::<Vec<_>>().join(", ");
    ensure!(!counts.is_empty(), "the pages of the types have no examples");
    Ok(Report { told: counts, ..Report::passed() })
}

/// Pages that a script makes of what is in the repository.
fn made(ctx: &Ctx, script: &str, place: &str) -> Result<Report> {
    let (script, out) = (ctx.path("docs/site").join(script), sources(ctx));
    let path = python::sources(ctx, &POLYATOM);
    exec::quiet(ctx, cmd!(ctx.sh, "python3 {script} {out}").env("PYTHONPATH", path))?;
    ensure!(out.join(place).exists(), "{} did not write {place}", script.display());
    Ok(Report::passed())
}

/// Makes the site. A warning is an error: each is a page, a link or an anchor that is not there.
fn generate(ctx: &Ctx) -> Result<Report> {
    let (zensical, site) = (venv::tool(ctx, "zensical")?, site(ctx));
    let config = ctx.root.join("target/docs/mkdocs.yml");
    ctx.sh.write_file(&config, configuration(ctx)?)?;
    exec::quiet(ctx, cmd!(ctx.sh, "{zensical} build --strict --clean --config-file {config}").env("NO_COLOR", "1"))?;
    let pages = files::below(&site, &["html"])?;
    ensure!(pages.len() > 100, "there are only {} pages", pages.len());
    pages.iter().try_for_each(|page| needs_no_network(ctx, page))?;
    Ok(Report { told: format!("{} pages", pages.len()), ..Report::passed() })
}

/// The generator's configuration, with the pages of the types in its list.
fn configuration(ctx: &Ctx) -> Result<String> {
    const TYPES: &str = "      # The types.\n";
    let text = ctx.sh.read_file("docs/site/mkdocs.yml")?;
    let (before, after) = text.split_once(TYPES).context("docs/site/mkdocs.yml has no place for the types")?;
    let name = |path: PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let pages = files::with_extension(ctx, sources(ctx).join("types"), "md")?;
    let types = pages.into_iter().filter_map(name).filter(|name| name.starts_with(|first: char| first.is_uppercase()));
    let list: String = types.map(|name| format!("      - types/{name}\n")).collect();
    Ok(format!("{before}{list}{after}"))
}

/// Whether all that a page loads is beside it.
fn needs_no_network(ctx: &Ctx, page: &Path) -> Result<()> {
    let text = ctx.sh.read_file(page)?;
    let loads = ["<script src=\"http", "<script src=\"//", "<img src=\"http", "fonts.googleapis", "@import url(http"];
    let style = text.split("<link ").skip(1).filter_map(|tag| tag.split('>').next());
    let foreign = style.filter(|tag| tag.contains("stylesheet") && tag.contains("href=\"http")).count();
    let found = loads.iter().find(|load| text.contains(**load));
    ensure!(found.is_none() && foreign == 0, "{} loads something from elsewhere: {found:?}", page.display());
    Ok(())
}
