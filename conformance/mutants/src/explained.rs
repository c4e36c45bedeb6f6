//! Faults that no case can notice, each with the reason: a list that is kept beside this program.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::list::Mutant;

#[derive(Deserialize)]
struct File {
    explained: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    /// Why no case can notice them.
    #[serde(rename = "why")]
    _why: String,
    /// Files, functions (`file: function`) or single faults (`file: what: line`).
    mutants: Vec<String>,
}

/// What is explained.
pub struct Explained(HashMap<String, usize>);

impl Explained {
    pub fn read(path: &Path) -> Result<Explained> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let file: File = toml::from_str(&text).with_context(|| path.display().to_string())?;
        let mut keys = HashMap::new();
        for key in file.explained.into_iter().flat_map(|entry| entry.mutants) {
            ensure!(keys.insert(key.clone(), 0).is_none(), "{}: {key} stands there twice", path.display());
        }
        Ok(Explained(keys))
    }

    /// Is this one explained? It is remembered which line says so.
    pub fn has(&mut self, mutant: &Mutant) -> bool {
        let keys = [mutant.key.clone(), mutant.place(), mutant.file.clone()];
        let used = keys.iter().find(|key| self.0.contains_key(*key)).and_then(|key| self.0.get_mut(key));
        used.map(|count| *count += 1).is_some()
    }

    /// Lines that explain nothing any more, of these files.
    pub fn stale(&self, files: &BTreeSet<&str>) -> BTreeSet<&str> {
        let unused = self.0.iter().filter(|(_, count)| **count == 0).map(|(key, _)| key.as_str());
        unused.filter(|key| files.contains(key.split_once(": ").map_or(*key, |(file, _)| file))).collect()
    }
}
