//! The log of a build: a line of JSON for each command, whole whatever else writes at the same time.

use crate::Text;
use crate::config::{Level, Log};
use crate::trace::Change;
use bstr::ByteSlice;
use serde::Serialize;
use serde_json::{Value, json};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::Path;
use std::time::SystemTime;

/// The version of the format.
const VERSION: u32 = 1;

/// A command, as it was given and as it was run.
pub struct Command<'a> {
    pub tool: &'a str,
    pub mode: Option<crate::mode::Mode>,
    pub program: &'a Path,
    pub argv: &'a [Text],
    pub last: &'a [Text],
    pub changes: &'a [Change],
    pub inputs: &'a [Text],
    pub outputs: &'a [Text],
}

/// What came of a command.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Outcome {
    pub status: i32,
    /// In seconds.
    pub duration: f64,
}

/// The line of a command.
pub fn line(command: &Command<'_>, level: Level, outcome: Option<Outcome>) -> Vec<u8> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut record = json!({
        "v": VERSION,
        "t": now.as_secs_f64(),
        "pid": std::process::id(),
        "ppid": std::os::unix::process::parent_id(),
        "tool": command.tool,
        "mode": command.mode,
        "cwd": std::env::current_dir().map(|directory| word(directory.as_os_str().as_encoded_bytes())).unwrap_or_default(),
        "program": word(command.program.as_os_str().as_encoded_bytes()),
        "argv": words(command.argv),
        "final": words(command.last),
        "inputs": words(command.inputs),
        "outputs": words(command.outputs),
    });
    if level != Level::Commands {
        record["rules"] = json!(command.changes);
    }
    if let Some(outcome) = outcome {
        record["result"] = json!(outcome);
    }
    if let Ok(epoch) = std::env::var("SOURCE_DATE_EPOCH") {
        record["env"] = json!({ "SOURCE_DATE_EPOCH": epoch });
    }
    let mut line = record.to_string().into_bytes();
    line.push(b'\n');
    line
}

fn words(words: &[Text]) -> Vec<Value> {
    words.iter().map(|each| word(each)).collect()
}

/// A word that is not text is an object with its bytes, so that nothing is lost.
fn word(word: &[u8]) -> Value {
    word.to_str().map_or_else(|_| json!({ "bytes": word }), |text| json!(text))
}

/// Reads a word of a log.
pub fn read_word(value: &Value) -> Option<Text> {
    if let Some(text) = value.as_str() {
        return Some(text.into());
    }
    let bytes = value.get("bytes")?.as_array()?;
    bytes.iter().map(|byte| byte.as_u64().and_then(|byte| u8::try_from(byte).ok())).collect::<Option<Vec<u8>>>().map(Text::from)
}

/// Adds a line in one call, which the system does not tear apart.
pub fn append(log: &Log, line: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().append(true).create(true).open(&log.file)?;
    let written = file.write(line)?;
    if written == line.len() {
        Ok(())
    } else {
        Err(io::Error::new(io::ErrorKind::WriteZero, "the disk took a part of a line only"))
    }
}
