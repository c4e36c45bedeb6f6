//! Errors and places as the page shows them.

use polyatom::{Error, MissingFlag, Report};
use polyatom_repo::QueryError;
use serde_json::{Value, json};
use std::ops::Range;

/// Places in a text, for JavaScript: it counts in UTF-16.
pub struct Places<'a> {
    text: &'a str,
    is_ascii: bool,
}

impl<'a> Places<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { text, is_ascii: text.is_ascii() }
    }

    fn place(&self, at: usize) -> usize {
        if self.is_ascii { at } else { self.text[..at].encode_utf16().count() }
    }

    /// Where a part begins and ends, given in bytes.
    pub fn span(&self, span: Range<usize>) -> Range<usize> {
        self.place(span.start)..self.place(span.end)
    }
}

/// What is wrong in what is typed in a field, and where.
fn mistake(field: &str, code: &str, report: &Report<'_>) -> Value {
    let span = Places::of(report.input).span(report.span.clone());
    json!({
        "field": field,
        "kind": report.kind,
        "code": code,
        "reason": report.reason,
        "hint": report.hint,
        "start": span.start,
        "end": span.end,
        "message": report.to_string(),
    })
}

/// An error in what is typed in a field.
pub fn error(field: &str, error: &Error) -> Value {
    let (kind, input, span, reason) = (Some(error.kind().as_str()), error.input(), error.span(), error.reason());
    mistake(field, error.code(), &Report { kind, input, span, reason, hint: error.hint().as_deref() })
}

/// What is wrong with a query, or with asking it. Where it cannot be asked, the place may be one in the query as it is printed.
pub fn of_query(error: &QueryError) -> Value {
    let (input, span, reason, hint) = (error.input(), error.span(), &*error.reason(), error.hint());
    mistake("text", error.code(), &Report { kind: Some("query"), input, span, reason, hint })
}

/// A flag that a package does not have, which is in the atom's text.
pub fn missing_flag(error: &MissingFlag) -> Value {
    let (input, span, reason, hint) = (error.input(), error.span(), &*error.reason(), &*error.hint());
    mistake("text", MissingFlag::CODE, &Report { kind: None, input, span, reason, hint: Some(hint) })
}

/// Why files are not a repository, or have not what is asked for.
pub fn of_repository(error: &polyatom_repo::Error) -> Value {
    json!({"field": "files", "code": error.code(), "hint": error.hint(), "message": of_file(error)})
}

/// What is wrong in a file, with its path inside the repository.
pub fn of_file(error: &polyatom_repo::Error) -> String {
    let message = error.to_string();
    message.strip_prefix("/repository/").unwrap_or(&message).to_owned()
}

/// A part of a text, with what it means.
pub fn part(name: &str, text: &str, meaning: &str) -> Value {
    json!({"name": name, "text": text, "meaning": meaning})
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.into_iter().collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_javascript_does() {
        let text = "aä𝄞b";
        let places = Places::of(text);
        assert_eq!(places.span(1..text.len()), 1..5);
    }

    #[test]
    fn lists_read_as_sentences_do() {
        assert_eq!(
            ["", "a", "a and b", "a, b and c"],
            [&[][..], &["a"], &["a", "b"], &["a", "b", "c"]].map(|w| listed(w.to_vec()))
        );
    }
}
