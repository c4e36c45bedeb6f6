//! The list of what core has and the interface has not. Every entry says why; a new one fails until somebody has written it.
//!
//! Names are compared, not meanings: an item of core counts as exposed where a file of `ffi/` names both it and its type.

use crate::kit::ctx::Ctx;
use crate::kit::files;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const LIST: &str = "ffi/not-exposed.txt";
const HEADER: &str = "\
# What core has and the interface has not, with the reason. `cargo xtask generate` writes this list; it should only get shorter.
# Before you give a new entry its reason, think of the other ways out:
# - expose it in ffi/;
# - make it private in core, where nobody outside needs it;
# - if something in the interface does the same under another name, say so: that is a reason.
";

/// Writes the list, or compares it with what is there. Fails if an entry has no reason.
pub fn run(ctx: &Ctx, check: bool) -> Result<()> {
    let there = fs::read_to_string(ctx.path(LIST)).unwrap_or_default();
    let (core, ffi) = (texts(ctx, "core/src")?, texts(ctx, "ffi/src")?);
    let (list, bare) = list(&missing(&core, &ffi), &reasons(&there));
    if list != there && check {
        bail!("{LIST} is stale; run `cargo xtask generate` and commit what it writes");
    }
    if list != there {
        fs::write(ctx.path(LIST), &list).with_context(|| format!("cannot write {LIST}"))?;
        println!("wrote {LIST}");
    }
    match bare.as_slice() {
        [] => Ok(()),
        bare => bail!("{LIST}: core has {} and the interface has not; expose it, or say there why not", bare.join(", ")),
    }
}

/// The code of every file below a directory, without comments.
fn texts(ctx: &Ctx, dir: &str) -> Result<Vec<String>> {
    let read = |path| Ok(files::without_comments(&fs::read_to_string(path)?));
    files::below(&ctx.path(dir), "rs")?.into_iter().map(read).collect()
}

fn reasons(list: &str) -> BTreeMap<&str, &str> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")).collect()
}

/// The list's text, and the entries that have no reason yet.
fn list(missing: &BTreeSet<String>, reasons: &BTreeMap<&str, &str>) -> (String, Vec<String>) {
    let mut text = HEADER.to_owned();
    let mut bare = Vec::new();
    for item in missing {
        let reason = reasons.get(item.as_str()).map_or("", |reason| reason.trim());
        if reason.is_empty() {
            bare.push(item.clone());
        }
        text += format!("\n{item}: {reason}").trim_end();
    }
    (text + "\n", bare)
}

/// The public items of core that no file of the interface names together with their type.
fn missing(core: &[String], ffi: &[String]) -> BTreeSet<String> {
    let ffi: Vec<BTreeSet<&str>> = ffi.iter().map(|text| words(text).collect()).collect();
    let is_exposed = |item: &str| ffi.iter().any(|words| item.split("::").all(|name| words.contains(name)));
    core.iter().flat_map(|text| items(text)).filter(|item| !is_exposed(item)).collect()
}

/// The public items of a file: `Version::parse`, `best_match`. Source text is formatted, so that a line tells.
fn items(text: &str) -> Vec<String> {
    let mut items = Vec::new();
    // The type whose methods are read; none inside of a trait's implementation, which has no public items.
    let mut owner: Option<&str> = None;
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("impl") {
            let named = if rest.starts_with('<') { rest.split_once("> ").map_or(rest, |(_, named)| named) } else { rest };
            owner = words(named).next();
        }
        let declared = line.trim_start().strip_prefix("pub ").and_then(declared);
        match (declared, line.starts_with("    "), owner) {
            (Some(name), true, Some(owner)) => items.push(format!("{owner}::{name}")),
            (Some(name), false, _) => items.push(name.to_owned()),
            _ => {}
        }
        // `vocabulary! { … Operator, OperatorUnknown, 7 {` declares an enum.
        if let [name, _, count] = line.trim_end_matches(" {").trim_start().split(", ").collect::<Vec<_>>()[..]
            && line.ends_with('{')
            && count.parse::<usize>().is_ok()
        {
            items.push(name.to_owned());
        }
    }
    items
}

/// The name that follows `fn`, `struct` and so on, after perhaps `const`.
fn declared(line: &str) -> Option<&str> {
    let mut words = words(line);
    match (words.next()?, words.next()?) {
        ("const", "fn") => words.next(),
        ("fn" | "struct" | "enum" | "trait" | "const" | "static" | "type", name) => Some(name),
        _ => None,
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CORE: &str = "\
impl<'a> Node<'a> {
    pub fn kind(self) -> Kind {
    pub const fn text(self) -> &'a str {
    pub(crate) fn inner(self) {}
}
pub fn best() {}
vocabulary! {
    Kind, UnknownKind, 2 {
";

    #[test]
    fn public_items_are_found() {
        assert_eq!(items(CORE), ["Node::kind", "Node::text", "best", "Kind"]);
    }

    #[test]
    fn an_item_is_exposed_beside_its_type() {
        let ffi = ["fn kind(node: polyatom::Node) -> Kind".to_owned(), "fn text() { best() }".to_owned()];
        assert_eq!(missing(&[CORE.to_owned()], &ffi), BTreeSet::from(["Node::text".to_owned()]));
    }

    #[test]
    fn a_new_entry_needs_a_reason() {
        let missing = BTreeSet::from(["a".to_owned(), "b".to_owned()]);
        let (text, bare) = list(&missing, &reasons("# c: d\na: because\ngone: once\n"));
        assert_eq!((text, bare), (format!("{HEADER}\na: because\nb:\n"), vec!["b".to_owned()]));
    }
}
