//! Equal specifications, and equal parts, give the same answers.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use polyatom::{DepSpec, DepSpecKind, Eapi, NO_FLAGS, NodeRef};
use polyatom_oracle::generate::depspec::{blanks, eapi, items, kind, spread, text, use_flags};
use proptest::prelude::*;

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// What can be asked of a specification, whitespace and places aside.
fn answers(spec: &DepSpec, enabled: &[&str]) -> Vec<String> {
    let words = |text: &str| text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    let found = spec.diagnostics(None).into_iter().map(|found| found.kind.as_str().to_owned());
    let mut all: Vec<String> = found.collect();
    all.push(format!("{:?} {:?} {}", spec.kind(), spec.eapi(), spec.has_empty_groups()));
    all.extend(
        [spec.evaluate(enabled), spec.evaluate_all(), spec.simplify(), spec.sorted_recursive()].map(|spec| spec.to_string()),
    );
    all.extend(spec.recursive().map(|part| words(part.text())));
    let satisfied = spec.satisfied_with(enabled, |_| false);
    all.push(satisfied.is_satisfied().to_string());
    all.extend(satisfied.missing().iter().chain(satisfied.violated()).map(|part| words(part.text())));
    all.push(format!("{:?}", spec.evaluate(enabled).dnf(50).map_err(|error| error.code())));
    all.push(format!("{:?}", spec.solve_required_use(enabled, NO_FLAGS, NO_FLAGS).map_err(|error| error.code())));
    all.push(format!("{:?}", spec.check_required_use(enabled, None).map_err(|error| error.code())));
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn equal_specifications_answer_alike(
        (grammar, items) in kind().prop_flat_map(|kind| (Just(kind), items(kind))),
        other in kind(), eapis in (eapi(), eapi()), blanks in blanks(), enabled in use_flags(),
    ) {
        let other = if other.grammar() == grammar.grammar() { other } else { grammar };
        let a = DepSpec::parse(grammar, &text(&items), eapis.0).unwrap();
        let b = DepSpec::parse(other, &spread(&items, &blanks), eapis.1).unwrap();
        prop_assert_eq!(a == b, a.cmp(&b).is_eq());
        prop_assert_eq!(a == b, grammar == other && eapis.0 == eapis.1);
        if a == b {
            prop_assert_eq!(hash(&a), hash(&b));
            prop_assert_eq!(answers(&a, &enabled), answers(&b, &enabled));
        }
        for (left, right) in a.recursive().zip(b.recursive()) {
            prop_assert_eq!(left == right, left.cmp(&right).is_eq());
            if left == right {
                prop_assert_eq!(hash(&left), hash(&right));
                let alone = |node: NodeRef<'_>| node.to_spec().satisfied_with(&enabled, |_| false).is_satisfied();
                prop_assert_eq!(alone(left), alone(right));
            }
        }
    }

    /// A container contains what it yields, and has as many as its length says.
    #[test]
    fn containers_contain_what_they_yield((kind, items) in kind().prop_flat_map(|kind| (Just(kind), items(kind))), blanks in blanks()) {
        let spec = DepSpec::parse(kind, &spread(&items, &blanks), None).unwrap();
        prop_assert_eq!(spec.items().count(), spec.len());
        prop_assert!(spec.items().all(|item| spec.contains(item.text()) && spec.contains(item.to_spec().as_str())));
        prop_assert!(spec.items().filter_map(NodeRef::atom).all(|atom| spec.contains(atom.as_str())));
        for part in spec.recursive() {
            prop_assert!(part.children().all(|child| part.contains(child.text())));
            let alone = part.to_spec();
            prop_assert_eq!(alone.items().collect::<Vec<_>>(), [part]);
            prop_assert_eq!(alone.recursive().collect::<Vec<_>>(), part.recursive().collect::<Vec<_>>());
        }
    }
}

/// `tab:empty-dep-groups`: where it can be empty, a group means another thing in another EAPI.
#[test]
fn empty_groups_are_part_of_equality() {
    let parse = |text: &str, eapi: Option<Eapi>| DepSpec::parse(DepSpecKind::Depend, text, eapi).unwrap();
    let text = "|| ( x? ( a/b ) ) || ( c/d )";
    let (six, seven, eight) = (parse(text, Some(Eapi::V6)), parse(text, Some(Eapi::V7)), parse(text, None));
    assert_ne!(six, seven);
    let items = |spec: &DepSpec, at: usize| -> DepSpec { spec.items().nth(at).unwrap().to_spec() };
    assert_ne!(six.items().next(), seven.items().next());
    assert_eq!(six.items().nth(1), seven.items().nth(1));
    assert_eq!(seven.items().next(), eight.items().next());
    assert_eq!(six.intersection(&seven).unwrap().as_str(), "|| ( c/d )");
    assert_eq!([&six, &seven, &eight].into_iter().collect::<HashSet<_>>().len(), 3);
    assert_eq!(items(&six, 1).as_str(), "|| ( c/d )");
}
