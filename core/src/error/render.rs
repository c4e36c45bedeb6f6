//! The message of an error: what, the text with carets under the place, and a hint.

use std::fmt::{self, Display, Formatter, Write};
use std::iter::repeat_n;
use std::ops::Range;

use super::{Error, ErrorKind};

/// Columns of input that are shown at most, about a terminal's width.
const WIDTH: usize = 100;
/// What the fixed words of a message take, and the name of its kind.
const ROOM: usize = 64;
/// Columns kept before the span when the start of a long input is cut off.
const LEAD: usize = 30;

/// The parts of an error's message. [`Error`] prints as its report; one who took an error apart can print it again.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What kind of text was wrong.
    pub kind: ErrorKind,
    /// The whole text that was read.
    pub input: &'a str,
    /// Where in the input, in bytes.
    pub span: Range<usize>,
    /// What is wrong, in a few words.
    pub reason: &'a str,
    /// What would be right.
    pub hint: Option<&'a str>,
}

impl Report<'_> {
    /// The message as one text: a formatter is slow with so many small pieces.
    fn message(&self) -> String {
        let line = Line::new(self.input.as_bytes(), self.span.clone());
        let hint = self.hint.map_or(0, str::len);
        let mut message = String::with_capacity(ROOM + self.reason.len() + line.text.len() + line.indent + line.carets + hint);
        message.extend(["invalid ", self.kind.as_str(), ": ", self.reason, "\n  ", &line.text, "\n  "]);
        message.extend(repeat_n(' ', line.indent).chain(repeat_n('^', line.carets)));
        if let Some(hint) = self.hint {
            message.extend(["\nhint: ", hint]);
        }
        message
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())
    }
}

pub(super) fn render(f: &mut Formatter<'_>, error: &Error) -> fmt::Result {
    let (kind, input, span, reason) = (error.kind(), error.input(), error.span(), error.reason());
    Report { kind, input, span, reason, hint: error.hint().as_deref() }.fmt(f)
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
        let mut text = String::with_capacity(shown.len());
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
