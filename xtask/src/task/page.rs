//! `conformance --page`: the report that the runner writes as a page, of an adapter that is right and of one that is not, in a browser.

use crate::kit::ctx::Ctx;
use crate::kit::plan::Plan;
use crate::kit::{browser, exec};
use crate::task::conformance;
use anyhow::{Result, ensure};
use std::path::PathBuf;
use xshell::cmd;

pub fn run(ctx: &Ctx) -> Result<()> {
    let mut plan = Plan::new(["cargo"]);
    plan.prepare("conformance runner", || conformance::runner(ctx).map(drop));
    plan.prepare("report", || write(ctx));
    plan.then(browser::plan(ctx, "report", page(ctx))).run(ctx)
}

fn page(ctx: &Ctx) -> PathBuf {
    ctx.out.join("conformance").join("page.html")
}

fn write(ctx: &Ctx) -> Result<()> {
    let (program, page) = (conformance::runner(ctx)?, page(ctx));
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --package polyatom-conformance --example fake_adapter"))?;
    ctx.sh.create_dir(ctx.out.join("conformance"))?;
    ctx.sh.remove_path(&page)?;
    let wrong = format!("wrong={} none", ctx.debug("examples/fake_adapter").display());
    let adapters = ["--adapter", "good=perl conformance/examples/versions.pl", "--adapter", &wrong];
    // It fails, as one of the adapters does.
    let done = exec::finish(ctx, cmd!(ctx.sh, "{program} run --area version --area cpv {adapters...} --html {page}"))?;
    ensure!(page.exists(), "no page was written:\n{}", done.text);
    Ok(())
}
