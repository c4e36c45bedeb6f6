//! Whether the version requirements of two atoms have a version in common.
//!
//! Versions have no first and no last: `v_alpha` is before `v`, and a higher revision after it. Between two versions
//! there is another, unless they differ only in the revision, by one.

use std::cmp::Ordering;

use crate::operator::Operator;
use crate::version::{self, split_revision};

fn compare(a: &str, b: &str) -> Ordering {
    version::compare(a.as_bytes(), b.as_bytes())
}

fn compare_base(a: &str, b: &str) -> Ordering {
    version::compare_base(a.as_bytes(), b.as_bytes())
}

fn compare_glob(version: &str, prefix: &str) -> Ordering {
    version::compare_glob(version.as_bytes(), prefix.as_bytes())
}

fn matches(op: Operator, candidate: &str, wanted: &str) -> bool {
    op.matches_text(candidate.as_bytes(), wanted.as_bytes())
}

/// An operator with the text of its version.
#[derive(Clone, Copy)]
pub(crate) struct Requirement<'a> {
    op: Operator,
    version: &'a str,
}

impl<'a> Requirement<'a> {
    pub(crate) fn new(op: Operator, version: &'a str) -> Self {
        // With a revision there is no component left that the asterisk could stand for.
        let op = if op == Operator::EqualGlob && revision_digits(version).is_some() { Operator::Equal } else { op };
        Self { op, version }
    }

    pub(crate) fn intersects(self, other: Self) -> bool {
        use Operator::{Approximate, Equal, EqualGlob};
        match (self.op, other.op) {
            (Equal, op) => matches(op, self.version, other.version),
            (_, Equal) => other.intersects(self),
            // One region is within the other or they are apart, for the shorter prefix decides.
            (EqualGlob, EqualGlob) => {
                compare_glob(self.version, other.version).is_eq() || compare_glob(other.version, self.version).is_eq()
            }
            (EqualGlob, Approximate) => compare_glob(other.version, self.version).is_eq(),
            (EqualGlob, _) => other.reaches(compare_glob(other.version, self.version)),
            (Approximate, Approximate) => compare_base(self.version, other.version).is_eq(),
            (_, EqualGlob | Approximate) => other.intersects(self),
            (Approximate, _) => self.approximate_meets(other),
            _ => self.bounds_meet(other),
        }
    }

    fn is_upper_bound(self) -> bool {
        matches!(self.op, Operator::Less | Operator::LessOrEqual)
    }

    /// Whether this bound lets some of a region without ends through; `position` is the bound's, against the region.
    fn reaches(self, position: Ordering) -> bool {
        if self.is_upper_bound() { position.is_ge() } else { position.is_le() }
    }

    /// This is `~`: from the version without revision on, through all its revisions.
    fn approximate_meets(self, bound: Self) -> bool {
        if bound.is_upper_bound() {
            return matches(bound.op, base(self.version), bound.version);
        }
        compare_base(self.version, bound.version).is_ge()
    }

    /// Both are one of `<`, `<=`, `>=` and `>`.
    fn bounds_meet(self, other: Self) -> bool {
        let (lower, upper) = match (self.is_upper_bound(), other.is_upper_bound()) {
            (false, true) => (self, other),
            (true, false) => (other, self),
            _ => return true,
        };
        let order = compare(lower.version, upper.version);
        match (lower.op, upper.op) {
            (Operator::GreaterOrEqual, Operator::LessOrEqual) => order.is_le(),
            (Operator::Greater, Operator::Less) => order.is_lt() && !are_adjacent(lower.version, upper.version),
            _ => order.is_lt(),
        }
    }
}

fn base(version: &str) -> &str {
    split_revision(version).0
}

fn revision_digits(version: &str) -> Option<&str> {
    split_revision(version).1
}

/// Whether `upper` is the version of the next revision after `lower`.
fn are_adjacent(lower: &str, upper: &str) -> bool {
    let digits = |version| revision_digits(version).unwrap_or("").trim_start_matches('0');
    compare_base(lower, upper).is_eq() && is_successor(digits(lower), digits(upper))
}

/// Whether `b = a + 1`, both without leading zeros, of any length.
fn is_successor(a: &str, b: &str) -> bool {
    // Trailing nines of `a` turn into zeros; the digit before them goes up by one.
    let kept = a.trim_end_matches('9');
    let nines = a.len() - kept.len();
    let Some(cut) = b.len().checked_sub(nines).filter(|_| b.bytes().rev().take(nines).all(|digit| digit == b'0')) else {
        return false;
    };
    match (kept.as_bytes(), &b.as_bytes()[..cut]) {
        ([], [b'1']) => true,
        ([a_front @ .., a_last], [b_front @ .., b_last]) => a_front == b_front && a_last + 1 == *b_last,
        _ => false,
    }
}
