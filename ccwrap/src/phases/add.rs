//! Adds what every command line gets, before and after its own words. Rules apply to it as to these.

use super::Context;
use crate::Text;
use crate::arg::{self, Arg};
use crate::error::ArgError;
use crate::mode::{Aim, Linked};

pub(super) fn add(args: Vec<Arg>, aim: &Aim, context: &Context<'_>) -> Result<Vec<Arg>, ArgError> {
    if aim.is_question {
        return Ok(args);
    }
    let settings = context.settings;
    let none = Vec::new();
    let (before, after) = match aim.linked {
        Some(Linked::Executable) => (&settings.prepend_executable, &settings.append_executable),
        Some(Linked::Shared) => (&settings.prepend_shared, &settings.append_shared),
        Some(Linked::Relocatable) | None => (&none, &none),
    };
    let end = args.iter().map(|arg| arg.origin + 1).max().unwrap_or(0);
    let parsed = |first: &[String], second: &[String], origin: usize| {
        let words: Vec<Text> = first.iter().chain(second).map(|word| Text::from(word.as_str())).collect();
        arg::parse(&words, context.tool.tables(), false).map(|args| args.into_iter().map(move |arg| Arg { origin, ..arg }))
    };
    let (before, after) = (parsed(&settings.prepend, before, 0)?, parsed(&settings.append, after, end)?);
    Ok(before.chain(args).chain(after).collect())
}
