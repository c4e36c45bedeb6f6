//! What can be made of a log afterwards: the compile commands, and the same build by another toolchain.

use crate::compdb::{self, Entry};
use crate::config::{Compiled, Config};
use crate::error::Error;
use crate::files::Files;
use crate::log::read_word;
use crate::tool::Tool;
use crate::trace::Trace;
use crate::{Text, explain};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A command of a log.
#[derive(Clone, Debug)]
pub struct Record {
    pub tool: Tool,
    pub program: PathBuf,
    pub directory: PathBuf,
    /// The words as they were given, and as they were run.
    pub argv: Vec<Text>,
    pub last: Vec<Text>,
    pub outputs: Vec<Text>,
}

/// Reads a log. A line that is no record is an error with its number.
pub fn read(path: &Path) -> Result<Vec<Record>, Error> {
    let name = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|error| Error::File { name: name.clone(), line: 0, reason: error.to_string() })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let wrong = |reason: String| Error::File { name: name.clone(), line: index + 1, reason };
            let value: Value = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
            record(&value).ok_or_else(|| wrong("is not a record of a command".to_owned()))
        })
        .collect()
}

fn record(value: &Value) -> Option<Record> {
    let words = |key: &str| value.get(key)?.as_array()?.iter().map(read_word).collect::<Option<Vec<Text>>>();
    let path = |key: &str| value.get(key).and_then(read_word).map(|word| PathBuf::from(OsStr::from_bytes(&word)));
    Some(Record {
        tool: Tool::named(value.get("tool")?.as_str()?)?,
        program: path("program")?,
        directory: path("cwd")?,
        argv: words("argv")?,
        last: words("final")?,
        outputs: words("outputs")?,
    })
}

/// An entry of `compile_commands.json`.
#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
pub struct CompileCommand {
    directory: String,
    #[serde(flatten)]
    entry: Entry,
}

/// The entries of `compile_commands.json`, each once, in the order of the log.
pub fn compile_commands(records: &[Record]) -> Vec<CompileCommand> {
    let mut seen = HashSet::new();
    let of = |record: &Record| {
        let directory = record.directory.display().to_string();
        let entries = compdb::entries(&record.program.display().to_string(), &record.last, record.tool);
        entries.into_iter().map(move |entry| CompileCommand { directory: directory.clone(), entry }).collect::<Vec<_>>()
    };
    let entries = records.iter().flat_map(of);
    entries.filter(|entry| seen.insert(format!("{entry:?}"))).collect()
}

/// Runs the commands of a log again, by the tools and the rules of another configuration. The first that fails ends it.
pub fn replay(records: &[Record], config: &Compiled) -> Result<usize, Error> {
    for (index, record) in records.iter().enumerate() {
        let wrong = |reason: String| Error::Other(format!("record {}: {reason}", index + 1));
        let program =
            program(record, &config.settings).ok_or_else(|| wrong(format!("no program for {:?}", record.tool.key())))?;
        let files = Files::on_disk(&record.directory);
        let words = explain::transform(&record.argv, record.tool, config, &files, &mut Trace::default())
            .map_err(|error| wrong(error.to_string()))?;
        let mut command = Command::new(program);
        command.args(words.iter().map(|word| OsStr::from_bytes(word))).current_dir(&record.directory);
        let status = command.status().map_err(|error| wrong(format!("cannot run {}: {error}", program.display())))?;
        if !status.success() {
            return Err(wrong(format!("{} ends with {status}", program.display())));
        }
    }
    Ok(records.len())
}

fn program<'a>(record: &Record, settings: &'a Config) -> Option<&'a PathBuf> {
    settings.tools.get(record.tool.key())
}
