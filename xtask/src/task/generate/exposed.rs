//! The list of what the crates have and the interface has not. Every entry says why; a new one fails until somebody has written it.
//!
//! Items are known by their public paths. One counts as exposed where a file of `ffi/` names it by a path that leads to it, or has its
//! type, or what stands for that type in the interface, and calls it.

use super::paths::{Item, Paths, public_items};
use crate::kit::ctx::Ctx;
use crate::kit::files;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const LIST: &str = "ffi/not-exposed.txt";
/// The crates under the interface, and where they are.
const CRATES: [(&str, &str); 2] = [("polyatom", "core/src"), ("polyatom_repo", "repo/src")];
const HEADER: &str = "\
# What the crates have and the interface has not, with the reason. `cargo xtask generate` writes this list; it should only get shorter.
# The reason of a module or a type is that of all that is in it.
# Before you give a new entry its reason, think of the other ways out:
# - expose it in ffi/;
# - make it private, where nobody outside needs it;
# - if something in the interface does the same under another name, say so: that is a reason.
";

/// Writes the list, or compares it with what is there. Fails if an entry has no reason.
pub fn run(ctx: &Ctx, check: bool) -> Result<()> {
    let there = fs::read_to_string(ctx.path(LIST)).unwrap_or_default();
    let mut items = Vec::new();
    for (name, dir) in CRATES {
        items.extend(public_items(name, &texts(ctx, dir)?));
    }
    let (list, bare) = list(&missing(&items, &texts(ctx, "ffi/src")?), &reasons(&there));
    if list != there && check {
        bail!("{LIST} is stale; run `cargo xtask generate` and commit what it writes");
    }
    if list != there {
        fs::write(ctx.path(LIST), &list).with_context(|| format!("cannot write {LIST}"))?;
        println!("wrote {LIST}");
    }
    match bare.as_slice() {
        [] => Ok(()),
        bare => bail!("{LIST}: the interface has not {}; expose it, or say there why not", bare.join(", ")),
    }
}

/// The code of every file below a directory, without comments, by its path there.
fn texts(ctx: &Ctx, dir: &str) -> Result<Vec<(String, String)>> {
    let dir = ctx.path(dir);
    let read = |path: std::path::PathBuf| {
        let text = files::without_comments(&fs::read_to_string(&path)?);
        Ok((path.strip_prefix(&dir)?.display().to_string(), text))
    };
    files::below(&dir, &["rs"])?.into_iter().map(read).collect()
}

fn reasons(list: &str) -> BTreeMap<&str, &str> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": ")).collect()
}

/// The list's text, and the entries that have no reason yet. What is in something that has a reason does not stand there.
fn list(missing: &BTreeSet<String>, reasons: &BTreeMap<&str, &str>) -> (String, Vec<String>) {
    let reason = |item: &str| reasons.get(item).map_or("", |reason| reason.trim());
    let above = |item: &str| {
        let ends = item.match_indices("::").map(|(end, _)| &item[..end]);
        ends.filter(|above| !reason(above).is_empty()).map(str::to_owned).next()
    };
    let entries: BTreeSet<String> = missing.iter().map(|item| above(item).unwrap_or_else(|| item.clone())).collect();
    let mut text = HEADER.to_owned();
    let mut bare = Vec::new();
    for item in entries {
        if reason(&item).is_empty() {
            bare.push(item.clone());
        }
        text += format!("\n{item}: {}", reason(&item)).trim_end();
    }
    (text + "\n", bare)
}

/// The public items that no file of the interface has.
fn missing(items: &[Item], ffi: &[(String, String)]) -> BTreeSet<String> {
    let paths = Paths::of(ffi);
    items.iter().filter(|item| !paths.has(item)).map(Item::path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_entry_needs_a_reason() {
        let missing = BTreeSet::from(["a".to_owned(), "b".to_owned(), "m::T::x".to_owned(), "m::T::y".to_owned()]);
        let (text, bare) = list(&missing, &reasons("# c: d\na: because\ngone: once\nm::T: all of it\n"));
        assert_eq!((text, bare), (format!("{HEADER}\na: because\nb:\nm::T: all of it\n"), vec!["b".to_owned()]));
    }

    #[test]
    fn an_item_is_exposed_by_its_path() {
        let item = |owner: Option<&str>, name: &str| Item {
            module: "polyatom_repo".to_owned(),
            owner: owner.map(str::to_owned),
            name: name.to_owned(),
        };
        let items = [item(None, "Found"), item(Some("Found"), "new"), item(Some("Set"), "list"), item(Some("Set"), "new")];
        let ffi = "use polyatom_repo::Found;\npub struct Mine(Arc<polyatom_repo::Set>);\nimpl Mine { fn all(&self) { self.0.list() } }\n";
        let other = "struct Other(crate::Found);\nimpl Other { fn make() { Found::new() } }\n";
        let ffi = [("a.rs".to_owned(), ffi.to_owned()), ("b.rs".to_owned(), other.to_owned())];
        let expected = ["polyatom_repo::Found::new", "polyatom_repo::Set::new"].map(str::to_owned);
        assert_eq!(missing(&items, &ffi), BTreeSet::from(expected));
    }
}
