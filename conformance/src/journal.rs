//! Answers as they come, in a file: a run that was broken off goes on from there.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use camino::Utf8Path;
use serde_json::{Value, json};

use crate::corpus;
use crate::protocol::{self, Answer};
use crate::report;

/// The file, and what stood in it.
pub struct Journal {
    known: HashMap<(String, String), Vec<Answer>>,
    file: Mutex<File>,
}

impl Journal {
    /// Opens or begins one. It must be of the same cases; a last line that is not whole is dropped.
    pub fn open(path: &Utf8Path) -> Result<Journal> {
        let text = if path.exists() { std::fs::read_to_string(path).with_context(|| path.to_string())? } else { String::new() };
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let mut known = HashMap::new();
        for line in text[..whole].lines() {
            let value: Value = serde_json::from_str(line).with_context(|| path.to_string())?;
            if let Some(corpus) = value.get("corpus") {
                if corpus != corpus::VERSION {
                    bail!("{path}: of other cases ({corpus}); remove it to begin anew");
                }
                continue;
            }
            let (key, answers) = entry(&value).with_context(|| format!("{path}: {line}"))?;
            known.insert(key, answers);
        }
        let mut file = OpenOptions::new().create(true).append(true).open(path).with_context(|| path.to_string())?;
        file.set_len(whole as u64)?;
        if whole == 0 {
            writeln!(file, "{}", json!({ "corpus": corpus::VERSION }))?;
        }
        Ok(Journal { known, file: Mutex::new(file) })
    }

    /// What the adapter has already answered, but for crashes, which are tried again.
    pub fn answers(&self, adapter: &str, run: &str) -> Option<Vec<Answer>> {
        let answers = self.known.get(&(adapter.to_owned(), run.to_owned()))?;
        (!answers.iter().any(|answer| matches!(answer, Answer::Crash(_)))).then(|| answers.clone())
    }

    /// A journal that cannot be written is no reason to stop.
    pub fn add(&self, adapter: &str, run: &str, answers: &[Answer]) {
        let answers: Vec<Value> = answers.iter().map(report::answer).collect();
        let line = json!({"adapter": adapter, "id": run, "answers": answers});
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = file.write_all(format!("{line}\n").as_bytes());
    }
}

fn entry(value: &Value) -> Option<((String, String), Vec<Answer>)> {
    let text = |name: &str| value.get(name)?.as_str().map(str::to_owned);
    let answer = |answer: &Value| {
        let mut message = answer.clone();
        message["seq"] = json!(0);
        protocol::parse_answer(&message, 0).ok()
    };
    let answers = value.get("answers")?.as_array()?.iter().map(answer).collect::<Option<Vec<_>>>()?;
    Some(((text("adapter")?, text("id")?), answers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_known_again() {
        let path = std::env::temp_dir().join(format!("polyatom-journal-{}", std::process::id()));
        let path = Utf8Path::from_path(&path).unwrap();
        let answers = vec![Answer::Out(json!([1])), Answer::Error { code: "invalid".into(), message: None, at: Some(3) }];
        Journal::open(path).unwrap().add("a", "version/x/1", &answers);
        Journal::open(path).unwrap().add("a", "version/x/2", &[Answer::Crash("boom".into())]);
        std::fs::write(path, std::fs::read_to_string(path).unwrap() + "{\"adapter\":\"a\",\"id\":\"ver").unwrap();
        let journal = Journal::open(path).unwrap();
        assert_eq!(journal.answers("a", "version/x/1"), Some(answers));
        assert_eq!(journal.answers("a", "version/x/2"), None, "crashes are tried again");
        assert_eq!(journal.answers("b", "version/x/1"), None);
        std::fs::remove_file(path).unwrap();
    }
}
