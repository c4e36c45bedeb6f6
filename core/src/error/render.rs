//! The message of an error: what, the text with carets under the place, and a hint.

use std::fmt::{self, Formatter, Write};
use std::ops::Range;

use super::Error;

/// Columns of input that are shown at most, about a terminal's width.
const WIDTH: usize = 100;
/// Columns kept before the span when the start of a long input is cut off.
const LEAD: usize = 30;

pub(super) fn render(f: &mut Formatter<'_>, error: &Error) -> fmt::Result {
    let line = Line::new(error.input().as_bytes(), error.span());
    writeln!(f, "invalid {}: {}", error.kind(), error.reason())?;
    writeln!(f, "  {}", line.text)?;
    write!(f, "  {:indent$}{}", "", "^".repeat(line.carets), indent = line.indent)?;
    match error.hint() {
        Some(hint) => write!(f, "\nhint: {hint}"),
        None => Ok(()),
    }
}

/// The shown part of the input, escaped, and where its carets stand.
struct Line {
    text: String,
    indent: usize,
    carets: usize,
}

impl Line {
    fn new(input: &[u8], span: Range<usize>) -> Self {
        let shown = window(input.len(), &span);
        let mut text = String::new();
        push_if(&mut text, shown.start > 0);
        push_escaped(&mut text, &input[shown.start..span.start]);
        let indent = columns(&text);
        push_escaped(&mut text, &input[span.start..span.end.min(shown.end)]);
        let carets = (columns(&text) - indent).max(1);
        push_escaped(&mut text, &input[span.end.min(shown.end)..shown.end]);
        push_if(&mut text, shown.end < input.len());
        Self { text, indent, carets }
    }
}

/// The bytes to show: all if they fit, else a window that begins shortly before the span.
fn window(length: usize, span: &Range<usize>) -> Range<usize> {
    if length <= WIDTH {
        return 0..length;
    }
    let start = span.start.saturating_sub(LEAD).min(length - WIDTH);
    start..start + WIDTH
}

fn push_if(text: &mut String, cut: bool) {
    if cut {
        text.push('…');
    }
}

/// One column for each `char`: everything but printable ASCII and the ellipsis has been escaped.
fn columns(text: &str) -> usize {
    text.chars().count()
}

fn push_escaped(text: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        match byte {
            b' '..=b'~' => text.push(byte as char),
            // Writing to a string cannot fail.
            _ => _ = write!(text, "{}", byte.escape_ascii()),
        }
    }
}
