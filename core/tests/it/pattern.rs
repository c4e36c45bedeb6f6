//! Patterns of packages.

use polyatom::{AtomPattern, Cpn, Cpv, ErrorKind, Package, Slot};
use proptest::prelude::*;

fn matches(pattern: &str, cpv: &str) -> bool {
    AtomPattern::parse(pattern).unwrap().matches(&Cpv::parse(cpv).unwrap())
}

#[test]
fn globs() {
    for pattern in ["*/*", "dev-*/*", "*/lib*", "dev-libs/libxml2", "*-libs/*xml*", "d*s/l*b*2", "dev-libs/libxml2*", "**/**"] {
        assert!(matches(pattern, "dev-libs/libxml2-2.9"), "{pattern}");
    }
    for pattern in ["*/lib", "dev/*", "*/xml*", "dev-libs/libxml", "dev-*b/*", "*/*2-9", "*/*-2*"] {
        assert!(!matches(pattern, "dev-libs/libxml2-2.9"), "{pattern}");
    }
    assert!(AtomPattern::parse("a*/b").unwrap().matches_cpn(&Cpn::parse("ab/b").unwrap()));
}

#[test]
fn slots_and_repositories() {
    let bare = Package::new(Cpv::parse("a/b-1").unwrap());
    let full = bare.clone().slot(Slot::parse("2/3").unwrap()).in_repo("gentoo").unwrap();
    let cases = [
        ("a/b", true, true),
        ("a/b:*", true, true),
        ("a/*:2", false, true),
        ("a/b:2/3", false, true),
        ("a/b:2/2", false, false),
        ("a/b:3", false, false),
        ("*/*::gentoo", false, true),
        ("*/*:2::gentoo", false, true),
        ("*/*::guru", false, false),
    ];
    for (text, with_bare, with_full) in cases {
        let pattern = AtomPattern::parse(text).unwrap();
        assert_eq!((pattern.matches_package(&bare), pattern.matches_package(&full)), (with_bare, with_full), "{text}");
        assert_eq!(pattern.matches(&bare.cpv), with_bare, "{text}");
        assert_eq!(pattern.as_str(), text);
    }
    let pattern = AtomPattern::parse("a*/*b:2/3::gentoo").unwrap();
    let parts = (pattern.category(), pattern.package(), pattern.slot(), pattern.repo());
    assert_eq!(parts, ("a*", "*b", Some("2/3"), Some("gentoo")));
    let pattern = AtomPattern::parse("a/b").unwrap();
    assert_eq!((pattern.slot(), pattern.repo()), (None, None));
}

#[test]
fn reasons_and_places() {
    let cases = [
        ("", "empty text", ""),
        ("*", "missing category", ""),
        ("a/", "empty package name", ""),
        ("/b", "empty category name", ""),
        (">=a/b-1", "operator in a pattern", ">="),
        ("!*/*", "operator in a pattern", "!"),
        ("a/b-1.2", "version in a pattern", "-1.2"),
        ("a/*.x", "illegal character in a package name", "."),
        ("a/b[c]", "USE dependencies in a pattern", "[c]"),
        ("a/b:", "empty slot dependency", ""),
        ("a/b:0=", "illegal character in a slot name", "="),
        ("a/b:*x", "illegal character in a slot name", "x"),
        ("a/b::", "empty repository name", ""),
        ("a/b::c*", "illegal character in a repository name", "*"),
        ("-*/b", "illegal first character of a category name", "-"),
        ("a/é*", "illegal character in a package name", "é"),
        ("a/b/c", "illegal character in a package name", "/"),
    ];
    for (text, reason, under) in cases {
        let error = AtomPattern::parse(text).expect_err(text);
        assert_eq!((error.kind(), error.reason(), &text[error.span()]), (ErrorKind::Pattern, reason, under), "{text}");
    }
}

/// `*` is any run of characters: plain recursion says so.
fn literal_glob(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], _) => text.is_empty(),
        ([b'*', rest @ ..], _) => (0..=text.len()).any(|taken| literal_glob(rest, &text[taken..])),
        ([first, rest @ ..], [head, tail @ ..]) => first == head && literal_glob(rest, tail),
        _ => false,
    }
}

proptest! {
    #[test]
    fn globs_against_recursion(category in "[ab*]{1,6}", package in "[ab*]{1,6}", name in "[ab]{1,6}", of in "[ab]{1,6}") {
        let pattern = AtomPattern::parse(&format!("{category}/{package}")).unwrap();
        let expected = literal_glob(category.as_bytes(), of.as_bytes()) && literal_glob(package.as_bytes(), name.as_bytes());
        prop_assert_eq!(pattern.matches_cpn(&Cpn::new(&of, &name).unwrap()), expected);
    }

    #[test]
    fn nothing_panics(text in "[ab*/:.é\\-1=\\[\\]!]{0,12}") {
        match AtomPattern::parse(&text) {
            Ok(pattern) => {
                prop_assert_eq!(pattern.to_string(), &*text);
                prop_assert!(AtomPattern::is_valid(&text) && !pattern.category().is_empty() && !pattern.package().is_empty());
            }
            Err(error) => prop_assert!(text.get(error.span()).is_some()),
        }
    }
}
