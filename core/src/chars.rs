//! One lookup table for every character class of the grammar, and what every scanner needs to step through bytes.

use crate::error::{Fault, Reason};

/// `[A-Za-z0-9+_.-]`: categories, slots, licenses, EAPIs; together also every byte of `package-version`.
pub(crate) const WORD: u8 = 1 << 0;
/// `[A-Za-z0-9+_-]`: package names.
pub(crate) const PACKAGE: u8 = 1 << 1;
/// `[A-Za-z0-9+_@-]`: USE flags.
pub(crate) const USE_FLAG: u8 = 1 << 2;
/// `[A-Za-z0-9_-]`: repositories and keywords.
pub(crate) const PLAIN: u8 = 1 << 3;
/// `[A-Za-z0-9_.-]`: eclasses.
pub(crate) const ECLASS: u8 = 1 << 4;
/// `[A-Za-z0-9]`: first character of a USE flag.
pub(crate) const ALNUM: u8 = 1 << 5;
/// `[A-Za-z0-9_]`: first character of nearly every name (its class without `+`, `-` and `.`).
pub(crate) const START: u8 = 1 << 6;
/// `[A-Za-z_]`: first character of an eclass.
pub(crate) const ECLASS_START: u8 = 1 << 7;

static CLASSES: [u8; 256] = build();

const fn build() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = classes_of(byte as u8);
        byte += 1;
    }
    table
}

const fn classes_of(byte: u8) -> u8 {
    match byte {
        b'A'..=b'Z' | b'a'..=b'z' => WORD | PACKAGE | USE_FLAG | PLAIN | ECLASS | ALNUM | START | ECLASS_START,
        b'0'..=b'9' => WORD | PACKAGE | USE_FLAG | PLAIN | ECLASS | ALNUM | START,
        b'_' => WORD | PACKAGE | USE_FLAG | PLAIN | ECLASS | START | ECLASS_START,
        b'-' => WORD | PACKAGE | USE_FLAG | PLAIN | ECLASS,
        b'+' => WORD | PACKAGE | USE_FLAG,
        b'.' => WORD | ECLASS,
        b'@' => USE_FLAG,
        _ => 0,
    }
}

/// Refuses a text whose places do not fit into the narrow offsets that values keep: one of 4 GiB or more.
#[inline(always)]
pub(crate) fn fits(bytes: &[u8]) -> Result<(), Fault> {
    if bytes.len() < u32::MAX as usize { Ok(()) } else { Err(Fault::at(Reason::TooLong, 0)) }
}

/// Whether `byte` belongs to any of the classes in `mask`.
#[inline(always)]
pub(crate) fn is(byte: u8, mask: u8) -> bool {
    CLASSES[byte as usize] & mask != 0
}

/// The byte at `at`, or NUL past the end: NUL is in no class, so that scanners need no second check.
#[inline(always)]
pub(crate) fn byte(bytes: &[u8], at: usize) -> u8 {
    if at < bytes.len() { bytes[at] } else { 0 }
}

/// The end of the run of ASCII digits which starts at `at`.
#[inline(always)]
pub(crate) fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while byte(bytes, at).is_ascii_digit() {
        at += 1;
    }
    at
}

/// The end of the run of bytes of the classes in `mask` which starts at `at`.
#[inline(always)]
pub(crate) fn run_end(bytes: &[u8], mut at: usize, mask: u8) -> usize {
    while is(byte(bytes, at), mask) {
        at += 1;
    }
    at
}
