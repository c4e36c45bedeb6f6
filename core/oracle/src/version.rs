//! `alg:version-comparison` and its sub-algorithms, and the operators of `sec:dep-operator`.

use std::cmp::Ordering;

use polyatom::Operator;

/// A version taken apart.
#[derive(Clone, Debug)]
pub struct Parts {
    pub numbers: Vec<String>,
    pub letter: String,
    /// Type, and integer part if any.
    pub suffixes: Vec<(String, Option<String>)>,
    pub revision: Option<String>,
}

const SUFFIX_TYPES: [&str; 5] = ["alpha", "beta", "pre", "rc", "p"];

/// Takes a valid version apart.
pub fn split(text: &str) -> Parts {
    let (base, revision) = match text.split_once("-r") {
        Some((base, revision)) => (base, Some(revision.to_owned())),
        None => (text, None),
    };
    let mut pieces = base.split('_');
    let main = pieces.next().expect("split gives at least one piece");
    let letter: String = main.chars().filter(char::is_ascii_lowercase).collect();
    let numbers = main.trim_end_matches(|c: char| c.is_ascii_lowercase()).split('.').map(str::to_owned).collect();
    Parts { numbers, letter, suffixes: pieces.map(split_suffix).collect(), revision }
}

fn split_suffix(text: &str) -> (String, Option<String>) {
    let digits = text.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let kind = text[..text.len() - digits.len()].to_owned();
    (kind, Some(digits.to_owned()).filter(|digits| !digits.is_empty()))
}

/// Integer comparison of digits of any length: as strings of the same width.
fn integers(a: &str, b: &str) -> Ordering {
    let width = a.len().max(b.len());
    format!("{a:0>width$}").cmp(&format!("{b:0>width$}"))
}

/// `alg:version-comparison`
pub fn compare(a: &Parts, b: &Parts) -> Ordering {
    for sub_algorithm in [numeric, letter, suffix, revision] {
        match sub_algorithm(a, b) {
            Ordering::Equal => {}
            decision => return decision,
        }
    }
    Ordering::Equal
}

/// `alg:version-comparison-numeric`
fn numeric(a: &Parts, b: &Parts) -> Ordering {
    match integers(&a.numbers[0], &b.numbers[0]) {
        Ordering::Equal => {}
        decision => return decision,
    }
    let (ann, bnn) = (a.numbers.len(), b.numbers.len());
    for i in 1..ann.min(bnn) {
        match numeric_nonfirst(&a.numbers[i], &b.numbers[i]) {
            Ordering::Equal => {}
            decision => return decision,
        }
    }
    ann.cmp(&bnn)
}

/// `alg:version-comparison-numeric-nonfirst`
fn numeric_nonfirst(a: &str, b: &str) -> Ordering {
    if a.starts_with('0') || b.starts_with('0') { a.trim_end_matches('0').cmp(b.trim_end_matches('0')) } else { integers(a, b) }
}

/// `alg:version-comparison-letter`
fn letter(a: &Parts, b: &Parts) -> Ordering {
    a.letter.cmp(&b.letter)
}

/// `alg:version-comparison-suffix`
fn suffix(a: &Parts, b: &Parts) -> Ordering {
    let (asn, bsn) = (a.suffixes.len(), b.suffixes.len());
    for i in 0..asn.min(bsn) {
        match suffix_each(&a.suffixes[i], &b.suffixes[i]) {
            Ordering::Equal => {}
            decision => return decision,
        }
    }
    if asn > bsn {
        if a.suffixes[bsn].0 == "p" { Ordering::Greater } else { Ordering::Less }
    } else if asn < bsn {
        if b.suffixes[asn].0 == "p" { Ordering::Less } else { Ordering::Greater }
    } else {
        Ordering::Equal
    }
}

/// `alg:version-comparison-suffix-each`
fn suffix_each(a: &(String, Option<String>), b: &(String, Option<String>)) -> Ordering {
    let integer = |suffix: &(String, Option<String>)| suffix.1.clone().unwrap_or_else(|| "0".to_owned());
    let rank = |suffix: &(String, Option<String>)| SUFFIX_TYPES.iter().position(|kind| *kind == suffix.0);
    if a.0 == b.0 { integers(&integer(a), &integer(b)) } else { rank(a).cmp(&rank(b)) }
}

/// `alg:version-comparison-revision`
fn revision(a: &Parts, b: &Parts) -> Ordering {
    let integer = |parts: &Parts| parts.revision.clone().unwrap_or_else(|| "0".to_owned());
    integers(&integer(a), &integer(b))
}

/// `version` with only as many components as `pattern` has.
fn truncate(version: &Parts, pattern: &Parts) -> Parts {
    let mut cut = version.clone();
    if pattern.revision.is_some() {
        return cut;
    }
    cut.revision = None;
    cut.suffixes.truncate(pattern.suffixes.len());
    if let Some((_, number)) = pattern.suffixes.last() {
        if let (None, Some(last)) = (number, cut.suffixes.get_mut(pattern.suffixes.len() - 1)) {
            last.1 = None;
        }
        return cut;
    }
    if pattern.letter.is_empty() {
        cut.letter = String::new();
        cut.numbers.truncate(pattern.numbers.len());
    }
    cut
}

/// `sec:dep-operator`
pub fn matches(op: Operator, candidate: &Parts, wanted: &Parts) -> bool {
    let order = compare(candidate, wanted);
    let without_revision = |parts: &Parts| Parts { revision: None, ..parts.clone() };
    match op {
        Operator::Less => order == Ordering::Less,
        Operator::LessOrEqual => order != Ordering::Greater,
        Operator::Equal => order == Ordering::Equal,
        Operator::EqualGlob => compare(&truncate(candidate, wanted), wanted) == Ordering::Equal,
        Operator::Approximate => compare(&without_revision(candidate), &without_revision(wanted)) == Ordering::Equal,
        Operator::GreaterOrEqual => order != Ordering::Less,
        Operator::Greater => order == Ordering::Greater,
    }
}
