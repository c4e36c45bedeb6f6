//! Rust: the core, the interface, the generator and this very program.

use crate::kit::ctx::Ctx;
use crate::kit::report::{Report, check, suite};
use crate::kit::variant::Started;
use crate::kit::{apt, cargo, count, exec, venv};
use crate::lang::contestants::{self, HotPaths, Peer};
use crate::lang::examples::{example, programs, sessions};
use crate::lang::{Check, Lang};
use anyhow::Result;
use xshell::cmd;

pub const LANG: Lang = Lang {
    name: "rust",
    is_binding: false,
    has_runtime: false,
    valgrind_tag: None,
    version: &["rustc", "--version"],
    after: &[],
    tools: &["cargo"],
    test_tools: &["rustfmt", "clippy", "git", "cc", "pkg-config", "sqlite3"],
    builds: &[],
    checks: &[
        Check { name: "rust format", run: format, takes_filter: false },
        Check { name: "rust clippy", run: clippy, takes_filter: false },
        Check { name: "rust tests", run: tests, takes_filter: true },
        Check { name: "rust example", run: |ctx, _| run_example(ctx), takes_filter: false },
    ],
    tests: None,
    adapter: |ctx, variant| Ok(variant.started([variant.program(ctx, "polyatom-adapter")?], &[])),
    contestant: |ctx, _| Ok(contestants::peer(&cargo::release(ctx, "polyatom-bench-rust")?, &[])),
    peers: &[Peer { name: "pkgcraft", prepare: pkgcraft }],
    hot_paths: HotPaths {
        tries: 1,
        env: &[],
        cases: &[
            ("atom.distinct", 10_000),
            ("atom.invalid", 10_000),
            ("atom.compare", 100_000),
            ("atom.match", 10_000),
            ("version.create", 10_000),
            ("version.compare", 100_000),
            ("version.sort", 10_000),
            ("depspec.parse", 1_000),
            ("depspec.evaluate", 1_000),
        ],
    },
    example: "examples/rust/src/main.rs",
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
    let mut report = programs(ctx, "rust", |program, _| {
        let built = cargo::program(ctx, program.name)?;
        Ok(cmd!(ctx.sh, "{built}"))
    })?;
    report.add(example(ctx, cmd!(ctx.sh, "{program}"))?);
    report.add(sessions(ctx, &cargo::program(ctx, "polyatom")?)?);
    Ok(report)
}

fn pkgcraft(ctx: &Ctx) -> Result<Started> {
    apt::ensure(ctx, &["libclang"])?;
    let (manifest, target) = (contestants::source(ctx, "pkgcraft/Cargo.toml"), contestants::scratch(ctx, "pkgcraft")?);
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --locked --manifest-path {manifest} --target-dir {target}"))?;
    Ok(contestants::peer(&target.join("release/polyatom-bench-pkgcraft"), &[]))
}
