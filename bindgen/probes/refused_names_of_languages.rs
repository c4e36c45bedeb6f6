//! Items that would have a name that is taken in one language or another. All of it is told at once, with what cannot be expressed at all.
//! refused: later: async functions are not supported
//! refused: Range: in Ruby it would be Range, which is what the library's own code has of Ruby's; call it otherwise
//! refused: Option: Python's glue needs Option for what Rust or PyO3 has of that name; call it otherwise
//! refused: Span.is_end: in Ruby it would be end?, which is Span.has_end; call it otherwise
//! refused: span: in Go it would be Span, which is Span; call it otherwise
//! refused: count: Python's glue itself has something called py; call it otherwise
//! refused: join: in C two of its parameters would be text_length, with what goes along with them; call one otherwise
//! refused: part: in Go its argument keyText would be a variable that is made of another argument; call it otherwise
//! refused: parse_shape: in C++ it would be parse_shape, which is what reads a Shape; call it otherwise
//! refused: parse_shape: in Go it would be ParseShape, which is what every Shape has; call it otherwise

/// A part of a text.
#[derive(Debug, uniffi::Object)]
pub struct Span;

#[uniffi::export]
impl Span {
    /// Whether it is the end.
    pub fn is_end(&self) -> bool {
        true
    }

    /// Whether it has an end.
    pub fn has_end(&self) -> bool {
        true
    }
}

/// From where to where.
#[derive(Debug, uniffi::Record)]
pub struct Range {
    /// Where it begins.
    pub from: u32,
}

/// What can be chosen.
#[derive(Debug, uniffi::Object)]
pub struct Option;

/// What can go wrong.
#[derive(Debug, uniffi::Error)]
pub enum ReadError {
    /// It cannot be read.
    Wrong,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("wrong")
    }
}

/// A shape.
#[derive(Debug, Clone, Copy, uniffi::Enum)]
#[uniffi::export(Display)]
pub enum Shape {
    /// Round.
    Round,
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("round")
    }
}

impl std::str::FromStr for Shape {
    type Err = ReadError;

    fn from_str(_: &str) -> Result<Self, ReadError> {
        Ok(Self::Round)
    }
}

/// Reads one, in its own way.
#[uniffi::export]
pub fn parse_shape(text: &str) -> Result<Shape, ReadError> {
    text.parse()
}

/// A span of its own name.
#[uniffi::export]
pub fn span(range: Range) -> u32 {
    range.from
}

/// Counts.
#[uniffi::export]
pub fn count(py: u32) -> u32 {
    py
}

/// Joins.
#[uniffi::export]
pub fn join(text: &str, text_length: u32) -> u32 {
    let _ = text;
    text_length
}

/// Gives a part.
#[uniffi::export]
pub fn part(key: ::std::option::Option<String>, key_text: String) -> String {
    key.unwrap_or(key_text)
}

/// Waits.
#[uniffi::export]
pub async fn later() -> u32 {
    0
}
