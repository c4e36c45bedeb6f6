//! What a command says: answers on standard output, what is wrong on standard error.

use crate::answer::Answer;
use crate::input::Ends;
use anstream::{AutoStream, ColorChoice as When};
use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use polyatom_repo::Error;
use serde::Serialize;
use std::fmt::{self, Display};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};
use std::process::ExitCode;

const WRONG: Style = AnsiColor::Red.on_default().bold();
const PLACE: Style = Style::new().bold();
/// The name of what the lines below it are about.
pub const NAME: Style = Style::new().bold();
/// What is in order, and what is not.
pub const GOOD: Style = AnsiColor::Green.on_default();
pub const BAD: Style = AnsiColor::Red.on_default();

/// A text that may have a color.
pub struct Painted<T> {
    style: Option<Style>,
    text: T,
}

impl<T: Display> Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.style {
            Some(style) => write!(f, "{style}{}{style:#}", self.text),
            None => self.text.fmt(f),
        }
    }
}

/// Where a command writes to.
pub struct Output {
    out: BufWriter<StdoutLock<'static>>,
    err: AutoStream<io::Stderr>,
    /// A person sees each line at once.
    is_terminal: bool,
    /// Answers have colors.
    has_colors: bool,
    /// Something that was given is not valid.
    saw_bad: bool,
}

impl Output {
    pub fn new(color: ColorChoice) -> Self {
        let when = |automatic: When| match color {
            ColorChoice::Auto => automatic,
            ColorChoice::Always => When::Always,
            ColorChoice::Never => When::Never,
        };
        let out = io::stdout();
        let is_terminal = out.is_terminal();
        let has_colors = when(AutoStream::choice(&out)) != When::Never;
        let err = AutoStream::new(io::stderr(), when(AutoStream::choice(&io::stderr())));
        Self { out: BufWriter::new(out.lock()), err, is_terminal, has_colors, saw_bad: false }
    }

    /// Writes a text and its end.
    pub fn text(&mut self, text: impl AsRef<[u8]>, ends: Ends) -> io::Result<()> {
        self.out.write_all(text.as_ref())?;
        self.out.write_all(&[ends.byte()])?;
        if self.is_terminal { self.out.flush() } else { Ok(()) }
    }

    /// Writes a text as it is.
    pub fn raw(&mut self, text: &[u8]) -> io::Result<()> {
        self.out.write_all(text)
    }

    /// Writes a value that prints, on a line.
    pub fn line(&mut self, value: impl Display) -> io::Result<()> {
        writeln!(self.out, "{value}")?;
        if self.is_terminal { self.out.flush() } else { Ok(()) }
    }

    /// Writes a value as a line of JSON.
    pub fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.out, value)?;
        self.line("")
    }

    /// Tells what is wrong and where. The command goes on, and ends with the exit code for it.
    pub fn bad(&mut self, place: impl Display, what: impl Display) -> io::Result<()> {
        self.saw_bad = true;
        self.out.flush()?;
        writeln!(self.err, "{PLACE}{place}:{PLACE:#} {WRONG}error:{WRONG:#} {what}")
    }

    /// Says something beside the answer.
    pub fn aside(&mut self, what: impl Display) -> io::Result<()> {
        self.out.flush()?;
        writeln!(self.err, "{what}")
    }

    /// Tells what is wrong in a file, as [`bad`](Output::bad).
    pub fn wrong(&mut self, error: &Error) -> io::Result<()> {
        match error.line() {
            Some(line) => self.bad(format_args!("{}:{line}", error.path()), error.fault()),
            None => self.bad(error.path(), error.fault()),
        }
    }

    /// The same of several.
    pub fn all_wrong<'a>(&mut self, errors: impl IntoIterator<Item = &'a Error>) -> io::Result<()> {
        errors.into_iter().try_for_each(|error| self.wrong(error))
    }

    /// A part of an answer, in color where answers have colors.
    pub fn paint<T: Display>(&self, style: Style, text: T) -> Painted<T> {
        Painted { style: self.has_colors.then_some(style), text }
    }

    /// The value, where it is valid.
    pub fn good<T>(&mut self, place: impl Display, read: Result<T, impl Display>) -> io::Result<Option<T>> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(error) => self.bad(place, error).map(|()| None),
        }
    }

    /// The end. A reader that has gone, as `head` does, is no failure.
    pub fn finish(mut self, answer: io::Result<Answer>) -> ExitCode {
        match answer.and_then(|answer| self.out.flush().map(|()| answer)) {
            Ok(_) if self.saw_bad => Answer::Bad,
            Ok(answer) => answer,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Answer::Yes,
            Err(error) => {
                // Where not even this can be written, the exit code is left.
                let _ = writeln!(self.err, "{WRONG}error:{WRONG:#} {error}");
                Answer::Bad
            }
        }
        .into()
    }
}
