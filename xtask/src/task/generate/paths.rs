//! Public items by their paths, and the paths that code names, both read from text: it is formatted, so that a line tells.

use std::collections::{BTreeMap, BTreeSet};

/// A public item of a crate.
pub struct Item {
    /// The path of the public module, with the crate.
    pub module: String,
    /// The type it belongs to.
    pub owner: Option<String>,
    pub name: String,
}

impl Item {
    pub fn path(&self) -> String {
        let owner = self.owner.iter().map(|owner| format!("{owner}::")).collect::<String>();
        format!("{}::{owner}{}", self.module, self.name)
    }

    fn owner_path(&self) -> Option<String> {
        Some(format!("{}::{}", self.module, self.owner.as_ref()?))
    }
}

/// What stands in a line.
enum Declared<'a> {
    Type(&'a str),
    Other(&'a str),
}

/// The public items of a crate: those in public modules, and those of private ones that the root gives out.
pub fn public_items(name: &str, files: &[(String, String)]) -> Vec<Item> {
    let root = files.iter().find(|(path, _)| path == "lib.rs").map_or("", |(_, text)| text);
    let given_out: BTreeSet<&str> = statements(root, "pub use ").flat_map(words).collect();
    let public_modules: BTreeSet<String> = files
        .iter()
        .flat_map(|(path, text)| {
            let declared = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
            declared.map(|inner| format!("{}{inner}", module_of(path).map(|module| module + "::").unwrap_or_default()))
        })
        .collect();
    let is_public = |module: &str| {
        let ends = module.match_indices("::").map(|(end, _)| end).chain([module.len()]);
        ends.into_iter().all(|end| public_modules.contains(&module[..end]))
    };
    let place = |path: &str, item: &str| match module_of(path) {
        Some(module) if is_public(&module) => Some(format!("{name}::{module}")),
        None => Some(name.to_owned()),
        Some(_) => given_out.contains(item).then(|| name.to_owned()),
    };
    let mut types: BTreeMap<&str, String> = BTreeMap::new();
    for (path, text) in files {
        for found in text.lines().filter_map(|line| declared(line.strip_prefix("pub ")?)).chain(vocabulary(text)) {
            if let (Declared::Type(item), Some(module)) = (&found, place(path, found.name())) {
                types.insert(item, module);
            }
        }
    }
    let mut items = Vec::new();
    for (path, text) in files {
        let own = text.lines().filter_map(|line| declared(line.strip_prefix("pub ")?)).chain(vocabulary(text));
        for found in own {
            let module = place(path, found.name());
            items.extend(module.map(|module| Item { module, owner: None, name: found.name().to_owned() }));
        }
        items.extend(methods(text).filter_map(|(owner, name)| {
            Some(Item { module: types.get(owner)?.clone(), owner: Some(owner.to_owned()), name: name.to_owned() })
        }));
    }
    items
}

/// `profile/rules.rs` is the module `profile::rules`; the root is none.
fn module_of(path: &str) -> Option<String> {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    (module != "lib").then_some(module)
}

impl<'a> Declared<'a> {
    fn name(&self) -> &'a str {
        match self {
            Self::Type(name) | Self::Other(name) => name,
        }
    }
}

/// The name that follows `fn`, `struct` and so on, after perhaps `const`.
fn declared(line: &str) -> Option<Declared<'_>> {
    let mut words = words(line);
    match (words.next()?, words.next()?) {
        ("const", "fn") => words.next().map(Declared::Other),
        ("struct" | "enum" | "trait" | "type", name) => Some(Declared::Type(name)),
        ("fn" | "const" | "static", name) => Some(Declared::Other(name)),
        _ => None,
    }
}

/// `vocabulary! { … Operator, OperatorUnknown, 7 {` declares an enum.
fn vocabulary(text: &str) -> impl Iterator<Item = Declared<'_>> {
    text.lines().filter_map(|line| {
        let [name, _, count] = line.trim().strip_suffix(" {")?.split(", ").collect::<Vec<_>>()[..] else { return None };
        count.parse::<usize>().is_ok().then_some(Declared::Type(name))
    })
}

/// The public methods in a file, with their types; none of a trait's implementation.
fn methods(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut owner = "";
    text.lines().filter_map(move |line| {
        if let Some(rest) = line.strip_prefix("impl") {
            let named = if rest.starts_with('<') { rest.split_once("> ").map_or(rest, |(_, named)| named) } else { rest };
            owner = words(named).next().unwrap_or_default();
        }
        let found = declared(line.strip_prefix("    pub ")?)?;
        Some((owner, found.name()))
    })
}

/// What the files of the interface name: in each, the paths that lead into the crates, and what it calls.
pub struct Paths {
    files: Vec<Named>,
}

struct Named {
    paths: BTreeSet<String>,
    /// What stands after a dot or two colons.
    called: BTreeSet<String>,
}

impl Paths {
    pub fn of(files: &[(String, String)]) -> Self {
        let resolved: Vec<BTreeSet<String>> = files.iter().map(|(_, text)| resolved(text)).collect();
        let standing: BTreeMap<&str, BTreeSet<String>> = files.iter().flat_map(|(_, text)| standing(text)).collect();
        let named = files.iter().zip(resolved).map(|((_, text), mut paths)| {
            paths.extend(words(text).filter_map(|word| standing.get(word)).flatten().cloned());
            Named { paths, called: called(text) }
        });
        Self { files: named.collect() }
    }

    pub fn has(&self, item: &Item) -> bool {
        let path = item.path();
        // What is called in the way that takes more is called.
        let names = [item.name.clone(), format!("{}_with", item.name)];
        let is_called = |file: &Named| {
            let has_owner = item.owner_path().is_some_and(|owner| file.paths.contains(&owner));
            has_owner && names.iter().any(|name| file.called.contains(name))
        };
        self.files.iter().any(|file| file.paths.contains(&path) || is_called(file))
    }
}

/// The paths into the crates that a file has, with what it calls them: `use polyatom_repo::{Found, format::glsa as format}`.
fn resolved(text: &str) -> BTreeSet<String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for statement in statements(text, "use ").chain(statements(text, "pub use ")) {
        imported("", statement, &mut names);
    }
    names.retain(|_, path| is_of_crates(path));
    let mut paths: BTreeSet<String> = names.values().cloned().collect();
    for path in spelled(text) {
        let (first, rest) = path.split_once("::").unwrap_or((path, ""));
        let start = if is_of_crates(first) { Some(first) } else { names.get(first).map(String::as_str) };
        if let (Some(start), false) = (start, rest.is_empty()) {
            paths.insert(format!("{start}::{rest}"));
        }
    }
    // A path leads to what it goes through, too.
    let through: Vec<String> =
        paths.iter().flat_map(|path| path.match_indices("::").map(|(end, _)| path[..end].to_owned())).collect();
    paths.extend(through);
    paths
}

fn is_of_crates(path: &str) -> bool {
    ["polyatom", "polyatom_repo"].contains(&path.split("::").next().unwrap_or_default())
}

/// The statements that begin so, without that and without the semicolon.
fn statements<'a>(text: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    let begins = text.match_indices(start).filter(|&(at, _)| at == 0 || text[..at].ends_with('\n'));
    begins.filter_map(move |(at, _)| text[at + start.len()..].split_once(';').map(|(statement, _)| statement))
}

/// Adds what a tree of imports names.
fn imported(above: &str, tree: &str, names: &mut BTreeMap<String, String>) {
    let joined = |part: &str| if above.is_empty() { part.to_owned() } else { format!("{above}::{part}") };
    if let Some((before, inner)) = tree.split_once("::{").or_else(|| tree.strip_prefix('{').map(|inner| ("", inner))) {
        let above = if before.is_empty() { above.to_owned() } else { joined(before.trim()) };
        parts(inner.trim_end().trim_end_matches('}')).for_each(|part| imported(&above, part.trim(), names));
        return;
    }
    let (path, name) = tree.trim().split_once(" as ").unwrap_or((tree.trim(), tree.rsplit("::").next().unwrap_or(tree).trim()));
    match path {
        "" => {}
        "self" => drop(names.insert(above.rsplit("::").next().unwrap_or(above).to_owned(), above.to_owned())),
        path => drop(names.insert(name.to_owned(), joined(path))),
    }
}

/// The parts of a list of imports, in which lists may stand.
fn parts(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    list.split(move |c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        c == ',' && depth == 0
    })
}

/// Paths as they are written, of two names or more.
fn spelled(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    text.split(move |c| !is_part(c)).map(|path| path.trim_matches(':')).filter(|path| path.contains("::"))
}

/// The types of the interface that stand for one of the crates: `struct Mine(Arc<polyatom::Theirs>)`, `Mine of polyatom::Theirs {`.
/// Macros name both alike.
fn standing(text: &str) -> Vec<(&str, BTreeSet<String>)> {
    let mut found: Vec<(&str, BTreeSet<String>)> = Vec::new();
    let of_file = statements(text, "use ").map(|statement| format!("use {statement};\n")).collect::<String>();
    for line in text.lines() {
        let line = line.trim();
        let declared = line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub(crate) struct "));
        let (name, of) = match declared.and_then(|rest| rest.split_once('(')).or_else(|| line.split_once(" of ")) {
            Some((name, of)) => (name, of),
            None => continue,
        };
        let Some(name) = words(name).next_back() else { continue };
        let paths = resolved(&format!("{of_file}{of}\n"));
        let named: BTreeSet<String> =
            paths.into_iter().filter(|path| of.contains(path.rsplit("::").next().unwrap_or(path))).collect();
        found.push((name, named));
    }
    for start in ["mirror! {", "text_type! {"] {
        for (at, _) in text.match_indices(start) {
            let body = &text[at + start.len()..];
            let name = body.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
            if let Some(name) = name.and_then(|line| words(line).next()) {
                let from = if body.lines().take(12).any(|line| line.trim() == format!("{name} of polyatom_repo")) {
                    "polyatom_repo"
                } else {
                    "polyatom"
                };
                found.push((name, BTreeSet::from([format!("{from}::{name}")])));
            }
        }
    }
    found
}

/// What stands after a dot or two colons.
fn called(text: &str) -> BTreeSet<String> {
    let after = |mark: &'static str| text.split(mark).skip(1).filter_map(|rest| first_word(rest));
    after(".").chain(after("::")).map(str::to_owned).collect()
}

fn first_word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    Some(&text[..end]).filter(|word| !word.is_empty())
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(items: &[Item]) -> Vec<String> {
        items.iter().map(Item::path).collect()
    }

    #[test]
    fn public_items_are_found_by_their_paths() {
        let root = "pub mod format;\nmod node;\npub use node::{Kind, Node};\npub fn best() {}\n";
        let node = "impl<'a> Node<'a> {\n    pub fn kind(self) -> Kind {\n    pub const fn text(self) -> &'a str {\n    pub(crate) fn inner(self) {}\n}\n\
            pub struct Node<'a>(&'a str);\npub struct Hidden;\nvocabulary! {\n    Kind, UnknownKind, 2 {\n";
        let glsa = "pub struct Glsa;\nimpl Glsa {\n    pub fn read() {}\n}\n";
        let files = [("lib.rs", root), ("node.rs", node), ("format/mod.rs", "pub mod glsa;\n"), ("format/glsa.rs", glsa)];
        let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
        let found = public_items("c", &files);
        let expected = [
            "c::best",
            "c::Node",
            "c::Kind",
            "c::Node::kind",
            "c::Node::text",
            "c::format::glsa::Glsa",
            "c::format::glsa::Glsa::read",
        ];
        assert_eq!(paths(&found), expected);
    }

    #[test]
    fn imports_give_names_to_paths() {
        let text = "use polyatom_repo::{Found, format::{self, glsa as g}};\nuse other::Thing;\nfn f() { g::Glsa::read(); Found::of(); Thing::x() }\n";
        let found = resolved(text);
        for path in [
            "polyatom_repo::Found",
            "polyatom_repo::format::glsa::Glsa::read",
            "polyatom_repo::format",
            "polyatom_repo::Found::of",
        ] {
            assert!(found.contains(path), "{path} in {found:?}");
        }
        assert!(!found.iter().any(|path| path.contains("Thing")));
    }
}
