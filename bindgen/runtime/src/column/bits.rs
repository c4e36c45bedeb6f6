//! Bitmaps, the lowest bit of each byte first.

use super::Bytes;

/// The bit at a place; off where there is none.
#[inline]
pub fn bit(bits: &[u8], place: usize) -> bool {
    bits.get(place / 8).is_some_and(|byte| byte >> (place % 8) & 1 == 1)
}

/// Bits in a row that is being made.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    bytes: Vec<u8>,
    length: usize,
    on: usize,
}

impl Bits {
    /// Appends one.
    #[inline]
    pub fn push(&mut self, on: bool) {
        if self.length.is_multiple_of(8) {
            self.bytes.push(0);
        }
        if let (true, Some(last)) = (on, self.bytes.last_mut()) {
            *last |= 1 << (self.length % 8);
        }
        self.length += 1;
        self.on += usize::from(on);
    }

    /// Appends all of another row.
    pub fn append(&mut self, other: &Self) {
        self.on += other.on;
        match self.length % 8 {
            0 => self.bytes.extend_from_slice(&other.bytes),
            shift => {
                for byte in &other.bytes {
                    if let Some(last) = self.bytes.last_mut() {
                        *last |= byte << shift;
                    }
                    self.bytes.push(byte >> (8 - shift));
                }
            }
        }
        self.length += other.length;
        self.bytes.truncate(self.length.div_ceil(8));
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Bytes {
        self.bytes.into()
    }

    /// The bytes, as what says which places have a value: nothing where all have one.
    pub fn into_validity(self) -> Option<Bytes> {
        (self.on < self.length).then(|| self.into_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_any_length_are_joined() {
        for (first, second) in (0..20).flat_map(|first| (0..20).map(move |second| (first, second))) {
            let wanted: Vec<bool> = (0..first + second).map(|place| place % 3 == 0 || place % 7 == 2).collect();
            let (mut joined, mut rest) = (Bits::default(), Bits::default());
            wanted[..first].iter().for_each(|&on| joined.push(on));
            wanted[first..].iter().for_each(|&on| rest.push(on));
            joined.append(&rest);
            assert_eq!(joined.len(), wanted.len());
            assert_eq!(joined.on, wanted.iter().filter(|on| **on).count());
            let bytes = joined.into_bytes();
            assert_eq!(bytes.len(), wanted.len().div_ceil(8));
            assert_eq!((0..wanted.len()).map(|place| bit(&bytes, place)).collect::<Vec<_>>(), wanted);
            assert!(!bit(&bytes, wanted.len()), "what is after the end is off");
        }
    }
}
