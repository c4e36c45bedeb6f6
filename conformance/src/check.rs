//! Checks of the corpus itself: nothing in it may be ambiguous, unexplained or badly written.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::canonical;
use crate::corpus::{self, Case, CaseFile, Expected, Group, Source, Test};
use crate::eapis;
use crate::expand::expand;
use crate::labels::{COVERED_FILES, Labels};
use crate::op::Op;
use crate::quotes::Quotes;
use crate::schema::Schema;
use crate::scratch::Files;

/// The list of labels that no case cites.
pub const UNCOVERED: &str = "uncovered-labels.txt";

/// The list of ids that were used once.
pub const GONE: &str = "gone-ids.txt";

/// Both, as they are in this program.
pub const LISTS: [(&str, &str); 2] =
    [(UNCOVERED, include_str!("../uncovered-labels.txt")), (GONE, include_str!("../gone-ids.txt"))];

/// The cases and what is said of them.
pub struct Suite {
    pub sources: Vec<Source>,
    labels: Labels,
    pub quotes: Quotes,
    uncovered: String,
    gone: String,
}

impl Suite {
    /// That in this program.
    pub fn embedded() -> Result<Suite> {
        let [uncovered, gone] = LISTS.map(|(_, text)| text.to_owned());
        Ok(Suite { sources: corpus::embedded(), labels: Labels::embedded()?, quotes: Quotes::embedded()?, uncovered, gone })
    }

    /// That in a directory.
    pub fn read(directory: &Path) -> Result<Suite> {
        let read = |name| std::fs::read_to_string(directory.join(name)).with_context(|| String::from(name));
        Ok(Suite {
            sources: corpus::from_directory(&directory.join("cases"))?,
            labels: Labels::read(directory)?,
            quotes: Quotes::read(directory)?,
            uncovered: read(UNCOVERED)?,
            gone: read(GONE)?,
        })
    }

    /// Everything wrong with it, a line each.
    pub fn problems(&self) -> Result<Vec<String>> {
        let Suite { sources, labels, quotes, uncovered, gone } = self;
        let schema = Schema::load("case-v1")?;
        let gone = gone.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next()).collect();
        let mut checker = Checker { labels, schema, gone, ids: HashMap::new(), problems: Vec::new() };
        for source in sources {
            checker.file(source);
        }
        // Of files that cannot be read, labels cannot be counted.
        if checker.problems.is_empty() {
            let cases = corpus::cases(sources)?;
            checker.repeated(&cases);
            checker.problems.extend(quotes.problems(&cases));
            if self::uncovered(sources, labels)? != *uncovered {
                checker.problems.push(format!("{UNCOVERED} is out of date"));
            }
        }
        Ok(checker.problems)
    }
}

/// Rewrites the files of a suite's directory in canonical form, and the list of uncovered labels.
pub fn rewrite(directory: &Path) -> Result<()> {
    let labels = Labels::read(directory)?;
    let sources = corpus::from_directory(&directory.join("cases"))?;
    for source in &sources {
        let text = canonical::format(&corpus::parse(source)?)?;
        if text != source.text {
            std::fs::write(directory.join("cases").join(&source.path), text)?;
        }
    }
    std::fs::write(directory.join(UNCOVERED), uncovered(&sources, &labels)?).context(UNCOVERED)
}

const UNCOVERED_HEAD: &str = "\
# Labels of the chapters on names and dependencies that no case cites. A line goes away when a case cites its label:
# the others are about what the protocol has no operations for. `check --write` writes this file.
";

fn uncovered(sources: &[Source], labels: &Labels) -> Result<String> {
    let cases = corpus::cases(sources)?;
    let cited: BTreeSet<&str> = cases.iter().flat_map(|case| &case.pms).map(String::as_str).collect();
    let missing = labels
        .labels
        .iter()
        .filter(|(name, label)| COVERED_FILES.contains(&label.file.as_str()) && !cited.contains(name.as_str()));
    let lines = missing.map(|(name, label)| format!("{name}\t{}\t{}\n", label.file, label.title));
    Ok(UNCOVERED_HEAD.to_owned() + &lines.collect::<String>())
}

struct Checker<'a> {
    labels: &'a Labels,
    schema: Schema,
    gone: BTreeSet<&'a str>,
    ids: HashMap<String, String>,
    problems: Vec<String>,
}

impl Checker<'_> {
    fn problem(&mut self, place: &str, text: impl std::fmt::Display) {
        self.problems.push(format!("{place}: {text}"));
    }

    fn file(&mut self, source: &Source) {
        let place = format!("cases/{}", source.path);
        let checked = serde_json::from_str(&source.text)
            .map_err(anyhow::Error::from)
            .and_then(|value: Value| self.schema.check(&expand(&value)));
        if let Err(error) = checked {
            return self.problem(&place, format!("{error:#}"));
        }
        let file = match corpus::parse(source) {
            Ok(file) => file,
            Err(error) => return self.problem(&place, format!("{error:#}")),
        };
        match canonical::format(&file) {
            Ok(text) if text == source.text => {}
            Ok(_) => self.problem(&place, "not in canonical form (`check --write` rewrites it)"),
            Err(error) => self.problem(&place, format!("{error:#}")),
        }
        let area = source.path.split('/').next().unwrap_or_default();
        for group in &file.groups {
            self.group(area, group, &file);
        }
    }

    fn group(&mut self, area: &str, group: &Group, file: &CaseFile) {
        if group.id.split('/').next() != Some(area) {
            self.problem(&group.id, format!("the id does not begin with the area `{area}`"));
        }
        self.unique(&group.id, "a group");
        self.eapis(&group.id, &group.eapis, file.op);
        self.labels(&group.id, &group.pms);
        self.files(&group.id, &group.files);
        for test in &group.tests {
            self.test(group, test, file.op);
        }
        self.numbers(group);
    }

    /// A number that nothing has was one of a test once, and must not be used again.
    fn numbers(&mut self, group: &Group) {
        let numbers: BTreeSet<usize> = group.tests.iter().filter_map(|test| test.id.rsplit('/').next()?.parse().ok()).collect();
        for number in 1..=numbers.last().copied().unwrap_or(0) {
            let id = format!("{}/{number}", group.id);
            match (numbers.contains(&number), self.gone.contains(id.as_str())) {
                (true, true) => self.problem(&id, format!("{GONE} has this id: give the test another")),
                (false, false) => self.problem(&id, format!("no test has this id, nor has {GONE}")),
                _ => {}
            }
        }
    }

    /// The same question needs to be asked once, whatever it is about.
    fn repeated(&mut self, cases: &[Case]) {
        let mut asked = HashMap::new();
        for case in cases {
            let question = format!("{} {} {}", case.op, case.input, serde_json::to_string(&case.files).unwrap_or_default());
            let first = case.eapis.iter().filter_map(|&eapi| asked.insert((question.clone(), eapi), &case.id)).next();
            if let Some(first) = first {
                self.problem(&case.id, format!("asks the same as {first}"));
            }
        }
    }

    fn test(&mut self, group: &Group, test: &Test, op: Op) {
        if test.id.rsplit_once('/').map(|(prefix, _)| prefix) != Some(&group.id) {
            self.problem(&test.id, format!("the id does not begin with its group's, {}", group.id));
        }
        self.unique(&test.id, "a test");
        if let Some(eapis) = &test.eapis {
            self.eapis(&test.id, eapis, op);
        }
        self.labels(&test.id, test.pms.as_deref().unwrap_or_default());
        self.files(&test.id, &test.files);
        if let Expected::Out(out) = &test.expected
            && let Some(demand) = contradiction(&expand(&test.input), op, &expand(out))
        {
            self.problem(&test.id, demand);
        }
    }

    fn unique(&mut self, id: &str, what: &str) {
        if let Some(other) = self.ids.insert(id.to_owned(), what.to_owned()) {
            self.problem(id, format!("the id is used twice, by {other} and {what}"));
        }
    }

    fn files(&mut self, id: &str, files: &Files) {
        if let Err(error) = files.expanded().check() {
            self.problem(id, format!("{error:#}"));
        }
    }

    fn labels(&mut self, id: &str, labels: &[String]) {
        for label in labels {
            if !self.labels.labels.contains_key(label) {
                self.problem(id, format!("the specification has no label `{label}`"));
            }
        }
    }

    fn eapis(&mut self, id: &str, text: &str, op: Op) {
        match eapis::expand(text) {
            Ok(set) if !depends_on_eapi(op) && set != [None] => {
                self.problem(id, format!("{op} does not depend on the EAPI: eapis must be `none`"));
            }
            Ok(_) => {}
            Err(error) => self.problem(id, format!("{error:#}")),
        }
    }
}

/// What the schema cannot say: how input and answer must fit together.
fn contradiction(input: &Value, op: Op, out: &Value) -> Option<&'static str> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let sorted = |value: &Value| {
        let mut texts: Vec<_> = list(value).iter().map(Value::to_string).collect();
        texts.sort();
        texts
    };
    let (fits, demand) = match op {
        Op::VersionSortKey => {
            (list(&input["texts"]).len() == list(out).len() + 1, "needs one relation between each text and the next")
        }
        Op::VersionSort => (sorted(&input["versions"]) == sorted(out), "the answer must hold the texts of the input"),
        Op::AtomMatches | Op::PatternMatches => {
            let packages = list(&input["packages"]).len() as u64;
            let indices: Vec<_> = list(out).iter().filter_map(Value::as_u64).collect();
            let fits = indices.is_sorted_by(|a, b| a < b) && indices.iter().all(|index| *index < packages);
            (fits, "the answer must hold ascending indices of packages")
        }
        _ => return None,
    };
    (!fits).then_some(demand)
}

fn depends_on_eapi(op: Op) -> bool {
    const NEVER: [&str; 11] = [
        "version.",
        "cpv.",
        "pattern.",
        "repo.",
        "manifest.",
        "metadata_xml.",
        "installed.",
        "binary.",
        "profile.",
        "config.",
        "query.",
    ];
    !NEVER.iter().any(|area| op.as_str().starts_with(area))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems_of(text: &str) -> String {
        let labels = Labels::embedded().unwrap();
        let source = Source { path: "version/a.json".into(), text: text.into() };
        let sources = [source];
        let uncovered = uncovered(&sources, &labels).unwrap_or_default();
        let quotes = Quotes::about(&["version/a"]);
        let gone = "# once\nversion/a/3\tversion/a/1\n".to_owned();
        Suite { sources: sources.into(), labels, quotes, uncovered, gone }.problems().unwrap().join("\n")
    }

    fn file(tests: &str) -> String {
        format!(
            "{{\"$schema\":\"case-v1.json\",\"op\":\"version.compare\",\"groups\":[\n {{\"id\":\"version/a\",\"title\":\"t\",\
             \"pms\":[\"sec:version-spec\"],\"eapis\":\"none\",\"tests\":[\n{tests}\n ]}}\n]}}\n"
        )
    }

    fn test(id: &str, more: &str) -> String {
        format!("  {{\"id\":\"version/a/{id}\",{more}\"in\":{{\"a\":\"1\",\"b\":\"2\"}},\"out\":\"<\",\"level\":\"must\"}}")
    }

    #[test]
    fn the_corpus_has_no_problems() {
        let found = Suite::embedded().unwrap().problems().unwrap();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }

    #[test]
    fn the_corpus_covers_every_operation() {
        let cases = corpus::cases(&corpus::embedded()).unwrap();
        assert!(cases.len() >= 5000, "{} cases", cases.len());
        for &op in Op::ALL {
            assert!(cases.iter().any(|case| case.op == op && matches!(case.expected, Expected::Out(_))), "{op}");
        }
    }

    #[test]
    fn answers_must_fit_their_input() {
        use serde_json::json;
        let found = |op, input: Value, out: Value| contradiction(&input, op, &out).is_some();
        assert!(found(Op::VersionSort, json!({"versions": ["2", "1"]}), json!(["1"])));
        assert!(!found(Op::VersionSort, json!({"versions": ["2", "1"]}), json!(["1", "2"])));
        assert!(found(Op::VersionSortKey, json!({"texts": ["1", "2"]}), json!(["<", "<"])));
        assert!(!found(Op::VersionSortKey, json!({"texts": ["1", "2"]}), json!(["<"])));
        for (out, wrong) in [(json!([0, 1]), false), (json!([1, 0]), true), (json!([0, 0]), true), (json!([2]), true)] {
            assert_eq!(found(Op::AtomMatches, json!({"packages": [{}, {}]}), out), wrong);
        }
    }

    #[test]
    fn a_good_file_passes() {
        assert_eq!(problems_of(&file(&test("1", ""))), "");
    }

    #[test]
    fn mistakes_are_found() {
        let expect = |text: String, part: &str| {
            let found = problems_of(&text);
            assert!(found.contains(part), "{part:?} not in {found:?}");
        };
        expect(file(&test("0", "")), "schema");
        expect(file(&test("1", "")).replace("\"level\"", " \"level\""), "canonical");
        expect(file(&[test("1", ""), test("1", "")].join(",\n")), "used twice");
        expect(file(&[test("1", ""), test("2", "")].join(",\n")), "asks the same");
        let other = test("2", "").replace("\"2\"}", "\"3\"}");
        expect(file(&[test("1", ""), other.replace("a/2", "a/3")].join(",\n")), "gone-ids.txt has this id");
        expect(file(&other), "version/a/1: no test has this id");
        expect(file(&test("1", "\"pms\":[\"sec:nowhere\"],")), "no label `sec:nowhere`");
        expect(file(&test("1", "\"eapis\":\"0..\",")), "must be `none`");
        expect(file(&test("1", "\"eapis\":\"3..1\",")), "EAPI range");
        expect(file(&test("1", "")).replace("version/a/1", "version/b/1"), "its group's");
        expect(file(&test("1", "")).replace("\"must\"", "\"disputed\""), "note");
        expect("{".to_owned(), "cases/version/a.json");
    }
}
