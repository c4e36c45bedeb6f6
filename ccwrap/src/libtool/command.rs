//! Command lines of libtool: its own options, a mode, a compiler, and the compiler's words.

use super::fix::{self, Kind};
use crate::Text;
use crate::arg;
use crate::config::Compiled;
use crate::error::{ArgError, Error};
use crate::options::{Role, Spec};
use crate::path;
use crate::phases::{self, Context};
use crate::tool::Tool;
use crate::trace::Trace;
use bstr::{BStr, ByteSlice};

/// What libtool is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Compile,
    Link,
    Install,
    /// It speaks about itself, or does what has no compiler.
    Other,
}

/// A command line, cut.
#[derive(Debug, PartialEq, Eq)]
pub struct Command<'a> {
    pub mode: Mode,
    /// libtool's own words, and the compiler.
    pub head: &'a [Text],
    /// The compiler's words.
    pub rest: &'a [Text],
}

/// A command line that went through the phases, and the archive that it makes.
pub struct Outcome {
    pub words: Vec<Text>,
    pub archive: Option<Text>,
    pub mode: Mode,
}

impl<'a> Command<'a> {
    /// Cuts a command line. libtool can guess a mode; the wrapper does not, since a wrong guess would be silent.
    pub fn parse(words: &'a [Text]) -> Result<Self, ArgError> {
        let mut mode = None;
        let mut at = 0;
        while let Some(word) = words.get(at).filter(|word| word.starts_with(b"-")) {
            let (name, assigned) = word.split_once_str("=").map_or((word.as_bytes(), None), |(name, value)| (name, Some(value)));
            let needs_value = matches!(name, b"--mode" | b"--tag") && assigned.is_none();
            let value = assigned.or_else(|| needs_value.then(|| words.get(at + 1).map(|word| word.as_bytes())).flatten());
            if needs_value && value.is_none() {
                return Err(ArgError::missing_value(word.as_bstr(), at));
            }
            match (name, value) {
                (b"--mode", Some(value)) => mode = Some(named(value)),
                (b"--finish" | b"--help" | b"--help-all" | b"-h" | b"--version" | b"--config" | b"--features", _) => {
                    mode = Some(Mode::Other);
                }
                _ => {}
            }
            at += 1 + usize::from(needs_value);
        }
        let mode = mode.ok_or_else(|| ArgError {
            word: words.first().cloned().unwrap_or_default(),
            index: 0,
            reason: "libtool is given no --mode".to_owned(),
        })?;
        let (head, rest) = words.split_at((at + 1).min(words.len()));
        Ok(Self { mode, head, rest })
    }
}

/// Modes may be cut short, as libtool's script allows some.
fn named(mode: &[u8]) -> Mode {
    match mode {
        b"compile" => Mode::Compile,
        b"link" | b"relink" => Mode::Link,
        b"install" => Mode::Install,
        _ => Mode::Other,
    }
}

/// Takes the compiler's words of a command line through the phases.
pub fn transform(words: &[Text], config: &Compiled, exists: &dyn Fn(&[u8]) -> bool, trace: &mut Trace) -> Result<Outcome, Error> {
    let command = Command::parse(words)?;
    if !matches!(command.mode, Mode::Compile | Mode::Link) {
        return Ok(Outcome { words: words.to_vec(), archive: None, mode: command.mode });
    }
    let context = Context::new(Tool::Libtool, config, exists);
    let outcome = phases::run(command.rest, &context, trace)?;
    let archive = (command.mode == Mode::Link).then(|| archive(&outcome.args)).flatten();
    Ok(Outcome { words: [command.head, &outcome.words].concat(), archive, mode: command.mode })
}

/// The archive that a link makes.
fn archive(args: &[arg::Arg]) -> Option<Text> {
    let output = args.iter().rev().find_map(|arg| match &arg.kind {
        arg::Kind::Valued { spec: Spec { role: Role::Output, .. }, value, .. } => Some(value),
        _ => None,
    })?;
    output.ends_with(b".la").then(|| output.clone())
}

/// The files that belong to an archive, and how each is to be rewritten.
pub fn files(archive: &[u8]) -> [(Text, Kind); 2] {
    let (directory, file) = path::split(archive);
    let directory = if archive.contains(&b'/') { directory } else { BStr::new("") };
    let slash: &[u8] = if directory.is_empty() || directory == "/" { b"" } else { b"/" };
    let installed = [directory.as_bytes(), slash, b".libs/", file, b"i"].concat();
    [(archive.into(), fix::Kind::Built), (installed.into(), fix::Kind::Installed)]
}
