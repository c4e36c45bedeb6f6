//! `leaks`: what is handed out is given back, in every language.
//!
//! The libraries are built once more, counting, into a place of their own; the conformance runner then puts the cases to each language's adapter
//! again and again.

use crate::conformance;
use crate::ctx::Ctx;
use crate::lang::{POLYATOM, Report, files_with, python};
use crate::ui::Steps;
use crate::{apt, cargo, exec, flags, langs};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

/// What a static library of Rust's needs that has not been prelinked.
const RUST_LIBS: &str = "-lgcc_s -lpthread -ldl -lm";

pub fn run(ctx: &Ctx, flags: flags::Leaks) -> Result<()> {
    if flags.valgrind {
        bail!("under valgrind is not written yet");
    }
    let chosen = langs::select(flags.only.as_deref())?;
    apt::ensure(ctx, &chosen.iter().flat_map(|lang| lang.tools).copied().chain(["jansson"]).collect::<Vec<_>>())?;
    let mut steps = Steps::new(chosen.len() + 1);
    let mut adapters = Vec::new();
    for lang in &chosen {
        let command = steps.run(&format!("{} adapter, counting", lang.name), || adapter(ctx, lang.name))?;
        adapters.push((lang.name, command));
    }
    steps.run("conformance runner", || cargo::program(ctx, "polyatom-conformance").map(drop))?;
    let command = runner(ctx, &adapters, flags.reduced);
    // The runner's own report is what the user wants to see: not quiet.
    command.quiet().run().context("something is not given back")
}

/// For `test`, which has built everything else: a part of the rounds.
pub fn check(ctx: &Ctx) -> Result<Report> {
    let adapters: Vec<_> = langs::LANGS.iter().map(|lang| Ok((lang.name, adapter(ctx, lang.name)?))).collect::<Result<_>>()?;
    cargo::program(ctx, "polyatom-conformance")?;
    crate::lang::check(ctx, [runner(ctx, &adapters, true)])
}

/// Of the EAPIs only the latest and none in a part of the rounds: the others take the same ways. What the C library and Go keep for each
/// thread is kept once, so that memory is flat from the start.
fn runner<'a>(ctx: &'a Ctx, adapters: &[(&str, String)], reduced: bool) -> Cmd<'a> {
    let program = ctx.debug("polyatom-conformance");
    let adapters = adapters.iter().flat_map(|(name, command)| ["--adapter".to_owned(), format!("{name}={command}")]);
    let part: &[&str] = if reduced {
        &["--eapi", "9", "--eapi", "none", "--warm-up", "5", "--rounds", "12"]
    } else {
        &["--warm-up", "5", "--rounds", "20"]
    };
    cmd!(ctx.sh, "{program} leaks")
        .args(adapters)
        .args(part)
        .env("PYTHONPATH", place(ctx).join("python"))
        .env("RUBYLIB", POLYATOM.dir(ctx, "ruby").join("lib"))
        .env("POLYATOM_LIBRARY", place(ctx).join("libpolyatom.so"))
        .env("MALLOC_ARENA_MAX", "1")
        .env("GOMAXPROCS", "1")
}

fn place(ctx: &Ctx) -> PathBuf {
    ctx.out.join("leaks")
}

/// Builds a language's adapter over a library that counts, and gives the words that start it.
fn adapter(ctx: &Ctx, language: &str) -> Result<String> {
    let place = ctx.sh.create_dir(place(ctx))?;
    match language {
        "rust" => rust(ctx, &place),
        "python" => python(ctx, &place),
        "c" => c(ctx, &place),
        "ruby" => library(ctx, &place).map(|()| conformance::script_command(ctx, "ruby")),
        "go" => go(ctx, &place),
        other => bail!("no adapter in {other}"),
    }
}

fn counting(ctx: &Ctx, package: &str) -> Result<()> {
    exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --package {package} --features count-live")).map(drop)
}

fn rust(ctx: &Ctx, place: &Path) -> Result<String> {
    counting(ctx, "polyatom-adapter")?;
    let program = place.join("rust");
    ctx.sh.copy_file(ctx.release("polyatom-adapter"), &program)?;
    Ok(program.display().to_string())
}

/// The package as it is, with another extension.
fn python(ctx: &Ctx, place: &Path) -> Result<String> {
    counting(ctx, POLYATOM.python_crate)?;
    let package = ctx.sh.create_dir(place.join("python/polyatom"))?;
    for file in files_with(ctx, python::sources(ctx, &POLYATOM).join("polyatom"), "py")? {
        ctx.sh.copy_file(file, &package)?;
    }
    let extension = package.join("_native.abi3.so");
    ctx.sh.remove_path(&extension)?;
    ctx.sh.copy_file(ctx.release("libpolyatom_python.so"), extension)?;
    Ok(conformance::script_command(ctx, "python"))
}

/// The C library, shared and static.
fn library(ctx: &Ctx, place: &Path) -> Result<()> {
    counting(ctx, POLYATOM.c_crate)?;
    for extension in ["so", "a"] {
        let file = place.join(format!("libpolyatom.{extension}"));
        ctx.sh.remove_path(&file)?;
        ctx.sh.copy_file(ctx.release(&format!("lib{}.{extension}", POLYATOM.c_lib)), file)?;
    }
    Ok(())
}

fn c(ctx: &Ctx, place: &Path) -> Result<String> {
    library(ctx, place)?;
    let program = place.join("c");
    conformance::compile_c(ctx, &place.join("libpolyatom.a"), &program)?;
    Ok(program.display().to_string())
}

fn go(ctx: &Ctx, place: &Path) -> Result<String> {
    library(ctx, place)?;
    let (dir, program) = (ctx.path("conformance/adapters/go"), place.join("go"));
    let flags = format!("{} {RUST_LIBS}", place.join("libpolyatom.a").display());
    let build = cmd!(ctx.sh, "go -C {dir} build -tags=polyatom_external -o {program} .").env("CGO_LDFLAGS", flags);
    exec::quiet(ctx, build)?;
    Ok(program.display().to_string())
}
