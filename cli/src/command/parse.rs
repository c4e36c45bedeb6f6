//! `parse`: the parts of a version, a package with its version, or an atom.

use crate::answer::Answer;
use crate::input::Input;
use crate::json::{AtomFields, CpvFields, Fields, VersionFields};
use crate::output::Output;
use clap::ValueEnum;
use polyatom::{Atom, Cpv, Eapi, Error, Version};
use serde_json::Value as Json;
use std::io;

/// Print the parts of texts as JSON. There is a line for each, with the fields that the conformance suite names.
#[derive(clap::Args)]
pub struct Parse {
    /// What the texts are.
    kind: Kind,
    /// The EAPI whose rules atoms keep; if left out, all that any has is allowed.
    #[arg(long, value_parser = Eapi::parse)]
    eapi: Option<Eapi>,
    /// Print this in place of JSON, with each `{field}` replaced by what the field has: `{category}/{package}`. A field that is not set
    /// is empty, and a list has commas between its items.
    #[arg(short, long)]
    format: Option<Format>,
    #[command(flatten)]
    input: Input,
}

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Version,
    Cpv,
    Atom,
}

/// Fixed texts, and the names of fields between them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Format(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(String),
}

impl Parse {
    pub fn run(self, output: &mut Output) -> io::Result<Answer> {
        self.input.each(|place, text| {
            let Some(fields) = output.good(place, self.fields(text))? else { return Ok(()) };
            let Some(format) = &self.format else { return output.json(&fields) };
            match output.good(place, format.fill(&serde_json::to_value(fields)?))? {
                Some(filled) => output.text(filled, self.input.ends),
                None => Ok(()),
            }
        })?;
        Ok(Answer::Yes)
    }

    fn fields(&self, text: &str) -> Result<Fields, Error> {
        Ok(match self.kind {
            Kind::Version => Fields::Version(VersionFields::from(&Version::parse(text)?)),
            Kind::Cpv => Fields::Cpv(CpvFields::from(&Cpv::parse(text)?)),
            Kind::Atom => Fields::Atom(AtomFields::from(&Atom::parse(text, self.eapi)?)),
        })
    }
}

impl std::str::FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (field, after) = after.split_once('}').ok_or_else(|| format!("there is no }} after {{{after}"))?;
            pieces.extend([Piece::Text(before.to_owned()), Piece::Field(field.to_owned())]);
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }
}

impl Format {
    fn fill(&self, fields: &Json) -> Result<String, String> {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => Ok(text.clone()),
            Piece::Field(name) => fields.get(name).map(plain).ok_or_else(|| {
                let names = fields.as_object().into_iter().flat_map(|object| object.keys()).map(String::as_str);
                format!("there is no field {name}; one of {}", names.collect::<Vec<_>>().join(", "))
            }),
        };
        self.0.iter().map(piece).collect()
    }
}

/// A field as people write it.
fn plain(field: &Json) -> String {
    match field {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        Json::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_format_is_filled() -> Result<(), String> {
        let fields = json!({"a": "x", "b": null, "c": ["y", ["p", "1"]]});
        assert_eq!("{a}/{b}-{c}!".parse::<Format>()?.fill(&fields)?, "x/-y,p,1!");
        assert_eq!("no field".parse::<Format>()?.fill(&fields)?, "no field");
        assert!("{d}".parse::<Format>()?.fill(&fields).is_err_and(|told| told.contains("one of a, b, c")));
        assert!("{a".parse::<Format>().is_err());
        Ok(())
    }
}
