//! `check`: what is wrong in files, repositories and configurations, and repairing what can be repaired in one way only.

mod directory;
mod lines;
mod repair;

use crate::answer::Answer;
use crate::json::Problem;
use crate::output::{BAD, GOOD, NAME, Output};
use lines::{Checked, Rules};
use polyatom::{DepSpecKind, Eapi};
use polyatom_repo::camino::Utf8Path;
use polyatom_repo::{OsDisk, write};
use similar::{ChangeTag, TextDiff};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

/// Tell what is wrong in files, repositories and configurations. Each problem is a line `file:line:column: message`.
///
/// Without a kind, lines of files are `VARIABLE=value`, as in a metadata cache; variables that are not specifications are passed over, and
/// the rules are those of the file's `EAPI`. A directory is a repository, of which all is checked, or the root of a system, of which the
/// configuration is.
#[derive(clap::Args)]
pub struct Check {
    /// Each line is a specification of this kind: DEPEND, LICENSE, SRC_URI and so on, in either case.
    #[arg(short, long, value_parser = DepSpecKind::parse)]
    kind: Option<DepSpecKind>,
    /// The EAPI whose rules they keep. If left out, the one in the file, or all that any has is allowed.
    #[arg(long, value_parser = Eapi::parse)]
    eapi: Option<Eapi>,
    /// Print JSON, a line for each problem.
    #[arg(long, conflicts_with = "dry_run")]
    json: bool,
    /// Repair specifications where only one text can be meant, and tell the rest. A file is replaced at once; the text of standard input is
    /// printed.
    #[arg(long)]
    fix: bool,
    /// Show what --fix would change, and change nothing.
    #[arg(short = 'n', long, requires = "fix")]
    dry_run: bool,
    /// The files and directories. Without any, or for `-`, standard input is read.
    #[arg(value_name = "FILE")]
    files: Vec<std::ffi::OsString>,
}

impl Check {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut names: Vec<String> = self.files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        if names.is_empty() {
            names.push("-".to_owned());
        }
        let (directories, files): (Vec<String>, Vec<String>) = names.into_iter().partition(|name| Path::new(name).is_dir());
        let mut clean = true;
        for file in &files {
            clean &= self.check_file(file, output)?;
        }
        Ok((clean & self.check_directories(&directories, output)?).into())
    }

    fn rules(&self) -> Rules {
        Rules { kind: self.kind, eapi: self.eapi }
    }

    /// Checks a file, or repairs it; whether nothing is wrong with it at the end.
    fn check_file(&self, file: &str, output: &mut Output) -> io::Result<bool> {
        let Some(bytes) = output.good(file, read(file))? else { return Ok(true) };
        let name = if file == "-" { "stdin" } else { file };
        let checked = Checked::read(bytes, self.rules());
        if !self.fix {
            return self.tell_all(checked.problems(name), output);
        }
        let (repaired, repairs) = checked.repaired(name);
        let left = repaired.problems(name);
        if self.dry_run {
            show_diff(name, checked.bytes(), repaired.bytes(), output)?;
            return Ok(repairs.is_empty() && left.is_empty());
        }
        if file == "-" {
            output.raw(repaired.bytes())?;
            repairs.iter().try_for_each(|repair| output.aside(format_args!("{repair} (repaired)")))?;
            left.iter().try_for_each(|problem| output.aside(problem))?;
            return Ok(left.is_empty());
        }
        if !repairs.is_empty() && output.good(file, replace(file, repaired.bytes()))?.is_none() {
            return Ok(true);
        }
        let is_clean = left.is_empty();
        self.tell_all(repairs.into_iter().chain(left), output)?;
        Ok(is_clean)
    }

    /// Prints what is wrong; whether nothing is.
    fn tell_all(&self, problems: impl IntoIterator<Item = Problem>, output: &mut Output) -> io::Result<bool> {
        let mut clean = true;
        for problem in problems {
            clean = false;
            match self.json {
                true => output.json(&problem)?,
                false => {
                    let repaired = if problem.repaired { " (repaired)" } else { "" };
                    let (place, message) = (problem.place(), &problem.message);
                    output.line(format_args!("{}: {message}{repaired}", output.paint(NAME, place)))?;
                }
            }
        }
        Ok(clean)
    }
}

fn read(file: &str) -> io::Result<Vec<u8>> {
    match file {
        "-" => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            Ok(bytes)
        }
        file => fs::read(file),
    }
}

/// Puts bytes in the place of a file, or of that which a link leads to.
fn replace(file: &str, bytes: &[u8]) -> Result<(), String> {
    let real = Utf8Path::new(file).canonicalize_utf8().map_err(|error| error.to_string())?;
    write::replace(&OsDisk, &real, bytes, None).map_err(|error| error.reason())
}

/// Shows what changes, as `diff -u` does.
fn show_diff(name: &str, old: &[u8], new: &[u8], output: &mut Output) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    output.line(output.paint(NAME, format_args!("--- {name}\n+++ {name}")))?;
    let diff = TextDiff::from_lines(old, new);
    for hunk in diff.unified_diff().iter_hunks() {
        output.line(hunk.header())?;
        for change in hunk.iter_changes() {
            let text = String::from_utf8_lossy(change.value());
            let line = text.strip_suffix('\n').unwrap_or(&text);
            match change.tag() {
                ChangeTag::Equal => output.line(format_args!(" {line}"))?,
                ChangeTag::Delete => output.line(output.paint(BAD, format_args!("-{line}")))?,
                ChangeTag::Insert => output.line(output.paint(GOOD, format_args!("+{line}")))?,
            }
            if change.missing_newline() {
                output.line("\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}
