//! The way of a language's package to its user.

use crate::kit::ctx::Ctx;
use anyhow::Result;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// What a user of the language downloads, and how that is installed.
pub struct Packaging {
    /// Makes the package that a user would download.
    pub package: fn(&Ctx, &Place) -> Result<()>,
    /// Installs it with the language's own package manager; gives the words that run the program.
    pub install: fn(&Ctx, &Place) -> Result<Program>,
    /// What the two do, in the words of that package manager.
    pub package_with: &'static str,
    pub install_with: &'static str,
}

/// Where packages are put and installed.
pub struct Place {
    pub root: PathBuf,
}

impl Place {
    /// The finished packages of a language.
    pub fn dist(&self, lang: &str) -> PathBuf {
        self.root.join("dist").join(lang)
    }

    /// Where a language's package is installed.
    pub fn scratch(&self, lang: &str) -> PathBuf {
        self.root.join("installed").join(lang)
    }
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
}
