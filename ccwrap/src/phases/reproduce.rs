//! Makes the result independent of where, when and on which machine it is built.

use super::Context;
use crate::Text;
use crate::arg::{Arg, Kind};
use crate::error::Error;
use crate::language::{Content, content};
use crate::mode::{Mode, aim};
use crate::trace::Trace;
use bstr::ByteVec;

pub(super) fn reproduce(args: Vec<Arg>, context: &Context<'_>, trace: &mut Trace) -> Result<Vec<Arg>, Error> {
    let wanted = &context.settings.reproduce;
    let mut args = match &wanted.march {
        Some(march) => replace_march(args, march, trace),
        None => args,
    };
    let compiles = matches!(aim(&args, context.tool).mode, Mode::Preprocess | Mode::Assemble | Mode::Compile | Mode::CompileLink);
    if !compiles || context.tool.is_linker() {
        return Ok(args);
    }
    let origin = args.last().map_or(0, |arg| arg.origin + 1);
    let maps = wanted.file_prefix_map.iter().map(|(from, to)| Text::from(format!("-ffile-prefix-map={from}={to}")));
    let seed = wanted.random_seed.then(|| seed(&args)).flatten();
    for text in maps.chain(seed) {
        let is_there = args.iter().any(|arg| matches!(&arg.kind, Kind::Flag { text: found, .. } if *found == text));
        if !is_there {
            args.push(Arg { kind: Kind::Flag { spec: None, text }, origin });
        }
    }
    Ok(args)
}

/// Names of the same sources give the same seed in every directory. A build that says a seed keeps it.
fn seed(args: &[Arg]) -> Option<Text> {
    let has_seed = args.iter().any(|arg| matches!(&arg.kind, Kind::Valued { name, .. } if *name == "-frandom-seed"));
    let source = args.iter().find_map(|arg| match &arg.kind {
        Kind::Input(name) if content(name) == Content::Source => Some(name),
        _ => None,
    })?;
    let mut text = b"-frandom-seed=".to_vec();
    text.push_str(crate::path::split(source).1);
    (!has_seed).then(|| text.into())
}

/// The build machine's processor is nobody else's.
fn replace_march(mut args: Vec<Arg>, march: &str, trace: &mut Trace) -> Vec<Arg> {
    for arg in &mut args {
        let Kind::Valued { name, value, .. } = &mut arg.kind else { continue };
        let is_cpu = [&b"-march"[..], b"-mcpu"].contains(&name.as_slice());
        let is_tuning = name.as_slice() == b"-mtune" && *value == "native";
        let new = if is_tuning { "generic" } else { march };
        if (is_cpu || is_tuning) && *value != new {
            trace.note(arg.origin, || format!("reproduce: {name}={value}").into());
            *value = new.into();
        }
    }
    args
}
