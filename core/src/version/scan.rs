//! The grammar of `sec:version-spec`, in one forward scan.

use super::suffix::{SuffixKind, kind_of};
use crate::chars::{byte, digits_end};
use crate::error::{Fault, Reason};

/// What the scanner tells the parts of a version to, one after the other.
pub(crate) trait Sink {
    /// The digits of the first number.
    fn first_number(&mut self, digits: &[u8]);
    /// The digits of a further number.
    fn number(&mut self, digits: &[u8]);
    /// The letter.
    fn letter(&mut self, letter: u8);
    /// A suffix; `digits` is empty if it has no number.
    fn suffix(&mut self, kind: SuffixKind, digits: &[u8]);
    /// The revision; `digits` is empty if there is none. Always comes, and last.
    fn revision(&mut self, digits: &[u8]);
}

/// For scans that need no key.
#[derive(Default)]
pub(crate) struct NoKey;

impl Sink for NoKey {
    #[inline(always)]
    fn first_number(&mut self, _: &[u8]) {}
    #[inline(always)]
    fn number(&mut self, _: &[u8]) {}
    #[inline(always)]
    fn letter(&mut self, _: u8) {}
    #[inline(always)]
    fn suffix(&mut self, _: SuffixKind, _: &[u8]) {}
    #[inline(always)]
    fn revision(&mut self, _: &[u8]) {}
}

/// Where the parts of a version end.
#[derive(Clone, Copy)]
pub(crate) struct Scan {
    /// End without the revision.
    pub(crate) base_end: usize,
    /// End with the revision.
    pub(crate) end: usize,
}

/// Scans the longest version which starts at `start`, where the caller has seen a digit, and feeds its key.
#[inline]
pub(crate) fn scan(bytes: &[u8], start: usize, key: &mut impl Sink) -> Scan {
    let mut at = digits_end(bytes, start);
    key.first_number(&bytes[start..at]);
    while byte(bytes, at) == b'.' && byte(bytes, at + 1).is_ascii_digit() {
        let end = digits_end(bytes, at + 2);
        key.number(&bytes[at + 1..end]);
        at = end;
    }
    let letter = byte(bytes, at);
    if letter.is_ascii_lowercase() {
        key.letter(letter);
        at += 1;
    }
    while byte(bytes, at) == b'_' {
        let Some((kind, length)) = kind_of(&bytes[at + 1..]) else { break };
        let number = at + 1 + length;
        at = digits_end(bytes, number);
        key.suffix(kind, &bytes[number..at]);
    }
    let mut end = at;
    if byte(bytes, at) == b'-' && byte(bytes, at + 1) == b'r' && byte(bytes, at + 2).is_ascii_digit() {
        end = digits_end(bytes, at + 3);
        key.revision(&bytes[at + 2..end]);
    } else {
        key.revision(b"");
    }
    Scan { base_end: at, end }
}

/// What is wrong with a text that does not begin with a digit.
#[cold]
pub(super) fn start_fault(bytes: &[u8]) -> Fault {
    match bytes.is_empty() {
        true => Fault::at(Reason::VersionEmpty, 0),
        false => Fault::character(Reason::VersionStart, bytes, 0),
    }
}

/// Why a version that was scanned up to `at` does not go on there.
#[cold]
pub(crate) fn fault(bytes: &[u8], at: usize) -> Fault {
    let rest = &bytes[at..];
    let before = at.checked_sub(1).map_or(0, |before| bytes[before]);
    match rest {
        [b'.', next, ..] if next.is_ascii_digit() => Fault::new(Reason::VersionCharacter, at, at + 1),
        [b'.', ..] => Fault::at(Reason::VersionNumberMissing, at + 1),
        [b'_', ..] => Fault::new(Reason::VersionSuffix, at, word_end(bytes, at + 1)),
        [b'-', b'r', ..] if !after_revision(&bytes[..at]) => Fault::at(Reason::RevisionNumber, at + 2),
        [b'a'..=b'z', ..] if before.is_ascii_lowercase() => Fault::new(Reason::VersionSecondLetter, at, word_end(bytes, at)),
        _ => Fault::character(Reason::VersionCharacter, bytes, at),
    }
}

/// Whether the scanned text ends in a revision.
fn after_revision(scanned: &[u8]) -> bool {
    let digits = scanned.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    scanned[..scanned.len() - digits].ends_with(b"-r")
}

fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while byte(bytes, at).is_ascii_alphanumeric() {
        at += 1;
    }
    at
}
