//! One module for each language; `langs.rs` is the table of them.

pub mod c;
pub mod go;
pub mod python;
pub mod ruby;
pub mod rust;
pub mod stock;

use crate::count::{Counter, Tally};
use crate::ctx::Ctx;
use crate::exec::{self, Done};
use anyhow::{Context, Error, Result, ensure};
use std::path::{Path, PathBuf};
use xshell::Cmd;

/// One interface and its bindings: the product's own, or those of the generator's fixture.
pub struct Product {
    /// The interface's namespace: the name of libraries, headers and modules.
    pub name: &'static str,
    /// Holds `c`, `python`, `ruby` and `go`.
    pub dir: &'static str,
    pub c_crate: &'static str,
    /// What cargo names the library: in one directory with the Rust libraries, so that it cannot always be the name above.
    pub c_lib: &'static str,
    pub python_crate: &'static str,
    /// Arguments of cargo for the C library that Ruby and Go use.
    pub features: &'static [&'static str],
    /// Under the output directory.
    pub out: &'static str,
}

pub static POLYATOM: Product = Product {
    name: "polyatom",
    dir: "bindings",
    c_crate: "polyatom-c",
    c_lib: "polyatom_c",
    python_crate: "polyatom-python",
    features: &[],
    out: "",
};

pub static FIXTURE: Product = Product {
    name: "fixture",
    dir: "bindgen/fixture",
    c_crate: "fixture-c",
    c_lib: "fixture",
    python_crate: "fixture-python",
    features: &["--features=count-live"],
    out: "fixture",
};

impl Product {
    pub fn dir(&self, ctx: &Ctx, lang: &str) -> PathBuf {
        ctx.path(self.dir).join(lang)
    }

    pub fn out(&self, ctx: &Ctx, lang: &str) -> PathBuf {
        ctx.out.join(self.out).join(lang)
    }
}

/// What a check found: how many tests passed and failed, and the output to show if any failed.
#[derive(Default)]
pub struct Report {
    pub tally: Tally,
    pub failure: Option<Error>,
}

impl Report {
    pub fn passed() -> Report {
        Report { tally: Tally::CHECK_PASSED, failure: None }
    }

    /// A failure that no test runner counted is one failed test.
    pub fn failed(failure: Error) -> Report {
        Report { tally: Tally { passed: 0, failed: 1 }, failure: Some(failure) }
    }

    /// For a command, which ends at the first failure.
    pub fn into_result(self) -> Result<()> {
        self.failure.map_or(Ok(()), Err)
    }

    /// Adds another report's numbers; the outputs of all failures are kept.
    pub fn add(&mut self, other: Report) {
        self.tally += other.tally;
        self.failure = match (self.failure.take(), other.failure) {
            (Some(first), Some(second)) => Some(Error::msg(format!("{first:#}\n{second:#}"))),
            (first, second) => first.or(second),
        };
    }
}

/// A check without tests of its own: all commands must succeed. Counts as one test.
pub fn check<'a>(ctx: &Ctx, commands: impl IntoIterator<Item = Cmd<'a>>) -> Result<Report> {
    for command in commands {
        exec::quiet(ctx, command)?;
    }
    Ok(Report::passed())
}

/// A test runner, whose tests are counted from its output. A runner that fails without a failed test counts as one; so does one that
/// succeeds without running any, unless a filter was given.
pub fn suite(ctx: &Ctx, command: Cmd<'_>, counter: Counter, filter: Option<&str>) -> Result<Report> {
    let done = exec::finish(ctx, command)?;
    let tally = counter(&done.text);
    Ok(judge(done, tally, filter))
}

/// What to make of a runner that has ended and of the tests that it counted.
pub fn judge(done: Done, mut tally: Tally, filter: Option<&str>) -> Report {
    if !done.ok || tally.failed > 0 {
        tally.failed = tally.failed.max(1);
        return Report { tally, failure: Some(done.into_failure()) };
    }
    if tally.total() == 0 && filter.is_none() {
        return Report::failed(done.into_failure().context("the runner succeeded, but ran no test"));
    }
    Report { tally, failure: None }
}

/// One of the README's examples: all of them print the same. Counts as one test.
pub fn example(ctx: &Ctx, command: Cmd<'_>) -> Result<Report> {
    prints(ctx, command, "examples/expected.txt")?;
    Ok(Report::passed())
}

/// Small programs that look through repositories, among the examples.
pub const TOOLS: [&str; 3] = ["qa", "bump", "usedeps"];

/// A language's tool, which prints the same over the sample repositories as every other language's.
pub fn tool(ctx: &Ctx, command: Cmd<'_>, name: &str) -> Result<()> {
    prints(ctx, command.args(["demo/sample", "examples/overlay"]), &format!("examples/expected/{name}.txt"))
}

fn prints(ctx: &Ctx, command: Cmd<'_>, path: &str) -> Result<()> {
    let (printed, expected) = (exec::quiet(ctx, command)?, ctx.sh.read_file(path)?);
    ensure!(printed == expected, "printed:\n{printed}instead of {path}:\n{expected}");
    Ok(())
}

/// The files of a directory with this extension, sorted.
pub fn files_with(ctx: &Ctx, dir: impl AsRef<Path>, extension: &str) -> Result<Vec<PathBuf>> {
    let dir = dir.as_ref();
    let paths = ctx.sh.read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|found| found == extension)).collect())
}
