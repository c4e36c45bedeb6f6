//! The format of a `.la` file: comments, and variables as a shell would assign them.

use crate::error::Error;
use std::fmt;

/// A file, which prints as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct La {
    pub lines: Vec<Line>,
    /// Whether the last line ends.
    has_end: bool,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// A comment, or nothing.
    Comment(String),
    Variable {
        name: String,
        quote: Quote,
        value: String,
    },
}

/// How a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    None,
    Single,
    /// With backslashes, which the value keeps.
    Double,
}

impl Quote {
    fn mark(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Single => "'",
            Self::Double => "\"",
        }
    }
}

impl La {
    /// Reads a file; `name` is for errors. What is neither comment nor variable is an error: a guess would break a later link.
    pub fn parse(text: &str, name: &str) -> Result<Self, Error> {
        let mut lines: Vec<Line> = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let wrong = |reason: String| Error::File { name: name.to_owned(), line: index + 1, reason };
            let read = read(line).map_err(wrong)?;
            if let Line::Variable { name: variable, .. } = &read
                && lines.iter().any(|line| matches!(line, Line::Variable { name, .. } if name == variable))
            {
                return Err(wrong(format!("{variable} is set twice")));
            }
            lines.push(read);
        }
        Ok(Self { lines, has_end: text.ends_with('\n') })
    }

    /// The value of a variable.
    pub fn value_mut(&mut self, wanted: &str) -> Option<&mut String> {
        self.lines.iter_mut().find_map(|line| match line {
            Line::Variable { name, value, .. } if name == wanted => Some(value),
            _ => None,
        })
    }

    /// Adds a comment at the end.
    pub fn add_comment(&mut self, comment: &str) {
        self.lines.push(Line::Comment(comment.to_owned()));
        self.has_end = true;
    }
}

fn read(line: &str) -> Result<Line, String> {
    let line_end = line.trim_end_matches('\r');
    if line_end.trim().is_empty() || line_end.starts_with('#') {
        return Ok(Line::Comment(line.to_owned()));
    }
    let (name, rest) = line.split_once('=').ok_or("neither a comment nor NAME=VALUE")?;
    let is_name = |name: &str| {
        let first = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        first && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    if !is_name(name) {
        return Err(format!("{name:?} is not the name of a variable"));
    }
    let (quote, value) = value(rest)?;
    Ok(Line::Variable { name: name.to_owned(), quote, value: value.to_owned() })
}

fn value(text: &str) -> Result<(Quote, &str), String> {
    let Some(mark) = text.chars().next().filter(|mark| matches!(mark, '\'' | '"')) else {
        let plain = !text.contains(|c: char| c.is_whitespace() || "'\"$`\\;&|<>()".contains(c));
        return if plain { Ok((Quote::None, text)) } else { Err(format!("the value {text:?} has no quotes")) };
    };
    let quote = if mark == '"' { Quote::Double } else { Quote::Single };
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == Quote::Double => escaped = true,
            c if c == mark && at + 1 == text.len() => return Ok((quote, &text[1..at])),
            c if c == mark => return Err(format!("after the value stands {:?}", &text[at + 1..])),
            _ => {}
        }
    }
    Err("the quote at the value's beginning does not end".to_owned())
}

impl fmt::Display for La {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, line) in self.lines.iter().enumerate() {
            match line {
                Line::Comment(text) => f.write_str(text)?,
                Line::Variable { name, quote, value } => write!(f, "{name}={}{value}{}", quote.mark(), quote.mark())?,
            }
            if self.has_end || index + 1 < self.lines.len() {
                f.write_str("\n")?;
            }
        }
        Ok(())
    }
}
