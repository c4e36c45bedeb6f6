//! What is wrong in files, as values: beside the error that a call fails with.

use crate::Offset;
use polyatom::Report;
use polyatom_repo::InLine;
use std::fmt;
use std::ops::Range;

/// Something wrong in a file, or with it. It is told in its place, and everything else is read all the same.
///
/// ```example
/// parse_manifest("DIST a 1 MD5 abc").problems[0].reason -> "not a checksum of this kind: 32 digits are needed"
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, uniffi::Record)]
#[uniffi::export(Display)]
pub struct Problem {
    /// The file; empty if there was only its text.
    pub path: String,
    /// The line, from 1 on; none where the whole file is wrong.
    pub line: Option<u64>,
    /// The line's text, or of a long one the part around the place.
    pub input: String,
    /// The place where the wrong part begins in that text.
    pub start: Offset,
    /// The place where the wrong part ends in that text; the same as the start where something is missing.
    pub end: Offset,
    /// A few words on what is wrong.
    pub reason: String,
    /// A hint of what would be right, where that can be told.
    pub hint: Option<String>,
    /// A code for what is wrong, for programs: `not_utf8`. The same in every language and version.
    pub code: String,
    /// Category, package and version, if it is about one package.
    pub cpv: Option<String>,
    /// The variable whose value is wrong, `DEPEND`.
    pub variable: Option<String>,
}

impl From<&polyatom_repo::Error> for Problem {
    fn from(error: &polyatom_repo::Error) -> Self {
        let (input, span) = (error.excerpt().to_owned(), error.span());
        Self {
            path: error.path().to_string(),
            line: error.line().map(u64::from),
            start: Offset::new(&input, span.start),
            end: Offset::new(&input, span.end),
            input,
            reason: error.reason(),
            hint: error.hint(),
            code: error.code().to_owned(),
            cpv: error.package().map(str::to_owned),
            variable: error.variable().map(str::to_owned),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, variable, input, reason, hint, .. } = self;
        let span = self.start.bytes() as usize..self.end.bytes() as usize;
        Shown { path, line: *line, variable: variable.as_deref(), input, span, reason, hint: hint.as_deref() }.fmt(f)
    }
}

/// What is told of a problem: the same words for one that is a value and for one that is an error.
pub(crate) struct Shown<'a> {
    pub(crate) path: &'a str,
    pub(crate) line: Option<u64>,
    pub(crate) variable: Option<&'a str>,
    pub(crate) input: &'a str,
    pub(crate) span: Range<usize>,
    pub(crate) reason: &'a str,
    pub(crate) hint: Option<&'a str>,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", InLine(self.path))?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        f.write_str(" ")?;
        if let Some(variable) = self.variable {
            write!(f, "{variable}: ")?;
        }
        let Self { input, span, reason, hint, .. } = self;
        match *input {
            "" => InLine(reason).fmt(f),
            input => Report { kind: None, input, span: within(input, span), reason, hint: *hint }.fmt(f),
        }
    }
}

/// The part of a place that is in the text: anybody can make a problem, with any place.
fn within(text: &str, span: &Range<usize>) -> Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&place| text.is_char_boundary(place)).unwrap_or(0);
    let start = boundary(span.start);
    start..boundary(span.end).max(start)
}

/// As a list of problems.
pub(crate) fn problems<'a>(errors: impl IntoIterator<Item = &'a polyatom_repo::Error>) -> Vec<Problem> {
    errors.into_iter().map(Problem::from).collect()
}

/// Every code of what can be wrong with a file, besides those of wrong values, which `error_codes` lists: `not_utf8` and so on, sorted. Codes
/// stay the same in every language and version.
#[uniffi::export]
pub fn problem_codes() -> Vec<String> {
    use polyatom_repo::Code;
    // Nothing here writes a file.
    let told = Code::ALL.iter().filter(|code| **code != Code::Unwritable);
    let mut codes: Vec<_> = told.map(|code| code.as_str().to_owned()).collect();
    codes.sort_unstable();
    codes
}
