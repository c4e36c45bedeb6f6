//! `sort`, `max`, `min` and `key`.

use super::value::Value;
use crate::answer::Answer;
use crate::input::Input;
use crate::output::Output;
use polyatom::{Error, Version};
use std::cmp::Ordering;
use std::io;

/// Sort versions, packages with their versions, or atoms. Equal ones stay in the order they came in.
#[derive(clap::Args)]
pub struct Sort {
    /// The highest first.
    #[arg(short, long)]
    reverse: bool,
    /// Only the first of those that are equal.
    #[arg(short, long)]
    unique: bool,
    #[command(flatten)]
    lines: Lines,
}

/// What `max` and `min` look at.
#[derive(clap::Args)]
pub struct Extreme {
    #[command(flatten)]
    lines: Lines,
}

/// Lines that are ordered by a value in each.
#[derive(clap::Args)]
struct Lines {
    /// The column, from 1, in which the value stands; columns are separated by blanks. If left out, the value is the whole line.
    #[arg(short, long, value_name = "COLUMN", value_parser = clap::value_parser!(u16).range(1..))]
    key: Option<u16>,
    #[command(flatten)]
    input: Input,
}

/// Print the sort key of each version, in hexadecimal digits: keys compare as bytes as the versions do.
#[derive(clap::Args)]
pub struct Key {
    #[command(flatten)]
    input: Input,
}

impl Lines {
    /// Each line with its value; those without a valid one are told.
    fn each(&self, output: &mut Output, mut see: impl FnMut(Value, &str)) -> io::Result<()> {
        self.input.each(|place, line| {
            if let Some(value) = output.good(place, self.value(line))? {
                see(value, line);
            }
            Ok(())
        })
    }

    fn value(&self, line: &str) -> Result<Value, String> {
        let parse = |text| Value::parse(text).map_err(|error: Error| error.to_string());
        let Some(column) = self.key else { return parse(line) };
        let found = line.split_ascii_whitespace().nth(usize::from(column) - 1);
        parse(found.ok_or_else(|| format!("there is no column {column}"))?)
    }
}

impl Sort {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let mut all: Vec<(Value, Box<str>)> = Vec::new();
        self.lines.each(output, |value, line| all.push((value, line.into())))?;
        if self.reverse {
            all.sort_by(|(a, _), (b, _)| b.cmp(a));
        } else {
            all.sort_by(|(a, _), (b, _)| a.cmp(b));
        }
        if self.unique {
            all.dedup_by(|(a, _), (b, _)| a == b);
        }
        all.iter().try_for_each(|(_, line)| output.text(&**line, self.lines.input.ends))?;
        Ok(Answer::Yes)
    }
}

/// What runs `max` and `min`.
pub fn extreme(better: fn(Ordering) -> bool) -> impl Fn(Extreme, &mut Output) -> io::Result<Answer> {
    move |extreme, output| extreme.run(output, better)
}

impl Extreme {
    /// Keeps what is `better` than what was kept before. Without any line the answer is no.
    fn run(self, output: &mut Output, better: fn(Ordering) -> bool) -> io::Result<Answer> {
        let mut best: Option<(Value, String)> = None;
        self.lines.each(output, |value, line| {
            if best.as_ref().is_none_or(|(kept, _)| better(value.cmp(kept))) {
                best = Some((value, line.to_owned()));
            }
        })?;
        let Some((_, line)) = best else { return Ok(Answer::No) };
        output.text(line, self.lines.input.ends)?;
        Ok(Answer::Yes)
    }
}

impl Key {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        self.input.each(|place, text| {
            let Some(version) = output.good(place, Version::parse(text))? else { return Ok(()) };
            let digits: String = version.sort_key().iter().map(|byte| format!("{byte:02x}")).collect();
            output.text(digits, self.input.ends)
        })?;
        Ok(Answer::Yes)
    }
}
