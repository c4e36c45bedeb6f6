//! What a command line makes.

use crate::Text;
use crate::arg::{Arg, Kind};
use crate::language::{Content, content};
use crate::options::{Role, Until};
use crate::tool::Tool;
use serde::Serialize;

/// What a command line makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Nothing: the program speaks about itself, or has nothing to do.
    Query,
    /// Preprocessed source, or a list of dependencies.
    Preprocess,
    /// Assembly.
    Assemble,
    /// Objects.
    Compile,
    /// Something linked, from sources.
    CompileLink,
    /// Something linked.
    Link,
}

/// What a link makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Linked {
    Executable,
    Shared,
    Relocatable,
}

/// A command line's mode, and what decides on the arguments that are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    pub mode: Mode,
    /// The program only speaks about itself: nothing may be added to such a command line, since an input would make it build.
    pub is_question: bool,
    /// What a link makes; nothing when no link is meant.
    pub linked: Option<Linked>,
}

/// Finds out what a command line makes.
pub fn aim(args: &[Arg], tool: Tool) -> Aim {
    let until = args.iter().filter_map(|arg| if let Role::Until(until) = arg.role() { Some(until) } else { None }).min();
    let until = until.or_else(|| implied(tool));
    let inputs = Inputs::of(args);
    let is_question = match until {
        Some(Until::Query | Until::DryRun) => true,
        Some(Until::Verbose) => inputs == Inputs::None,
        _ => false,
    };
    // `-v` says nothing about how far the build goes, so the next option that does is asked.
    let until = match until {
        Some(Until::Verbose) => further(args).or_else(|| implied(tool)),
        until => until,
    };
    let mode = match until {
        _ if is_question || inputs == Inputs::None && implied(tool).is_none() => Mode::Query,
        Some(Until::Preprocessed) => Mode::Preprocess,
        Some(Until::Assembly) => Mode::Assemble,
        Some(Until::Object) => Mode::Compile,
        // A header alone is compiled for later.
        _ if inputs == Inputs::Headers && tool != Tool::Ld => Mode::Compile,
        _ if inputs == Inputs::Sources && tool != Tool::Ld => Mode::CompileLink,
        _ => Mode::Link,
    };
    let links =
        !is_question && mode != Mode::Compile && !matches!(until, Some(Until::Preprocessed | Until::Assembly | Until::Object));
    Aim { mode, is_question, linked: links.then(|| linked(args)) }
}

fn further(args: &[Arg]) -> Option<Until> {
    let stops = args.iter().filter_map(|arg| if let Role::Until(until) = arg.role() { Some(until) } else { None });
    stops.filter(|until| *until > Until::Verbose).min()
}

/// Some programs do one thing whatever the options say, if need be to standard input.
fn implied(tool: Tool) -> Option<Until> {
    match tool {
        Tool::Cpp => Some(Until::Preprocessed),
        Tool::As => Some(Until::Assembly),
        _ => None,
    }
}

fn linked(args: &[Arg]) -> Linked {
    let has = |role: Role| args.iter().any(|arg| arg.role() == role);
    let makes_archive =
        |arg: &Arg| matches!(&arg.kind, Kind::Valued { spec, value, .. } if spec.role == Role::Output && value.ends_with(b".la"));
    match () {
        () if has(Role::Shared) || args.iter().any(makes_archive) => Linked::Shared,
        () if has(Role::Relocatable) => Linked::Relocatable,
        () => Linked::Executable,
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Inputs {
    None,
    Headers,
    /// Objects and libraries only.
    Objects,
    Sources,
}

impl Inputs {
    fn of(args: &[Arg]) -> Self {
        let (mut found, mut language) = (Self::None, Text::default());
        for arg in args {
            let input = match &arg.kind {
                Kind::Valued { spec, value, .. } if spec.role == Role::Language => {
                    language = value.clone();
                    Self::None
                }
                Kind::Input(name) => Self::of_file(name, &language),
                Kind::Library(_) => Self::Objects,
                Kind::Valued { spec, .. } if spec.role == Role::Library => Self::Objects,
                _ => Self::None,
            };
            found = found.max(input);
        }
        found
    }

    /// `-x LANGUAGE` holds until `-x none`.
    fn of_file(name: &Text, language: &[u8]) -> Self {
        match (language, content(name)) {
            (b"" | b"none", _) if name == "-" => Self::Sources,
            (b"" | b"none", Content::Header) => Self::Headers,
            (b"" | b"none", Content::Object) => Self::Objects,
            (b"" | b"none", Content::Source | Content::Assembly) => Self::Sources,
            (language, _) if language.ends_with(b"-header") => Self::Headers,
            _ => Self::Sources,
        }
    }
}
