//! The programs in `examples/`, which print the same in every language. Pages show them, and nothing but them.

use crate::kit::ctx::Ctx;
use crate::kit::exec;
use crate::kit::report::Report;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use xshell::{Cmd, cmd};

/// A program, in each language that has it.
pub struct Program {
    pub name: &'static str,
    /// What it is started with.
    pub arguments: &'static [&'static str],
}

impl Program {
    const fn new(name: &'static str, arguments: &'static [&'static str]) -> Program {
        Program { name, arguments }
    }

    /// What it prints, in every language.
    pub fn expected(&self) -> String {
        format!("examples/expected/{}.txt", self.name)
    }

    /// Runs it, by the command that starts it.
    fn check(&self, ctx: &Ctx, command: Cmd<'_>) -> Result<()> {
        prints(ctx, command.args(self.arguments), &self.expected())
    }

    /// Its source in a language; nothing if the language does not have it.
    pub fn source(&self, ctx: &Ctx, language: &str) -> Option<PathBuf> {
        let (_, before, after) = PLACES.into_iter().find(|(name, ..)| *name == language)?;
        Some(ctx.path(format!("{before}{}{after}", self.name))).filter(|path| path.exists())
    }
}

/// All of them. Most look through repositories and configurations.
pub const PROGRAMS: [Program; 17] = [
    Program::new("first", &[]),
    Program::new("mistakes", &[]),
    Program::new("qa", &["demo/sample", "examples/overlay"]),
    Program::new("bump", &["demo/sample", "examples/overlay"]),
    Program::new("usedeps", &["demo/sample", "examples/overlay"]),
    Program::new("masked", &["examples/masked", "app-misc/lamp"]),
    Program::new("newest", &["demo/sample", ">=dev-lang/quill-3:3", "<app-text/marginalia-3.2", ">=dev-db/acorn-4"]),
    Program::new("dropped", &["demo/sample", "dev-lang/quill-2.9.3"]),
    Program::new("revdeps", &["demo/sample", "x11-libs/driftwood"]),
    Program::new("required", &["^^ ( gtk qt ) test? ( !minimal )", "minimal", "test"]),
    Program::new("owner", &["examples/installed", "/usr/bin/lamp", "/usr/bin/dark"]),
    Program::new("binhost", &["examples/binhost"]),
    Program::new("manifest", &["examples/distfiles/Manifest", "examples/distfiles"]),
    Program::new("cache", &["SLOT=0", "EAPI=8", "DESCRIPTION=A lamp", "_md5_=d41d8cd98f00b204e9800998ecf8427e"]),
    Program::new("index", &["demo/sample"]),
    Program::new("sql", &["demo/sample"]),
    Program::new(
        "service",
        &["demo/sample", "/packages/dev-libs/lanternfish", "/packages?query=iuse+any+readline", "/packages/a/%2Bb"],
    ),
];

/// What stands around a program's name in the path of its source.
const PLACES: [(&str, &str, &str); 6] = [
    ("python", "examples/python/", ".py"),
    ("ruby", "examples/ruby/", ".rb"),
    ("go", "examples/go/", "/main.go"),
    ("c", "examples/c/", ".c"),
    ("rust", "examples/rust/src/bin/", ".rs"),
    // What is typed at the command line, with what comes back.
    ("console", "examples/command-line/", ".console"),
];

/// The program of that name.
pub fn named(name: &str) -> Result<&'static Program> {
    PROGRAMS.iter().find(|program| program.name == name).with_context(|| format!("there is no example {name:?}"))
}

/// Runs all programs that a language has, each of which is one test: it prints what it prints in every other language.
pub fn programs<'a>(ctx: &'a Ctx, language: &str, command: impl Fn(&Program, &Path) -> Result<Cmd<'a>>) -> Result<Report> {
    let mut report = Report::default();
    for program in &PROGRAMS {
        if let Some(source) = program.source(ctx, language) {
            program.check(ctx, command(program, &source)?)?;
            report.add(Report::passed());
        }
    }
    ensure!(report.tally.passed > 0, "{language} has no programs");
    Ok(report)
}

/// Runs what is typed at the command line, each session of which is one test: what comes back is what stands below it.
pub fn sessions(ctx: &Ctx, polyatom: &Path) -> Result<Report> {
    let mut report = Report::default();
    let path = format!("{}:{}", polyatom.parent().context("it is in a directory")?.display(), std::env::var("PATH")?);
    for source in PROGRAMS.iter().filter_map(|program| program.source(ctx, "console")) {
        let text = ctx.sh.read_file(&source)?;
        for session in text.split_inclusive("\n$ ").map(|session| session.trim_end_matches("$ ").trim_start_matches("$ ")) {
            let (typed, back) = session.split_once('\n').unwrap_or((session, ""));
            let script = format!("{{ {typed}\n}} 2>&1");
            let done = cmd!(ctx.sh, "sh -c {script}").env("PATH", &path).env("LC_ALL", "C").ignore_status().quiet().read()?;
            let (done, back) = (done.trim_end(), back.trim_end());
            ensure!(done == back, "{}: $ {typed}\nprinted:\n{done}\ninstead of:\n{back}", source.display());
            report.add(Report::passed());
        }
    }
    Ok(report)
}

/// A language's program of that name, which prints the same as every other language's.
pub fn tool(ctx: &Ctx, command: Cmd<'_>, name: &str) -> Result<()> {
    named(name)?.check(ctx, command)
}

/// One of the README's examples: all of them print the same. Counts as one test.
pub fn example(ctx: &Ctx, command: Cmd<'_>) -> Result<Report> {
    prints(ctx, command, "examples/expected.txt")?;
    Ok(Report::passed())
}

fn prints(ctx: &Ctx, command: Cmd<'_>, path: &str) -> Result<()> {
    let (printed, expected) = (exec::quiet(ctx, command)?, ctx.sh.read_file(path)?);
    ensure!(printed == expected, "printed:\n{printed}instead of {path}:\n{expected}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_program_is_there_in_every_language_and_at_the_command_line() {
        let ctx = Ctx::new(false).expect("the repository is there");
        let places = PROGRAMS.iter().flat_map(|program| PLACES.map(|(language, ..)| (program, language)));
        let holes = places.filter(|(program, language)| program.source(&ctx, language).is_none());
        assert_eq!(holes.map(|(program, language)| format!("{} in {language}", program.name)).collect::<Vec<_>>(), [""; 0]);
    }

    /// A file that no test runs could not be shown, and would rot.
    #[test]
    fn every_source_is_that_of_a_program_that_is_run() {
        let ctx = Ctx::new(false).expect("the repository is there");
        let readme: Vec<_> = crate::lang::table::LANGS.iter().map(|lang| ctx.path(lang.example)).collect();
        for (language, before, after) in PLACES {
            let known: Vec<_> = PROGRAMS.iter().filter_map(|program| program.source(&ctx, language)).collect();
            assert!(known.len() >= 2, "{language}");
            let is_source = |path: &PathBuf| path.exists() && path.to_string_lossy().ends_with(after) && !readme.contains(path);
            let entries = ctx.sh.read_dir(ctx.path(before)).expect("the directory is there");
            let paths = entries.into_iter().map(|path| if path.is_dir() { path.join("main.go") } else { path });
            for path in paths.filter(is_source) {
                assert!(known.contains(&path), "{}", path.display());
            }
        }
    }
}
