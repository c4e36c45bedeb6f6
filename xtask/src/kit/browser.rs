//! Pages as a browser shows them: the scripts in `xtask/browser` look at them in one without a window.

use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::report::check;
use crate::kit::{exec, venv};
use std::path::PathBuf;
use xshell::cmd;

/// What the scripts stand on, and what checks their types.
const TOOLS: [&str; 3] = ["axe-playwright-python", "mypy", "playwright"];

/// Looks at a page, or at a directory of them, with a script.
pub fn plan<'a>(ctx: &'a Ctx, script: &'static str, page: PathBuf) -> Plan<'a> {
    let mut plan = Plan::new(["chromium"]);
    plan.test("types of the browser's script", move || {
        let (python, cache) = (venv::with(ctx, &TOOLS)?, ctx.out.join("mypy"));
        let mypy = cmd!(ctx.sh, "{python} -m mypy --strict --cache-dir {cache} xtask/browser/{script}.py");
        check(ctx, [mypy.env("MYPYPATH", "xtask/browser")])
    });
    plan.test("browser", move || {
        let python = venv::with(ctx, &TOOLS)?;
        let chromium = exec::quiet(ctx, cmd!(ctx.sh, "sh -c").arg("command -v chromium"))?;
        let chromium = chromium.trim();
        check(ctx, [cmd!(ctx.sh, "{python} xtask/browser/{script}.py {page} {chromium}")])
    });
    plan
}
