//! Brings each option to one spelling.

use super::Context;
use crate::Text;
use crate::arg::{Arg, Kind, join};
use crate::error::{ArgError, Error};
use crate::options::{self, Form, PathKind, Role, Spec};
use crate::path;
use crate::trace::Trace;
use bstr::{BStr, ByteSlice};

pub(super) fn normalize(args: Vec<Arg>, context: &Context<'_>, trace: &mut Trace) -> Result<Vec<Arg>, Error> {
    let strict = context.settings.strict.0;
    let mut normal = Vec::with_capacity(args.len());
    for arg in pair_linker_words(split_words(take_directories(args)), strict)? {
        let before = trace_words(&arg, context, trace);
        let from = normal.len();
        one(arg, strict, &mut normal)?;
        if let Some((origin, before)) = before {
            let after = context.words(&normal[from..]);
            if before != after {
                trace.note(origin, || "one spelling".into());
            }
        }
    }
    Ok(normal)
}

fn trace_words(arg: &Arg, context: &Context<'_>, trace: &Trace) -> Option<(usize, Vec<Text>)> {
    trace.is_on().then(|| (arg.origin, arg.words(context.tool.is_linker())))
}

/// Takes `-Wl,A,B` and `-Xlinker A` apart, so that each word for the linker is one argument.
fn split_words(args: Vec<Arg>) -> Vec<Arg> {
    let mut split = Vec::with_capacity(args.len());
    for arg in args {
        let origin = arg.origin;
        let word = |word: &[u8]| Arg { kind: Kind::Linker(vec![word.into()]), origin };
        match &arg.kind {
            Kind::Valued { spec: Spec { role: Role::LinkerWords, .. }, value, .. } => split.extend(comma_words(value).map(word)),
            Kind::Valued { spec: Spec { role: Role::LinkerWord, .. }, value, .. } => match value.strip_prefix(b"-Wl,") {
                // Some builds write both.
                Some(words) => split.extend(comma_words(words).map(word)),
                None => split.push(word(value)),
            },
            // Words that normalizing already made, parsed again.
            Kind::Linker(words) => split.extend(words.iter().map(|each| word(each))),
            _ => split.push(arg),
        }
    }
    split
}

fn comma_words(value: &[u8]) -> impl Iterator<Item = &[u8]> {
    value.split_str(",").filter(|word| !word.is_empty())
}

/// Puts an option of the linker and its value together.
fn pair_linker_words(args: Vec<Arg>, strict: bool) -> Result<Vec<Arg>, ArgError> {
    let mut paired = Vec::with_capacity(args.len());
    let mut rest = args.into_iter().peekable();
    while let Some(mut arg) = rest.next() {
        if let Kind::Linker(words) = &mut arg.kind
            && let Some(spec) = needs_value(&words[0])
        {
            match rest.next_if(|next| matches!(next.kind, Kind::Linker(_))) {
                Some(Arg { kind: Kind::Linker(value), .. }) => words.extend(value),
                _ if strict && is_path(spec) => {
                    return Err(ArgError::missing_value(join(&[b"-Wl,", &words[0]]).as_bstr(), arg.origin));
                }
                _ => {}
            }
        }
        paired.push(arg);
    }
    Ok(paired)
}

fn needs_value(word: &[u8]) -> Option<&'static Spec> {
    let found = options::find(&[options::LD], word)?;
    (word.starts_with(b"-") && found.value.is_none() && found.spec.needs_value()).then_some(found.spec)
}

fn is_path(spec: &Spec) -> bool {
    matches!(spec.role, Role::Path(_))
}

fn one(arg: Arg, strict: bool, normal: &mut Vec<Arg>) -> Result<(), ArgError> {
    let Arg { kind, origin } = arg;
    match kind {
        Kind::Valued { spec, name, form, value } => valued(Valued { spec, name, form, value, origin }, strict, normal)?,
        Kind::Linker(words) => linker(words, origin, strict, normal)?,
        Kind::Input(word) => match shared_library(&word) {
            Some(pair) => normal.extend(pair.map(|kind| Arg { kind, origin })),
            None => normal.push(Arg { kind: Kind::Input(word), origin }),
        },
        kind => normal.push(Arg { kind, origin }),
    }
    Ok(())
}

struct Valued {
    spec: &'static Spec,
    name: Text,
    form: Form,
    value: Text,
    origin: usize,
}

fn valued(option: Valued, strict: bool, normal: &mut Vec<Arg>) -> Result<(), ArgError> {
    let Valued { spec, name, form, value, origin } = option;
    if strict && form == Form::Separate && must_be_plain(spec) && value.starts_with(b"-") && value != "-" {
        return Err(ArgError::missing_value(name.as_bstr(), origin));
    }
    if value.is_empty() && must_be_plain(spec) {
        if strict {
            return Err(ArgError::missing_value(name.as_bstr(), origin));
        }
        normal.push(Arg { kind: Kind::Valued { spec, name, form, value }, origin });
        return Ok(());
    }
    let (name, form) = match spec.role {
        Role::Path(kind) => {
            paths(kind, &value, origin, normal);
            return Ok(());
        }
        Role::Library => {
            normal.push(Arg { kind: Kind::Library(value), origin });
            return Ok(());
        }
        Role::Define => ("-D".into(), Form::Joined),
        Role::Output if form == Form::Assigned => ("-o".into(), Form::Separate),
        _ => (name, form),
    };
    normal.push(Arg { kind: Kind::Valued { spec, name, form, value }, origin });
    Ok(())
}

/// Options whose value is never another option, so that one after it means that the value was forgotten.
fn must_be_plain(spec: &Spec) -> bool {
    matches!(spec.role, Role::Path(_) | Role::Define | Role::Output | Role::File)
}

/// A list of directories becomes one argument for each.
fn paths(kind: PathKind, value: &[u8], origin: usize, normal: &mut Vec<Arg>) {
    let one = |value: &[u8]| Arg { kind: Kind::Path { kind, value: path::without_dot(value).into() }, origin };
    match kind {
        PathKind::Rpath | PathKind::RpathLink => {
            normal.extend(value.split_str(":").filter(|part| !part.is_empty()).map(one));
        }
        _ => normal.push(one(value)),
    }
}

/// `/usr/lib/libz.so` is asked for as `-L/usr/lib -lz`, so that the rules for both apply.
fn shared_library(word: &[u8]) -> Option<[Kind; 2]> {
    let (directory, file) = word.starts_with(b"/").then(|| path::split(word))?;
    let name = path::shared_library_name(file)?;
    Some([Kind::Path { kind: PathKind::Libraries, value: directory.to_owned() }, Kind::Library(name.to_owned())])
}

/// Words for the linker that the compiler's own options say, too, are said by these.
fn linker(words: Vec<Text>, origin: usize, strict: bool, normal: &mut Vec<Arg>) -> Result<(), ArgError> {
    match linker_path(&words) {
        Some((_, value)) if value.is_empty() && strict => return Err(ArgError::missing_value(words[0].as_bstr(), origin)),
        Some((kind, value)) if !value.is_empty() => {
            paths(kind, value, origin, normal);
            return Ok(());
        }
        _ => {}
    }
    match words.as_slice() {
        [word] if shared_library(word).is_some() => {
            normal.extend(shared_library(word).into_iter().flatten().map(|kind| Arg { kind, origin }));
        }
        _ => normal.push(Arg { kind: Kind::Linker(words), origin }),
    }
    Ok(())
}

fn linker_path(words: &[Text]) -> Option<(PathKind, &BStr)> {
    let found = options::find(&[options::LD], words.first()?)?;
    let Role::Path(kind) = found.spec.role else { return None };
    let value = found.value.map(|(_, _, value)| value).or_else(|| words.get(1).map(|word| word.as_bstr()))?;
    Some((kind, value))
}

/// Words for the preprocessor and the assembler may name directories of headers. Such words are said to the compiler instead.
fn take_directories(args: Vec<Arg>) -> Vec<Arg> {
    let mut taken = Vec::with_capacity(args.len());
    let mut rest = args.into_iter().peekable();
    while let Some(arg) = rest.next() {
        let Some(spec) = other_words(&arg) else {
            taken.push(arg);
            continue;
        };
        let mut run = vec![arg];
        while let Some(next) = rest.next_if(|next| other_words(next) == Some(spec)) {
            run.push(next);
        }
        take_from(run, spec, &mut taken);
    }
    taken
}

fn other_words(arg: &Arg) -> Option<&'static Spec> {
    match &arg.kind {
        Kind::Valued { spec, .. } if matches!(spec.role, Role::OtherWord | Role::OtherWords) => Some(spec),
        _ => None,
    }
}

/// Takes directories out of neighbors that speak to the same program: an option and its value may stand in two of them.
fn take_from(run: Vec<Arg>, spec: &Spec, taken: &mut Vec<Arg>) {
    let words = |arg: &Arg| match &arg.kind {
        Kind::Valued { value, .. } if spec.role == Role::OtherWords => comma_words(value).map(Text::from).collect(),
        Kind::Valued { value, .. } => vec![value.clone()],
        _ => Vec::new(),
    };
    let all: Vec<(usize, Text)> =
        run.iter().enumerate().flat_map(|(at, arg)| words(arg).into_iter().map(move |word| (at, word))).collect();
    let mut others: Vec<Vec<Text>> = vec![Vec::new(); run.len()];
    let mut rest = all.into_iter().peekable();
    while let Some((at, word)) = rest.next() {
        let found = options::find(&[options::GCC, options::CLANG], &word).filter(|found| is_path(found.spec));
        let value = match &found {
            Some(found) => match found.value {
                Some((form, _, value)) => Some((form, value.to_owned())),
                None => rest.next().map(|(_, value)| (Form::Separate, value)),
            },
            None => None,
        };
        match (found, value) {
            (Some(found), Some((form, value))) => {
                let kind = Kind::Valued { spec: found.spec, name: found.spec.name.into(), form, value };
                taken.push(Arg { kind, origin: run[at].origin });
            }
            _ => others[at].push(word),
        }
    }
    for (arg, words) in run.into_iter().zip(others) {
        if let (Kind::Valued { spec, name, form, .. }, false) = (arg.kind, words.is_empty()) {
            taken
                .push(Arg { kind: Kind::Valued { spec, name, form, value: bstr::join(",", &words).into() }, origin: arg.origin });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Arity;

    #[test]
    fn values_of_linker_options_are_found() {
        for (word, needs) in [("-soname", true), ("--rpath", true), ("-rpath=/x", false), ("--as-needed", false), ("x.so", false)]
        {
            assert_eq!(needs_value(word.as_bytes()).is_some(), needs, "{word}");
        }
        assert_eq!(options::find(&[options::LD], b"--rpath").unwrap().spec.arity, Arity::AssignedOrSeparate);
    }
}
