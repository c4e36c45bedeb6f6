//! Values and failing calls that are written down as data, read against the interface: for languages that cannot look their own up by name.
//!
//! A value is `["Atom", "a/b"]`, a call of a constructor or function. `[".slot", VALUE, …]` is one of a method, `["list", …]` a list, and an
//! object stands for named arguments. `["file", "x"]` is the path of a file beside the laws.

use crate::example::syntax::Syntax;
use crate::example::{self, Expression};
use crate::interface::{Enum, ErrorVariant, Interface};
use anyhow::{Context, Result, bail};
use camino::Utf8Path;
use serde::Deserialize;
use serde_json::Value;

/// What the laws of an interface are tried on.
#[derive(Default)]
pub struct Laws<'a> {
    /// Values of all types.
    pub values: Vec<Expression<'a>>,
    /// Calls that fail, one for each code and kind of error.
    pub failures: Vec<Failure<'a>>,
    /// Calls that tell problems, with the code that is among theirs.
    pub problems: Vec<(String, Expression<'a>)>,
}

/// A call that fails.
pub struct Failure<'a> {
    /// The code of the reason.
    pub code: String,
    /// The kind of error.
    pub kind: &'a ErrorVariant,
    /// The call.
    pub call: Attempt<'a>,
}

/// A call that may fail.
pub enum Attempt<'a> {
    /// Of a function.
    Call(Expression<'a>),
    /// Reading a choice from a text.
    Read(&'a Enum, String),
}

/// A row of `codes.json`, or of `problems.json`.
#[derive(Deserialize)]
pub struct Row {
    /// The code of the reason.
    pub code: String,
    /// The kind of error; nothing where a problem is told and no call fails.
    #[serde(default)]
    pub error: String,
    /// The call that fails, or gives problems.
    pub call: Value,
}

/// The rows of `codes.json`.
pub fn codes(directory: &Utf8Path) -> Result<Vec<Row>> {
    rows(directory, "codes.json")
}

/// The rows of `problems.json`, if there are any.
pub fn problems(directory: &Utf8Path) -> Result<Vec<Row>> {
    if directory.join("problems.json").exists() { rows(directory, "problems.json") } else { Ok(vec![]) }
}

/// What stands in a directory: `values.json`, `codes.json` and `problems.json`. Without a directory there is nothing.
pub fn read<'a>(interface: &'a Interface, directory: Option<&Utf8Path>) -> Result<Laws<'a>> {
    let Some(directory) = directory else { return Ok(Laws::default()) };
    let values: Vec<Value> = rows(directory, "values.json")?;
    let codes = codes(directory)?.into_iter();
    let problems = problems(directory)?.into_iter();
    Ok(Laws {
        values: values.iter().map(|value| expression(interface, value)).collect::<Result<_>>()?,
        failures: codes.filter(|row| !goes_beyond(&row.call)).map(|row| failure(interface, row)).collect::<Result<_>>()?,
        problems: problems.map(|row| Ok((row.code, expression(interface, &row.call)?))).collect::<Result<_>>()?,
    })
}

/// Whether a call takes what a program has to make first: a file as large as no repository keeps one, or an answer that stops a long call.
fn goes_beyond(call: &Value) -> bool {
    match call {
        Value::Array(items) => {
            matches!(items.first(), Some(Value::String(name)) if name == "large" || name == "stop")
                || items.iter().any(goes_beyond)
        }
        Value::Object(named) => named.values().any(goes_beyond),
        _ => false,
    }
}

fn rows<T: for<'de> Deserialize<'de>>(directory: &Utf8Path, name: &str) -> Result<Vec<T>> {
    let path = directory.join(name);
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {path}"))?;
    serde_json::from_str(&text).with_context(|| format!("in {path}"))
}

fn failure(interface: &Interface, row: Row) -> Result<Failure<'_>> {
    let kind = interface.error_variants().find(|variant| variant.name.rust() == row.error);
    let kind = kind.with_context(|| format!("{}: there is no such kind of error", row.error))?;
    let choice = |name: &Value| interface.enums.iter().find(|choice| Some(choice.name.rust()) == name.as_str());
    let call = match row.call.as_array().map(Vec::as_slice) {
        Some([name, Value::String(text)]) if choice(name).is_some() => {
            Attempt::Read(choice(name).expect("this was just asked"), text.clone())
        }
        _ => Attempt::Call(expression(interface, &row.call)?),
    };
    Ok(Failure { code: row.code, kind, call })
}

fn expression<'a>(interface: &'a Interface, value: &Value) -> Result<Expression<'a>> {
    // What is called with nothing is a property, or a method.
    let read = |is_property| example::expression(interface, &syntax(value, is_property)?);
    read(true).or_else(|_| read(false)).with_context(|| format!("in the law of {value}"))
}

fn syntax(value: &Value, is_property: bool) -> Result<Syntax> {
    let of = |value| syntax(value, is_property);
    let (name, mut given) = match value {
        Value::String(text) => return Ok(Syntax::Text(text.clone())),
        Value::Number(number) => return Ok(Syntax::Number(number.to_string())),
        Value::Array(items) => match items.as_slice() {
            [Value::String(name), given @ ..] => (name.as_str(), given),
            _ => bail!("a call begins with a name"),
        },
        _ => bail!("{value} is neither a text, nor a number, nor a call"),
    };
    if let ("file", [Value::String(file)]) = (name, given) {
        return Ok(Syntax::Text(format!("laws/files/{file}")));
    }
    if name == "list" {
        return Ok(Syntax::List(given.iter().map(of).collect::<Result<_>>()?));
    }
    let called = match (name.split_once('.'), given) {
        (Some(("", method)), [receiver, rest @ ..]) => {
            given = rest;
            Syntax::Member(Box::new(of(receiver)?), method.to_owned())
        }
        (Some((owner, constructor)), _) => Syntax::Member(Box::new(Syntax::Word(owner.to_owned())), constructor.to_owned()),
        (None, _) => Syntax::Word(name.to_owned()),
    };
    if given.is_empty() && is_property {
        return Ok(called);
    }
    let mut arguments = vec![];
    for value in given {
        match value {
            Value::Object(named) => {
                for (name, value) in named {
                    arguments.push((Some(name.clone()), of(value)?));
                }
            }
            value => arguments.push((None, of(value)?)),
        }
    }
    Ok(Syntax::Call(Box::new(called), arguments))
}
