//! Repairing a specification, where only one text can be meant.

use polyatom::{DepSpec, DepSpecKind, DepSpecOptions, Diagnostic, DiagnosticKind, Eapi, Error};
use std::ops::Range;

/// A specification after its repairs, and what was wrong before.
pub struct Repaired {
    pub text: String,
    pub faults: Vec<Fault>,
}

/// What was repaired.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stood in the text as it was, in bytes.
    pub at: usize,
    pub code: &'static str,
    pub message: &'static str,
}

/// A part of a text that is replaced.
struct Edit {
    span: Range<usize>,
    text: String,
}

/// A specification on its way to being repaired.
struct Work {
    text: String,
    /// For each edit where it began, how long the old part was, and how long the new one is.
    done: Vec<(usize, usize, usize)>,
    faults: Vec<Fault>,
}

/// Makes every repair that can be made. A specification that cannot be read stays as it is unless all that keeps it from being read can be
/// repaired: half a repair may be a wrong one.
pub fn repaired(kind: DepSpecKind, text: &str, eapi: Option<Eapi>) -> Repaired {
    let mut work = Work { text: text.to_owned(), done: Vec::new(), faults: Vec::new() };
    loop {
        let (edit, fault) = match DepSpec::parse(kind, &work.text, DepSpecOptions::from(eapi)) {
            Ok(spec) => {
                let found = spec.diagnostics(None).into_iter().find_map(|told| Some((of_diagnostic(&spec, &told)?, told)));
                let Some((edit, told)) = found else { break };
                let (at, code, message) = (work.original(told.span.start), told.kind.as_str(), told.kind.message());
                (edit, Fault { at, code, message })
            }
            Err(error) => {
                let fault = Fault { at: work.original(error.span().start), code: error.code(), message: error.reason() };
                match of_error(&work.text, &error) {
                    // Each edit repairs something, so that there are not more than the text has places.
                    Some(edit) if work.done.len() <= text.len() => (edit, fault),
                    _ => return Repaired { text: text.to_owned(), faults: Vec::new() },
                }
            }
        };
        work.faults.push(fault);
        work.apply(edit);
    }
    Repaired { text: work.text, faults: work.faults }
}

impl Work {
    fn apply(&mut self, edit: Edit) {
        self.done.push((edit.span.start, edit.span.len(), edit.text.len()));
        self.text.replace_range(edit.span, &edit.text);
    }

    /// Where a place of the text was before all edits.
    fn original(&self, place: usize) -> usize {
        self.done.iter().rev().fold(place, |place, &(start, old, new)| match place {
            place if place >= start + new => place - new + old,
            place => place.min(start),
        })
    }
}

fn insert(at: usize, text: &str) -> Edit {
    Edit { span: at..at, text: text.to_owned() }
}

fn remove(span: Range<usize>) -> Edit {
    Edit { span, text: String::new() }
}

fn of_error(text: &str, error: &Error) -> Option<Edit> {
    let span = error.span();
    let bytes = text.as_bytes();
    match error.code() {
        "missing_blank" => {
            let is_at_start = span.start == 0 || bytes[span.start - 1].is_ascii_whitespace();
            Some(insert(if is_at_start { span.end } else { span.start }, " "))
        }
        "empty_use_dep" if bytes.get(span.start) == Some(&b',') => Some(remove(span.start..span.start + 1)),
        "empty_use_dep" if span.start > 0 && bytes[span.start - 1] == b',' => Some(remove(span.start - 1..span.start)),
        "empty_use_deps" => Some(remove(span)),
        "unclosed_use_deps" => Some(insert(span.start, "]")),
        "text_after_use_deps" => slot_before_use_deps(text, span.start),
        "empty_group" => empty_group(text, span),
        _ => None,
    }
}

/// `a/b[x]:0` for `a/b:0[x]`.
fn slot_before_use_deps(text: &str, at: usize) -> Option<Edit> {
    let end = text[at..].find(|c: char| c.is_ascii_whitespace()).map_or(text.len(), |length| at + length);
    let open = text[..at].rfind('[')?;
    let (brackets, rest) = (&text[open..at], &text[at..end]);
    let is_slot = rest.starts_with(':') && !rest.contains('[');
    is_slot.then(|| Edit { span: open..end, text: format!("{rest}{brackets}") })
}

/// An empty group says nothing, unless it has an operator: what that says differs between EAPIs.
fn empty_group(text: &str, span: Range<usize>) -> Option<Edit> {
    if text[span.clone()].starts_with(['|', '^']) || text[span.clone()].starts_with("??") {
        return None;
    }
    // One of the blanks around it goes, too.
    let before = text[..span.start].trim_end().len();
    let after = text.len() - text[span.end..].trim_start().len();
    Some(if after > span.end { remove(span.start..after) } else { remove(before..span.end) })
}

fn of_diagnostic(spec: &DepSpec, told: &Diagnostic) -> Option<Edit> {
    match told.kind {
        DiagnosticKind::SlotOperatorInAnyOf | DiagnosticKind::SlotOperatorInPdepend | DiagnosticKind::SlotOperatorInBlocker => {
            let dep = spec.as_str().get(told.span.clone())?;
            // What a sub-slot with the operator was meant to be, nobody knows.
            if dep.contains('/') {
                return None;
            }
            let start = told.span.start;
            Some(if dep == ":=" { remove(told.span.clone()) } else { remove(start + dep.find('=')?..told.span.end) })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(kind: DepSpecKind, text: &str) -> (String, Vec<(usize, &'static str)>) {
        let found = repaired(kind, text, None);
        (found.text, found.faults.iter().map(|fault| (fault.at, fault.code)).collect())
    }

    #[test]
    fn what_can_only_be_meant_one_way_is_repaired() {
        for (text, expected) in [
            ("||(a/b c/d)", "|| ( a/b c/d )"),
            ("x?( a/b )c/d", "x? ( a/b ) c/d"),
            ("(a/b)", "( a/b )"),
            ("a/b[]", "a/b"),
            ("a/b[,x,,y,] c/d", "a/b[x,y] c/d"),
            ("a/b[x]:0= c/d[x,y]::r e/f", "a/b:0=[x] c/d::r[x,y] e/f"),
            ("a/b[x", "a/b[x]"),
            ("a/b x? ( ( ) ) c/d", "a/b c/d"),
            ("a/b ( )", "a/b"),
            ("|| ( a/b:= c/d:0= )", "|| ( a/b c/d:0 )"),
            ("!a/b:=", "!a/b"),
            ("é", "é"),
        ] {
            let (text, faults) = fixed(DepSpecKind::Rdepend, text);
            assert_eq!(text, expected);
            assert_eq!(faults.is_empty(), text == "é");
            assert!(DepSpec::parse(DepSpecKind::Rdepend, &text, None).is_ok() || text == "é");
        }
        assert_eq!(fixed(DepSpecKind::Pdepend, "a/b:= c/d").0, "a/b c/d");
    }

    #[test]
    fn what_can_be_meant_otherwise_stays() {
        for text in [
            "|| ( a/b",
            "a/b )",
            "|| ( )",
            "a/b[!x]",
            "a/b[-x?]",
            "|| ( a/b:0/1= c/d )",
            "a/b-1",
            "a/b[x, y]",
            // The blank alone would be right, but not enough.
            "(a/b) c/d-1",
        ] {
            assert_eq!(fixed(DepSpecKind::Rdepend, text), (text.to_owned(), vec![]));
        }
    }

    #[test]
    fn faults_stand_where_they_stood() {
        let (text, faults) = fixed(DepSpecKind::Rdepend, "||(a/b:= c/d[,x])");
        assert_eq!(text, "|| ( a/b c/d[x] )");
        let expected = [
            (2, "missing_blank"),
            (2, "missing_blank"),
            (13, "empty_use_dep"),
            (16, "missing_blank"),
            (6, "slot_operator_in_any_of"),
        ];
        assert_eq!(faults, expected);
    }
}
