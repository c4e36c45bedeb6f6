//! Each language's adapter over libraries of a kind of their own, in a place of their own.

use crate::conformance;
use crate::ctx::Ctx;
use crate::lang::{POLYATOM, files_with, python};
use crate::{exec, valgrind};
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

/// What a static library of Rust's needs that has not been prelinked.
const RUST_LIBS: &str = "-lgcc_s -lpthread -ldl -lm";

/// How the libraries are built.
#[derive(Clone, Copy, PartialEq)]
pub enum Build {
    /// Everything that is alive is counted.
    Counting,
    /// And each atom that is read loses some memory: what the checks must find.
    Leaking,
}

impl Build {
    fn features(self) -> &'static str {
        match self {
            Self::Counting => "count-live",
            Self::Leaking => "count-live,leak-on-purpose",
        }
    }

    pub fn place(self, ctx: &Ctx) -> PathBuf {
        ctx.out.join("leaks").join(match self {
            Self::Counting => "counting",
            Self::Leaking => "leaking",
        })
    }

    /// Where an adapter finds the libraries of this kind. What the C library and Go keep for each thread is kept once, so that memory is
    /// flat from the start; valgrind sees all of Python's memory, and Go is not interrupted where valgrind cannot follow.
    pub fn environment<'a>(self, ctx: &Ctx, command: Cmd<'a>) -> Cmd<'a> {
        let place = self.place(ctx);
        command
            .env("PYTHONPATH", place.join("python"))
            .env("RUBYLIB", POLYATOM.dir(ctx, "ruby").join("lib"))
            .env("POLYATOM_LIBRARY", place.join("libpolyatom.so"))
            .envs([("MALLOC_ARENA_MAX", "1"), ("GOMAXPROCS", "1"), ("GODEBUG", "asyncpreemptoff=1"), ("PYTHONMALLOC", "malloc")])
    }

    /// Builds a language's adapter and gives the words that start it.
    pub fn adapter(self, ctx: &Ctx, language: &str) -> Result<String> {
        let place = ctx.sh.create_dir(self.place(ctx))?;
        match language {
            "rust" => self.rust(ctx, &place),
            "python" => self.python(ctx, &place),
            "c" => self.c(ctx, &place),
            "ruby" => self.library(ctx, &place).and_then(|()| script(ctx, "ruby")),
            "go" => self.go(ctx, &place),
            other => bail!("no adapter in {other}"),
        }
    }

    fn cargo(self, ctx: &Ctx, package: &str) -> Result<()> {
        let features = self.features();
        exec::quiet(ctx, cmd!(ctx.sh, "cargo build --quiet --release --package {package} --features {features}")).map(drop)
    }

    fn rust(self, ctx: &Ctx, place: &Path) -> Result<String> {
        self.cargo(ctx, "polyatom-adapter")?;
        let program = place.join("rust");
        ctx.sh.copy_file(ctx.release("polyatom-adapter"), &program)?;
        Ok(program.display().to_string())
    }

    /// The package as it is, with another extension.
    fn python(self, ctx: &Ctx, place: &Path) -> Result<String> {
        self.cargo(ctx, POLYATOM.python_crate)?;
        let package = ctx.sh.create_dir(place.join("python/polyatom"))?;
        for file in files_with(ctx, python::sources(ctx, &POLYATOM).join("polyatom"), "py")? {
            ctx.sh.copy_file(file, &package)?;
        }
        let extension = package.join("_native.abi3.so");
        ctx.sh.remove_path(&extension)?;
        ctx.sh.copy_file(ctx.release("libpolyatom_python.so"), extension)?;
        script(ctx, "python")
    }

    /// The C library, shared and static.
    fn library(self, ctx: &Ctx, place: &Path) -> Result<()> {
        self.cargo(ctx, POLYATOM.c_crate)?;
        for extension in ["so", "a"] {
            let file = place.join(format!("libpolyatom.{extension}"));
            ctx.sh.remove_path(&file)?;
            ctx.sh.copy_file(ctx.release(&format!("lib{}.{extension}", POLYATOM.c_lib)), file)?;
        }
        Ok(())
    }

    fn c(self, ctx: &Ctx, place: &Path) -> Result<String> {
        self.library(ctx, place)?;
        let program = place.join("c");
        conformance::compile_c(ctx, &place.join("libpolyatom.a"), &program)?;
        Ok(program.display().to_string())
    }

    /// Not with the tag by which Go tells valgrind of its own heap: blocks of it overlap, and then valgrind looks for no losses at all.
    fn go(self, ctx: &Ctx, place: &Path) -> Result<String> {
        self.library(ctx, place)?;
        let (dir, program) = (ctx.path("conformance/adapters/go"), place.join("go"));
        let flags = format!("{} {RUST_LIBS}", place.join("libpolyatom.a").display());
        let build = cmd!(ctx.sh, "go -C {dir} build -tags=polyatom_external -o {program} .").env("CGO_LDFLAGS", flags);
        exec::quiet(ctx, build)?;
        Ok(program.display().to_string())
    }
}

/// An adapter in a language that needs no building, by the interpreter itself.
fn script(ctx: &Ctx, language: &str) -> Result<String> {
    valgrind::unwrapped(ctx, &conformance::script_command(ctx, language))
}
