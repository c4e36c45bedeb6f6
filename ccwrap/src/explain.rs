//! The command line after each phase, and the rule that changed each argument.

use crate::Text;
use crate::config::Compiled;
use crate::error::Error;
use crate::files::Files;
use crate::libtool;
use crate::phases::{self, Context};
use crate::response;
use crate::tool::Tool;
use crate::trace::Trace;
use std::fmt::Write as _;

/// Takes the words after a program's name through everything that the wrapper does to them.
pub fn transform(words: &[Text], tool: Tool, config: &Compiled, files: &Files, trace: &mut Trace) -> Result<Vec<Text>, Error> {
    if !tool.is_rewritten() {
        return Ok(words.to_vec());
    }
    let expanded;
    let words = if config.settings.expand_response_files.0 {
        expanded = response::expand(words, files)?;
        &expanded
    } else {
        words
    };
    let exists = |name: &[u8]| files.exists(name);
    if tool == Tool::Libtool {
        return libtool::command::transform(words, config, &exists, trace).map(|outcome| outcome.words);
    }
    phases::run(words, &Context::new(tool, config, &exists), trace).map(|outcome| outcome.words)
}

/// Writes for a person what happened.
pub fn show(words: &[Text], trace: &Trace) -> String {
    let line = |words: &mut dyn Iterator<Item = String>| words.collect::<Vec<_>>().join(" ");
    let mut text = format!("{:<12} {}\n", "given", line(&mut words.iter().map(|word| quoted(&word.to_string()))));
    let mut last: Vec<String> = words.iter().map(ToString::to_string).collect();
    for step in &trace.steps {
        if step.argv == last {
            continue;
        }
        let _ = writeln!(text, "{:<12} {}", step.phase, line(&mut step.argv.iter().map(|word| quoted(word))));
        for change in trace.changes.iter().filter(|change| change.phase == step.phase) {
            let word = words.get(change.argument).map_or("(added)".to_owned(), |word| quoted(&word.to_string()));
            let _ = writeln!(text, "{:<12}   {word}: {}", "", change.rule);
        }
        last.clone_from(&step.argv);
    }
    text
}

/// A word as a shell takes it.
pub fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_=+,./:@%^".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}
