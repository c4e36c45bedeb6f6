//! Ruby: the gem over libpolyatom, its tests and its signatures.

use crate::kit::ctx::Ctx;
use crate::kit::product::{FIXTURE, POLYATOM, Product};
use crate::kit::report::{Report, check, suite};
use crate::kit::{count, exec, files};
use crate::lang::examples::{TOOLS, example, tool};
use crate::lang::packaging::{Packaging, Place, Program};
use crate::lang::{Build, Check, Lang, stock};
use anyhow::{Context, Result};
use std::path::PathBuf;
use xshell::{Cmd, cmd};

pub const LANG: Lang = Lang {
    name: "ruby",
    after: &["c"],
    tools: &["ruby", "ruby-ffi"],
    test_tools: &["minitest", "rbs"],
    builds: &[Build { name: "ruby library", run: |ctx| build(ctx, &POLYATOM) }],
    checks: &[
        Check { name: "ruby minitest", run: |ctx, filter| tests(ctx, &POLYATOM, filter), takes_filter: true },
        Check { name: "ruby signatures", run: |ctx, _| signatures(ctx), takes_filter: false },
        Check { name: "ruby example", run: |ctx, _| run_example(ctx), takes_filter: false },
        Check { name: "ruby fixture", run: |ctx, filter| fixture(ctx, filter), takes_filter: true },
        Check { name: "ruby stock UniFFI", run: |ctx, _| stock::ruby(ctx), takes_filter: false },
    ],
    packaging: Some(Packaging { package, install, package_with: "gem build", install_with: "gem install" }),
};

/// The gem looks for the library beside its own files. The licenses must be in the gem, too, and a gem has no files from outside its
/// directory.
fn build(ctx: &Ctx, product: &Product) -> Result<()> {
    let name = product.name;
    let library = product.out(ctx, "c").join(format!("lib/lib{name}.so"));
    let place = product.dir(ctx, "ruby").join(format!("lib/{name}/lib{name}.so"));
    ctx.sh.remove_path(&place)?;
    ctx.sh.copy_file(library, place)?;
    for license in ["LICENSE-MIT", "LICENSE-APACHE"] {
        ctx.sh.copy_file(ctx.path(license), product.dir(ctx, "ruby").join(license))?;
    }
    Ok(())
}

/// Ruby with a gem's sources on its path, and with all warnings on.
pub fn ruby<'a>(ctx: &'a Ctx, product: &Product) -> Cmd<'a> {
    let lib = product.dir(ctx, "ruby").join("lib");
    cmd!(ctx.sh, "ruby -w -I {lib}")
}

fn tests(ctx: &Ctx, product: &Product, filter: Option<&str>) -> Result<Report> {
    let only = filter.map(|text| format!("--name=/{text}/"));
    suite(ctx, minitest(ctx, product).args(only), count::minitest, filter)
}

/// All tests.
pub fn minitest<'a>(ctx: &'a Ctx, product: &Product) -> Cmd<'a> {
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
    for name in TOOLS {
        tool(ctx, ruby(ctx, &POLYATOM).arg(format!("examples/ruby/{name}.rb")), name)?;
    }
    example(ctx, ruby(ctx, &POLYATOM).arg("examples/ruby/example.rb"))
}

fn fixture(ctx: &Ctx, filter: Option<&str>) -> Result<Report> {
    super::c::build(ctx, &FIXTURE)?;
    build(ctx, &FIXTURE)?;
    tests(ctx, &FIXTURE, filter)
}

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    build(ctx, &POLYATOM)?;
    let dist = ctx.sh.create_dir(place.dist("ruby"))?;
    let gem = dist.join(format!("polyatom-{}.gem", ctx.version()));
    let dir = ctx.sh.push_dir(POLYATOM.dir(ctx, "ruby"));
    let built = exec::quiet(ctx, cmd!(ctx.sh, "gem build --quiet --strict polyatom.gemspec --output {gem}"));
    drop(dir);
    built.map(drop)
}

/// A gem directory of its own; the system's gems stay visible, for the ffi gem is among them.
fn install(ctx: &Ctx, place: &Place) -> Result<Program> {
    let home = place.scratch("ruby").join("gems");
    let system = exec::quiet(ctx, cmd!(ctx.sh, "gem environment gempath"))?;
    let path = format!("{}:{}", home.display(), system.trim());
    let gem = the_gem(ctx, place)?;
    exec::quiet(
        ctx,
        cmd!(ctx.sh, "gem install --quiet --local --no-document {gem}").env("GEM_HOME", &home).env("GEM_PATH", &path),
    )?;
    Ok(Program::new("ruby").arg(ctx.path("demo/ruby/report.rb")).env("GEM_HOME", home).env("GEM_PATH", path))
}

fn the_gem(ctx: &Ctx, place: &Place) -> Result<PathBuf> {
    files::with_extension(ctx, place.dist("ruby"), "gem")?.pop().context("gem build left no gem")
}
