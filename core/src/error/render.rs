//! The message of an error: what, the text with carets under the place, and a hint.

use std::fmt::{self, Display, Formatter};
use std::iter::repeat_n;
use std::ops::Range;

use super::Error;

/// Columns of input that are shown at most, about a terminal's width.
const WIDTH: usize = 100;
/// What the fixed words of a message take, and the name of its kind.
const ROOM: usize = 64;
/// Columns kept before the span when the start of a long input is cut off.
const LEAD: usize = 30;

/// The parts of an error's message. [`Error`] prints as its report; one who took an error apart can print it again.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What kind of text was wrong; none where the text is right and the reason tells all.
    pub kind: Option<&'a str>,
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
        let line = Line::new(self.input, self.span.clone());
        let hint = self.hint.map_or(0, str::len);
        let mut message = String::with_capacity(ROOM + self.reason.len() + line.text.len() + line.indent + line.carets + hint);
        if let Some(kind) = self.kind {
            message.extend(["invalid ", kind, ": "]);
        }
        message.extend([self.reason, "\n  ", &line.text, "\n  "]);
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
    Report { kind: Some(kind.as_str()), input, span, reason, hint: error.hint().as_deref() }.fmt(f)
}

/// The shown part of the input, escaped, and where its carets stand.
struct Line {
    text: String,
    indent: usize,
    carets: usize,
}

impl Line {
    fn new(input: &str, span: Range<usize>) -> Self {
        let shown = window(input, &span);
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

/// The part to show: all if it fits, else a window that begins shortly before the span.
fn window(input: &str, span: &Range<usize>) -> Range<usize> {
    if input.len() <= WIDTH {
        return 0..input.len();
    }
    let start = span.start.saturating_sub(LEAD).min(input.len() - WIDTH);
    let end = (start + WIDTH).max(span.start);
    let start = (0..=start).rev().find(|&at| input.is_char_boundary(at)).unwrap_or(0);
    start..(end..input.len()).find(|&at| input.is_char_boundary(at)).unwrap_or(input.len())
}

fn push_if(text: &mut String, cut: bool) {
    if cut {
        text.push('…');
    }
}

/// One column for each `char`: what a terminal does not show in a place of its own has been escaped.
fn columns(text: &str) -> usize {
    text.chars().count()
}

fn push_escaped(text: &mut String, part: &str) {
    for character in part.chars() {
        match character {
            ' '..='~' => text.push(character),
            _ => text.extend(character.escape_debug()),
        }
    }
}
