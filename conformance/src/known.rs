//! Lists of failures that an implementation knows of. They are strict: a listed case that passes fails the run too, so that
//! the list can only tell the truth.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use camino::Utf8Path;
use serde::{Deserialize, Serialize};

use crate::run::{AdapterResult, Run};

/// The content of `known-NAME.toml`.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The id of a run and what comes of it: `failed` or `crashed`.
    pub known: BTreeMap<String, String>,
}

const HEAD: &str =
    "# Cases that this adapter is known to get wrong, by id. `polyatom-conformance run --known FILE --accept` writes it.\n\n";

/// The adapter that a file is about: NAME of `known-NAME.toml`.
pub fn adapter_of(path: &Utf8Path) -> Result<&str> {
    path.file_name()
        .and_then(|name| name.strip_prefix("known-")?.strip_suffix(".toml"))
        .with_context(|| format!("{path}: the file must be called known-NAME.toml, NAME being the adapter's"))
}

/// A missing file knows nothing.
pub fn read(path: &Utf8Path) -> Result<Known> {
    if !path.exists() {
        return Ok(Known::default());
    }
    let text = std::fs::read_to_string(path).with_context(|| path.to_string())?;
    toml::from_str(&text).with_context(|| path.to_string())
}

pub fn write(path: &Utf8Path, known: &Known) -> Result<()> {
    std::fs::write(path, HEAD.to_owned() + &toml::to_string(known)?).with_context(|| path.to_string())
}

impl Known {
    /// Everything that went wrong, except for answers that are merely different where they may be.
    pub fn of(result: &AdapterResult, runs: &[Run<'_>]) -> Known {
        let statuses = result.outcomes.iter().zip(runs).map(|(outcome, run)| (run.id(), outcome.status(run.case.level)));
        let bad = statuses.filter(|(_, status)| matches!(*status, "failed" | "crashed"));
        Known { known: bad.map(|(id, status)| (id, status.to_owned())).collect() }
    }

    pub fn mark(&self, result: &mut AdapterResult, runs: &[Run<'_>]) {
        for (outcome, run) in result.outcomes.iter_mut().zip(runs) {
            outcome.known = self.known.contains_key(&run.id());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_name_names_the_adapter() {
        assert_eq!(adapter_of(Utf8Path::new("a/known-portage-py.toml")).unwrap(), "portage-py");
        assert!(adapter_of(Utf8Path::new("portage.toml")).is_err());
    }

    #[test]
    fn what_is_written_can_be_read() {
        let known = Known { known: BTreeMap::from([("atom/slot/3@5".to_owned(), "failed".to_owned())]) };
        let text = HEAD.to_owned() + &toml::to_string(&known).unwrap();
        assert_eq!(toml::from_str::<Known>(&text).unwrap(), known);
    }
}
