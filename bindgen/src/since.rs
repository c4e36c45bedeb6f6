//! The version that each item of an interface came with, kept in a file: what a page says of it stays true.
//!
//! A new item gets the version that is being made; an item that goes is forgotten.

use crate::interface::Interface;
use crate::output::{File, MARKER};
use anyhow::{Context, Result};
use camino::Utf8Path;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The names of members by their types, by the version that they came with. A type is its own member, functions are those of none.
type Kept = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// What functions that belong to no type stand under.
const FUNCTIONS: &str = "functions";

/// The version that each item came with.
#[derive(Default)]
pub struct Since(BTreeMap<(String, String), String>);

impl Since {
    /// What the file says, with all items that it does not know yet.
    pub fn read(interface: &Interface, place: &Utf8Path) -> Result<Self> {
        let text = std::fs::read_to_string(place).unwrap_or_default();
        let kept: Kept = toml::from_str(&text).with_context(|| format!("in {place}"))?;
        Ok(Self::of(interface, &kept))
    }

    fn of(interface: &Interface, kept: &Kept) -> Self {
        let known = kept.iter().flat_map(|(version, types)| {
            types.iter().flat_map(move |(owner, members)| {
                members.iter().map(move |member| ((owner.clone(), member.clone()), version.clone()))
            })
        });
        let known: BTreeMap<_, _> = known.collect();
        let since = |item: (String, String)| {
            let version = known.get(&item).unwrap_or(&interface.version).clone();
            (item, version)
        };
        Self(items(interface).into_iter().map(since).collect())
    }

    /// The version of a type, or of a member; an empty owner is that of functions.
    pub fn version(&self, owner: &str, member: &str) -> Option<&str> {
        let (owner, member) = (if owner.is_empty() { FUNCTIONS } else { owner }, if member.is_empty() { owner } else { member });
        self.0.get(&(owner.to_owned(), member.to_owned())).map(String::as_str)
    }

    /// The file as it then has to be.
    pub fn file(&self, path: &Utf8Path) -> File {
        let mut kept = Kept::new();
        for ((owner, member), version) in &self.0 {
            kept.entry(version.clone()).or_default().entry(owner.clone()).or_default().insert(member.clone());
        }
        let mut text = format!(
            "# {MARKER}\n# The version that each item of the interface came with. A new one gets the version that is being made; none ever moves.\n"
        );
        for (version, types) in kept {
            write!(text, "\n[\"{version}\"]\n").expect("a String takes everything");
            for (owner, members) in types {
                let members: Vec<String> = members.iter().map(|member| format!("    \"{member}\",\n")).collect();
                write!(text, "{owner} = [\n{}]\n", members.concat()).expect("a String takes everything");
            }
        }
        File { path: path.to_owned(), text }
    }
}

/// All items: types, and their members by their names in Rust.
fn items(interface: &Interface) -> BTreeSet<(String, String)> {
    let mut items = BTreeSet::new();
    let mut add = |owner: &str, member: &str| {
        items.insert((owner.to_owned(), member.to_owned()));
    };
    interface.objects.iter().for_each(|object| add(object.name.rust(), object.name.rust()));
    for record in &interface.records {
        add(record.name.rust(), record.name.rust());
        record.fields.iter().for_each(|field| add(record.name.rust(), field.name.rust()));
    }
    for choice in &interface.enums {
        add(choice.name.rust(), choice.name.rust());
        choice.variants.iter().for_each(|variant| add(choice.name.rust(), variant.name.rust()));
    }
    for (owner, function) in interface.all_functions() {
        add(owner.map_or(FUNCTIONS, |owner| owner.rust()), function.name.rust());
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tests::{choice, config, function, variant, whole};
    use uniffi_meta::EnumShape;

    fn interface(version: &str, variants: &[&str]) -> Interface {
        let variants = variants.iter().map(|name| variant(name, vec![])).collect();
        let items = [choice("Color", EnumShape::Enum, variants), function(|_| {})];
        Interface { version: version.to_owned(), ..whole(&items, &config()).expect("it fits") }
    }

    fn kept(file: &File) -> Kept {
        toml::from_str(&file.text).expect("it is TOML")
    }

    #[test]
    fn an_item_keeps_the_version_that_it_came_with() {
        let first = Since::of(&interface("0.1.0", &["Red", "Green"]), &Kept::new());
        let file = first.file("since.toml".into());
        assert!(
            file.text.contains("[\"0.1.0\"]\nColor = [\n    \"Color\",\n    \"Green\",\n    \"Red\",\n]\nfunctions = [\n"),
            "{}",
            file.text
        );
        let later = Since::of(&interface("0.2.0", &["Red", "Blue"]), &kept(&file));
        assert_eq!(later.version("Color", ""), Some("0.1.0"));
        assert_eq!(later.version("Color", "Red"), Some("0.1.0"));
        assert_eq!(later.version("Color", "Blue"), Some("0.2.0"));
        assert_eq!(later.version("Color", "Green"), None);
        assert_eq!(later.version("", "work"), Some("0.1.0"));
        // Nothing moves when the file is written again.
        let again = later.file("since.toml".into());
        assert_eq!(Since::of(&interface("0.3.0", &["Red", "Blue"]), &kept(&again)).file("since.toml".into()), again);
    }
}
