//! The words of a specification: what stands between blanks.

/// Whitespace around every element: space, tab, line feed, carriage return and form feed.
#[inline(always)]
pub(super) fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// The place of the first byte from `at` on that is not a blank.
#[inline(always)]
pub(super) fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && is_blank(bytes[at]) {
        at += 1;
    }
    at
}

/// The end of the word that `at` is in, eight bytes at a time.
#[inline(always)]
pub(super) fn word_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let low = up_to_space(u64::from_le_bytes(*chunk));
        if low == 0 {
            at += 8;
            continue;
        }
        at += low.trailing_zeros() as usize / 8;
        if is_blank(bytes[at]) {
            return at;
        }
        // Another control character, which belongs to the word, wrong as it is.
        at += 1;
    }
    while at < bytes.len() && !is_blank(bytes[at]) {
        at += 1;
    }
    at
}

/// The highest bit of every byte that is a space or less; bits above the first such byte may be wrong.
#[inline(always)]
fn up_to_space(bytes: u64) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    bytes.wrapping_sub(ONES * (b' ' + 1) as u64) & !bytes & (ONES << 7)
}
