//! Dependency specifications of every kind: the flat tree against a plain one, and what changes its text but not its meaning.

use crate::check_error;
use polyatom_oracle::depspec::{Item, World, flags, leaves};
use polyatom::{DepSpec, DepSpecKind, DepSpecOptions, Eapi, NodeKind, NodeRef};
use std::hash::{DefaultHasher, Hash, Hasher};

/// EAPIs that differ in what groups mean, and none; and whether groups may be empty.
const OPTIONS: [(Option<Eapi>, bool); 4] =
    [(Some(Eapi::V0), true), (Some(Eapi::V5), false), (Some(Eapi::V8), false), (None, true)];

/// More flags than this are not tried in all combinations.
const MOST_FLAGS: usize = 3;

/// The target.
pub fn check(text: &str) {
    for kind in DepSpecKind::ALL {
        for (eapi, empty_groups) in OPTIONS {
            check_with(kind, text, DepSpecOptions { eapi, repo: false, empty_groups });
        }
    }
}

fn check_with(kind: DepSpecKind, text: &str, options: DepSpecOptions) {
    let parsed = DepSpec::parse(kind, text, options);
    assert_eq!(DepSpec::is_valid(kind, text, options), parsed.is_ok());
    match parsed {
        Ok(spec) => check_spec(&spec, text),
        Err(error) => check_error(&error),
    }
}

fn check_spec(spec: &DepSpec, text: &str) {
    assert_eq!(spec.as_str(), text);
    check_places(spec);
    let items: Vec<Item> = spec.items().map(read).collect();
    assert!(spec.kind() == DepSpecKind::SrcUri || items == literal(text), "{text:?}");
    let plain: Vec<String> = spec.leaves().map(one_line).collect();
    assert_eq!(plain, leaves(&items, &|_, _| true));
    for other in [spec.sorted(), spec.sorted_recursive(), spec.simplify(), spec.evaluate_all(), spec.evaluate_none()] {
        assert_reads_again(&other);
    }
    assert_eq!(spec.union(spec).expect("of one kind"), spec.union(&spec.union(spec).unwrap()).unwrap());
    spec.diagnostics(None).iter().for_each(|found| assert!(!found.to_string().is_empty()));
    check_meaning(spec, &items);
}

/// Every part is where it says, within its parent.
fn check_places(spec: &DepSpec) {
    for (index, node) in spec.recursive().enumerate() {
        assert_eq!(node.index(), index);
        assert_eq!(&spec.as_str()[node.span()], node.text());
        assert_eq!(node.atom().is_some(), node.kind() == NodeKind::Atom);
        assert_eq!(node.uri().is_some(), node.kind() == NodeKind::Uri);
        let mut end = node.span().start;
        for child in node.children() {
            assert!(end < child.span().start && child.span().end < node.span().end);
            end = child.span().end;
        }
    }
}

fn assert_reads_again(spec: &DepSpec) {
    let options = DepSpecOptions { eapi: spec.eapi(), repo: true, empty_groups: spec.has_empty_groups() };
    let again = DepSpec::parse(spec.kind(), spec.as_str(), options).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(&again, spec);
}

/// Evaluating, simplifying and listing all ways agree with a plain recursion, for some choices of flags and leaves.
fn check_meaning(spec: &DepSpec, items: &[Item]) {
    let simple = spec.simplify();
    let simple_items: Vec<Item> = simple.items().map(read).collect();
    let names = flags(items, spec.kind() == DepSpecKind::RequiredUse);
    for bits in 0..1_u32 << names.len().min(MOST_FLAGS) {
        let chosen = names.iter().enumerate().filter(|(index, _)| bits >> (index % MOST_FLAGS) & 1 == 1);
        let enabled: Vec<&str> = chosen.map(|(_, name)| name.as_str()).collect();
        let leaf = |text: &str| leaf_holds(spec.kind(), text, &enabled, bits);
        let world = World { enabled: &enabled, eapi: spec.eapi(), leaf: &leaf };
        let expected = world.all(items);
        let holds = |spec: &DepSpec| spec.satisfied_with(&enabled, |node| leaf(&one_line(node))).is_satisfied();
        assert_eq!(holds(spec), expected, "{spec}");
        assert_eq!(world.all(&simple_items), expected, "{spec} -> {simple}");
        let evaluated = spec.evaluate(&enabled);
        assert_reads_again(&evaluated);
        assert_eq!(holds(&evaluated), expected, "{spec} -> {evaluated}");
        if spec.kind() == DepSpecKind::RequiredUse {
            let result = spec.check_required_use(&enabled, None).expect("the right kind");
            assert_eq!(result.is_satisfied(), expected, "{spec}");
        }
        if let Ok(ways) = evaluated.dnf(200) {
            assert_eq!(ways.iter().any(|way| way.iter().all(|text| leaf(text))), expected, "{evaluated}: {ways:?}");
        }
    }
}

/// Flags hold when they are enabled; other leaves as chance will have it, the same for the same text.
fn leaf_holds(kind: DepSpecKind, text: &str, enabled: &[&str], bits: u32) -> bool {
    if kind == DepSpecKind::RequiredUse {
        return enabled.contains(&text.trim_start_matches('!')) != text.starts_with('!');
    }
    let mut hasher = DefaultHasher::new();
    (bits, text).hash(&mut hasher);
    hasher.finish().is_multiple_of(2)
}

/// A leaf's text, with renamed files on one line.
fn one_line(node: NodeRef<'_>) -> String {
    node.text().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(node: NodeRef<'_>) -> Item {
    let items = || node.children().map(read).collect();
    match node.kind() {
        NodeKind::UseConditional => {
            let flag = node.flag().expect("a condition has a flag").to_owned();
            Item::When { flag, negated: node.negated(), items: items() }
        }
        kind if kind.is_group() => Item::Group(kind, items()),
        _ => Item::Leaf(one_line(node)),
    }
}

/// `sec:dep-format` word by word, for a text that is valid and has no renamed files.
fn literal(text: &str) -> Vec<Item> {
    let mut open: Vec<(&str, Vec<Item>)> = vec![("", vec![])];
    let mut head = "";
    for word in text.split_ascii_whitespace() {
        match word {
            "(" => open.push((std::mem::take(&mut head), vec![])),
            ")" => {
                let (head, items) = open.pop().expect("a group is open");
                let parent = open.last_mut().expect("the whole is never closed");
                parent.1.push(group(head, items));
            }
            "||" | "^^" | "??" => head = word,
            condition if condition.ends_with('?') => head = condition,
            leaf => open.last_mut().expect("the whole is never closed").1.push(Item::Leaf(leaf.to_owned())),
        }
    }
    assert_eq!(open.len(), 1);
    open.remove(0).1
}

fn group(head: &str, items: Vec<Item>) -> Item {
    match head {
        "" => Item::Group(NodeKind::AllOf, items),
        "||" => Item::Group(NodeKind::AnyOf, items),
        "^^" => Item::Group(NodeKind::ExactlyOneOf, items),
        "??" => Item::Group(NodeKind::AtMostOneOf, items),
        condition => {
            let condition = condition.trim_end_matches('?');
            let flag = condition.trim_start_matches('!').to_owned();
            Item::When { flag, negated: condition.starts_with('!'), items }
        }
    }
}
