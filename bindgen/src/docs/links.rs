//! Documentation in Markdown of a site: what is named in it is linked.

use crate::interface::{Function, Interface};
use std::collections::BTreeMap;

/// Where each name of an interface stands, from a page beside the others.
pub struct Links {
    places: BTreeMap<String, String>,
}

impl Links {
    /// The places of an interface's types and functions.
    pub fn new(interface: &Interface) -> Self {
        let mut places = BTreeMap::new();
        let mut add = |name: &str, methods: &mut dyn Iterator<Item = &Function>| {
            places.insert(name.to_owned(), format!("{name}.md"));
            for method in methods {
                let method = method.name.rust();
                places.insert(format!("{name}.{method}"), format!("{name}.md#{method}"));
            }
        };
        for object in &interface.objects {
            let functions = object.primary.iter().chain(&object.constructors).chain(&object.methods);
            add(object.name.rust(), &mut functions.into_iter());
        }
        interface.records.iter().for_each(|record| add(record.name.rust(), &mut record.methods.iter()));
        interface.enums.iter().for_each(|choice| add(choice.name.rust(), &mut choice.methods.iter()));
        for function in &interface.functions {
            places.insert(function.name.rust().to_owned(), format!("functions.md#{}", function.name.rust()));
        }
        Self { places }
    }

    /// The text with links in the place of names in backquotes, but for names of the page's own type.
    pub fn linked(&self, docs: &str, own: &str) -> String {
        let mut out = String::new();
        let mut in_code = false;
        for line in docs.split_inclusive('\n') {
            let is_fence = line.trim_start().starts_with("```");
            in_code ^= is_fence;
            let parts: Vec<_> = line.split('`').collect();
            if in_code || is_fence || parts.len() % 2 == 0 {
                out += line;
                continue;
            }
            for (index, part) in parts.iter().enumerate() {
                out += &match self.places.get(*part).filter(|_| index % 2 == 1 && *part != own) {
                    Some(place) => format!("[`{part}`]({place})"),
                    None if index % 2 == 1 => format!("`{part}`"),
                    None => cited(part),
                };
            }
        }
        out
    }
}

/// The sections of PMS that a text cites, as `sec:use-dep`.
pub fn sections(docs: &str) -> Vec<String> {
    words(docs).filter(is_section).map(str::to_owned).collect()
}

fn words(docs: &str) -> impl Iterator<Item = &str> {
    docs.split(|c: char| !is_of_section(c)).map(|word| word.trim_end_matches(['.', ':', '-']))
}

fn is_of_section(c: char) -> bool {
    c.is_ascii_alphanumeric() || ":.-".contains(c)
}

fn is_section(word: &&str) -> bool {
    const KINDS: [&str; 5] = ["alg:", "ch:", "feat:", "sec:", "tab:"];
    KINDS.iter().any(|kind| word.starts_with(kind) && word.len() > kind.len())
}

/// The text with each section that it cites as a link to the page of sections, which has a place for it.
fn cited(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    for word in words(text).filter(is_section) {
        let Some((before, after)) = rest.split_once(word) else { continue };
        out += &format!("{before}[{word}](../pms.md#{})", word.replace([':', '.'], "-"));
        rest = after;
    }
    out + rest
}
