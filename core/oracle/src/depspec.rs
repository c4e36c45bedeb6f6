//! The matching rules of `sec:dependency-spec` and `sec:required-use` word by word, by plain recursion.

use polyatom::{Eapi, NodeKind};

/// A part of a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    Leaf(String),
    Group(NodeKind, Vec<Item>),
    When { flag: String, negated: bool, items: Vec<Item> },
}

/// What matching depends on.
pub struct World<'a> {
    pub enabled: &'a [&'a str],
    pub eapi: Option<Eapi>,
    pub leaf: &'a dyn Fn(&str) -> bool,
}

impl World<'_> {
    fn holds(&self, flag: &str, negated: bool) -> bool {
        self.enabled.contains(&flag) != negated
    }

    /// All of the items are matched.
    pub fn all(&self, items: &[Item]) -> bool {
        items.iter().all(|item| self.matched(item))
    }

    fn matched(&self, item: &Item) -> bool {
        match item {
            Item::Leaf(text) => (self.leaf)(text),
            Item::When { flag, negated, items } => !self.holds(flag, *negated) || self.all(items),
            Item::Group(NodeKind::AllOf, items) => self.all(items),
            Item::Group(kind, items) => {
                // Conditional groups directly in it that are not enabled are no members.
                let is_member = |item: &&Item| match item {
                    Item::When { flag, negated, .. } => self.holds(flag, *negated),
                    _ => true,
                };
                let members: Vec<&Item> = items.iter().filter(is_member).collect();
                let matched = members.iter().filter(|item| self.matched(item)).count();
                // tab:empty-dep-groups
                let empty_matches = members.is_empty() && self.eapi.is_some_and(|eapi| eapi <= Eapi::V6);
                match kind {
                    NodeKind::AnyOf => matched >= 1 || empty_matches,
                    NodeKind::ExactlyOneOf => matched == 1 || empty_matches,
                    NodeKind::AtMostOneOf => matched <= 1,
                    _ => panic!("no group"),
                }
            }
        }
    }
}

/// The leaves that are left for conditions that hold so.
pub fn leaves<'a>(items: &'a [Item], holds: &dyn Fn(&str, bool) -> bool) -> Vec<&'a str> {
    let inner = |item: &'a Item| match item {
        Item::Leaf(text) => vec![text.as_str()],
        Item::Group(_, items) => leaves(items, holds),
        Item::When { flag, negated, items } if holds(flag, *negated) => leaves(items, holds),
        Item::When { .. } => Vec::new(),
    };
    items.iter().flat_map(inner).collect()
}

/// Every flag of conditions, and of leaves if they are flags, each once in the order of the text.
pub fn flags(items: &[Item], leaves_are_flags: bool) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    collect_flags(items, leaves_are_flags, &mut found);
    found
}

fn collect_flags(items: &[Item], leaves_are_flags: bool, found: &mut Vec<String>) {
    for item in items {
        let (flag, items) = match item {
            Item::Leaf(text) => (leaves_are_flags.then(|| text.trim_start_matches('!')), &[][..]),
            Item::Group(_, items) => (None, items.as_slice()),
            Item::When { flag, items, .. } => (Some(flag.as_str()), items.as_slice()),
        };
        if let Some(flag) = flag.filter(|flag| !found.iter().any(|old| old == flag)) {
            found.push(flag.to_owned());
        }
        collect_flags(items, leaves_are_flags, found);
    }
}
