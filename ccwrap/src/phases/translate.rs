//! Says to the real compiler what was said to another.

use super::Context;
use crate::Text;
use crate::arg::{Arg, Kind};
use crate::error::Error;
use crate::options::{Change, Foreign, PathKind};
use crate::tool::Tool;
use crate::trace::Trace;
use bstr::ByteSlice;

pub(super) fn translate(args: Vec<Arg>, context: &Context<'_>, trace: &mut Trace) -> Result<Vec<Arg>, Error> {
    let Some(foreign) = context.settings.dialect.as_deref().and_then(Foreign::named) else { return Ok(args) };
    if !matches!(context.tool, Tool::Cc | Tool::Cxx) {
        return Ok(args);
    }
    let mut translated = Vec::with_capacity(args.len());
    for arg in collect_rpaths(args, foreign) {
        match change(&arg, foreign, context) {
            None => translated.push(arg),
            Some(words) => {
                trace.note(arg.origin, || format!("for {}", foreign.name).into());
                let flag = |text: Text| Arg { kind: Kind::Flag { spec: None, text }, origin: arg.origin };
                translated.extend(words.into_iter().map(flag));
            }
        }
    }
    Ok(translated)
}

/// The words that an argument becomes, or nothing where it stays.
fn change(arg: &Arg, foreign: &Foreign, context: &Context<'_>) -> Option<Vec<Text>> {
    if matches!(arg.kind, Kind::Input(_)) {
        return None;
    }
    let words = arg.words(context.tool.is_linker());
    let word = words.first()?.to_str().ok()?;
    let whole = foreign.words.iter().find(|(known, _)| *known == word).map(|(known, change)| (known, change));
    let by_prefix = || foreign.prefixes.iter().find(|(known, _)| word.starts_with(known)).map(|(known, change)| (known, change));
    let (known, change) = whole.or_else(by_prefix)?;
    match change {
        Change::Drop => Some(Vec::new()),
        Change::To(others) => Some(others.iter().map(|other| Text::from(*other)).collect()),
        Change::Prefix(other) if other == known => None,
        Change::Prefix(other) => Some(vec![Text::from(format!("{other}{}", &word[known.len()..]))]),
    }
}

/// A linker that has room for one path only gets them all in one option, at the place of the first.
fn collect_rpaths(args: Vec<Arg>, foreign: &Foreign) -> Vec<Arg> {
    let Some(option) = foreign.one_rpath else { return args };
    let rpath = |arg: &Arg| match &arg.kind {
        Kind::Path { kind: PathKind::Rpath, value } => Some(value.clone()),
        _ => None,
    };
    let all: Vec<Text> = args.iter().filter_map(rpath).collect();
    let mut text = (!all.is_empty()).then(|| Text::from([option.as_bytes(), &bstr::join(":", &all)].concat()));
    let one = |arg: Arg| match rpath(&arg) {
        None => Some(arg),
        Some(_) => text.take().map(|text| Arg { kind: Kind::Flag { spec: None, text }, origin: arg.origin }),
    };
    args.into_iter().filter_map(one).collect()
}
