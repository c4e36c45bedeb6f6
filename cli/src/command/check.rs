//! `check`: what is wrong in files, told as compilers do.

use crate::answer::Answer;
use crate::input::{self, Place};
use crate::output::Output;
use polyatom::{DepSpec, DepSpecKind, DepSpecOptions, Eapi};
use serde::Serialize;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::Range;

/// Tell what is wrong with the specifications in files, as `file:line:column: message`.
///
/// Without a kind, lines are `VARIABLE=value`, as in a metadata cache; variables that are no specification are passed over, and the rules
/// are those of the file's `EAPI`.
#[derive(clap::Args)]
pub struct Check {
    /// Each line is a specification of this kind: DEPEND, LICENSE, SRC_URI and so on, in either case.
    #[arg(short, long, value_parser = DepSpecKind::parse)]
    kind: Option<DepSpecKind>,
    /// The EAPI whose rules they keep. If left out, the one in the file, or all that any has is allowed.
    #[arg(long, value_parser = Eapi::parse)]
    eapi: Option<Eapi>,
    /// Print JSON, a line for each fault.
    #[arg(long)]
    json: bool,
    /// The files. Without any, or for `-`, standard input is read.
    #[arg(value_name = "FILE")]
    files: Vec<String>,
}

/// Something that is wrong.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Fault<'a> {
    file: &'a str,
    line: usize,
    /// In characters, from 1.
    column: usize,
    code: String,
    message: String,
}

/// A line of a file that is a specification.
struct Line {
    number: usize,
    kind: DepSpecKind,
    /// What stands before the specification.
    before: usize,
    text: String,
}

impl Check {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let stdin = ["-".to_owned()];
        let files = if self.files.is_empty() { &stdin[..] } else { &self.files };
        let mut clean = true;
        for file in files {
            let Some(lines) = output.good(file, read(file, |from| self.lines(from)))? else { continue };
            for fault in self.faults(if file == "-" { "stdin" } else { file }, &lines) {
                clean = false;
                if self.json {
                    output.json(&fault)?;
                } else {
                    output.line(format_args!("{}:{}:{}: {}", fault.file, fault.line, fault.column, fault.message))?;
                }
            }
        }
        Ok(clean.into())
    }

    /// The specifications of a file, and the EAPI that it names.
    fn lines(&self, from: &mut dyn BufRead) -> io::Result<(Vec<Line>, Option<String>)> {
        let (mut lines, mut eapi) = (Vec::new(), None);
        input::lines(from, b'\n', |place, line| {
            let Place::Line(number) = place else { return Ok(()) };
            if let Some(kind) = self.kind {
                lines.push(Line { number, kind, before: 0, text: line.to_owned() });
                return Ok(());
            }
            let Some((variable, _)) = line.split_once('=') else { return Ok(()) };
            if variable == "EAPI" {
                eapi = Some(line["EAPI=".len()..].to_owned());
            } else if let (Ok(kind), true) =
                (DepSpecKind::parse(variable), variable.starts_with(|c: char| c.is_ascii_uppercase()))
            {
                lines.push(Line { number, kind, before: variable.len() + 1, text: line.to_owned() });
            }
            Ok(())
        })?;
        Ok((lines, eapi))
    }

    fn faults<'a>(&self, file: &'a str, (lines, eapi): &(Vec<Line>, Option<String>)) -> Vec<Fault<'a>> {
        // An EAPI that is not known is the business of who reads the whole entry: rules are then those of all EAPIs.
        let eapi = self.eapi.or_else(|| Eapi::parse(eapi.as_deref()?).ok());
        lines.iter().flat_map(|line| line.faults(file, eapi)).collect()
    }
}

impl Line {
    fn faults<'a>(&self, file: &'a str, eapi: Option<Eapi>) -> Vec<Fault<'a>> {
        let value = &self.text[self.before..];
        let fault = |span: Range<usize>, code: &str, message: &str| Fault {
            file,
            line: self.number,
            column: self.text[..self.before + span.start].chars().count() + 1,
            code: code.to_owned(),
            message: message.to_owned(),
        };
        match DepSpec::parse(self.kind, value, DepSpecOptions::from(eapi)) {
            Ok(spec) => {
                let found = spec.diagnostics(None);
                found.iter().map(|told| fault(told.span.clone(), told.kind.as_str(), told.message())).collect()
            }
            Err(error) => {
                let hint = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
                vec![fault(error.span(), error.code(), &format!("{}{hint}", error.reason()))]
            }
        }
    }
}

fn read<T>(file: &str, see: impl FnOnce(&mut dyn BufRead) -> io::Result<T>) -> io::Result<T> {
    match file {
        "-" => see(&mut io::stdin().lock()),
        file => see(&mut BufReader::new(File::open(file)?)),
    }
}
