//! `alg:version-comparison` straight on two texts, without taking them apart first.

use std::cmp::Ordering;

use super::suffix::{SuffixKind, kind_of};
use crate::chars::{byte, digits_end};

/// Compares the texts of two valid versions, as bytes.
#[inline]
pub(crate) fn compare(a: &[u8], b: &[u8]) -> Ordering {
    first_difference(a, b).unwrap_or_else(|| compare_all(a, b))
}

fn compare_all(a: &[u8], b: &[u8]) -> Ordering {
    let mut walk = Walk::new(a, b);
    walk.base(false).unwrap_or_else(|| walk.revisions())
}

/// Decides if the texts are the same, or first differ within a number.
///
/// What comes before that number is the same text and has the same components, so that none of them decides. Most
/// versions that are compared are so, and no other component needs to be looked at.
#[inline]
fn first_difference(a: &[u8], b: &[u8]) -> Decision {
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    if same == a.len() && same == b.len() {
        return Some(Ordering::Equal);
    }
    let digits = a[..same].iter().rev().take_while(|digit| digit.is_ascii_digit()).count();
    let start = same - digits;
    let (x, y) = (&a[start..digits_end(a, same)], &b[start..digits_end(b, same)]);
    if x.is_empty() || y.is_empty() {
        return None;
    }
    let further = start > 0 && a[start - 1] == b'.';
    decide(if further { compare_further_numbers(x, y) } else { compare_integers(x, y) })
}

/// Compares two valid versions without their revisions.
pub(crate) fn compare_base(a: &[u8], b: &[u8]) -> Ordering {
    Walk::new(a, b).base(false).unwrap_or(Ordering::Equal)
}

/// Compares `version`, cut off after as many components as `prefix` has, with `prefix`.
pub(crate) fn compare_glob(version: &[u8], prefix: &[u8]) -> Ordering {
    let mut walk = Walk::new(version, prefix);
    walk.base(true).unwrap_or_else(|| walk.revisions())
}

/// Compares digit strings of any length as integers; the empty string is 0.
#[inline]
pub(crate) fn compare_integers(a: &[u8], b: &[u8]) -> Ordering {
    let (a, b) = (strip_leading_zeros(a), strip_leading_zeros(b));
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[inline]
fn strip_leading_zeros(mut digits: &[u8]) -> &[u8] {
    while let [b'0', rest @ ..] = digits {
        digits = rest;
    }
    digits
}

fn strip_trailing_zeros(mut digits: &[u8]) -> &[u8] {
    while let [rest @ .., b'0'] = digits {
        digits = rest;
    }
    digits
}

/// `alg:version-comparison-numeric-nonfirst`
#[inline]
fn compare_further_numbers(a: &[u8], b: &[u8]) -> Ordering {
    if a[0] == b'0' || b[0] == b'0' {
        return strip_trailing_zeros(a).cmp(strip_trailing_zeros(b));
    }
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// A place in each of two versions, moved forward together.
struct Walk<'a> {
    a: &'a [u8],
    b: &'a [u8],
    at_a: usize,
    at_b: usize,
}

/// A decision of one of the sub-algorithms; none means that the comparison goes on.
type Decision = Option<Ordering>;

fn decide(ordering: Ordering) -> Decision {
    Some(ordering).filter(|ordering| ordering.is_ne())
}

impl<'a> Walk<'a> {
    fn new(a: &'a [u8], b: &'a [u8]) -> Self {
        Self { a, b, at_a: 0, at_b: 0 }
    }

    /// Everything but the revision. With `glob`, equality is decided as soon as `b` ends.
    #[inline]
    fn base(&mut self, glob: bool) -> Decision {
        if let Some(decision) = self.numbers(glob) {
            return Some(decision);
        }
        if glob && self.b_ended() {
            return Some(Ordering::Equal);
        }
        if let Some(decision) = self.letters() {
            return Some(decision);
        }
        if glob && self.b_ended() {
            return Some(Ordering::Equal);
        }
        self.suffixes(glob)
    }

    fn b_ended(&self) -> bool {
        self.at_b == self.b.len()
    }

    /// `alg:version-comparison-numeric`
    #[inline]
    fn numbers(&mut self, glob: bool) -> Decision {
        let (a, b) = self.digits();
        let mut decision = decide(compare_integers(a, b));
        while decision.is_none() {
            match (byte(self.a, self.at_a) == b'.', byte(self.b, self.at_b) == b'.') {
                (true, true) => {}
                (true, false) if glob && self.b_ended() => return Some(Ordering::Equal),
                (true, false) => return Some(Ordering::Greater),
                (false, true) => return Some(Ordering::Less),
                (false, false) => return None,
            }
            self.at_a += 1;
            self.at_b += 1;
            let (a, b) = self.digits();
            decision = decide(compare_further_numbers(a, b));
        }
        decision
    }

    /// `alg:version-comparison-letter`
    #[inline]
    fn letters(&mut self) -> Decision {
        let (a, b) = (letter(self.a, self.at_a), letter(self.b, self.at_b));
        self.at_a += usize::from(a != 0);
        self.at_b += usize::from(b != 0);
        decide(a.cmp(&b))
    }

    /// `alg:version-comparison-suffix`
    #[inline]
    fn suffixes(&mut self, glob: bool) -> Decision {
        loop {
            match (self.suffix_a(), self.suffix_b()) {
                (_, None) if glob && self.b_ended() => return Some(Ordering::Equal),
                (None, None) => return None,
                (Some(kind), None) => return Some(against_none(kind)),
                (None, Some(kind)) => return Some(against_none(kind).reverse()),
                (Some(a), Some(b)) if a != b => return Some(a.cmp(&b)),
                (Some(_), Some(_)) => {}
            }
            if glob && self.b_ended() {
                return Some(Ordering::Equal);
            }
            // alg:version-comparison-suffix-each
            let (a, b) = self.digits();
            if let Some(decision) = decide(compare_integers(a, b)) {
                return Some(decision);
            }
        }
    }

    /// `alg:version-comparison-revision`
    fn revisions(&self) -> Ordering {
        let digits = |bytes: &'a [u8], at: usize| bytes.get(at + 2..).unwrap_or_default();
        compare_integers(digits(self.a, self.at_a), digits(self.b, self.at_b))
    }

    #[inline]
    fn digits(&mut self) -> (&'a [u8], &'a [u8]) {
        let (end_a, end_b) = (digits_end(self.a, self.at_a), digits_end(self.b, self.at_b));
        let digits = (&self.a[self.at_a..end_a], &self.b[self.at_b..end_b]);
        (self.at_a, self.at_b) = (end_a, end_b);
        digits
    }

    #[inline]
    fn suffix_a(&mut self) -> Option<SuffixKind> {
        suffix(self.a, &mut self.at_a)
    }

    #[inline]
    fn suffix_b(&mut self) -> Option<SuffixKind> {
        suffix(self.b, &mut self.at_b)
    }
}

/// The letter at `at`, or NUL, which sorts before all letters as the empty string does.
fn letter(bytes: &[u8], at: usize) -> u8 {
    let letter = byte(bytes, at);
    if letter.is_ascii_lowercase() { letter } else { 0 }
}

/// The type of the suffix at `at`, which is moved to its number.
fn suffix(bytes: &[u8], at: &mut usize) -> Option<SuffixKind> {
    if byte(bytes, *at) != b'_' {
        return None;
    }
    let (kind, length) = kind_of(&bytes[*at + 1..])?;
    *at += 1 + length;
    Some(kind)
}

/// A version with a further suffix against one without.
fn against_none(kind: SuffixKind) -> Ordering {
    if kind == SuffixKind::P { Ordering::Greater } else { Ordering::Less }
}
