//! The command line on the pages of types: sessions from a page whose sessions are run by tests.

use super::Language;
use crate::config::Sessions;
use crate::interface::Interface;
use anyhow::{Context, Result, ensure};
use camino::Utf8Path;
use std::collections::BTreeSet;

/// The program, with a session for each item that is named.
pub fn language(interface: &Interface, settings: &Sessions, directory: &Utf8Path) -> Result<Language> {
    let page = directory.join(&settings.page);
    let text = std::fs::read_to_string(&page).with_context(|| format!("reading {page}"))?;
    let sessions = sessions(&text);
    let known = known(interface);
    let mut language = Language { tab: "Command line", mark: "console", example_mark: "console", ..Language::default() };
    for (item, command) in &settings.items {
        ensure!(known.contains(item), "bindgen.toml names {item} among the sessions, which the interface does not have");
        let begins = |session: &&String| session.strip_prefix("$ ").is_some_and(|typed| typed.starts_with(command.as_str()));
        let session =
            sessions.iter().find(begins).with_context(|| format!("{page} has no session of {command:?}, for {item}"))?;
        let (owner, member) = item.split_once('.').unwrap_or((item, ""));
        let key = if owner.starts_with(char::is_uppercase) { (owner, member) } else { ("", owner) };
        language.examples.insert((key.0.to_owned(), key.1.to_owned()), session.clone());
    }
    Ok(language)
}

/// What is typed and what comes back, each once, without what the tests alone need: the code that a program ends with.
fn sessions(text: &str) -> Vec<String> {
    let mut sessions: Vec<String> = vec![];
    let mut in_code = false;
    for line in text.lines() {
        match line {
            _ if line.starts_with("```") => in_code = line == "```console",
            _ if !in_code => {}
            _ if line.starts_with("$ ") => sessions.push(line.to_owned()),
            _ => {
                if let Some(session) = sessions.last_mut() {
                    *session += "\n";
                    *session += line;
                }
            }
        }
    }
    sessions.iter().map(|session| session.trim_end().to_owned()).collect()
}

/// All items by their names: `Type`, `Type.method`, `function`.
fn known(interface: &Interface) -> BTreeSet<String> {
    let objects = interface.objects.iter().map(|object| object.name.to_string());
    let records = interface.records.iter().map(|record| record.name.to_string());
    let choices = interface.enums.iter().map(|choice| choice.name.to_string());
    let functions = interface.all_functions().map(|(owner, function)| match owner {
        Some(owner) => format!("{owner}.{}", function.name.rust()),
        None => function.name.rust().to_owned(),
    });
    objects.chain(records).chain(choices).chain(functions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_are_cut_out_of_a_page() {
        let page = "Words.\n\n```console\n$ a b\nx\n\n$ c\n? 2\ny\n\n```\n\n```sh\n$ d\n```\n";
        assert_eq!(sessions(page), ["$ a b\nx", "$ c\n? 2\ny"]);
    }
}
