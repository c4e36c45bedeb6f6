//! The files of a case: how case files write them, and the scratch directory in which an adapter finds them.
//!
//! `@DIR@` in a text of the input or of a file stands for the directory. In answers the directory is written `@DIR@` again, so that an answer
//! is the same wherever the files lie.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path};

use anyhow::{Context, Result, bail, ensure};
use camino::{Utf8Path, Utf8PathBuf};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tempfile::TempDir;

use crate::corpus::Case;
use crate::expand::expand;
use crate::protocol::Answer;

/// What stands for the directory.
pub const PLACE: &str = "@DIR@";

/// Files by their paths in the directory. A value is the text of a file; or `{"base64": "..."}` for other bytes,
/// `{"link": "target"}` for a symbolic link, `{"directory": true}` for a directory without files; or null for none, where
/// the group has one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Files(BTreeMap<String, Value>);

/// One file.
#[derive(Debug, PartialEq)]
enum Content {
    Bytes(Vec<u8>),
    Link(String),
    Directory,
    Nothing,
}

impl Files {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The same with its long texts written out.
    pub fn expanded(&self) -> Files {
        Files(self.0.iter().map(|(path, value)| (path.clone(), expand(value))).collect())
    }

    /// These files, with others in their place.
    pub fn with(&self, others: &Files) -> Files {
        let all = self.0.iter().chain(&others.0).map(|(path, value)| (path.clone(), value.clone()));
        Files(all.collect())
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Whether every path stays inside and every content can be read.
    pub fn check(&self) -> Result<()> {
        for (path, value) in &self.0 {
            check_path(path)?;
            content(value).with_context(|| path.clone())?;
        }
        Ok(())
    }

    fn lay_out(&self, directory: &Path) -> Result<()> {
        self.check()?;
        let here = directory.to_string_lossy();
        fs::create_dir_all(directory)?;
        for (path, value) in &self.0 {
            let place = directory.join(path);
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent).with_context(|| path.clone())?;
            }
            match content(&replace(value, PLACE, &here))? {
                Content::Bytes(bytes) => fs::write(&place, bytes),
                Content::Link(target) => link(&target, &place),
                Content::Directory => fs::create_dir_all(&place),
                Content::Nothing => Ok(()),
            }
            .with_context(|| path.clone())?;
        }
        Ok(())
    }
}

fn check_path(path: &str) -> Result<()> {
    let inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    ensure!(inside && !path.is_empty() && !path.ends_with('/'), "{path:?} is not a path inside the directory");
    Ok(())
}

fn content(value: &Value) -> Result<Content> {
    let only = value.as_object().filter(|fields| fields.len() == 1).and_then(|fields| fields.iter().next());
    match (value, only.map(|(name, value)| (name.as_str(), value))) {
        (Value::Null, _) => Ok(Content::Nothing),
        (Value::String(text), _) => Ok(Content::Bytes(text.clone().into_bytes())),
        (_, Some(("base64", Value::String(text)))) => Ok(Content::Bytes(BASE64.decode(text.as_bytes())?)),
        (_, Some(("link", Value::String(target)))) => Ok(Content::Link(target.clone())),
        (_, Some(("directory", Value::Bool(true)))) => Ok(Content::Directory),
        _ => bail!("not the content of a file: {value}"),
    }
}

#[cfg(unix)]
fn link(target: &str, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, place)
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Where the files of all cases lie while a run lasts: a directory for each case.
pub struct Scratch {
    directory: Option<TempDir>,
}

impl Scratch {
    /// Lays out the files of these cases.
    pub fn new<'a>(cases: impl IntoIterator<Item = &'a Case>) -> Result<Scratch> {
        let mut scratch = Scratch { directory: None };
        for case in cases.into_iter().filter(|case| !case.files.is_empty()) {
            let directory = match scratch.directory.take() {
                Some(directory) => directory,
                None => tempfile::Builder::new().prefix("polyatom-conformance-").tempdir()?,
            };
            let place = directory.path().join(&case.id);
            // A case that runs for several EAPIs has one directory.
            if !place.exists() {
                case.files.lay_out(&place).with_context(|| case.id.clone())?;
            }
            scratch.directory = Some(directory);
        }
        Ok(scratch)
    }

    fn place(&self, case: &Case) -> Option<Utf8PathBuf> {
        let root = Utf8Path::from_path(self.directory.as_ref()?.path())?;
        (!case.files.is_empty()).then(|| root.join(&case.id))
    }

    /// What an adapter is asked, with the directory of the case.
    pub fn input(&self, case: &Case, input: Value) -> Value {
        match self.place(case) {
            Some(place) => replace(&input, PLACE, place.as_str()),
            None => input,
        }
    }

    /// What an adapter answered, without the directory.
    pub fn answer(&self, case: &Case, answer: Answer) -> Answer {
        let Some(place) = self.place(case) else { return answer };
        let clean = |text: String| text.replace(place.as_str(), PLACE);
        match answer {
            Answer::Out(out) => Answer::Out(replace(&out, place.as_str(), PLACE)),
            Answer::Warned { out, warn } => Answer::Warned { out: replace(&out, place.as_str(), PLACE), warn: clean(warn) },
            Answer::Error { code, message, at } => Answer::Error { code, message: message.map(clean), at },
            Answer::Skip { .. } | Answer::Crash(_) => answer,
        }
    }
}

fn replace(value: &Value, from: &str, to: &str) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace(from, to)),
        Value::Array(items) => items.iter().map(|item| replace(item, from, to)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(name, value)| (name.clone(), replace(value, from, to))).collect())
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{Expected, Level};
    use crate::op::Op;
    use serde_json::json;

    fn files(value: Value) -> Files {
        serde_json::from_value(value).unwrap()
    }

    fn case(files: Files) -> Case {
        Case {
            id: "repo/group/1".into(),
            area: "repo".into(),
            title: String::new(),
            op: Op::VersionParse,
            pms: Vec::new(),
            eapis: vec![None],
            files,
            input: json!({"repo": "@DIR@/r"}),
            expected: Expected::Out(json!([])),
            level: Level::Must,
            needs: None,
            note: None,
        }
    }

    #[test]
    fn files_are_laid_out_and_gone_afterwards() {
        let group = files(json!({"r/d": "at @DIR@/r", "r/a": "1", "r/b": "2", "r/empty": {"directory": true}}));
        let case = case(group.with(&files(json!({"r/b": null, "r/c/d": {"base64": "AP8="}, "r/e": {"link": "a"}}))));
        let scratch = Scratch::new([&case, &case]).unwrap();
        let asked = scratch.input(&case, case.input.clone());
        let root = std::path::PathBuf::from(asked["repo"].as_str().unwrap());
        assert_eq!(fs::read_to_string(root.join("d")).unwrap(), format!("at {}", root.display()));
        assert_eq!(fs::read(root.join("a")).unwrap(), b"1");
        assert!(!root.join("b").exists());
        assert!(root.join("empty").is_dir());
        assert_eq!(fs::read(root.join("c/d")).unwrap(), [0, 255]);
        assert_eq!(fs::read_to_string(root.join("e")).unwrap(), "1");
        let told = Answer::Out(json!([format!("{}/a", root.display())]));
        assert_eq!(scratch.answer(&case, told), Answer::Out(json!(["@DIR@/r/a"])));
        drop(scratch);
        assert!(!root.exists());
    }

    #[test]
    fn nothing_lies_outside() {
        for path in ["/a", "../a", "a/../b", "", "a/", "./a"] {
            assert!(files(json!({path: ""})).check().is_err(), "{path}");
        }
        for content in [json!(1), json!({"base64": "?"}), json!({"link": 1}), json!({"x": "y"}), json!({"directory": false})] {
            assert!(files(json!({"a": content.clone()})).check().is_err(), "{content}");
        }
    }
}
