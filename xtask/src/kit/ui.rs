//! How progress looks: `[3/7] ruby gem … ok 2.1s, 3.4s of CPU`.

use crate::kit::cost::{self, Cost};
use anyhow::Result;
use std::io::{self, IsTerminal, Write};

/// Colours, or none when the output is no terminal or `NO_COLOR` is set.
#[derive(Clone, Copy)]
pub struct Style {
    color: bool,
}

impl Style {
    pub fn stdout() -> Style {
        Style { color: io::stdout().is_terminal() && no_color_unset() }
    }

    pub fn stderr() -> Style {
        Style { color: io::stderr().is_terminal() && no_color_unset() }
    }

    pub fn green(self, text: &str) -> String {
        self.paint("32", text)
    }

    pub fn red(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.color { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

fn no_color_unset() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Prints what `print!` and `println!` are given. Where nobody reads on, there is nothing more to do, and no success to tell.
pub fn print(text: std::fmt::Arguments) {
    if let Err(error) = io::stdout().lock().write_fmt(text) {
        match error.kind() {
            io::ErrorKind::BrokenPipe => std::process::exit(NOBODY_READS),
            _ => panic!("printing: {error}"),
        }
    }
}

/// What a shell says of a program that was ended because nobody reads what it prints.
const NOBODY_READS: i32 = 141;

/// Numbered steps, one line each.
pub struct Steps {
    style: Style,
    done: usize,
    total: usize,
}

impl Steps {
    pub fn new(total: usize) -> Steps {
        Steps { style: Style::stdout(), done: 0, total }
    }

    /// Runs a step that works or does not.
    pub fn run<T>(&mut self, name: &str, step: impl FnOnce() -> Result<T>) -> Result<T> {
        self.begin(name);
        let (result, cost) = cost::of(step);
        self.end(result.is_ok(), "", cost);
        result
    }

    pub fn begin(&mut self, name: &str) {
        self.done += 1;
        let width = self.total.to_string().len();
        print!("{} {name} … ", self.style.dim(&format!("[{:>width$}/{}]", self.done, self.total)));
        // A lost progress line is no reason to stop.
        let _ = io::stdout().flush();
    }

    pub fn end(&mut self, ok: bool, note: &str, cost: Cost) {
        let verdict = if ok { self.style.green("ok") } else { self.style.red("FAILED") };
        let note = if note.is_empty() { String::new() } else { format!(" {note}") };
        println!("{verdict}{note} {}", self.style.dim(&cost.to_string()));
    }
}

/// Indents what a child said, so that it stands out from our own lines.
pub fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
