//! Dependency specifications against a slow, literal reading of the specification.

use std::collections::HashSet;

use polyatom::{Cpv, DepSpec, DepSpecKind, DepSpecOptions, Eapi, Iuse, NodeKind, Package};
use polyatom_oracle::depspec::{World, flags, leaves};
use polyatom_oracle::generate::depspec::{
    ATOMS, FLAGS, Item, PACKAGES, blanks, eapi, items, kind, read, spread, text, use_flags,
};
use proptest::prelude::*;
use proptest::sample::subsequence;

fn parse(kind: DepSpecKind, items: &[Item], eapi: Option<Eapi>) -> DepSpec {
    DepSpec::parse(kind, &text(items), eapi).unwrap_or_else(|error| panic!("{error}"))
}

fn iuse(flags: &[&str]) -> Iuse {
    Iuse::parse(&flags.join(" ")).unwrap()
}

/// Every choice of some of the elements.
fn subsets<'a>(of: &[&'a str]) -> Vec<Vec<&'a str>> {
    let chosen = |bits: usize| of.iter().enumerate().filter(move |(index, _)| bits >> index & 1 == 1).map(|(_, text)| *text);
    (0..1 << of.len()).map(|bits| chosen(bits).collect()).collect()
}

/// What a leaf of `REQUIRED_USE` asks for.
fn flag_holds(enabled: &[&str], leaf: &str) -> bool {
    match leaf.strip_prefix('!') {
        Some(flag) => !enabled.contains(&flag),
        None => enabled.contains(&leaf),
    }
}

/// The text says all there is to know: reading it again, with the options of the specification, gives the same.
fn assert_reads_again(spec: &DepSpec) {
    let options = DepSpecOptions { eapi: spec.eapi(), repo: true, empty_groups: spec.has_empty_groups() };
    let again = DepSpec::parse(spec.kind(), spec.as_str(), options).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(&again, spec);
    assert_eq!(read(&again), read(spec));
    let spans = |spec: &DepSpec| spec.recursive().map(|node| (node.kind(), node.span(), node.negated())).collect::<Vec<_>>();
    assert_eq!(spans(&again), spans(spec));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn round_trip((kind, items) in kind().prop_flat_map(|kind| (Just(kind), items(kind))), blanks in blanks()) {
        let spread = spread(&items, &blanks);
        let spec = DepSpec::parse(kind, &spread, None).unwrap();
        prop_assert_eq!(spec.as_str(), &spread);
        prop_assert_eq!(&read(&spec), &items);
        prop_assert_eq!(spec.len(), items.len());
        prop_assert!(DepSpec::is_valid(kind, &spread, None));
        let plain = parse(kind, &items, None);
        prop_assert!(spec == plain && spec.cmp(&plain).is_eq());
        for node in spec.recursive() {
            prop_assert_eq!(&spread[node.span()], node.text());
            prop_assert_eq!(node.atom().is_some(), node.kind() == NodeKind::Atom);
            prop_assert_eq!(node.uri().is_some(), node.kind() == NodeKind::Uri);
            prop_assert_eq!(node.kind().is_group(), node.children().next().is_some());
        }
    }

    #[test]
    fn ways_through(items in items(DepSpecKind::Depend)) {
        let spec = parse(DepSpecKind::Depend, &items, None);
        prop_assert_eq!(spec.leaves().map(|leaf| leaf.text()).collect::<Vec<_>>(), leaves(&items, &|_, _| true));
        prop_assert_eq!(spec.atoms().map(|atom| atom.to_string()).collect::<Vec<_>>(), leaves(&items, &|_, _| true));
        prop_assert_eq!(spec.flags(), flags(&items, false));
        for enabled in subsets(&FLAGS) {
            let holds = |flag: &str, negated: bool| enabled.contains(&flag) != negated;
            let found: Vec<String> = spec
                .conditional_leaves()
                .filter(|found| found.conditions.iter().all(|node| holds(node.flag().unwrap(), node.negated())))
                .map(|found| found.leaf.text().to_owned())
                .collect();
            prop_assert_eq!(found, leaves(&items, &holds));
        }
    }

    #[test]
    fn evaluation_keeps_the_meaning(
        (kind, items) in kind().prop_flat_map(|kind| (Just(kind), items(kind))), eapi in eapi(), enabled in use_flags(),
    ) {
        let spec = parse(kind, &items, eapi);
        let evaluated = spec.evaluate(&enabled);
        let left = read(&evaluated);
        let holds = |flag: &str, negated: bool| enabled.contains(&flag) != negated;
        prop_assert_eq!(leaves(&left, &|_, _| unreachable!("no conditions are left")), leaves(&items, &holds));
        let (all, none) = (read(&spec.evaluate_all()), read(&spec.evaluate_none()));
        prop_assert_eq!(leaves(&all, &|_, _| unreachable!()), leaves(&items, &|_, _| true));
        prop_assert_eq!(leaves(&none, &|_, _| unreachable!()), leaves(&items, &|_, _| false));
        prop_assert_eq!(&evaluated, &spec.evaluate_fully(&enabled));
        for evaluated in [&evaluated, &spec.evaluate_all(), &spec.evaluate_none()] {
            assert_reads_again(evaluated);
            prop_assert_eq!(&evaluated.evaluate(&enabled), evaluated);
        }
        let texts: Vec<&str> = leaves(&items, &|_, _| true).into_iter().collect::<HashSet<_>>().into_iter().collect();
        for present in subsets(&texts) {
            let leaf = |text: &str| present.contains(&text);
            let world = World { enabled: &enabled, eapi, leaf: &leaf };
            prop_assert_eq!(world.all(&left), world.all(&items), "{} -> {}", spec, evaluated);
            prop_assert_eq!(spec.satisfied_with(&enabled, |node| leaf(&node.to_string())).is_satisfied(), world.all(&items));
        }
    }

    #[test]
    fn satisfied_by_packages(
        items in items(DepSpecKind::Depend), eapi in eapi(), enabled in use_flags(),
        present in subsequence(PACKAGES.to_vec(), 0..=PACKAGES.len()),
    ) {
        let spec = parse(DepSpecKind::Depend, &items, eapi);
        let packages: Vec<Package> = present.iter().map(|name| Package::new(Cpv::parse(&format!("{name}-1")).unwrap())).collect();
        let leaf = |text: &str| present.contains(&text.trim_start_matches('!')) != text.starts_with('!');
        let world = World { enabled: &enabled, eapi, leaf: &leaf };
        let found = spec.satisfied_by(&packages, &enabled);
        prop_assert_eq!(found.is_satisfied(), world.all(&items));
        prop_assert_eq!(found.is_satisfied(), found.missing().is_empty() && found.violated().is_empty());
        for choice in found.choices() {
            prop_assert_eq!(choice.group.kind(), NodeKind::AnyOf);
            let members = read_items(choice.group);
            let chosen = choice.group.children().position(|child| child.span() == choice.member.span()).unwrap();
            let is_matched = |item: &Item| match item {
                Item::When { flag, negated, .. } if enabled.contains(&flag.as_str()) == *negated => false,
                _ => world.all(std::slice::from_ref(item)),
            };
            prop_assert_eq!(members.iter().position(is_matched), Some(chosen));
        }
        for node in found.missing().iter().chain(found.violated()) {
            let alone = DepSpec::parse(DepSpecKind::Depend, node.text(), eapi).unwrap();
            prop_assert!(!world.all(&read(&alone)));
        }
    }

    #[test]
    fn simplification_keeps_the_meaning(items in items(DepSpecKind::Depend), eapi in eapi()) {
        let spec = parse(DepSpecKind::Depend, &items, eapi);
        let simple = spec.simplify();
        let left = assert_simpler(&spec, &simple);
        for enabled in subsets(&FLAGS) {
            for present in subsets(&ATOMS) {
                let world = World { enabled: &enabled, eapi, leaf: &|text| present.contains(&text) };
                prop_assert_eq!(world.all(&left), world.all(&items), "{} -> {} with {:?} and {:?}", spec, simple, enabled, present);
            }
        }
    }

    #[test]
    fn simplification_of_required_use(items in items(DepSpecKind::RequiredUse), eapi in eapi()) {
        let spec = parse(DepSpecKind::RequiredUse, &items, eapi);
        let simple = spec.simplify();
        let left = assert_simpler(&spec, &simple);
        for enabled in subsets(&FLAGS) {
            // Also where leaves mean something else than the conditions.
            for present in subsets(&FLAGS) {
                let world = World { enabled: &enabled, eapi, leaf: &|leaf| flag_holds(&present, leaf) };
                prop_assert_eq!(world.all(&left), world.all(&items), "{} -> {} with {:?} and {:?}", spec, simple, enabled, present);
            }
        }
    }

    #[test]
    fn dnf_has_every_way(
        (kind, items) in prop_oneof![Just(DepSpecKind::Depend), Just(DepSpecKind::RequiredUse)]
            .prop_flat_map(|kind| (Just(kind), items(kind))),
        eapi in eapi(), enabled in use_flags(),
    ) {
        let spec = parse(kind, &items, eapi).evaluate(&enabled);
        let ways = spec.dnf(3000).unwrap();
        let left = read(&spec);
        for present in subsets(if kind == DepSpecKind::Depend { &ATOMS } else { &FLAGS }) {
            let leaf = |text: &str| match kind {
                DepSpecKind::Depend => present.contains(&text),
                _ => flag_holds(&present, text),
            };
            let world = World { enabled: &enabled, eapi, leaf: &leaf };
            let any = ways.iter().any(|way| way.iter().all(|text| leaf(text)));
            prop_assert_eq!(any, world.all(&left), "{} with {:?}: {:?}", spec, present, ways);
        }
        prop_assert_eq!(&ways, &literal_ways(&spec, &left, kind));
        if !ways.is_empty() {
            prop_assert!(spec.dnf(ways.len()).is_ok() && spec.dnf(ways.len() - 1).is_err());
        }
    }

    #[test]
    fn required_use_check(items in items(DepSpecKind::RequiredUse), eapi in eapi(), enabled in use_flags()) {
        let spec = parse(DepSpecKind::RequiredUse, &items, eapi);
        let leaf = |text: &str| flag_holds(&enabled, text);
        let world = World { enabled: &enabled, eapi, leaf: &leaf };
        let result = spec.check_required_use(&enabled, Some(&iuse(&FLAGS))).unwrap();
        prop_assert_eq!(result.is_satisfied(), world.all(&items));
        let failing = items.iter().filter(|item| !world.all(std::slice::from_ref(item))).count();
        prop_assert_eq!(result.sentences().len(), failing);
        match result.unsatisfied() {
            None => prop_assert!(result.is_satisfied()),
            Some(rest) => {
                assert_reads_again(rest);
                let rest = read(rest);
                prop_assert_eq!(rest.len(), failing);
                prop_assert!(rest.iter().all(|item| !world.all(std::slice::from_ref(item))));
            }
        }
        let used = flags(&items, true);
        let lacking: Vec<&str> = FLAGS.iter().copied().filter(|flag| used.first().is_none_or(|first| first != flag)).collect();
        prop_assert_eq!(spec.check_required_use(&enabled, Some(&iuse(&lacking))).is_err(), !used.is_empty());
    }

    #[test]
    fn solver_against_brute_force(
        items in items(DepSpecKind::RequiredUse), eapi in eapi(), enabled in use_flags(),
        masked in subsequence(FLAGS.to_vec(), 0..=2), forced in subsequence(FLAGS.to_vec(), 0..=2),
    ) {
        let spec = parse(DepSpecKind::RequiredUse, &items, eapi);
        let used = flags(&items, true);
        let used: Vec<&str> = used.iter().map(String::as_str).collect();
        let mut best: Option<(usize, Vec<bool>)> = None;
        for states in subsets(&used) {
            let allowed = used.iter().all(|flag| match states.contains(flag) {
                true => !masked.contains(flag),
                false => masked.contains(flag) || !forced.contains(flag),
            });
            let world = World { enabled: &states, eapi, leaf: &|text| flag_holds(&states, text) };
            if allowed && world.all(&items) {
                let changes = used.iter().filter(|flag| states.contains(flag) != enabled.contains(flag)).count();
                // Disabled first, so that the smallest has enabled the first flag that differs.
                let key = (changes, used.iter().map(|flag| !states.contains(flag)).collect::<Vec<bool>>());
                best = Some(best.map_or(key.clone(), |best| best.min(key)));
            }
        }
        let expected = best.map(|(_, disabled)| {
            let states = used.iter().zip(disabled).map(|(flag, disabled)| (*flag, !disabled));
            states.filter(|(flag, state)| enabled.contains(flag) != *state).collect::<Vec<_>>()
        });
        let solution = spec.solve_required_use(&enabled, &masked, &forced).unwrap();
        prop_assert!(solution.as_ref().is_none_or(|solution| solution.is_optimal));
        prop_assert_eq!(solution.map(|solution| solution.changes), expected, "{}", spec);
    }

    #[test]
    fn sets_of_items(left in items(DepSpecKind::Depend), right in items(DepSpecKind::Depend)) {
        let (a, b) = (parse(DepSpecKind::Depend, &left, None), parse(DepSpecKind::Depend, &right, None));
        let each = |items: Vec<&Item>| {
            let mut once: Vec<Item> = Vec::new();
            items.into_iter().for_each(|item| if !once.contains(item) { once.push(item.clone()) });
            once
        };
        let only = |from: &'_ [Item], without: &[Item]| from.iter().filter(|item| !without.contains(item)).cloned().collect::<Vec<_>>();
        let (only_left, only_right) = (only(&left, &right), only(&right, &left));
        prop_assert_eq!(read(&a.union(&b).unwrap()), each(left.iter().chain(&right).collect()));
        prop_assert_eq!(read(&a.difference(&b).unwrap()), each(only_left.iter().collect()));
        prop_assert_eq!(read(&a.symmetric_difference(&b).unwrap()), each(only_left.iter().chain(&only_right).collect()));
        prop_assert_eq!(read(&a.intersection(&b).unwrap()), each(left.iter().filter(|item| right.contains(item)).collect()));
        prop_assert_eq!(a.is_subset(&b), only_left.is_empty());
        prop_assert_eq!(a.is_disjoint(&b), only_left.len() == left.len());
        prop_assert!(left.iter().all(|item| a.contains(&text(std::slice::from_ref(item)))));
        assert_reads_again(&a.union(&b).unwrap());
    }

    #[test]
    fn sorting((kind, items) in kind().prop_flat_map(|kind| (Just(kind), items(kind))), enabled in use_flags()) {
        let spec = parse(kind, &items, None);
        let (sorted, deep) = (spec.sorted(), spec.sorted_recursive());
        let key = |spec: &DepSpec| {
            let mut items: Vec<String> = spec.items().map(|item| item.text().to_owned()).collect();
            items.sort();
            items
        };
        prop_assert_eq!(key(&sorted), key(&spec));
        prop_assert_eq!(&sorted.sorted(), &sorted);
        prop_assert_eq!(&deep.sorted_recursive(), &deep);
        prop_assert_eq!(&deep.sorted(), &deep);
        assert_reads_again(&deep);
        let mut reversed = items.clone();
        reversed.reverse();
        prop_assert_eq!(parse(kind, &reversed, None).sorted_recursive(), deep.clone());
        let leaf = |text: &str| text.len().is_multiple_of(2);
        let world = World { enabled: &enabled, eapi: None, leaf: &leaf };
        prop_assert_eq!(world.all(&read(&deep)), world.all(&items));
    }

    #[test]
    fn nothing_panics(kind in kind(), eapi in eapi(), words in prop::collection::vec(word(), 0..12), any in ".*", empty_groups: bool) {
        for text in [words.concat(), words.join(" "), any] {
            let options = DepSpecOptions { eapi, repo: false, empty_groups };
            match DepSpec::parse(kind, &text, options) {
                Ok(spec) => {
                    prop_assert_eq!(spec.as_str(), &text);
                    assert_reads_again(&spec);
                    assert_reads_again(&spec.simplify());
                    assert_reads_again(&spec.sorted_recursive());
                    let evaluated = spec.evaluate(&["a"]);
                    assert_reads_again(&evaluated);
                    _ = (evaluated.dnf(20), spec.satisfied_by(&[], &["a"]).is_satisfied());
                    _ = (spec.check_required_use(&["a"], Some(&iuse(&["a"]))), spec.solve_required_use(&["a"], &["b"], &["c"]));
                    for diagnostic in spec.diagnostics(Some(DepSpecKind::Pdepend)) {
                        prop_assert!(text.get(diagnostic.span).is_some());
                    }
                    if let Err(error) = spec.check_iuse(&iuse(&[])) {
                        prop_assert!(polyatom::names::use_flag(&text[error.span()]).is_ok());
                    }
                }
                Err(error) => {
                    prop_assert!(text.get(error.span()).is_some(), "{:?} of {:?}", error.span(), text);
                    prop_assert_eq!(error.input(), &text);
                    prop_assert!(!error.reason().is_empty() && error.to_string().lines().count() >= 3);
                }
            }
        }
    }
}

/// Every choice of leaves, or of flags and opposites of flags, that satisfies whatever the rest is like and of which
/// nothing can be missed.
fn literal_ways(spec: &DepSpec, items: &[Item], kind: DepSpecKind) -> Vec<Vec<String>> {
    let mut literals: Vec<String> = Vec::new();
    for leaf in spec.leaves() {
        let text = leaf.text().to_owned();
        let opposite = text.strip_prefix('!').map_or(format!("!{text}"), str::to_owned);
        if kind == DepSpecKind::Depend && !literals.contains(&text) {
            literals.push(text);
        } else if kind == DepSpecKind::RequiredUse && !literals.contains(&text) && !literals.contains(&opposite) {
            literals.extend([text, opposite]);
        }
    }
    let opposed = |chosen: u32| kind == DepSpecKind::RequiredUse && chosen & chosen >> 1 & 0x5555_5555 != 0;
    let does: Vec<bool> = (0..1u32 << literals.len())
        .map(|chosen| {
            let holds = |at: usize, negative: bool| {
                // What is not chosen may be either way: it must do in the worst case, which is decided by each use.
                let bit = match (kind, negative) {
                    (DepSpecKind::RequiredUse, true) => at ^ 1,
                    _ => at,
                };
                chosen >> bit & 1 == 1
            };
            !opposed(chosen)
                && items.iter().all(|item| {
                    certain(item, true, spec.eapi(), &|text, negative| {
                        literals.iter().position(|literal| literal == text).is_some_and(|at| holds(at, negative))
                    })
                })
        })
        .collect();
    let least = |chosen: u32| (0..literals.len()).all(|at| chosen >> at & 1 == 0 || !does[(chosen & !(1 << at)) as usize]);
    let mut ways: Vec<Vec<usize>> = (0..does.len())
        .filter(|&chosen| does[chosen] && least(chosen as u32))
        .map(|chosen| (0..literals.len()).filter(|at| chosen >> at & 1 == 1).collect())
        .collect();
    ways.sort();
    ways.into_iter().map(|way| way.into_iter().map(|at| literals[at].clone()).collect()).collect()
}

/// Whether an item is certainly matched, or certainly not, given what is certain of the leaves.
fn certain(item: &Item, matched: bool, eapi: Option<Eapi>, leaf: &dyn Fn(&str, bool) -> bool) -> bool {
    let Item::Group(kind, items) = item else {
        let Item::Leaf(text) = item else { panic!("a condition") };
        return leaf(text, !matched);
    };
    let count = |matched| items.iter().filter(|item| certain(item, matched, eapi, leaf)).count();
    let empty_matches = items.is_empty() && eapi.is_some_and(|eapi| eapi <= Eapi::V6);
    match (kind, matched) {
        (NodeKind::AllOf, true) => count(true) == items.len(),
        (NodeKind::AllOf, false) => count(false) > 0,
        (NodeKind::AtMostOneOf, true) => count(false) + 1 >= items.len(),
        (NodeKind::AtMostOneOf, false) => count(true) > 1,
        (NodeKind::AnyOf | NodeKind::ExactlyOneOf, matched) if items.is_empty() => empty_matches == matched,
        (NodeKind::AnyOf, true) => count(true) > 0,
        (NodeKind::AnyOf, false) => count(false) == items.len(),
        (_, true) => count(true) == 1 && count(false) + 1 == items.len(),
        (_, false) => count(true) > 1 || count(false) == items.len(),
    }
}

/// Pieces of specifications, and what is none.
fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "(",
        ")",
        "||",
        "^^",
        "??",
        "a?",
        "!a?",
        "?",
        "!",
        "->",
        "a",
        "!a",
        "x/a",
        ">=x/a-1:2/3=[b?,c@d(+)]",
        "=x/a-1*",
        "[",
        "]",
        "https://h/f",
        "fetch+https://h/f",
        "mirror+mirror://m/f",
        "://",
        "+",
        "\n",
        "\u{a0}",
        "é",
        "a/",
        "/",
        "GPL-2",
        "\0",
        "x?(",
        ")(",
    ])
}

fn read_items(group: polyatom::NodeRef<'_>) -> Vec<Item> {
    let inside: Vec<&str> = group.children().map(|child| child.text()).collect();
    read(&DepSpec::parse(DepSpecKind::Depend, &inside.join(" "), None).unwrap())
}

fn assert_simpler(spec: &DepSpec, simple: &DepSpec) -> Vec<Item> {
    assert_reads_again(simple);
    assert!(simple.as_str().len() <= spec.as_str().len(), "{spec} -> {simple}");
    assert_eq!(&simple.simplify(), simple);
    read(simple)
}
