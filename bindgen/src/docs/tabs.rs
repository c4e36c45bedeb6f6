//! What each language says of an item, as tabs beside each other.

use super::besides::Rows;
use crate::example::Place;
use crate::interface::Name;
use std::collections::BTreeMap;

/// What is declared: a type, or a member of it; a member of nothing is a function. Both by their names in the interface.
pub type Key = (String, String);

/// A language on the pages.
#[derive(Default)]
pub struct Language {
    /// The title of its tabs.
    pub tab: &'static str,
    /// What marks a block of its code, for colors.
    pub mark: &'static str,
    /// What marks an example.
    pub example_mark: &'static str,
    /// How it declares a type, a function, a field or a choice.
    pub declared: BTreeMap<Key, String>,
    /// How it spells the example of an item.
    pub examples: BTreeMap<Key, String>,
    /// The name of each class of errors.
    pub errors: BTreeMap<String, String>,
    /// What each type has besides what is declared.
    pub besides: BTreeMap<String, Rows>,
}

/// The key of a type, of a member, or of a function that belongs to nothing.
pub fn key(owner: Option<&Name>, member: Option<&Name>) -> Key {
    let text = |name: Option<&Name>| name.map(|name| name.rust().to_owned()).unwrap_or_default();
    (text(owner), text(member))
}

/// The key of what an example belongs to.
pub fn key_of((owner, function): Place) -> Key {
    key(owner.name(), function.map(|f| &f.name))
}

/// A tab for each language that has something to say: its declaration, then its example.
pub fn tabs(languages: &[Language], key: &Key) -> String {
    let tab = |language: &Language| {
        let declared = language.declared.get(key).map(|code| block(language.mark, code));
        let example = language.examples.get(key).map(|code| block(language.example_mark, code));
        let blocks: Vec<String> = declared.into_iter().chain(example).collect();
        (!blocks.is_empty()).then(|| format!("=== \"{}\"\n\n{}", language.tab, indented(&blocks.join("\n"))))
    };
    languages.iter().filter_map(tab).collect::<Vec<_>>().join("\n")
}

/// A tab for each language in which a type has more than what is declared.
pub fn besides(languages: &[Language], ty: &str) -> String {
    let row = |(what, spelled): &(&str, Vec<&str>)| {
        let spelled: Vec<String> = spelled.iter().map(|way| format!("`{way}`")).collect();
        format!("    | {what} | {} |\n", spelled.join(", "))
    };
    let tab = |language: &Language| {
        let rows: String = language.besides.get(ty)?.iter().map(row).collect();
        let head = "    | what | how |\n    | --- | --- |\n";
        (!rows.is_empty()).then(|| format!("=== \"{}\"\n\n{head}{rows}", language.tab))
    };
    languages.iter().filter_map(tab).collect::<Vec<_>>().join("\n")
}

fn block(mark: &str, code: &str) -> String {
    format!("```{mark}\n{}\n```\n", code.trim_end())
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}
