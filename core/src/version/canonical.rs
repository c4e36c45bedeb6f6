//! The shortest text of a version: one for all that are equal.

use std::fmt::Write;

use super::{Suffix, Version};

/// Writes the version `text` shortest: `01.010_p0-r0` as `1.01_p`.
///
/// Where an asterisk follows, what is written decides what is matched, so that a revision and a last suffix's number stay.
pub(crate) fn canonical(text: &str, is_glob: bool) -> String {
    let version = Version::from_valid(text);
    let mut out = String::with_capacity(text.len());
    for (place, number) in version.numbers().enumerate() {
        if place > 0 {
            out.push('.');
        }
        out += if place == 0 || !number.starts_with('0') { integer(number) } else { fraction(number) };
    }
    out.extend(version.letter());
    let last = version.suffixes().count();
    for (place, Suffix { kind, number }) in version.suffixes().enumerate() {
        let open = is_glob && place + 1 == last && version.revision_digits().is_none();
        let number = number.map(integer).filter(|&number| open || number != "0");
        // Writing to a string cannot fail.
        _ = write!(out, "_{kind}{}", number.unwrap_or(""));
    }
    if let Some(revision) = version.revision_digits().map(integer).filter(|&revision| is_glob || revision != "0") {
        out += "-r";
        out += revision;
    }
    out
}

/// Without leading zeros.
fn integer(digits: &str) -> &str {
    match digits.trim_start_matches('0') {
        "" => "0",
        significant => significant,
    }
}

/// A number with a leading zero, which compares as text: without zeros at the end (`alg:version-comparison-numeric-nonfirst`).
fn fraction(digits: &str) -> &str {
    match digits.trim_end_matches('0') {
        "" => "0",
        significant => significant,
    }
}
