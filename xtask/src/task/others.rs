//! `conformance --others`: other implementations against the suite, each from its registry in a place of its own. What comes of it stands in
//! docs/conformance.md.

use crate::kit::ctx::Ctx;
use crate::kit::{apt, exec};
use crate::lang::{Lang, table};
use crate::task::{build, conformance};
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use xshell::cmd;

struct Other {
    name: &'static str,
    /// In `conformance/others`.
    adapter: &'static str,
    from: From,
}

enum From {
    /// The package, with its version unless which one is to be had depends on Python's.
    PyPi(&'static str),
    /// The adapter is a crate, whose manifest names it.
    CratesIo,
}
use From::{CratesIo, PyPi};

const OTHERS: [Other; 5] = [
    Other { name: "portage", adapter: "portage_.py", from: PyPi("portage==3.0.83") },
    Other { name: "pkgcore", adapter: "pkgcore_.py", from: PyPi("pkgcore") },
    Other { name: "pkgcraft", adapter: "pkgcraft", from: CratesIo },
    Other { name: "pkgcraft-python", adapter: "pkgcraft_.py", from: PyPi("pkgcraft==0.0.11") },
    Other { name: "pms-utils", adapter: "pms_utils_.py", from: PyPi("pms-utils==0.5.4") },
];

/// All bindings of ours give the same answers.
const OURS: &str = "rust";

/// What at least one of them can be asked.
const OPS: [&str; 17] = [
    "version.compare",
    "version.sort",
    "cpv.parse",
    "atom.parse",
    "atom.matches",
    "atom.intersects",
    "atom.evaluate",
    "depspec.parse",
    "depspec.evaluate",
    "required_use.check",
    "src_uri.parse",
    "repo.packages",
    "repo.package",
    "repo.match",
    "profile.resolve",
    "config.package",
    "config.visible",
];

/// Nested groups take some of them all the time and memory that there is.
const LIMITS: [&str; 4] = ["--timeout", "10", "--memory", "1024"];

const PAGE: &str = "docs/conformance.md";

pub fn run(ctx: &Ctx) -> Result<()> {
    let ours = table::select(Some(OURS))?;
    let mut plan = build::plan(ctx, &ours);
    plan.prepare("conformance runner", || conformance::runner(ctx).map(drop));
    for other in &OTHERS {
        plan.prepare(other.name, || adapter(ctx, other).map(drop));
    }
    plan.prepare("suite", move || measure(ctx, &ours));
    plan.run(ctx)
}

/// Runs the suite, and writes what came of it into the page.
fn measure(ctx: &Ctx, ours: &[&Lang]) -> Result<()> {
    let (program, tables) = (conformance::runner(ctx)?, ctx.out.join("others").join("tables.md"));
    ctx.sh.remove_path(&tables)?;
    let mut run = cmd!(ctx.sh, "{program} run {LIMITS...} --markdown {tables}").args(OPS.iter().flat_map(|op| ["--op", op]));
    for lang in ours {
        run = run.args(conformance::development(ctx, lang)?.map(|word| word.replacen(OURS, "polyatom", 1)));
    }
    for other in &OTHERS {
        run = run.arg("--adapter").arg(format!("{}={}", other.name, adapter(ctx, other)?));
    }
    // That others fail is what is measured.
    let done = exec::finish(ctx, run)?;
    ensure!(tables.exists() && !done.text.contains("could not start"), "not all were measured:\n{}", done.text);
    let (tables, page) = (ctx.sh.read_file(tables)?, ctx.sh.read_file(PAGE)?);
    let (matrix, groups) = tables.split_once("\n### ").context("nobody fails anything")?;
    let (groups, points) = groups.split_once("\n### Disputed points\n").context("nothing is disputed")?;
    let page = replaced(&page, "matrix", matrix)?;
    let page = replaced(&page, "failures", &format!("### {groups}"))?;
    Ok(ctx.sh.write_file(PAGE, replaced(&page, "disputed", points)?)?)
}

/// Another implementation, installed: the words that start its adapter.
fn adapter(ctx: &Ctx, other: &Other) -> Result<String> {
    let adapter = ctx.path("conformance/others").join(other.adapter);
    match other.from {
        PyPi(package) => Ok(format!("{} {}", environment(ctx, package)?.display(), adapter.display())),
        CratesIo => Ok(built(ctx, &adapter)?.display().to_string()),
    }
}

/// The Python that finds a package.
fn environment(ctx: &Ctx, package: &str) -> Result<PathBuf> {
    let dir = ctx.out.join("others").join(package);
    let python = dir.join("bin/python");
    if !dir.join("whole").exists() {
        exec::quiet(ctx, cmd!(ctx.sh, "python3 -m venv --clear {dir}"))?;
        exec::quiet(ctx, cmd!(ctx.sh, "{python} -m pip install --quiet --disable-pip-version-check {package}"))?;
        ctx.sh.write_file(dir.join("whole"), "")?;
    }
    Ok(python)
}

fn built(ctx: &Ctx, adapter: &Path) -> Result<PathBuf> {
    apt::ensure(ctx, &["libclang"])?;
    let target = ctx.root.join("target/others");
    let build = cmd!(ctx.sh, "cargo build --quiet --release --locked --manifest-path {adapter}/Cargo.toml --target-dir {target}");
    exec::quiet(ctx, build)?;
    Ok(target.join("release/pkgcraft-adapter"))
}

/// The page with another text between two marks.
fn replaced(page: &str, name: &str, text: &str) -> Result<String> {
    let begin = format!("<!-- {name}: written by `cargo xtask conformance --others` -->\n");
    let end = format!("<!-- end of {name} -->");
    let parts = page.split_once(&begin).and_then(|(before, rest)| Some((before, rest.split_once(&end)?.1)));
    let (before, after) = parts.with_context(|| format!("{PAGE} lacks the marks of its {name}"))?;
    Ok(format!("{before}{begin}\n{}\n\n{end}{after}", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_the_marks_is_replaced() {
        let page = "a\n<!-- x: written by `cargo xtask conformance --others` -->\nold\n<!-- end of x -->\nb\n";
        let once = replaced(page, "x", "new\n").unwrap();
        assert_eq!(once, page.replace("old", "\nnew\n"));
        assert_eq!(replaced(&once, "x", "new").unwrap(), once);
        assert!(replaced(page, "y", "").is_err());
    }
}
