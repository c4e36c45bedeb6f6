//! What the specification says about the cases, in its own words: the sentences that groups of cases were written from.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::LazyLock;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};

use crate::corpus::{Case, Level, group_of};
use crate::labels::SOURCE;
use crate::latex;

/// The file of a suite's directory that has them.
pub const FILE: &str = "pms-quotes.json";

/// What was left out between two parts of a sentence.
const LEFT_OUT: &str = " … ";

/// The file as it is in this program.
pub const TEXT: &str = include_str!("../pms-quotes.json");

#[derive(Deserialize, Serialize)]
pub struct Quotes {
    source: String,
    license: String,
    quotes: Vec<Quote>,
}

/// Some words of the specification, and the groups of cases that ask whether they are followed.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    pub file: String,
    /// The title of the section.
    pub title: String,
    pub text: String,
    groups: Vec<String>,
}

/// What is said about a group of cases.
pub fn of(group: &str) -> Vec<&'static Quote> {
    static QUOTES: LazyLock<Quotes> = LazyLock::new(|| Quotes::embedded().expect("a test reads it"));
    static BY_GROUP: LazyLock<HashMap<&str, Vec<&Quote>>> = LazyLock::new(|| {
        let mut found = HashMap::<&str, Vec<&Quote>>::new();
        for quote in &QUOTES.quotes {
            quote.groups.iter().for_each(|group| found.entry(group).or_default().push(quote));
        }
        found
    });
    BY_GROUP.get(group).cloned().unwrap_or_default()
}

impl Quote {
    /// The words and where they stand, as a reader is shown them.
    pub fn shown(&self) -> String {
        format!("“{}” ({}, {})", self.text, self.title, self.file)
    }
}

impl Quotes {
    pub fn embedded() -> Result<Quotes> {
        serde_json::from_str(TEXT).context(FILE)
    }

    /// Those of the suite in a directory.
    pub fn read(suite: &Path) -> Result<Quotes> {
        let text = std::fs::read_to_string(suite.join(FILE)).context(FILE)?;
        serde_json::from_str(&text).context(FILE)
    }

    /// What is wrong with them: groups whose cases are bound to what the specification says need one.
    pub fn problems(&self, cases: &[Case]) -> Vec<String> {
        let is_bound = |case: &&Case| matches!(case.level, Level::Must | Level::Should);
        let bound: BTreeSet<&str> = cases.iter().filter(is_bound).map(|case| group_of(&case.id)).collect();
        let groups: BTreeSet<&str> = cases.iter().map(|case| group_of(&case.id)).collect();
        let quoted: BTreeSet<&str> = self.quotes.iter().flat_map(|quote| &quote.groups).map(String::as_str).collect();
        let unknown = quoted.difference(&groups).map(|group| format!("{FILE}: there is no group {group}"));
        let missing =
            bound.difference(&quoted).map(|group| format!("{group}: {FILE} has no sentence of the specification for it"));
        unknown.chain(missing).collect()
    }

    /// Those that do not stand in the specification, whose LaTeX files are in a directory.
    pub fn not_in(&self, specification: &Path) -> Result<Vec<String>> {
        ensure!(self.source == SOURCE, "{FILE} is of {}, pms-labels.json of {SOURCE}", self.source);
        let mut files: HashMap<&str, String> = HashMap::new();
        let mut wrong = Vec::new();
        for Quote { file, text, .. } in &self.quotes {
            if !files.contains_key(file.as_str()) {
                let latex = std::fs::read_to_string(specification.join(file)).with_context(|| file.clone())?;
                files.insert(file, latex::plain(&latex));
            }
            if !stands_in(text, &files[file.as_str()]) {
                wrong.push(format!("{FILE}: {file} does not say “{text}”"));
            }
        }
        Ok(wrong)
    }
}

/// Does a text have these words, each part after the one before?
fn stands_in(words: &str, text: &str) -> bool {
    let mut rest = Some(text);
    for part in words.split(LEFT_OUT) {
        rest = rest.and_then(|rest| rest.split_once(part)).map(|(_, after)| after);
    }
    rest.is_some()
}

#[cfg(test)]
impl Quotes {
    /// One sentence about these groups.
    pub fn about(groups: &[&str]) -> Quotes {
        let groups = groups.iter().map(|&group| group.to_owned()).collect();
        let quote = Quote { file: "names.tex".to_owned(), title: String::new(), text: String::new(), groups };
        Quotes { source: SOURCE.to_owned(), license: String::new(), quotes: vec![quote] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_in_their_order() {
        let text = "one two three four";
        assert!(stands_in("one two", text) && stands_in("one … four", text));
        assert!(!stands_in("four … one", text) && !stands_in("two one", text));
    }

    #[test]
    fn groups_need_one_and_must_be_there() {
        let cases = crate::corpus::cases(&crate::corpus::embedded()).unwrap();
        let problems = Quotes::about(&["version/no-such-group", "atom/operator"]).problems(&cases);
        assert_eq!(problems[0], "pms-quotes.json: there is no group version/no-such-group");
        assert!(problems.iter().any(|problem| problem.starts_with("atom/match-equal: pms-quotes.json has no sentence")));
        assert!(!problems.iter().any(|problem| problem.starts_with("atom/operator:")));
        // What the specification does not ask for it does not say either.
        assert!(!problems.iter().any(|problem| problem.starts_with("pattern/")));
    }

    #[test]
    fn a_group_is_quoted() {
        let said: Vec<_> = of("atom/match-approximate").into_iter().map(Quote::shown).collect();
        assert_eq!(said, ["“Equal to the specified version when revision parts are ignored.” (Operators, dependencies.tex)"]);
        assert!(of("atom/no-such-group").is_empty());
    }

    #[test]
    fn the_specification_says_so() {
        let specification = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/pms");
        if !specification.is_dir() {
            eprintln!("skipped: the source of the specification is not there");
            return;
        }
        assert_eq!(Quotes::embedded().unwrap().not_in(&specification).unwrap(), [""; 0]);
    }
}
