//! Go: the module and a module for each platform with its static library, as a module proxy serves them.

use super::{Packaging, Place, Program};
use crate::kit::ctx::Ctx;
use crate::kit::files::fresh;
use crate::kit::portable::Libc;
use crate::kit::product::POLYATOM;
use crate::kit::{exec, files, goproxy};
use crate::lang::go::MODULE;
use anyhow::Result;
use std::path::Path;
use xshell::cmd;

pub const PACKAGING: Packaging = Packaging {
    package,
    install,
    report: |ctx, place| program(ctx, place, "report", &ctx.path("demo/go")),
    adapter: |ctx, place| program(ctx, place, "adapter", &ctx.path("conformance/adapters/go")),
    at_the_end: None,
    package_with: "module proxy",
    install_with: "go get",
};

fn package(ctx: &Ctx, place: &Place) -> Result<()> {
    let (source, proxy) = (POLYATOM.dir(ctx, "go"), place.dist("go"));
    let below = format!("lib/{}", place.platform.go());
    // The same for every platform, one of which may be made alone.
    goproxy::add(ctx, &proxy, MODULE, &source, &[])?;
    let archive = place.libraries().join("libpolyatom.a");
    goproxy::add(ctx, &proxy, &format!("{MODULE}/{below}"), &source.join(&below), &[("libpolyatom.a", &archive)])
}

/// An empty cache of modules, and a module of a user's that asks for ours.
fn install(ctx: &Ctx, place: &Place) -> Result<()> {
    let dir = fresh(ctx, place.scratch("go"))?;
    go_in(ctx, place, &dir, &["mod", "init", "example.org/user"])?;
    go_in(ctx, place, &dir, &["get", &format!("{MODULE}@v{}", ctx.version())])
}

/// Builds the program in that directory within the user's module.
fn program(ctx: &Ctx, place: &Place, name: &str, source: &Path) -> Result<Program> {
    let module = place.scratch("go");
    let dir = ctx.sh.create_dir(module.join(name))?;
    for file in files::with_extension(ctx, source, "go")? {
        ctx.sh.copy_file(file, &dir)?;
    }
    let program = module.join("bin").join(name);
    go_in(ctx, place, &module, &["build", "-o", &program.display().to_string(), &format!("./{name}")])?;
    Program::on(ctx, place, program)
}

/// Go's own checker, on the module as a user has it.
pub fn vet(ctx: &Ctx, place: &Place) -> Result<()> {
    let dir = place.scratch("go");
    go_in(ctx, place, &dir, &["vet", MODULE])
}

/// Go with our proxy as its only source and a module cache of its own.
fn go_in(ctx: &Ctx, place: &Place, dir: &Path, arguments: &[&str]) -> Result<()> {
    let proxy = format!("file://{}", place.dist("go").display());
    let tags = if place.platform.libc == Libc::Musl { " -tags=polyatom_musl" } else { "" };
    let command = cmd!(ctx.sh, "go -C {dir} {arguments...}")
        .env("GOPROXY", proxy)
        .env("GOSUMDB", "off")
        .env("GOFLAGS", format!("-mod=mod -modcacherw{tags}"))
        .env("GOMODCACHE", place.scratch("go").join("modules"))
        .env("GOWORK", "off");
    // For another machine Go would leave C out by itself.
    let cc = place.platform.cc(ctx)?.join(" ");
    let foreign = [("GOARCH", place.platform.target.go.to_owned()), ("CGO_ENABLED", "1".to_owned()), ("CC", cc)];
    exec::quiet(ctx, command.envs(foreign)).map(drop)
}
