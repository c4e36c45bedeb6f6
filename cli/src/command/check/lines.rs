//! Files whose lines are specifications: what is wrong in them, and the same files repaired.

use super::repair;
use crate::json::Problem;
use polyatom::{DepSpec, DepSpecKind, DepSpecOptions, Eapi};
use std::borrow::Cow;
use std::ops::Range;

/// What the lines of a file are.
#[derive(Clone, Copy)]
pub struct Rules {
    pub kind: Option<DepSpecKind>,
    pub eapi: Option<Eapi>,
}

/// A file that was read.
pub struct Checked {
    bytes: Vec<u8>,
    lines: Vec<Line>,
    eapi: Option<Eapi>,
    rules: Rules,
}

/// A line of a file that is a specification.
struct Line {
    number: usize,
    kind: DepSpecKind,
    /// Where the specification is in the file.
    place: Range<usize>,
    /// The characters of the line before it.
    before: usize,
    text: String,
}

impl Checked {
    pub fn read(bytes: Vec<u8>, rules: Rules) -> Self {
        let (mut lines, mut named) = (Vec::new(), None);
        let mut start = 0;
        for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
            let (at, line) = (start, line.strip_suffix(b"\n").unwrap_or(line));
            start = at + line.len() + 1;
            let before = match rules.kind {
                Some(_) => 0,
                None => line.iter().position(|byte| *byte == b'=').map_or(0, |equals| equals + 1),
            };
            let (head, value) = line.split_at(before);
            let text = String::from_utf8_lossy(value);
            match head {
                b"EAPI=" if rules.kind.is_none() => named = Some(text.into_owned()),
                _ => {
                    let Some(kind) = rules.kind.or_else(|| variable(head)) else { continue };
                    lines.push(Line { number, kind, place: at + before..at + line.len(), before, text: text.into_owned() });
                }
            }
        }
        // An EAPI that is not known is the business of who reads the whole entry: rules are then those of all EAPIs.
        let eapi = rules.eapi.or_else(|| Eapi::parse(named.as_deref()?).ok());
        Self { bytes, lines, eapi, rules }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Everything that is wrong.
    pub fn problems(&self, file: &str) -> Vec<Problem> {
        self.lines.iter().flat_map(|line| line.problems(file, self.eapi)).collect()
    }

    /// The same file with every repair that can be made, and what was repaired.
    pub fn repaired(&self, file: &str) -> (Self, Vec<Problem>) {
        let (mut bytes, mut problems) = (Vec::with_capacity(self.bytes.len()), Vec::new());
        let mut done = 0;
        for line in &self.lines {
            let repaired = repair::repaired(line.kind, &line.text, self.eapi);
            // A text that is not UTF-8 is never valid, so that it is not repaired.
            if repaired.faults.is_empty() {
                continue;
            }
            bytes.extend_from_slice(&self.bytes[done..line.place.start]);
            bytes.extend_from_slice(repaired.text.as_bytes());
            done = line.place.end;
            let problem =
                |fault: repair::Fault| Problem { repaired: true, ..line.problem(file, fault.at, fault.code, fault.message) };
            problems.extend(repaired.faults.into_iter().map(problem));
        }
        bytes.extend_from_slice(&self.bytes[done..]);
        (Self::read(bytes, self.rules), problems)
    }
}

/// The kind of the variable before a value, `DEPEND=`.
fn variable(head: &[u8]) -> Option<DepSpecKind> {
    let name = std::str::from_utf8(head).ok()?.strip_suffix('=')?;
    // Kinds are read in either case, variables are not.
    DepSpecKind::parse(name).ok().filter(|kind| kind.as_str() == name)
}

impl Line {
    fn problem(&self, file: &str, at: usize, code: &str, message: impl Into<Cow<'static, str>>) -> Problem {
        Problem {
            file: file.to_owned(),
            line: Some(self.number),
            column: Some(self.before + self.text[..at].chars().count() + 1),
            code: code.to_owned(),
            message: message.into().into_owned(),
            repaired: false,
        }
    }

    fn problems(&self, file: &str, eapi: Option<Eapi>) -> Vec<Problem> {
        match DepSpec::parse(self.kind, &self.text, DepSpecOptions::from(eapi)) {
            Ok(spec) => {
                let found = spec.diagnostics(None).into_iter();
                found.map(|told| self.problem(file, told.span.start, told.kind.as_str(), told.kind.message())).collect()
            }
            Err(error) => {
                let hint = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
                vec![self.problem(file, error.span().start, error.code(), format!("{}{hint}", error.reason()))]
            }
        }
    }
}
