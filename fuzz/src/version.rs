//! Versions, one a line: grammar and order against the specification's words.

use polyatom_oracle::{grammar, version as literal};
use crate::{check_order, check_text};
use polyatom::{Operator, Version};

/// More would be compared with each other more often than they tell.
const MOST: usize = 4;

/// The target.
pub fn check(text: &str) {
    let versions: Vec<Version> = text.split('\n').take(MOST).filter_map(check_one).collect();
    check_order(&versions);
    for a in &versions {
        for b in &versions {
            check_pair(a, b);
        }
    }
}

fn check_one(text: &str) -> Option<Version> {
    assert_eq!(Version::is_valid(text), grammar::is_version(text), "{text:?}");
    let version = check_text(text, Version::parse);
    assert_eq!(version.is_some(), Version::is_valid(text));
    let version = version?;
    check_parts(&version);
    Some(version)
}

/// The parts are those that the literal reading finds, and join to the whole.
fn check_parts(version: &Version) {
    let parts = literal::split(version.as_str());
    assert!(version.numbers().eq(parts.numbers.iter()), "{version}");
    assert_eq!(version.letter().map(String::from).unwrap_or_default(), parts.letter, "{version}");
    let suffixes = version.suffixes().map(|suffix| format!("_{suffix}").replace("__", "_"));
    let numbers = version.numbers().collect::<Vec<_>>().join(".");
    let joined = format!("{numbers}{}{}", parts.letter, suffixes.collect::<String>());
    assert_eq!(joined, version.base());
    assert_eq!(version.revision_digits(), parts.revision.as_deref());
    assert_eq!(version.with_revision(version.revision().as_ref()).as_str(), version.as_str());
    assert_eq!(version.without_revision().as_str(), version.base());
}

fn check_pair(a: &Version, b: &Version) {
    let (parts_a, parts_b) = (literal::split(a.as_str()), literal::split(b.as_str()));
    let order = literal::compare(&parts_a, &parts_b);
    assert_eq!(a.cmp(b), order, "{a} and {b}");
    assert_eq!(a.sort_key().cmp(&b.sort_key()), order, "the keys of {a} and {b}");
    for op in Operator::ALL {
        assert_eq!(op.matches(a, b), literal::matches(op, &parts_a, &parts_b), "{a} {op} {b}");
    }
    assert_eq!(a.sort_key().starts_with(&b.glob_key()), a.matches_glob(b), "the keys of {a} and {b}*");
}
