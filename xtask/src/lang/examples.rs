//! The programs in `examples/`, which print the same in every language.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::report::Report;
use anyhow::{Result, ensure};
use xshell::Cmd;

/// One of the README's examples: all of them print the same. Counts as one test.
pub fn example(ctx: &Ctx, command: Cmd<'_>) -> Result<Report> {
    prints(ctx, command, "examples/expected.txt")?;
    Ok(Report::passed())
}

/// Small programs that look through repositories and configurations, among the examples.
pub const TOOLS: [&str; 4] = ["qa", "bump", "usedeps", "masked"];

/// A language's tool, which prints the same over the samples as every other language's.
pub fn tool(ctx: &Ctx, command: Cmd<'_>, name: &str) -> Result<()> {
    let arguments = if name == "masked" { ["examples/masked", "app-misc/lamp"] } else { ["demo/sample", "examples/overlay"] };
    prints(ctx, command.args(arguments), &format!("examples/expected/{name}.txt"))
}

fn prints(ctx: &Ctx, command: Cmd<'_>, path: &str) -> Result<()> {
    let (printed, expected) = (exec::quiet(ctx, command)?, ctx.sh.read_file(path)?);
    ensure!(printed == expected, "printed:\n{printed}instead of {path}:\n{expected}");
    Ok(())
}
