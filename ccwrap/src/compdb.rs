//! Entries of `compile_commands.json`, as Bear makes them: one for each source, without what is for the linker alone.

use crate::arg::{Arg, Kind};
use crate::language::{Content, content};
use crate::mode::{Mode, aim};
use crate::options::{Role, Stage};
use crate::tool::Tool;
use crate::{Text, arg, strings};
use serde::Serialize;
use std::collections::HashSet;

/// How one source is compiled.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Entry {
    pub file: String,
    pub arguments: Vec<String>,
}

/// The entries of a command line; none if it compiles nothing.
pub fn entries(program: &str, words: &[Text], tool: Tool) -> Vec<Entry> {
    let Ok(args) = arg::parse(words, tool.tables(), false) else { return Vec::new() };
    if !matches!(aim(&args, tool).mode, Mode::Assemble | Mode::Compile | Mode::CompileLink) {
        return Vec::new();
    }
    let sources = sources(&args);
    let entry = |source: &usize| {
        let kept = args.iter().enumerate().filter(|(at, arg)| at == source || !is_input(arg) && !is_for_linker(arg));
        let words = kept.flat_map(|(_, arg)| strings(&arg.words(false)));
        Entry {
            file: args[*source].words(false)[0].to_string(),
            arguments: [program.to_owned()].into_iter().chain(words).collect(),
        }
    };
    let mut entries: Vec<Entry> = sources.iter().map(entry).collect();
    let mut seen = HashSet::new();
    entries.retain(|entry| seen.insert(entry.clone()));
    entries
}

/// The places of sources. After `-x LANGUAGE` every file is one.
fn sources(args: &[Arg]) -> Vec<usize> {
    let mut has_language = false;
    let mut places = Vec::new();
    for (at, arg) in args.iter().enumerate() {
        match &arg.kind {
            Kind::Valued { spec, value, .. } if spec.role == Role::Language => has_language = value != "none",
            Kind::Input(name) if has_language || content(name) != Content::Object => places.push(at),
            _ => {}
        }
    }
    places
}

fn is_input(arg: &Arg) -> bool {
    matches!(arg.kind, Kind::Input(_))
}

fn is_for_linker(arg: &Arg) -> bool {
    match &arg.kind {
        Kind::Flag { spec: Some(spec), .. } | Kind::Valued { spec, .. } => spec.stage == Stage::Link,
        _ => false,
    }
}
