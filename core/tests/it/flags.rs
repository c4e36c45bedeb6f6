//! `UseFlags` and `Iuse`: sets of flags.

use std::collections::{BTreeMap, BTreeSet};

use polyatom::{Cpv, ErrorKind, Iuse, Package, UseFlags, UseSet};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

#[test]
fn wrong_names() {
    for (name, span) in
        [("-x", 0..1), ("!x", 0..1), ("+x", 0..1), ("", 0..0), ("x y", 1..2), ("x?", 1..2), ("é", 0..2), ("x\n", 1..2)]
    {
        let error = UseFlags::new(["fine", name]).unwrap_err();
        assert_eq!((error.kind(), error.input(), error.span()), (ErrorKind::Name, name, span));
    }
    for (text, span) in [("a --b", 3..4), ("+", 1..1), ("a +é b", 3..5), ("a !b", 2..3), ("a b? c", 3..4), ("a, b", 1..2)] {
        let error = Iuse::parse(text).unwrap_err();
        assert_eq!((error.kind(), error.input(), error.span()), (ErrorKind::Iuse, text, span), "{text}");
    }
    let package = Package::new(Cpv::parse("a/b-1").unwrap());
    for repo in ["-x", "", "a b", "foo-1"] {
        assert!(package.clone().in_repo(repo).is_err(), "{repo}");
    }
}

/// Flags of a package are sets (`sec:use-iuse-handling`).
#[test]
fn packages_are_equal_whatever_the_order() {
    let package = |flags: &str, iuse: &str| {
        let flags = UseFlags::new(flags.split(' ')).unwrap();
        Package::new(Cpv::parse("a/b-1").unwrap()).use_flags(flags).iuse(Iuse::parse(iuse).unwrap())
    };
    assert_eq!(package("x y", "+a b"), package("y x y", "b +a b"));
    assert_ne!(package("x", "a"), package("x", "+a"));
    assert_ne!(package("x", "a"), package("y", "a"));
}

#[test]
fn defaults() {
    let iuse = Iuse::parse(" -a\tb +a c\n+c -d c ").unwrap();
    assert_eq!(iuse.names().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    assert_eq!(iuse.enabled(), UseFlags::new(["c", "a"]).unwrap());
    assert_eq!(iuse.disabled(), UseFlags::new(["d"]).unwrap());
    assert_eq!(iuse, Iuse::parse("+a b +c -d").unwrap());
    assert!(Iuse::parse("").unwrap().names().len() == 0 && Iuse::parse("").unwrap() == Iuse::default());
    assert_eq!(iuse.as_str(), " -a\tb +a c\n+c -d c ", "the text stays as written");
}

/// Names of which many begin alike, for longer than a number holds.
fn flag_name() -> &'static str {
    "(targets_|target)?[a-cA-B0-1][a-c0-1+_@-]{0,3}"
}

proptest! {
    #[test]
    fn a_set_of_texts(names in vec(flag_name(), 0..30), asked in flag_name()) {
        let flags = UseFlags::new(&names).unwrap();
        let model: BTreeSet<String> = names.iter().cloned().collect();
        prop_assert!(flags.names().eq(model.iter().map(String::as_str)));
        prop_assert_eq!(flags.len(), model.len());
        prop_assert!(names.iter().all(|name| flags.contains(name)));
        prop_assert_eq!(flags.contains_flag(&asked), model.contains(&asked));
        let longer = asked + "\0";
        prop_assert!(!flags.contains(&longer) && !flags.contains(""));
        prop_assert_eq!(&UseFlags::new(names.iter().rev()).unwrap(), &flags);
        prop_assert_eq!(&UseFlags::new(flags.names()).unwrap(), &flags);
    }

    #[test]
    fn a_map_of_defaults(words in vec((select(vec!["", "+", "-"]), "[a-c]{1,2}"), 0..12), implicit in vec("[a-c]{1,2}", 0..6)) {
        let text = words.iter().map(|(sign, name)| format!("{sign}{name}")).collect::<Vec<_>>().join("  ");
        let iuse: Iuse = text.parse().unwrap();
        prop_assert_eq!(iuse.to_string(), text);
        let mut model: BTreeMap<&str, Option<bool>> = BTreeMap::new();
        for (sign, name) in &words {
            let default = model.entry(name).or_default();
            *default = match *sign { "+" => Some(true), "-" => Some(false), _ => *default };
        }
        prop_assert!(iuse.names().eq(model.keys().copied()));
        prop_assert!(model.iter().all(|(name, default)| iuse.contains(name) && iuse.default_of(name) == *default));
        let implicit = UseFlags::new(implicit).unwrap();
        let effective = iuse.effective(&implicit);
        prop_assert_eq!(&Iuse::parse(effective.as_str()).unwrap(), &effective);
        let both: BTreeSet<&str> = iuse.names().chain(implicit.names()).collect();
        prop_assert!(effective.names().eq(both));
        prop_assert_eq!(effective.enabled(), iuse.enabled());
    }
}
