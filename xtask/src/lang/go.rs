//! Go: the module over the static library, and a module proxy made of files to install it from.

use crate::kit::ctx::Ctx;
use crate::kit::product::{FIXTURE, POLYATOM, Product};
use crate::kit::report::{Report, suite};
use crate::kit::variant::{Started, Variant};
use crate::kit::{count, exec};
use crate::lang::c::RUST_LIBS;
use crate::lang::contestants::{self, HotPaths, Peer};
use crate::lang::examples::{example, programs};
use crate::lang::packaging;
use crate::lang::readme;
use crate::lang::{Build, Check, Lang};
use anyhow::{Result, bail};
use std::path::Path;
use xshell::{Cmd, cmd};

pub const LANG: Lang = Lang {
    name: "go",
    is_binding: true,
    has_runtime: true,
    // What it tells of blocks that its collector gives out again stops valgrind's search for losses.
    valgrind_tag: Some("valgrind"),
    version: &["go", "version"],
    after: &["c"],
    tools: &["go", "cc"],
    test_tools: &["sqlite3"],
    builds: &[Build { name: "go module", run: build }],
    checks: &[
        Check { name: "go format", run: |ctx, _| format(ctx), takes_filter: false },
        Check { name: "go vet", run: |ctx, _| vet(ctx), takes_filter: false },
        Check { name: "go tests", run: |ctx, filter| tests(ctx, &POLYATOM, filter), takes_filter: true },
        Check { name: "go memory", run: |ctx, _| memory(ctx), takes_filter: false },
        Check { name: "go README", run: |ctx, _| readme(ctx), takes_filter: false },
        Check { name: "go example", run: |ctx, _| run_example(ctx), takes_filter: false },
        Check { name: "go fixture", run: |ctx, filter| fixture(ctx, filter), takes_filter: true },
    ],
    tests: Some(tests_with),
    adapter,
    contestant: |ctx, variant| contestant(ctx, variant, "polyatom"),
    peers: &[Peer { name: "by hand", prepare: |ctx| contestant(ctx, &Variant::development(ctx), "by_hand") }],
    hot_paths: HotPaths {
        // A second thread of its runtime goes by the clock: what it adds depends on what else the machine does.
        tries: 5,
        env: &[("GOMAXPROCS", "1"), ("GOGC", "off"), ("GODEBUG", "asyncpreemptoff=1")],
        cases: &[("atom.distinct", 10_000), ("atom.read", 100_000), ("atom.compare", 100_000), ("atom.match", 10_000)],
    },
    example: "examples/go/example.go",
    packaging: Some(packaging::go::PACKAGING),
};

/// Links the static library that `build` has just made, in place of the archive that a release carries.
const DEVELOPMENT: &str = "-tags=polyatom_dev";

/// The race detector waits a second in each process that ends. Tests start many processes, each of which has waited for its threads.
const RACE: &str = "atexit_sleep_ms=0";

/// Where the module's directory is among the repository's.
pub const MODULE: &str = "github.com/polyatom/polyatom/bindings/go";

fn build(ctx: &Ctx) -> Result<()> {
    go(ctx, &POLYATOM, &["build", DEVELOPMENT, "./..."]).map(drop)
}

fn go(ctx: &Ctx, product: &Product, arguments: &[&str]) -> Result<String> {
    let dir = product.dir(ctx, "go");
    exec::quiet(ctx, cmd!(ctx.sh, "go -C {dir} {arguments...}"))
}

fn format(ctx: &Ctx) -> Result<Report> {
    let dirs = ["bindings/go", "bindgen/fixture/go", "demo/go", "examples/go", "conformance/adapters/go", "bench/contestants/go"];
    let unformatted = exec::quiet(ctx, cmd!(ctx.sh, "gofmt -l {dirs...}"))?;
    if unformatted.is_empty() { Ok(Report::passed()) } else { bail!("gofmt -w these:\n{unformatted}") }
}

fn vet(ctx: &Ctx) -> Result<Report> {
    go(ctx, &POLYATOM, &["vet", DEVELOPMENT, "./..."]).map(|_| Report::passed())
}

fn tests(ctx: &Ctx, product: &Product, filter: Option<&str>) -> Result<Report> {
    let dir = product.dir(ctx, "go");
    let only = filter.map(|text| format!("-run={text}"));
    // Not from Go's cache: it does not know that the static library has changed.
    suite(
        ctx,
        cmd!(ctx.sh, "go -C {dir} test {DEVELOPMENT} -race -count=1 -json").args(only).arg("./...").env("GORACE", RACE),
        count::go_test,
        filter,
    )
}

/// What the tests with the race detector leave out: it delays what frees memory.
fn memory(ctx: &Ctx) -> Result<Report> {
    let dir = POLYATOM.dir(ctx, "go");
    let command = cmd!(ctx.sh, "go -C {dir} test {DEVELOPMENT} -count=1 -json -run=ReadAndDropped .");
    suite(ctx, command, count::go_test, None)
}

fn run_example(ctx: &Ctx) -> Result<Report> {
    // Of all programs, one needs it: the system's, instead of one that is compiled here.
    let tags = format!("{DEVELOPMENT},libsqlite3");
    let mut report = programs(ctx, "go", |program, _| {
        let (name, built) = (program.name, ctx.path("target/polyatom/examples-go").join(program.name));
        exec::quiet(ctx, cmd!(ctx.sh, "go -C examples/go build {tags} -o {built} ./{name}"))?;
        Ok(cmd!(ctx.sh, "{built}"))
    })?;
    report.add(example(ctx, cmd!(ctx.sh, "go -C examples/go run {DEVELOPMENT} ."))?);
    Ok(report)
}

/// The README's programs print what it says. Its other code is the bodies of examples, which tell themselves what they print.
fn readme(ctx: &Ctx) -> Result<Report> {
    let scratch = ctx.sh.create_dir(ctx.out.join("go-readme"))?;
    let (programs, bodies): (Vec<_>, Vec<_>) =
        readme::blocks(ctx, "go", "go")?.into_iter().partition(|block| block.code.starts_with("package main"));
    let mut report = Report::default();
    let (module, source) = (POLYATOM.dir(ctx, "go"), scratch.join("main.go"));
    for program in &programs {
        ctx.sh.write_file(&source, &program.code)?;
        report.add(readme::run(ctx, cmd!(ctx.sh, "go -C {module} run {DEVELOPMENT} {source}"), program)?);
    }
    let (tests, overlay) = (scratch.join("readme_test.go"), scratch.join("overlay.json"));
    ctx.sh.write_file(&tests, examples_of(&bodies.iter().map(|block| &*block.code).collect::<Vec<_>>()))?;
    // The file is only here, and Go takes it for one of the module's.
    let replaced = format!("{{\"Replace\": {{{:?}: {tests:?}}}}}", module.join("readme_test.go"));
    ctx.sh.write_file(&overlay, replaced)?;
    let test = cmd!(ctx.sh, "go -C {module} test {DEVELOPMENT} -overlay={overlay} -run=Example_readme -count=1 -json .");
    report.add(suite(ctx, test, count::go_test, None)?);
    Ok(report)
}

/// A test file with an example for each body.
fn examples_of(bodies: &[&str]) -> String {
    let used = |package: &&str| bodies.iter().any(|body| body.contains(&format!("{package}.")));
    let imports = ["fmt", "slices"].into_iter().filter(used).map(|package| format!("\t{package:?}\n"));
    let functions = bodies.iter().enumerate().map(|(number, body)| format!("\nfunc Example_readme{number}() {{\n{body}}}\n"));
    let (imports, functions) = (imports.collect::<String>(), functions.collect::<String>());
    format!("package polyatom_test\n\nimport (\n{imports}\n\tpolyatom {MODULE:?}\n)\n{functions}")
}

fn fixture(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    super::c::build(ctx, &FIXTURE)?;
    tests(ctx, &FIXTURE, filter)
}

/// Go in a module's directory, with our library to link.
fn go_with<'a>(ctx: &'a Ctx, variant: &Variant, dir: &Path, verb: &str) -> Result<Cmd<'a>> {
    let (more, tag) = (&variant.go, variant.go_tags);
    if variant.is_development {
        return Ok(cmd!(ctx.sh, "go -C {dir} {verb} {more...} {DEVELOPMENT},{tag}"));
    }
    let archive = variant.libraries(ctx, &POLYATOM)?.join("libpolyatom.a");
    let flags = format!("{} {}", archive.display(), RUST_LIBS.join(" "));
    let command = cmd!(ctx.sh, "go -C {dir} {verb} {more...} -tags=polyatom_external,{tag}");
    Ok(variant.compiling(command.env("CGO_LDFLAGS", flags)))
}

fn program(ctx: &Ctx, variant: &Variant, dir: &Path, package: &str, program: &Path) -> Result<Started> {
    // Go looks at the flags, not at the library that they name: a program that is there would stay.
    ctx.sh.remove_path(program)?;
    exec::quiet(ctx, go_with(ctx, variant, dir, "build")?.arg("-o").args([program, Path::new(package)]))?;
    Ok(variant.started([program], &[]))
}

fn adapter(ctx: &Ctx, variant: &Variant) -> Result<Started> {
    program(ctx, variant, &ctx.path("conformance/adapters/go"), ".", &variant.file(ctx, "go")?)
}

fn contestant(ctx: &Ctx, variant: &Variant, name: &str) -> Result<Started> {
    let place = variant.file(ctx, &format!("go-contestant-{name}"))?;
    program(ctx, variant, &contestants::source(ctx, "go"), &format!("./{name}"), &place)
}

/// Go has its own part of AddressSanitizer, for what Go lends to C; it loads the rest by itself.
fn tests_with(ctx: &Ctx, variant: &Variant) -> Result<Report> {
    let command = go_with(ctx, variant, &POLYATOM.dir(ctx, "go"), "test")?.args(["-count=1", "-json", "./..."]);
    suite(ctx, command.env("ASAN_OPTIONS", "detect_leaks=0"), count::go_test, None)
}
