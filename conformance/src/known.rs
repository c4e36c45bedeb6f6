//! Lists of failures that an implementation knows of. They are strict: an entry of which nothing fails any more fails the run too, so that
//! the list can only tell the truth.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use camino::Utf8Path;
use serde::{Deserialize, Serialize};

use crate::corpus::Case;
use crate::run::{AdapterResult, Run, names};

/// The content of `known-NAME.toml`.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Known {
    /// The id of a test, of one of its runs, or of a group, and why it fails: any text, such as a bug's number.
    #[serde(default)]
    pub known: BTreeMap<String, String>,
}

const HEAD: &str = "\
# What this adapter is known to get wrong: the id of a test, of a run (…@8) or of a group, and why.
# `polyatom-conformance run --known FILE --accept` brings it up to date and keeps the reasons.

";

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
    /// Each id must be one of the suite's.
    pub fn check(&self, cases: &[Case]) -> Result<()> {
        let is_one = |id: &String| {
            let runs = cases.iter().flat_map(|case| case.eapis.iter().map(move |&eapi| Run { case, eapi }));
            runs.into_iter().any(|run| names(id, &run))
        };
        match self.known.keys().find(|id| !is_one(id)) {
            Some(id) => bail!("no case has the id `{id}`"),
            None => Ok(()),
        }
    }

    /// Everything that went wrong, except for answers that are merely different where they may be. Entries that still name something
    /// wrong stay, and so do those about cases that were not asked.
    pub fn of(result: &AdapterResult, runs: &[Run<'_>], old: &Known) -> Known {
        let statuses = result.outcomes.iter().zip(runs).map(|(outcome, run)| (run, outcome.status(run.case.level)));
        let bad: Vec<_> = statuses.filter(|(_, status)| matches!(*status, "failed" | "crashed")).collect();
        let is_asked = |id: &String| runs.iter().any(|run| names(id, run));
        let is_true = |id: &String| bad.iter().any(|(run, _)| names(id, run)) || !is_asked(id);
        let mut known: BTreeMap<_, _> =
            old.known.iter().filter(|(id, _)| is_true(id)).map(|(id, reason)| (id.clone(), reason.clone())).collect();
        for (run, status) in bad {
            if !known.keys().any(|id| names(id, run)) {
                known.insert(run.case.id.clone(), status.to_owned());
            }
        }
        Known { known }
    }

    pub fn mark(&self, result: &mut AdapterResult, runs: &[Run<'_>]) {
        for id in self.known.keys() {
            let places: Vec<_> = (0..runs.len()).filter(|&place| names(id, &runs[place])).collect();
            let is_bad = |place: &usize| result.outcomes[*place].is_bad();
            let (bad, good): (Vec<_>, Vec<_>) = places.into_iter().partition(is_bad);
            let is_stale = bad.is_empty();
            let answered = good.into_iter().find(|&place| !result.outcomes[place].is_skipped());
            for place in if is_stale { answered.into_iter().collect() } else { bad } {
                result.outcomes[place].known = true;
                result.outcomes[place].is_stale |= is_stale;
            }
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
        let known = Known { known: BTreeMap::from([("atom/slot/3@5".to_owned(), "bug 1".to_owned())]) };
        let text = HEAD.to_owned() + &toml::to_string(&known).unwrap();
        assert_eq!(toml::from_str::<Known>(&text).unwrap(), known);
    }

    #[test]
    fn ids_must_be_those_of_cases() {
        let cases = crate::corpus::cases(&crate::corpus::embedded()).unwrap();
        let known = |id: &str| Known { known: BTreeMap::from([(id.to_owned(), String::new())]) };
        for id in ["version/first-number", "version/first-number/1", "atom/slot/1@8", "atom/use-*"] {
            known(id).check(&cases).unwrap();
        }
        assert!(known("atom/slot/1@77").check(&cases).unwrap_err().to_string().contains("atom/slot/1@77"));
    }
}
