//! The version that each item came with, beside the interfaces that were promised to C: what one of them has did not come after it.

use super::File;
use crate::kit::prelink::interface;
use std::collections::BTreeSet;

/// The version of each item, which the generator keeps.
const SINCE: &str = "ffi/since.toml";
/// Where an interface's declarations stand, in a file that is named after it.
const PROMISED: &str = "bindings/c/abi/";

pub fn holds(files: &[File]) -> Vec<String> {
    let Some(since) = files.iter().find(|file| file.path == SINCE) else { return vec![format!("{SINCE} is missing")] };
    let items = items(&since.text);
    let promised = files.iter().filter_map(|file| Some((file.path.strip_prefix(PROMISED)?.strip_suffix(".txt")?, file)));
    promised.flat_map(|(interface, file)| younger(&items, interface, &file.text)).collect()
}

/// A type, a member of one, or a function.
struct Item<'a> {
    version: &'a str,
    owner: &'a str,
    member: &'a str,
}

fn items(text: &str) -> Vec<Item<'_>> {
    let (mut version, mut owner, mut items) = ("", "", vec![]);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("[\"").and_then(|rest| rest.strip_suffix("\"]")) {
            version = name;
        } else if let Some(name) = line.strip_suffix(" = [") {
            owner = name;
        } else if let Some(member) = line.trim_start().strip_prefix('"').and_then(|rest| rest.strip_suffix("\",")) {
            items.push(Item { version, owner, member });
        }
    }
    items
}

/// What is said to be younger than an interface that has it.
fn younger(items: &[Item<'_>], promised: &str, declarations: &str) -> Vec<String> {
    let words = words(declarations);
    let is_younger = |item: &&Item<'_>| numbers(interface(item.version)) > numbers(promised);
    let wrong = items.iter().filter(is_younger).filter_map(|item| {
        let name = item.in_c().into_iter().find(|name| words.contains(&**name))?;
        Some(format!("{SINCE}: {name} is in {PROMISED}{promised}.txt and cannot have come with {}", item.version))
    });
    wrong.collect()
}

impl Item<'_> {
    /// What C may call it: function, type or constant. What reads a type's text is `_parse` there.
    fn in_c(&self) -> Vec<String> {
        let (owner, member) = (snake(self.owner), snake(self.member));
        let name = match self.owner {
            "functions" => format!("polyatom_{member}"),
            _ if self.owner == self.member => format!("polyatom_{owner}"),
            _ => format!("polyatom_{owner}_{member}"),
        };
        let parse = (self.member == "new").then(|| format!("polyatom_{owner}_parse"));
        [Some(name.to_uppercase()), Some(name), parse].into_iter().flatten().collect()
    }
}

/// `AtomField` as `atom_field`.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for (at, character) in name.char_indices() {
        if character.is_uppercase() && at > 0 {
            out.push('_');
        }
        out.extend(character.to_lowercase());
    }
    out
}

fn words(text: &str) -> BTreeSet<&str> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '_')).collect()
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').filter_map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::ctx::Ctx;

    #[test]
    fn what_an_interface_has_did_not_come_after_it() {
        let since = "[\"0.1.2\"]\nAtom = [\n    \"Atom\",\n    \"new\",\n]\n\n[\"0.2.0\"]\nAtom = [\n    \"slot\",\n]\n";
        let younger = |interface: &str, text: &str| younger(&items(since), interface, text).len();
        let text = "polyatom_atom *polyatom_atom_parse(const char *text);\nchar *polyatom_atom_slot(const polyatom_atom *self);";
        assert_eq!([younger("0.1", text), younger("0.2", text), younger("0.10", text)], [1, 0, 0]);
        assert_eq!(younger("0.1", "char *polyatom_atom_slot_op(void);"), 0);
        assert_eq!(younger("0.0", text), 3);
    }

    /// Otherwise the comparison would be blind.
    #[test]
    fn nearly_every_item_is_found_by_its_name_in_c() {
        let ctx = Ctx::new(false).expect("the repository is there");
        let [since, header] = [SINCE, "bindings/c/include/polyatom.h"].map(|path| ctx.sh.read_file(ctx.path(path)).unwrap());
        let (items, words) = (items(&since), words(&header));
        let found = items.iter().filter(|item| item.in_c().iter().any(|name| words.contains(&**name))).count();
        assert!(found > 1000 && found * 50 > items.len() * 49, "{found} of {}", items.len());
    }
}
