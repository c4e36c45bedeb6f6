//! `pkg`: what is known of a package, in repositories, installed or built.

use super::found::{Found, From};
use crate::answer::Answer;
use crate::input::Input;
use crate::json::{DistfileFields, MaintainerFields, Object};
use crate::output::{NAME, Output};
use crate::sources::Sources;
use clap::ValueEnum;
use polyatom_repo::{Distfile, Error};
use serde::Serialize;
use serde_json::Value as Json;
use std::io;

/// Print what is known of packages: their variables, or what is made of them.
///
/// A package is given with its version, by an atom, or by a pattern of names such as 'dev-*/*'; all that match are printed.
#[derive(clap::Args)]
pub struct Pkg {
    #[command(flatten)]
    from: From,
    /// Print only the highest version of what each text matches.
    #[arg(short, long)]
    best: bool,
    /// Print only the value of this variable, on a line that is empty if it is not set. May be given more than once.
    #[arg(short, long, value_name = "VARIABLE", conflicts_with = "show")]
    key: Vec<String>,
    /// Print this in place of the variables.
    #[arg(short, long, value_name = "WHAT")]
    show: Option<Show>,
    /// Print JSON, a line for each package.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    input: Input,
}

/// What is made of variables, and what stands beside an ebuild.
#[derive(Clone, Copy, ValueEnum)]
enum Show {
    /// The name alone.
    Names,
    /// The keywords.
    Keywords,
    /// Who maintains it, by metadata.xml.
    Maintainers,
    /// The files to download, with their sizes by the Manifest and where they are.
    Distfiles,
}

#[derive(Serialize)]
struct Maintained<'a> {
    cpv: &'a str,
    repo: &'a str,
    maintainers: Vec<MaintainerFields<'a>>,
}

#[derive(Serialize)]
struct Downloaded<'a> {
    cpv: &'a str,
    repo: &'a str,
    distfiles: Vec<DistfileFields<'a>>,
}

impl Pkg {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        let Some(opened) = self.from.open(output, Sources::set)? else { return Ok(Answer::Bad) };
        if let Some(only) = opened.only() {
            self.print(&only, output)?;
            return Ok(Answer::Yes);
        }
        let mut every = true;
        self.input.each(|place, text| {
            let mut matching = Vec::new();
            for found in output.good(place, opened.matching(text))?.into_iter().flatten() {
                matching.extend(output.good(place, found)?);
            }
            every &= !matching.is_empty();
            let first = if self.best { matching.len().saturating_sub(1) } else { 0 };
            matching[first..].iter().try_for_each(|found| self.print(found, output))
        })?;
        Ok(every.into())
    }

    /// Prints one; what is wrong with it is told.
    fn print(&self, found: &Found, output: &mut Output) -> io::Result<()> {
        match self.show {
            Some(Show::Names) if self.json => output.json(&Object::of(found.head())),
            Some(Show::Names) => output.text(found.name(), self.input.ends),
            Some(Show::Keywords) => self.print_keywords(found, output),
            Some(Show::Maintainers) => self.print_maintainers(found, output),
            Some(Show::Distfiles) => self.print_distfiles(found, output),
            None if !self.key.is_empty() => self.print_values(found, output),
            None => self.print_variables(found, output),
        }
    }

    fn print_variables(&self, found: &Found, output: &mut Output) -> io::Result<()> {
        if self.json {
            let fields = output.good(found.name(), found.fields())?;
            return fields.map_or(Ok(()), |fields| output.json(&fields));
        }
        output.line(output.paint(NAME, found.name()))?;
        for name in found.names() {
            if let Some(Some(value)) = output.good(found.name(), found.get(name))? {
                output.line(format_args!("  {name}={}", value.replace('\n', "\n    ")))?;
            }
        }
        Ok(())
    }

    fn print_values(&self, found: &Found, output: &mut Output) -> io::Result<()> {
        let values: Result<Vec<Option<&str>>, Error> = self.key.iter().map(|name| found.get(name)).collect();
        let Some(values) = output.good(found.name(), values)? else { return Ok(()) };
        if !self.json {
            return values.into_iter().try_for_each(|value| output.text(value.unwrap_or(""), self.input.ends));
        }
        let pairs = self.key.iter().map(String::as_str).zip(values.into_iter().map(Json::from));
        output.json(&Object::of(found.head().into_iter().chain(pairs)))
    }

    fn print_keywords(&self, found: &Found, output: &mut Output) -> io::Result<()> {
        let Some(keywords) = output.good(found.name(), found.get("KEYWORDS"))? else { return Ok(()) };
        let words: Vec<&str> = keywords.unwrap_or("").split_ascii_whitespace().collect();
        if self.json {
            return output.json(&Object::of(found.head().into_iter().chain([("keywords", words.into())])));
        }
        output.text(format!("{}: {}", found.name(), words.join(" ")), self.input.ends)
    }

    fn print_maintainers(&self, found: &Found, output: &mut Output) -> io::Result<()> {
        let Some(package) = output.good(found.name(), found.ebuild())? else { return Ok(()) };
        let xml = package.metadata_xml();
        output.all_wrong(&xml.errors)?;
        let maintainers: Vec<MaintainerFields<'_>> = xml.value.maintainers.iter().map(MaintainerFields::from).collect();
        if self.json {
            return output.json(&Maintained { cpv: found.cpv().as_str(), repo: found.repo(), maintainers });
        }
        maintainers.iter().try_for_each(|maintainer| output.text(maintainer.to_string(), self.input.ends))
    }

    fn print_distfiles(&self, found: &Found, output: &mut Output) -> io::Result<()> {
        let files =
            found.ebuild().map_err(ToString::to_string).and_then(|package| package.distfiles().map_err(|e| e.to_string()));
        let Some(files) = output.good(found.name(), files)? else { return Ok(()) };
        if self.json {
            let distfiles = files.iter().map(DistfileFields::from).collect();
            return output.json(&Downloaded { cpv: found.cpv().as_str(), repo: found.repo(), distfiles });
        }
        files.iter().try_for_each(|file| output.text(row(file), self.input.ends))
    }
}

/// The name, the size, `-` where the Manifest has none, and the first place.
fn row(file: &Distfile) -> String {
    let size = file.entry.as_ref().and_then(|entry| entry.size).map_or_else(|| "-".to_owned(), |size| size.to_string());
    let place = file.uris.first().map(String::as_str).unwrap_or("-");
    format!("{} {size} {place}", file.filename)
}
