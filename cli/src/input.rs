//! The texts that a command is about: its arguments, or the lines of standard input.

use std::ffi::OsString;
use std::fmt;
use std::io::{self, BufRead};

/// Where texts come from, and what ends each.
#[derive(Default, clap::Args)]
pub struct Input {
    /// The texts. Without any, or with `-` alone, they are the lines of standard input.
    #[arg(value_name = "TEXT")]
    texts: Vec<OsString>,
    #[command(flatten)]
    pub ends: Ends,
}

/// What ends a text, read or written.
#[derive(Clone, Copy, Default, clap::Args)]
pub struct Ends {
    /// Texts that are read or written end with a NUL byte, not with a newline.
    #[arg(short = '0', long = "null")]
    null: bool,
}

impl Ends {
    pub fn byte(self) -> u8 {
        if self.null { 0 } else { b'\n' }
    }
}

/// Where a text stands, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Argument(usize),
    Line(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Argument(number) => write!(f, "argument {number}"),
            Self::Line(number) => write!(f, "line {number}"),
        }
    }
}

impl Input {
    /// Shows each text in turn, while the command wants more. Bytes that are not UTF-8 become U+FFFD, which is valid nowhere, so that the
    /// text is told as wrong.
    pub fn each(&self, mut see: impl FnMut(Place, &str) -> io::Result<()>) -> io::Result<()> {
        match self.texts.as_slice() {
            [] => lines(io::stdin().lock(), self.ends.byte(), see),
            [dash] if dash == "-" => lines(io::stdin().lock(), self.ends.byte(), see),
            texts => {
                let mut numbered = texts.iter().zip(1..);
                numbered.try_for_each(|(text, number)| see(Place::Argument(number), &text.to_string_lossy()))
            }
        }
    }
}

/// Shows each line without its end, as [`Input::each`] shows texts.
pub fn lines(mut from: impl BufRead, end: u8, mut see: impl FnMut(Place, &str) -> io::Result<()>) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if from.read_until(end, &mut line)? == 0 {
            break;
        }
        line.pop_if(|last| *last == end);
        see(Place::Line(number), &String::from_utf8_lossy(&line))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_they_are_said_to() -> io::Result<()> {
        let read = |text: &[u8], end| {
            let mut seen = Vec::new();
            let see = |place: Place, line: &str| {
                seen.push(format!("{place}: {line}"));
                Ok(())
            };
            lines(text, end, see).map(|()| seen)
        };
        assert_eq!(read(b"a\n\nb", b'\n')?, ["line 1: a", "line 2: ", "line 3: b"]);
        assert_eq!(read(b"a\nb\0c\0", 0)?, ["line 1: a\nb", "line 2: c"]);
        assert_eq!(read(b"\xff\n", b'\n')?, ["line 1: \u{fffd}"]);
        assert!(read(b"", b'\n')?.is_empty());
        Ok(())
    }
}
