//! The faults, as cargo-mutants lists them.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

/// One fault: other text at some place of a file.
#[derive(Clone, Debug, Deserialize)]
pub struct Mutant {
    /// From the project's root.
    pub file: String,
    pub function: Option<Function>,
    pub span: Span,
    /// What stands there instead.
    pub replacement: String,
    pub genre: String,
    /// With file, line and column.
    pub name: String,
    /// What is said of it in the list of explained ones; it stays when lines move.
    #[serde(skip)]
    pub key: String,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Function {
    pub function_name: String,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
pub struct Span {
    pub start: Place,
    pub end: Place,
}

/// Both count from 1.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// What reads, compares, matches and evaluates, and what profiles and configurations make of packages.
const SCOPE: [&str; 3] = ["core/src/", "repo/src/profile/", "repo/src/config/"];

/// All faults that are looked at.
pub fn of(root: &Path) -> Result<Vec<Mutant>> {
    let mut command = Command::new("cargo");
    command.current_dir(root).args(["mutants", "--list", "--json", "--colors=never"]);
    command.args(SCOPE.iter().flat_map(|scope| ["--file".to_owned(), format!("{scope}**")]));
    let output = command.output().context("cargo mutants")?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "`cargo mutants` lists nothing (`cargo install cargo-mutants --locked`):\n{said}");
    let mut mutants: Vec<Mutant> = serde_json::from_slice(&output.stdout)?;
    for mutant in &mut mutants {
        let text = std::fs::read_to_string(root.join(&mutant.file)).with_context(|| mutant.file.clone())?;
        mutant.key = key(mutant, &text);
    }
    Ok(mutants)
}

/// The name without line and column, and with the line's text where the fault is a part of it.
fn key(mutant: &Mutant, text: &str) -> String {
    let what = mutant.name.strip_prefix(&mutant.file).unwrap_or(&mutant.name);
    let what = what.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()).trim_start();
    match mutant.genre.as_str() {
        "FnValue" => format!("{}: {what}", mutant.file),
        _ => format!("{}: {what}: {}", mutant.file, text.lines().nth(mutant.span.start.line - 1).unwrap_or_default().trim()),
    }
}

impl Mutant {
    /// The function that it is in, with its file.
    pub fn place(&self) -> String {
        let function = self.function.as_ref().map_or("", |function| &function.function_name);
        format!("{}: {function}", self.file)
    }

    /// The file with the fault in it, and with no other.
    pub fn applied(&self, text: &str) -> Result<String> {
        let (start, end) = (offset(text, self.span.start)?, offset(text, self.span.end)?);
        Ok(format!("{}{}{}", &text[..start], self.replacement, &text[end..]))
    }
}

fn offset(text: &str, place: Place) -> Result<usize> {
    let lines = text.split_inclusive('\n');
    let before: usize = lines.clone().take(place.line - 1).map(str::len).sum();
    let line = lines.clone().nth(place.line - 1).context("the file has changed")?;
    let column = line.char_indices().map(|(at, _)| at).chain([line.len()]).nth(place.column - 1);
    Ok(before + column.context("the file has changed")?)
}
