//! The cases: their files as data, and the flat list that everything else works on.

use std::path::Path;

use anyhow::{Context, Result};
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::eapis::{self, MaybeEapi};
use crate::expand::expand;
use crate::op::Op;
use crate::scratch::Files;

/// Everything that `copy` hands out is compiled into the program.
pub static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/cases");

/// The version of the corpus: the newest in its list of changes.
pub const VERSION: &str = version(include_str!("../CHANGES.md"));

/// What follows the first `## `.
const fn version(changes: &str) -> &str {
    let bytes = changes.as_bytes();
    let mut start = 0;
    while !(bytes[start] == b'#' && bytes[start + 1] == b'#') {
        start += 1;
    }
    let (_, rest) = changes.split_at(start + 3);
    let mut end = 0;
    while rest.as_bytes()[end] != b'\n' {
        end += 1;
    }
    rest.split_at(end).0
}

/// A file of the corpus with its place below `cases/`.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

/// The content of a case file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseFile {
    #[serde(rename = "$schema")]
    pub schema: String,
    pub op: Op,
    pub groups: Vec<Group>,
}

/// Tests of one rule.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub title: String,
    pub pms: Vec<String>,
    pub eapis: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What lies in the directory `@DIR@` of each test.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub files: Files,
    pub tests: Vec<Test>,
}

/// One line of a case file. (Unknown fields are left to the JSON Schema: serde cannot deny them beside a flattened field.)
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Test {
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eapis: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pms: Option<Vec<String>>,
    /// What lies there besides, or in place of what the group has.
    #[serde(default, skip_serializing_if = "Files::is_empty")]
    pub files: Files,
    #[serde(rename = "in")]
    pub input: Value,
    #[serde(flatten)]
    pub expected: Expected,
    pub level: Level,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The answer that the specification asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Expected {
    #[serde(rename = "out")]
    Out(Value),
    #[serde(rename = "error")]
    Error(ErrorCode),
}

impl Test {
    /// The same with its long texts written out.
    pub fn expanded(self) -> Test {
        let expected = match self.expected {
            Expected::Out(out) => Expected::Out(expand(&out)),
            error => error,
        };
        Test { input: expand(&self.input), expected, files: self.files.expanded(), ..self }
    }
}

/// The one error that is judged.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ErrorCode {
    Invalid,
}

/// How binding the expected answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Must,
    Should,
    May,
    Protocol,
    Limit,
    Disputed,
}

impl Level {
    pub const ALL: [Level; 6] = [Level::Must, Level::Should, Level::May, Level::Protocol, Level::Limit, Level::Disputed];

    pub fn as_str(self) -> &'static str {
        match self {
            Level::Must => "must",
            Level::Should => "should",
            Level::Protocol => "protocol",
            Level::May => "may",
            Level::Limit => "limit",
            Level::Disputed => "disputed",
        }
    }
}

/// A test together with what its file and group say about it.
#[derive(Debug)]
pub struct Case {
    pub id: String,
    pub area: String,
    pub title: String,
    pub op: Op,
    pub pms: Vec<String>,
    pub eapis: Vec<MaybeEapi>,
    /// What the runner lays out before it asks, in the directory that `@DIR@` stands for.
    pub files: Files,
    pub input: Value,
    pub expected: Expected,
    pub level: Level,
    /// What an implementation may lack, and then is not asked: `repo` or `unlimited`.
    pub needs: Option<String>,
    pub note: Option<String>,
}

impl Case {
    /// The name of this case in reports: runs for an EAPI carry it.
    pub fn run_id(&self, eapi: MaybeEapi) -> String {
        match eapi {
            Some(eapi) => format!("{}@{eapi}", self.id),
            None => self.id.clone(),
        }
    }

    pub fn group(&self) -> &str {
        group_of(&self.id)
    }
}

/// The group of a test, by its id.
pub fn group_of(id: &str) -> &str {
    id.rsplit_once('/').map_or("", |(group, _)| group)
}

/// The files compiled into the program, ordered by path.
pub fn embedded() -> Vec<Source> {
    let mut sources = Vec::new();
    collect_embedded(&CASES, &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect_embedded(dir: &Dir<'_>, sources: &mut Vec<Source>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            sources.push(Source { path: path.replace('\\', "/"), text: text.to_owned() });
        }
    }
    dir.dirs().for_each(|dir| collect_embedded(dir, sources));
}

/// The files below a `cases` directory, ordered by path.
pub fn from_directory(cases: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for area in std::fs::read_dir(cases).with_context(|| format!("{}", cases.display()))? {
        let area = area?;
        for file in std::fs::read_dir(area.path()).with_context(|| format!("{}", area.path().display()))? {
            let path = file?.path();
            let name = path.strip_prefix(cases)?.to_string_lossy().replace('\\', "/");
            let text = std::fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
            sources.push(Source { path: name, text });
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

pub fn parse(source: &Source) -> Result<CaseFile> {
    serde_json::from_str(&source.text).with_context(|| format!("cases/{}", source.path))
}

/// All cases of the given files, in order.
pub fn cases(sources: &[Source]) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    for source in sources {
        let area = source.path.split('/').next().unwrap_or_default();
        let file = parse(source)?;
        for group in file.groups {
            let files = group.files.expanded();
            for test in group.tests.into_iter().map(Test::expanded) {
                let eapis = test.eapis.as_deref().unwrap_or(&group.eapis);
                cases.push(Case {
                    eapis: eapis::expand(eapis).with_context(|| test.id.clone())?,
                    id: test.id,
                    area: area.to_owned(),
                    title: group.title.clone(),
                    op: file.op,
                    pms: test.pms.unwrap_or_else(|| group.pms.clone()),
                    files: files.with(&test.files),
                    input: test.input,
                    expected: test.expected,
                    level: test.level,
                    needs: test.needs.or_else(|| group.needs.clone()),
                    note: test.note.or_else(|| group.note.clone()),
                });
            }
        }
    }
    Ok(cases)
}
