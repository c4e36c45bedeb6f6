//! Specifications as trees of their own, and generators of them. Few flags and leaves, so that they meet.

use polyatom::{DepSpec, DepSpecKind, Eapi, NodeKind, NodeRef};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub use crate::depspec::Item;

pub const FLAGS: [&str; 4] = ["a", "b", "c", "d"];
pub const ATOMS: [&str; 5] = ["x/a", "x/b", "x/c", "!x/a", "!!x/b"];
pub const PACKAGES: [&str; 3] = ["x/a", "x/b", "x/c"];

fn leaf(kind: DepSpecKind) -> BoxedStrategy<Item> {
    let texts: Vec<&str> = match kind.grammar() {
        DepSpecKind::RequiredUse => vec!["a", "b", "c", "d", "!a", "!b", "!c"],
        DepSpecKind::SrcUri => vec!["https://h/1", "https://h/1 -> b", "mirror://gnu/x/2", "3.tar"],
        DepSpecKind::License => vec!["MIT", "GPL-2+", "BSD"],
        DepSpecKind::Properties | DepSpecKind::Restrict => vec!["test", "live", "x-y:z"],
        _ => ATOMS.to_vec(),
    };
    select(texts).prop_map(|text| Item::Leaf(text.to_owned())).boxed()
}

fn groups(kind: DepSpecKind) -> Vec<NodeKind> {
    match kind.grammar() {
        DepSpecKind::RequiredUse => {
            vec![NodeKind::AllOf, NodeKind::AnyOf, NodeKind::ExactlyOneOf, NodeKind::AtMostOneOf]
        }
        DepSpecKind::Depend | DepSpecKind::License => vec![NodeKind::AllOf, NodeKind::AnyOf, NodeKind::AnyOf],
        _ => vec![NodeKind::AllOf],
    }
}

fn condition() -> impl Strategy<Value = (String, bool)> {
    (select(FLAGS.to_vec()).prop_map(str::to_owned), any::<bool>())
}

/// The items of a specification of that kind.
pub fn items(kind: DepSpecKind) -> impl Strategy<Value = Vec<Item>> {
    // Conditions already around the innermost leaves, so that groups often have no other members.
    let conditional =
        (condition(), vec(leaf(kind), 1..3)).prop_map(|((flag, negated), items)| Item::When { flag, negated, items });
    let item = prop_oneof![3 => leaf(kind), 2 => conditional].prop_recursive(4, 20, 4, move |inner| {
        let children = || vec(inner.clone(), 1..4);
        prop_oneof![
            (select(groups(kind)), children()).prop_map(|(group, items)| Item::Group(group, items)),
            (condition(), children()).prop_map(|((flag, negated), items)| Item::When { flag, negated, items }),
        ]
    });
    vec(item, 0..5)
}

pub fn kind() -> impl Strategy<Value = DepSpecKind> {
    select(DepSpecKind::ALL.to_vec())
}

/// No EAPI, one in which empty groups are matched, and one in which they are not; all have every kind of group.
pub fn eapi() -> impl Strategy<Value = Option<Eapi>> {
    select(vec![None, Some(Eapi::V5), Some(Eapi::V6), Some(Eapi::V7), Some(Eapi::V8)])
}

pub fn use_flags() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(FLAGS.to_vec(), 0..=FLAGS.len())
}

/// The words of items, in order.
pub fn words(items: &[Item]) -> Vec<String> {
    let mut out = Vec::new();
    for item in items {
        match item {
            Item::Leaf(text) => out.extend(text.split(' ').map(str::to_owned)),
            Item::Group(kind, items) => {
                let operator = match kind {
                    NodeKind::AnyOf => Some("||"),
                    NodeKind::ExactlyOneOf => Some("^^"),
                    NodeKind::AtMostOneOf => Some("??"),
                    _ => None,
                };
                out.extend(operator.map(str::to_owned));
                out.extend(in_parentheses(items));
            }
            Item::When { flag, negated, items } => {
                out.push(format!("{}{flag}?", if *negated { "!" } else { "" }));
                out.extend(in_parentheses(items));
            }
        }
    }
    out
}

fn in_parentheses(items: &[Item]) -> Vec<String> {
    let mut out = vec!["(".to_owned()];
    out.extend(words(items));
    out.push(")".to_owned());
    out
}

pub fn text(items: &[Item]) -> String {
    words(items).join(" ")
}

/// Texts of the same words with all sorts of blanks between and around them.
pub fn blanks() -> impl Strategy<Value = Vec<&'static str>> {
    vec(select(vec![" ", "  ", "\t", "\n", "\r\n", " \x0c "]), 1..6)
}

pub fn spread(items: &[Item], blanks: &[&str]) -> String {
    let mut out = blanks[0].to_owned();
    for (word, blank) in words(items).iter().zip(blanks.iter().cycle()) {
        out += word;
        out += blank;
    }
    out
}

/// What a specification says it consists of.
pub fn read(spec: &DepSpec) -> Vec<Item> {
    spec.items().map(read_node).collect()
}

fn read_node(node: NodeRef<'_>) -> Item {
    let items = || node.children().map(read_node).collect();
    match node.kind() {
        NodeKind::UseConditional => {
            Item::When { flag: node.flag().expect("a flag").to_owned(), negated: node.negated(), items: items() }
        }
        kind if kind.is_group() => Item::Group(kind, items()),
        _ => Item::Leaf(node.text().split_ascii_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
