//! Rewrites the `.la` files that libtool wrote, so that nothing of the build is in what is installed.

use super::la::{La, Line};
use crate::config::Config;
use crate::error::Error;
use crate::path;
use std::path::Path;

/// Which file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `libx.la`: what the rest of the build links with.
    Built,
    /// `.libs/libx.lai`: what will be installed.
    Installed,
}

/// The line that says that a file was rewritten. The wrappers of pkgsrc write the same.
const MARKER: &str = "# buildlink modification";

/// Rewrites the text of a file. What was rewritten stays as it is.
pub fn fix(text: &str, name: &str, kind: Kind, config: &Config) -> Result<String, Error> {
    let mut la = La::parse(text, name)?;
    if la.lines.iter().any(|line| matches!(line, Line::Comment(comment) if comment == MARKER)) {
        return Ok(text.to_owned());
    }
    if let Some(libraries) = la.value_mut("dependency_libs") {
        *libraries = clean(libraries, kind, config)?;
    }
    if let Some(command) = la.value_mut("relink_command") {
        *command = relink(command, &config.exec_path);
    }
    la.add_comment(MARKER);
    Ok(la.to_string())
}

/// Rewrites a file in its place: a reader sees the old text or the new one. What is not a regular file stays.
pub fn fix_file(path: &Path, kind: Kind, config: &Config) -> Result<(), Error> {
    let name = path.display().to_string();
    let wrong = |error: std::io::Error| Error::File { name: name.clone(), line: 0, reason: error.to_string() };
    if !std::fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Ok(());
    }
    let text = std::fs::read_to_string(path).map_err(wrong)?;
    let fixed = fix(&text, &name, kind, config)?;
    if fixed == text {
        return Ok(());
    }
    let new = path.with_file_name(format!(".{}.{}", path.file_name().unwrap_or_default().display(), std::process::id()));
    std::fs::write(&new, fixed).and_then(|()| std::fs::rename(&new, path)).map_err(|error| {
        // What is left over would be installed with the rest.
        let _ = std::fs::remove_file(&new);
        wrong(error)
    })
}

/// Takes out of a list of libraries what only this build may know, and what is said twice.
fn clean(libraries: &str, kind: Kind, config: &Config) -> Result<String, Error> {
    let undo = config.unwrap.pairs()?;
    let mut kept: Vec<String> = Vec::new();
    let mut words = libraries.split_whitespace().peekable();
    while let Some(word) = words.next() {
        // The linker's option and its value may be two words.
        if matches!(word, "-Wl,-rpath" | "-Wl,--rpath" | "-Wl,-R") && words.next_if(|next| next.starts_with("-Wl,")).is_some() {
            continue;
        }
        if matches!(word, "-D" | "-I" | "-R") {
            words.next();
        } else if !is_for_this_build(word) {
            kept.extend(if kind == Kind::Installed { installed(word, &undo, &config.wrksrc) } else { vec![word.to_owned()] });
        }
    }
    let mut text = String::new();
    for (index, word) in kept.iter().enumerate() {
        if !(word.starts_with("-L") && kept[..index].contains(word)) {
            text.push(' ');
            text.push_str(word);
        }
    }
    Ok(text)
}

fn is_for_this_build(word: &str) -> bool {
    ["-D", "-I", "-R", "-Wl,-R", "-Wl,-rpath,", "-Wl,-rpath=", "-Wl,--rpath,", "-Wl,--rpath="]
        .iter()
        .any(|start| word.starts_with(start))
}

/// The words of an installed file: with paths as they are outside of the build.
fn installed(word: &str, undo: &[(&str, &str)], package: &str) -> Vec<String> {
    if let Some(directory) = word.strip_prefix("-L") {
        return search(&outside(directory, undo), package).into_iter().collect();
    }
    if !word.starts_with('/') {
        return vec![word.to_owned()];
    }
    let word = outside(word, undo);
    let (directory, file) = path::split(word.as_bytes());
    match path::library_name(file, "la") {
        Some(name) => search(&directory.to_string(), package).into_iter().chain([format!("-l{name}")]).collect(),
        None => vec![word],
    }
}

/// `-L`, but for a directory of the build.
fn search(directory: &str, package: &str) -> Option<String> {
    let is_of_build =
        !directory.starts_with('/') || !package.is_empty() && path::is_below(directory.as_bytes(), package.as_bytes());
    (!is_of_build).then(|| format!("-L{directory}"))
}

fn outside(path: &str, undo: &[(&str, &str)]) -> String {
    for (from, to) in undo {
        let from = from.trim_end_matches('/');
        if let Some(rest) = path.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('/')) {
            return format!("{}{rest}", to.trim_end_matches('/'));
        }
    }
    path.to_owned()
}

/// Makes the command that links again at installation go through the wrapper, and find the libraries that are not installed yet.
fn relink(command: &str, wrapper: &str) -> String {
    let Some(mode) = command.find("--mode=relink") else { return command.to_owned() };
    let begin = command[..mode].rfind(';').map_or(0, |at| at + 1);
    let (before, call) = command.split_at(begin);
    let mut words: Vec<String> = call.split(' ').map(str::to_owned).collect();
    for at in 1..words.len() {
        if words[at - 1] != "-o" {
            words[at] = with_objects(&words[at]);
        }
    }
    let first = words.iter().position(|word| !word.is_empty()).unwrap_or(0);
    if let Some(options) = words.iter().position(|word| word.starts_with("--")).filter(|at| *at > first && !wrapper.is_empty()) {
        words.splice(first..options, [wrapper.to_owned()]);
    }
    format!("{before}{}", words.join(" "))
}

/// A library of this package is found in the directory of objects beside its archive.
fn with_objects(word: &str) -> String {
    if word.starts_with(['/', '-']) || !word.trim_end_matches(')').ends_with(".la") {
        return word.to_owned();
    }
    let directory = word.rsplit_once('/').map(|(directory, _)| format!("{directory}/")).unwrap_or_default();
    format!("-L{directory}.libs {word}")
}
