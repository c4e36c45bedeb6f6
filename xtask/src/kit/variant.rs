//! Libraries of another kind than those that ship (counting, leaking, instrumented, for another architecture), in a place of their own, and
//! each language's conformance adapter over them.

use crate::kit::ctx::Ctx;
use crate::kit::product::{POLYATOM, Product};
use crate::kit::{exec, files, valgrind};
use crate::lang::c::{self, RUST_LIBS};
use crate::lang::python;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

/// How libraries of a kind are built, and what runs what is linked with them.
#[derive(Clone)]
pub struct Variant {
    /// Where their files go.
    pub place: PathBuf,
    /// Further arguments of cargo, and where it then leaves what it has built.
    pub cargo: Vec<String>,
    pub built: PathBuf,
    /// For everything that compiles.
    pub env: Vec<(String, String)>,
    /// The C compiler, with options, and what it needs for the JSON library of the adapter in C.
    pub cc: Vec<String>,
    pub jansson: Vec<String>,
    /// For everything that runs.
    pub run_env: Vec<(String, String)>,
    /// The words before a program: none, or an emulator.
    pub runner: Vec<String>,
    pub python: String,
    pub ruby: String,
    /// Further arguments and tags of Go when it builds.
    pub go: Vec<String>,
    pub go_tags: &'static str,
}

/// Variables for a [`Variant`].
pub fn owned<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A command as the conformance runner starts it.
pub struct Started {
    pub env: Vec<(String, String)>,
    pub words: String,
}

impl Started {
    /// In one line, for a runner that starts other commands, too.
    pub fn with_env(&self) -> String {
        let assignments: String = self.env.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        format!("env {assignments}{}", self.words)
    }
}

impl Variant {
    /// For this machine, by its own compilers and interpreters.
    pub fn native(ctx: &Ctx, place: PathBuf, cargo: Vec<String>) -> Result<Variant> {
        let jansson = exec::quiet(ctx, cmd!(ctx.sh, "pkg-config --cflags --libs jansson"))?;
        Ok(Variant {
            place,
            cargo,
            built: ctx.release(""),
            env: Vec::new(),
            cc: vec!["cc".to_owned()],
            jansson: jansson.split_whitespace().map(str::to_owned).collect(),
            run_env: Vec::new(),
            runner: Vec::new(),
            python: valgrind::unwrapped(ctx, "python3")?,
            ruby: valgrind::unwrapped(ctx, "ruby")?,
            go: Vec::new(),
            go_tags: "",
        })
    }

    /// Builds a language's adapter and gives what starts it.
    pub fn adapter(&self, ctx: &Ctx, language: &str) -> Result<Started> {
        ctx.sh.create_dir(&self.place)?;
        match language {
            "rust" => self.rust(ctx),
            "c" => self.c(ctx),
            "python" => self.python(ctx),
            "ruby" => self.ruby(ctx),
            "go" => self.go_adapter(ctx),
            other => bail!("no adapter in {other}"),
        }
    }

    /// Has cargo build a package.
    pub fn cargo(&self, ctx: &Ctx, package: &str) -> Result<()> {
        let arguments = &self.cargo;
        exec::quiet(ctx, self.compiling(cmd!(ctx.sh, "cargo build --quiet --package {package} --release {arguments...}")))
            .map(drop)
    }

    pub fn compiling<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        command.envs(python::LOADED_BY_PYTHON).envs(self.env.iter().map(|(name, value)| (name, value)))
    }

    /// The C library, shared and static; gives the static one.
    pub fn library(&self, ctx: &Ctx, product: &Product) -> Result<PathBuf> {
        self.cargo(ctx, product.c_crate)?;
        ctx.sh.create_dir(&self.place)?;
        let place = |extension| self.place.join(format!("lib{}.{extension}", product.name));
        for extension in ["so", "a"] {
            files::replace(ctx, &self.built.join(format!("lib{}.{extension}", product.c_lib)), &place(extension))?;
        }
        Ok(place("a"))
    }

    /// The package as it is, with another extension; gives the directory to put on Python's path.
    pub fn python_package(&self, ctx: &Ctx) -> Result<PathBuf> {
        self.cargo(ctx, POLYATOM.python_crate)?;
        let path = self.place.join("python");
        let package = ctx.sh.create_dir(path.join("polyatom"))?;
        for file in files::with_extension(ctx, python::sources(ctx, &POLYATOM).join("polyatom"), "py")? {
            ctx.sh.copy_file(file, &package)?;
        }
        files::replace(ctx, &self.built.join("libpolyatom_python.so"), &package.join("_native.abi3.so"))?;
        Ok(path)
    }

    /// Go in a module's directory, with our library to link.
    pub fn go<'a>(&self, ctx: &'a Ctx, dir: &Path, verb: &str) -> Result<Cmd<'a>> {
        let flags = format!("{} {}", self.library(ctx, &POLYATOM)?.display(), RUST_LIBS.join(" "));
        let (more, tags) = (&self.go, format!("-tags=polyatom_external,{}", self.go_tags));
        Ok(self.compiling(cmd!(ctx.sh, "go -C {dir} {verb} {more...} {tags}").env("CGO_LDFLAGS", flags)))
    }

    fn started(&self, program: &Path, arguments: &[String], env: &[(&str, PathBuf)]) -> Started {
        let own = env.iter().map(|(name, value)| ((*name).to_owned(), value.display().to_string()));
        let program = program.display().to_string();
        let words: Vec<_> = self.runner.iter().chain([&program]).chain(arguments).cloned().collect();
        Started { env: self.run_env.iter().cloned().chain(own).collect(), words: words.join(" ") }
    }

    fn rust(&self, ctx: &Ctx) -> Result<Started> {
        self.cargo(ctx, "polyatom-adapter")?;
        let program = self.place.join("rust");
        files::replace(ctx, &self.built.join("polyatom-adapter"), &program)?;
        Ok(self.started(&program, &[], &[]))
    }

    fn c(&self, ctx: &Ctx) -> Result<Started> {
        let library = self.library(ctx, &POLYATOM)?;
        let program = self.place.join("c");
        c::compile_adapter(ctx, &self.cc, &library, &self.jansson, &program)?;
        Ok(self.started(&program, &[], &[]))
    }

    fn python(&self, ctx: &Ctx) -> Result<Started> {
        let path = self.python_package(ctx)?;
        let script = ctx.path("conformance/adapters/python/adapter.py").display().to_string();
        Ok(self.started(Path::new(&self.python), &[script], &[("PYTHONPATH", path)]))
    }

    fn ruby(&self, ctx: &Ctx) -> Result<Started> {
        self.library(ctx, &POLYATOM)?;
        let script = ctx.path("conformance/adapters/ruby/adapter.rb").display().to_string();
        let path = POLYATOM.dir(ctx, "ruby").join("lib");
        let env = [("RUBYLIB", path), ("POLYATOM_LIBRARY", self.place.join("libpolyatom.so"))];
        Ok(self.started(Path::new(&self.ruby), &[script], &env))
    }

    fn go_adapter(&self, ctx: &Ctx) -> Result<Started> {
        let (dir, program) = (ctx.path("conformance/adapters/go"), self.place.join("go"));
        // Go looks at the flags, not at the library that they name: a program that is there would stay.
        ctx.sh.remove_path(&program)?;
        exec::quiet(ctx, self.go(ctx, &dir, "build")?.arg("-o").arg(&program).arg("."))?;
        Ok(self.started(&program, &[], &[]))
    }
}
