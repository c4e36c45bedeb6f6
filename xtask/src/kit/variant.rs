//! How libraries are built: as they ship, or as libraries of another kind (counting, leaking, instrumented, for another architecture), in a
//! place of their own. Each language's adapter and tests run over any of them.

use crate::kit::ctx::Ctx;
use crate::kit::product::Product;
use crate::kit::{cargo, exec, files};
use anyhow::Result;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

#[derive(Clone)]
pub struct Variant {
    /// Where what is built goes.
    pub place: PathBuf,
    /// Libraries as `build` has left them; the arguments of cargo below are for all others.
    pub is_development: bool,
    /// Further arguments of cargo, and where it then leaves what it has built.
    pub cargo: Vec<String>,
    pub built: PathBuf,
    /// For everything that compiles.
    pub env: Vec<(String, String)>,
    /// The C compiler, with options.
    pub cc: Vec<String>,
    /// For everything that runs.
    pub run_env: Vec<(String, String)>,
    /// The words before a program: none, or an emulator.
    pub runner: Vec<String>,
    /// The other architecture's system, which has its interpreters and C libraries; none for this machine's own.
    pub system: Option<System>,
    /// Further arguments and tags of Go when it builds.
    pub go: Vec<String>,
    pub go_tags: &'static str,
}

/// A system that is unpacked somewhere.
#[derive(Clone)]
pub struct System {
    pub root: PathBuf,
    /// What the GNU compilers call its architecture.
    pub gnu: &'static str,
}

/// Without what takes half the time of a release build, and decides nothing but how fast the library is.
pub const QUICK: [(&str, &str); 2] = [("CARGO_PROFILE_RELEASE_LTO", "off"), ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")];

/// Nor optimized: for what is run so briefly that the compiler takes longer.
pub const BRIEF: [(&str, &str); 3] = [QUICK[0], QUICK[1], ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")];

/// Variables for a [`Variant`].
pub fn owned<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(String, String)> {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// A command as the runners of the suite and of the benchmarks start it.
pub struct Started {
    pub env: Vec<(String, String)>,
    pub words: String,
}

impl Started {
    /// In one line, for a runner that starts other commands, too.
    pub fn with_env(&self) -> String {
        let assignments: String = self.env.iter().map(|(name, value)| format!("{name}={value} ")).collect();
        if assignments.is_empty() { self.words.clone() } else { format!("env {assignments}{}", self.words) }
    }
}

impl Variant {
    /// The libraries as they ship, which `build` has made.
    pub fn development(ctx: &Ctx) -> Variant {
        Variant { is_development: true, ..Variant::native(ctx, ctx.out.join("development"), Vec::new()) }
    }

    /// For this machine, by its own compilers and interpreters.
    pub fn native(ctx: &Ctx, place: PathBuf, cargo: Vec<String>) -> Variant {
        Variant {
            place,
            is_development: false,
            cargo,
            built: ctx.release(""),
            env: Vec::new(),
            cc: vec!["cc".to_owned()],
            run_env: Vec::new(),
            runner: Vec::new(),
            system: None,
            go: Vec::new(),
            go_tags: "",
        }
    }

    /// A file's place, in a directory that exists.
    pub fn file(&self, ctx: &Ctx, name: &str) -> Result<PathBuf> {
        Ok(ctx.sh.create_dir(&self.place)?.join(name))
    }

    pub fn compiling<'a>(&self, command: Cmd<'a>) -> Cmd<'a> {
        command.envs(cargo::LOADED_BY_PYTHON).envs(cargo::shipped()).envs(self.env.iter().map(|(name, value)| (name, value)))
    }

    /// Has cargo build a package, and puts one of its files into our place.
    pub fn build(&self, ctx: &Ctx, package: &str, files: &[(&str, &Path)]) -> Result<()> {
        let arguments = &self.cargo;
        exec::quiet(ctx, self.compiling(cmd!(ctx.sh, "cargo build --quiet --package {package} --release {arguments...}")))?;
        files.iter().try_for_each(|(file, place)| files::replace(ctx, &self.built.join(file), place))
    }

    /// A program in Rust.
    pub fn program(&self, ctx: &Ctx, package: &str) -> Result<PathBuf> {
        if self.is_development {
            return cargo::program(ctx, package);
        }
        let program = self.file(ctx, package)?;
        self.build(ctx, package, &[(package, &program)])?;
        Ok(program)
    }

    /// The directory with the C library, shared and static.
    pub fn libraries(&self, ctx: &Ctx, product: &Product) -> Result<PathBuf> {
        if self.is_development {
            return Ok(product.out(ctx, "c").join("lib"));
        }
        let names = ["so", "a"].map(|end| (format!("lib{}.{end}", product.c_lib), format!("lib{}.{end}", product.name)));
        let [shared, archive] = &names;
        let places = [self.file(ctx, &shared.1)?, self.file(ctx, &archive.1)?];
        self.build(ctx, product.c_crate, &[(&shared.0, &places[0]), (&archive.0, &places[1])])?;
        Ok(self.place.clone())
    }

    /// What starts a program with arguments.
    pub fn started<W: Into<OsString>>(&self, words: impl IntoIterator<Item = W>, env: &[(&str, PathBuf)]) -> Started {
        let own = env.iter().map(|(name, value)| ((*name).to_owned(), value.display().to_string()));
        let words = words.into_iter().map(|word| word.into().to_string_lossy().into_owned());
        let words: Vec<_> = self.runner.iter().cloned().chain(words).collect();
        Started { env: self.run_env.iter().cloned().chain(own).collect(), words: words.join(" ") }
    }
}
