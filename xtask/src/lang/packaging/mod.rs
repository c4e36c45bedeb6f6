//! The way of a language's package to its user. `demo` goes it to show it, `release` to ship it.

pub mod c;
pub mod debian;
pub mod go;
pub mod pyodide;
pub mod python;
pub mod python_cffi;
pub mod ruby;
pub mod wheel;

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::portable::Platform;
use anyhow::{Context, Result};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use xshell::{Cmd, cmd};

/// What a user of the language downloads, and how that is installed.
pub struct Packaging {
    /// Makes the package that a user would download.
    pub package: fn(&Ctx, &Place) -> Result<()>,
    /// Installs it with the language's own package manager.
    pub install: fn(&Ctx, &Place) -> Result<()>,
    /// The demonstration's program, with what is installed.
    pub report: fn(&Ctx, &Place) -> Result<Program>,
    /// The conformance suite's adapter, with what is installed.
    pub adapter: fn(&Ctx, &Place) -> Result<Program>,
    /// A program that ends while its threads are in the library, where a language lets it.
    pub at_the_end: Option<fn(&Ctx, &Place) -> Result<Program>>,
    /// What the first two do, in the words of that package manager.
    pub package_with: &'static str,
    pub install_with: &'static str,
}

/// Where packages are put and installed, and what they are for.
pub struct Place {
    pub root: PathBuf,
    pub platform: &'static Platform,
}

impl Place {
    /// The finished packages of a language, for all platforms.
    pub fn dist(&self, lang: &str) -> PathBuf {
        self.root.join("dist").join(lang)
    }

    /// Where a language's package is put together.
    pub fn stage(&self, lang: &str) -> PathBuf {
        self.own("stage").join(lang)
    }

    /// Where a language's package is installed.
    pub fn scratch(&self, lang: &str) -> PathBuf {
        self.own("installed").join(lang)
    }

    /// The C library's two forms, which the packages of C, Ruby and Go have in them.
    pub fn libraries(&self) -> PathBuf {
        self.own("libraries")
    }

    /// What debuggers read of the C library.
    pub fn names(&self) -> PathBuf {
        self.own("names")
    }

    /// Where the wrapper stands before what makes a language's package, and writes down what it was called for.
    pub fn wrapper(&self, lang: &str) -> PathBuf {
        self.own("wrapper").join(lang)
    }

    fn own(&self, what: &str) -> PathBuf {
        self.root.join(what).join(self.platform.name())
    }
}

/// Everybody who gets a copy must get these.
pub const LICENSES: [&str; 2] = ["LICENSE-MIT", "LICENSE-APACHE"];

/// Puts the licenses beside the files of a package.
pub fn add_licenses(ctx: &Ctx, dir: &Path) -> Result<()> {
    LICENSES.iter().try_for_each(|license| Ok(ctx.sh.copy_file(ctx.path(license), dir)?))
}

/// Copies the files below a directory that the repository has or would have, at the same places.
pub fn copy_tracked(ctx: &Ctx, dir: &Path, to: &Path) -> Result<()> {
    for name in tracked(ctx, dir)? {
        let place = to.join(&name);
        ctx.sh.create_dir(place.parent().context("a file without a directory")?)?;
        ctx.sh.copy_file(dir.join(&name), place)?;
    }
    Ok(())
}

/// Their names, sorted.
pub fn tracked(ctx: &Ctx, dir: &Path) -> Result<Vec<String>> {
    let list = exec::quiet(ctx, cmd!(ctx.sh, "git -C {dir} ls-files --cached --others --exclude-standard --deduplicate ."))?;
    Ok(list.lines().filter(|name| dir.join(name).exists()).map(str::to_owned).collect())
}

/// How to run an installed program.
pub struct Program {
    words: Vec<OsString>,
    env: Vec<(&'static str, OsString)>,
}

impl Program {
    pub fn new(program: impl Into<OsString>) -> Program {
        Program { words: vec![program.into()], env: Vec::new() }
    }

    /// One that is for the place's platform.
    pub fn on(ctx: &Ctx, place: &Place, program: impl Into<OsString>) -> Result<Program> {
        let runner = place.platform.runner(ctx)?.into_iter().map(OsString::from);
        Ok(Program { words: runner.chain([program.into()]).collect(), env: Vec::new() })
    }

    pub fn arg(mut self, word: impl Into<OsString>) -> Program {
        self.words.push(word.into());
        self
    }

    pub fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Program {
        self.env.push((name, value.into()));
        self
    }

    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.words[0]);
        command.args(&self.words[1..]).envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// For this program's own shell.
    pub fn shell<'a>(&self, ctx: &'a Ctx) -> Cmd<'a> {
        let (program, rest) = (&self.words[0], &self.words[1..]);
        cmd!(ctx.sh, "{program} {rest...}").envs(self.env.iter().map(|(name, value)| (name, value)))
    }

    /// In one line, for a runner that starts it.
    pub fn line(&self) -> String {
        let env = self.env.iter().map(|(name, value)| format!("{name}={}", value.to_string_lossy()));
        let words = self.words.iter().map(|word| word.to_string_lossy().into_owned());
        ["env".to_owned()].into_iter().chain(env).chain(words).collect::<Vec<_>>().join(" ")
    }
}
