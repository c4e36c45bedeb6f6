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
        let shown = window(self.input, &self.span);
        let hint = self.hint.map_or(0, str::len);
        let mut message = String::with_capacity(ROOM + self.reason.len() + 2 * shown.len() + hint);
        if let Some(kind) = self.kind {
            message.extend(["invalid ", kind, ": "]);
        }
        message.extend([self.reason, "\n  "]);
        let (indent, carets) = push_line(&mut message, self.input, &self.span, &shown);
        message.push_str("\n  ");
        message.extend(repeat_n(' ', indent));
        message.extend(repeat_n('^', carets));
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

/// Adds the shown part of the input, escaped, and tells how far its carets are from its start, and how many they are.
fn push_line(message: &mut String, input: &str, span: &Range<usize>, shown: &Range<usize>) -> (usize, usize) {
    let start = message.len();
    push_if(message, shown.start > 0);
    push_escaped(message, &input[shown.start..span.start]);
    let wrong = message.len();
    push_escaped(message, &input[span.start..span.end.min(shown.end)]);
    let places = (columns(&message[start..wrong]), columns(&message[wrong..]).max(1));
    push_escaped(message, &input[span.end.min(shown.end)..shown.end]);
    push_if(message, shown.end < input.len());
    places
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
    if part.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.push_str(part);
    }
    for character in part.chars() {
        match character {
            ' '..='~' => text.push(character),
            _ => text.extend(character.escape_debug()),
        }
    }
}
