//! Revisions, the number of `-r2`.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::chars::digits_end;
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::vocabulary::text_backed;

/// The number of a revision, `2` of `1.0-r2`: digits, as many as there are.
///
/// Order and equality are numeric: `0` and `00` are equal.
#[derive(Clone, Debug)]
pub struct Revision {
    text: Box<str>,
}

text_backed!(Revision, Revision::parse);

impl Revision {
    /// Reads a revision: digits only, without `-r`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let bytes = text.as_bytes();
        let end = digits_end(bytes, 0);
        let fault = match (bytes.is_empty(), end == bytes.len()) {
            (true, _) => Fault::at(Reason::RevisionEmpty, 0),
            (false, false) => Fault::character(Reason::RevisionNumber, bytes, end),
            (false, true) => return Ok(Self::from_valid(text)),
        };
        Err(fault.into_error(ErrorKind::Revision, text, None))
    }

    /// The number. It fails if it is 2^63 or more.
    pub fn number(&self) -> Result<u64, Error> {
        let fault = || Fault::new(Reason::NumberTooLarge, 0, self.text.len());
        integer(&self.text).ok_or_else(|| fault().into_error(ErrorKind::Revision, &self.text, None))
    }

    pub(crate) fn from_valid(digits: &str) -> Self {
        Self { text: digits.into() }
    }

    /// The digits without leading zeros; none for 0.
    fn significant(&self) -> &str {
        self.text.trim_start_matches('0')
    }
}

/// The number that digits make, if an integer of every language holds it: many have no unsigned ones.
pub(crate) fn integer(digits: &str) -> Option<u64> {
    digits.parse::<i64>().ok().and_then(|number| u64::try_from(number).ok())
}

impl Default for Revision {
    fn default() -> Self {
        Self::from_valid("0")
    }
}

impl PartialEq for Revision {
    fn eq(&self, other: &Self) -> bool {
        self.significant() == other.significant()
    }
}

impl Eq for Revision {}

impl PartialOrd for Revision {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Revision {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.significant(), other.significant());
        a.len().cmp(&b.len()).then_with(|| a.cmp(b))
    }
}

impl Hash for Revision {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.significant().hash(state);
    }
}

/// The digits of the next number, of any length and without leading zeros.
pub(crate) fn successor(digits: &str) -> String {
    let digits = digits.trim_start_matches('0');
    let kept = digits.trim_end_matches('9');
    let (front, last) = kept.split_at(kept.len().saturating_sub(1));
    let raised = last.bytes().next().map_or('1', |digit| char::from(digit + 1));
    format!("{front}{raised}{}", "0".repeat(digits.len() - kept.len()))
}
