//! Ruby: the gem over libpolyatom, its tests and its signatures.

use crate::kit::ctx::Ctx;
use crate::kit::product::{FIXTURE, POLYATOM, Product};
use crate::kit::report::{Report, check, suite};
use crate::kit::variant::{Started, Variant};
use crate::kit::{count, exec, files};
use crate::lang::contestants::{self, HotPaths, Peer};
use crate::lang::examples::{example, programs};
use crate::lang::{Build, Check, Lang, packaging, stock};
use anyhow::Result;
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

pub const LANG: Lang = Lang {
    name: "ruby",
    is_binding: true,
    has_runtime: true,
    valgrind_tag: None,
    version: &["ruby", "--version"],
    after: &["c"],
    tools: &["ruby", "ruby-ffi"],
    test_tools: &["minitest", "rbs", "ruby-sqlite3", "webrick"],
    builds: &[Build { name: "ruby library", run: |ctx| build(ctx, &POLYATOM) }],
    checks: &[
        Check { name: "ruby minitest", run: |ctx, filter| tests(ctx, &POLYATOM, filter), takes_filter: true },
        Check { name: "ruby signatures", run: |ctx, _| signatures(ctx), takes_filter: false },
        Check { name: "ruby example", run: |ctx, _| run_example(ctx), takes_filter: false },
        Check { name: "ruby fixture", run: |ctx, filter| fixture(ctx, filter), takes_filter: true },
        Check { name: "ruby stock UniFFI", run: |ctx, _| stock::ruby(ctx), takes_filter: false },
    ],
    tests: Some(tests_with),
    adapter: |ctx, variant| script(ctx, variant, &ctx.path("conformance/adapters/ruby/adapter.rb")),
    contestant: |ctx, variant| script(ctx, variant, &contestants::source(ctx, "ruby/polyatom.rb")),
    peers: &[Peer { name: "by hand", prepare: by_hand }, Peer { name: "UniFFI", prepare: stock_peer }],
    hot_paths: HotPaths {
        // The random seed of its hashes decides how long its start takes.
        tries: 3,
        // Whether its collector runs once more or less depends on the size of all that is loaded.
        env: &[
            ("RUBY_GC_HEAP_INIT_SLOTS", "4000000"),
            ("RUBY_GC_MALLOC_LIMIT", "1000000000"),
            ("RUBY_GC_MALLOC_LIMIT_MAX", "1000000000"),
            ("RUBY_GC_OLDMALLOC_LIMIT", "1000000000"),
            ("RUBY_GC_OLDMALLOC_LIMIT_MAX", "1000000000"),
        ],
        cases: &[("atom.distinct", 10_000), ("atom.read", 200_000), ("atom.compare", 50_000), ("atom.match", 10_000)],
    },
    example: "examples/ruby/example.rb",
    packaging: Some(packaging::ruby::PACKAGING),
};

/// The gem looks for the library beside its own files. The licenses must be in the gem, too, and a gem has no files from outside its
/// directory.
fn build(ctx: &Ctx, product: &Product) -> Result<()> {
    let name = product.name;
    let library = product.out(ctx, "c").join(format!("lib/lib{name}.so"));
    let place = product.dir(ctx, "ruby").join(format!("lib/{name}/lib{name}.so"));
    files::replace(ctx, &library, &place)?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        ctx.sh.copy_file(ctx.path(license), product.dir(ctx, "ruby").join(license))?;
    }
    Ok(())
}

/// Ruby with a gem's sources on its path, and with all warnings on.
fn ruby<'a>(ctx: &'a Ctx, product: &Product) -> Cmd<'a> {
    let lib = product.dir(ctx, "ruby").join("lib");
    cmd!(ctx.sh, "ruby -w -I {lib}")
}

fn tests(ctx: &Ctx, product: &Product, filter: Option<&str>) -> Result<Report> {
    let only = filter.map(|text| format!("--name=/{text}/"));
    suite(ctx, minitest(ctx, product).args(only), count::minitest, filter)
}

/// All tests.
fn minitest<'a>(ctx: &'a Ctx, product: &Product) -> Cmd<'a> {
    let dir = product.dir(ctx, "ruby").join("test");
    let run_all = "Dir[File.join(ARGV.shift, '**', '*_test.rb')].sort.each { |file| require file }";
    ruby(ctx, product).args(["-r", "minitest/autorun", "-I"]).arg(&dir).args(["-e", run_all]).arg(&dir)
}

fn signatures(ctx: &Ctx) -> Result<Report> {
    let gem = exec::quiet(ctx, cmd!(ctx.sh, "ruby -e").arg("print Gem::Specification.find_by_name('rbs').gem_dir"))?;
    let sig = POLYATOM.dir(ctx, "ruby").join("sig");
    check(ctx, [cmd!(ctx.sh, "ruby -I {gem}/lib {gem}/exe/rbs -I {sig} validate --silent")])
}

fn run_example(ctx: &Ctx) -> Result<Report> {
    let mut report = programs(ctx, "ruby", |_, source| Ok(ruby(ctx, &POLYATOM).arg(source)))?;
    report.add(example(ctx, ruby(ctx, &POLYATOM).arg(LANG.example))?);
    Ok(report)
}

fn fixture(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    super::c::build(ctx, &FIXTURE)?;
    build(ctx, &FIXTURE)?;
    tests(ctx, &FIXTURE, filter)
}

/// The variable that names another library than the gem's own.
fn library(ctx: &Ctx, variant: &Variant) -> Result<Option<(&'static str, PathBuf)>> {
    if variant.is_development {
        return Ok(None);
    }
    Ok(Some(("POLYATOM_LIBRARY", variant.libraries(ctx, &POLYATOM)?.join("libpolyatom.so"))))
}

fn tests_with(ctx: &Ctx, variant: &Variant) -> Result<Report> {
    let command = minitest(ctx, &POLYATOM).envs(library(ctx, variant)?).envs(variant.run_env.clone());
    suite(ctx, command, count::minitest, None)
}

/// The program itself instead of a script that starts it, which valgrind would look at.
fn interpreter(ctx: &Ctx, variant: &Variant) -> Result<PathBuf> {
    if let Some(system) = &variant.system {
        return Ok(system.root.join("usr/bin/ruby"));
    }
    Ok(exec::quiet(ctx, cmd!(ctx.sh, "ruby -e").arg("puts RbConfig.ruby"))?.trim().into())
}

fn script(ctx: &Ctx, variant: &Variant, script: &Path) -> Result<Started> {
    let path = ("RUBYLIB", POLYATOM.dir(ctx, "ruby").join("lib"));
    let env: Vec<_> = [path].into_iter().chain(library(ctx, variant)?).collect();
    Ok(variant.started([&interpreter(ctx, variant)?, script], &env))
}

fn by_hand(ctx: &Ctx) -> Result<Started> {
    let lib = POLYATOM.out(ctx, "c").join("lib").display().to_string();
    let it = contestants::peer(Path::new("ruby"), &[&contestants::source(ctx, "ruby/by_hand.rb")]);
    Ok(Started { env: vec![("POLYATOM_LIB".to_owned(), lib)], ..it })
}

fn stock_peer(ctx: &Ctx) -> Result<Started> {
    let script = contestants::source(ctx, "ruby/stock.rb");
    Ok(contestants::peer(Path::new("ruby"), &[&script, &contestants::stock(ctx)?]))
}
