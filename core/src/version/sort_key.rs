//! Versions as bytes whose plain order is the order of versions.
//!
//! A key is the version's parts in the order in which `alg:version-comparison` looks at them, each as a token.
//! After a number any of these may come, and the tokens' first bytes have the order that the algorithm gives them:
//!
//! | first byte | token | then |
//! |---|---|---|
//! | 1 2 3 4 | `_alpha` `_beta` `_pre` `_rc` | the suffix's number |
//! | 5 | end, revision 0 | nothing |
//! | 6 | end, other revision | the revision's number |
//! | 7 | `_p` | the suffix's number |
//! | 8–33 | the letter | tokens 1–7 |
//! | 34 | a further number, all zeros | |
//! | 35 | a further number with a leading zero | its digits without zeros at the end, a nibble each |
//! | 36–255 | a number (the first, or a further one without leading zero) | |
//!
//! No key is the beginning of another, and equal versions have equal keys.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::scan::{Sink, scan};
use super::suffix::SuffixKind;
use super::{Version, glob};
use crate::error::Error;

const END: u8 = 5;
const END_WITH_REVISION: u8 = 6;
const LETTER_A: u8 = 8;
const ZERO: u8 = 34;
const LEADING_ZERO: u8 = 35;

/// Numbers up to 159 take one byte from here on.
const SMALL: u8 = 36;
/// Numbers from 160 to 10,399 take one of forty bytes from here on, and one more.
const MIDDLE: u8 = 196;
/// Larger ones take this byte plus the count of their bytes minus two, and the bytes.
const LARGE: u8 = 236;
/// Numbers of more than 19 digits take this byte, the count of digits, and the digits.
const HUGE: u8 = 243;

const MIDDLE_START: u64 = 160;
const LARGE_START: u64 = MIDDLE_START + 40 * 256;

/// Takes the bytes of a key.
pub(crate) trait Bytes {
    fn push(&mut self, byte: u8);

    /// The lowest `count` bytes of a number, the highest of them first.
    #[inline(always)]
    fn push_number(&mut self, value: u64, count: usize) {
        for index in (0..count).rev() {
            self.push((value >> (8 * index)) as u8);
        }
    }
}

impl Bytes for Vec<u8> {
    fn push(&mut self, byte: u8) {
        Vec::push(self, byte);
    }
}

/// Hashes the bytes of a key as they come.
struct HashBytes<'a, H>(&'a mut H);

impl<H: Hasher> Bytes for HashBytes<'_, H> {
    fn push(&mut self, byte: u8) {
        self.0.write_u8(byte);
    }
}

impl<B: Bytes> Sink for B {
    #[inline(always)]
    fn first_number(&mut self, digits: &[u8]) {
        push_integer(self, digits);
    }

    #[inline(always)]
    fn number(&mut self, digits: &[u8]) {
        if digits[0] == b'0' { push_fraction(self, digits) } else { push_integer(self, digits) }
    }

    #[inline(always)]
    fn letter(&mut self, letter: u8) {
        self.push(LETTER_A + (letter - b'a'));
    }

    #[inline(always)]
    fn suffix(&mut self, kind: SuffixKind, digits: &[u8]) {
        self.push(match kind {
            SuffixKind::P => 7,
            before_end => before_end as u8 + 1,
        });
        push_integer(self, digits);
    }

    #[inline(always)]
    fn revision(&mut self, digits: &[u8]) {
        match strip_leading_zeros(digits) {
            [] => self.push(END),
            digits => {
                self.push(END_WITH_REVISION);
                push_integer(self, digits);
            }
        }
    }
}

#[inline(always)]
fn strip_leading_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    &digits[zeros..]
}

/// A number which compares as an integer; no digits at all mean 0.
#[inline(always)]
fn push_integer(out: &mut impl Bytes, digits: &[u8]) {
    // Too long to overflow: more digits take the slow path, which strips zeros first.
    if digits.len() > 19 {
        return push_long(out, strip_leading_zeros(digits));
    }
    push_value(out, value_of(digits));
}

#[inline(always)]
fn value_of(digits: &[u8]) -> u64 {
    digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'))
}

#[cold]
fn push_long(out: &mut impl Bytes, digits: &[u8]) {
    if digits.len() <= 19 {
        return push_value(out, value_of(digits));
    }
    out.push(HUGE);
    for byte in (digits.len() as u32).to_be_bytes() {
        out.push(byte);
    }
    for &digit in digits {
        out.push(digit);
    }
}

#[inline(always)]
fn push_value(out: &mut impl Bytes, value: u64) {
    if value < MIDDLE_START {
        out.push(SMALL + value as u8);
    } else if value < LARGE_START {
        let rest = value - MIDDLE_START;
        out.push(MIDDLE + (rest >> 8) as u8);
        out.push(rest as u8);
    } else {
        let count = 8 - value.leading_zeros() as usize / 8;
        out.push(LARGE + count as u8 - 2);
        out.push_number(value, count);
    }
}

/// A number which compares as a string, trailing zeros removed (`alg:version-comparison-numeric-nonfirst`).
fn push_fraction(out: &mut impl Bytes, digits: &[u8]) {
    let zeros = digits.iter().rev().take_while(|&&digit| digit == b'0').count();
    let Some(significant) = digits[..digits.len() - zeros].get(1..) else {
        return out.push(ZERO);
    };
    out.push(LEADING_ZERO);
    // Nibbles are one more than the digit, so that zero ends the string and a longer one sorts later.
    let mut pairs = significant.chunks_exact(2);
    for pair in &mut pairs {
        out.push((pair[0] - b'0' + 1) << 4 | (pair[1] - b'0' + 1));
    }
    out.push(pairs.remainder().first().map_or(0, |digit| (digit - b'0' + 1) << 4));
}

/// The first eleven bytes of a key, and whether that is all of it.
///
/// Three words rather than a wider integer, because of alignment: a [`Version`] takes 32 bytes so.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct VersionKey([u32; 3]);

/// The lowest byte of the last word: 1 if the key is longer.
const CUT: u32 = 1;

impl VersionKey {
    /// Stands before the keys of all versions.
    pub(crate) const NONE: Self = Self([0; 3]);

    /// The key of the text of a valid version.
    #[inline]
    pub(crate) fn of(version: &[u8]) -> Self {
        let mut key = KeyPrefix::default();
        scan(version, 0, &mut key);
        key.finish()
    }

    #[inline(always)]
    fn high(&self) -> u64 {
        u64::from(self.0[0]) << 32 | u64::from(self.0[1])
    }

    /// Compares keys; `full` compares the texts if both keys are cut off.
    ///
    /// A whole key is never the beginning of another, so that a whole and a cut one always differ before the end.
    #[inline(always)]
    pub(crate) fn compare(&self, other: &Self, full: impl FnOnce() -> Ordering) -> Ordering {
        match self.high().cmp(&other.high()) {
            Ordering::Equal => {}
            unequal => return unequal,
        }
        match self.0[2].cmp(&other.0[2]) {
            Ordering::Equal if self.0[2] & CUT != 0 => full(),
            decided => decided,
        }
    }

    /// Whether this key is less.
    #[inline(always)]
    pub(crate) fn is_less(&self, other: &Self, full: impl FnOnce() -> Ordering) -> bool {
        if self.high() != other.high() {
            return self.high() < other.high();
        }
        self.compare(other, full).is_lt()
    }

    /// Hashes the key if it is whole, else the key of `text`.
    pub(crate) fn hash_or<H: Hasher>(&self, state: &mut H, text: &str) {
        if self.0[2] & CUT == 0 { self.0.hash(state) } else { hash_text(state, text) }
    }
}

/// Hashes a version's text so that equal versions have equal hashes.
pub(crate) fn hash_text<H: Hasher>(state: &mut H, text: &str) {
    scan(text.as_bytes(), 0, &mut HashBytes(state));
}

/// The key of a valid version.
pub(super) fn key_of(text: &str) -> VersionKey {
    let mut key = KeyPrefix::default();
    scan(text.as_bytes(), 0, &mut key);
    key.finish()
}

/// Collects a [`VersionKey`].
#[derive(Default)]
pub(crate) struct KeyPrefix {
    /// The bytes so far, the first one highest.
    bits: u128,
    length: u32,
}

/// As many bytes as [`VersionKey`] holds beside its flag.
const PREFIX_LENGTH: u32 = 11;
/// As many as are collected.
const ROOM: u32 = 16;

impl Bytes for KeyPrefix {
    #[inline(always)]
    fn push(&mut self, byte: u8) {
        self.push_number(u64::from(byte), 1);
    }

    #[inline(always)]
    fn push_number(&mut self, value: u64, count: usize) {
        let end = self.length + count as u32;
        if end <= ROOM {
            self.bits |= u128::from(value) << (8 * (ROOM - end));
        } else if self.length < ROOM {
            // Its first bytes still have room.
            self.bits |= u128::from(value >> (8 * (end - ROOM)));
        }
        self.length = end.min(ROOM);
    }
}

impl KeyPrefix {
    #[inline(always)]
    pub(crate) fn finish(self) -> VersionKey {
        let cut = if self.length > PREFIX_LENGTH { CUT } else { 0 };
        let word = |place: u32| (self.bits >> (96 - 32 * place)) as u32;
        VersionKey([word(0), word(1), word(2) & !0xFF | cut])
    }
}

impl Version {
    /// The version as bytes whose plain order is the order of versions: equal versions have equal keys.
    ///
    /// So anything that sorts, partitions or joins byte strings does so for versions.
    ///
    /// ```
    /// use polyatom::Version;
    /// let key = |text| Version::parse(text).map(|version| version.sort_key());
    /// assert!(key("1.9")? < key("1.10")?);
    /// assert_eq!(key("1.0")?, key("1.00-r0")?);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn sort_key(&self) -> Vec<u8> {
        let mut key = Vec::with_capacity(self.as_str().len() + 1);
        scan(self.as_str().as_bytes(), 0, &mut key);
        key
    }

    /// Appends the sort key of the version that a text is, without making that version. A text that is none leaves nothing.
    ///
    /// ```
    /// use polyatom::Version;
    /// let mut key = Vec::new();
    /// Version::sort_key_into("1.9", &mut key)?;
    /// assert_eq!(key, Version::parse("1.9")?.sort_key());
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn sort_key_into(text: &str, key: &mut Vec<u8>) -> Result<(), Error> {
        let start = key.len();
        super::scan_whole(text, key).map(drop).map_err(|fault| {
            key.truncate(start);
            super::wrong(fault, text)
        })
    }

    /// The beginning that the sort keys of all versions within `=self*` share, and no others have.
    ///
    /// ```
    /// use polyatom::Version;
    /// let prefix = Version::parse("1.2")?.glob_key();
    /// assert!(Version::parse("1.2_p3")?.sort_key().starts_with(&prefix));
    /// assert!(!Version::parse("1.20")?.sort_key().starts_with(&prefix));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn glob_key(&self) -> Vec<u8> {
        let mut key = self.sort_key();
        key.truncate(key.len() - glob::open_bytes(self.as_str()));
        key
    }

    /// The sort keys between which those of all versions within `=self*` lie, and no others: from the first on, and before the second.
    ///
    /// ```
    /// use polyatom::Version;
    /// let (low, high) = Version::parse("1.2")?.glob_range();
    /// let is_within = |text| Version::parse(text).map(|version| (&low..&high).contains(&&version.sort_key()));
    /// assert!(is_within("1.2_p3")? && is_within("1.2_alpha")? && !is_within("1.20")?);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn glob_range(&self) -> (Vec<u8>, Vec<u8>) {
        let low = self.glob_key();
        let mut high = low.clone();
        // The first byte is that of a number, and never the highest of all.
        while high.pop_if(|last| *last == u8::MAX).is_some() {}
        if let Some(last) = high.last_mut() {
            *last += 1;
        }
        (low, high)
    }
}
