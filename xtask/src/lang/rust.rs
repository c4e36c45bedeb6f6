//! Rust: the core, the interface, the generator and this very program.

use crate::kit::ctx::Ctx;
use crate::kit::report::{Report, check, suite};
use crate::kit::{cargo, count, venv};
use crate::lang::examples::example;
use crate::lang::{Check, Lang};
use anyhow::Result;
use xshell::cmd;

pub const LANG: Lang = Lang {
    name: "rust",
    after: &[],
    tools: &["cargo"],
    test_tools: &["rustfmt", "clippy", "git"],
    builds: &[],
    checks: &[
        Check { name: "rust format", run: format, takes_filter: false },
        Check { name: "rust clippy", run: clippy, takes_filter: false },
        Check { name: "rust tests", run: tests, takes_filter: true },
        Check { name: "rust example", run: |ctx, _| run_example(ctx), takes_filter: false },
    ],
    packaging: None,
};

fn format(ctx: &Ctx, _: Option<&str>) -> Result<Report> {
    check(ctx, [cmd!(ctx.sh, "cargo fmt --all --check")])
}

fn clippy(ctx: &Ctx, _: Option<&str>) -> Result<Report> {
    check(ctx, [cmd!(ctx.sh, "cargo clippy --quiet --workspace --all-targets -- -D warnings")])
}

fn tests(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    // The generator's probes have their stubs judged, too.
    venv::ensure(ctx, &["mypy"])?;
    let command = cmd!(ctx.sh, "cargo test --workspace --no-fail-fast -- {filter...}").env("PYTHON", venv::python(ctx));
    suite(ctx, command, count::cargo_test, filter)
}

fn run_example(ctx: &Ctx) -> Result<Report> {
    let program = cargo::program(ctx, "polyatom-example")?;
    example(ctx, cmd!(ctx.sh, "{program}"))
}
