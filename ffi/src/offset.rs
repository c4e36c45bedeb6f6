//! Places in a text, in the unit of each language.

/// A place in a text: how much of the text stands before it. C and Go count bytes of UTF-8, Python code points, Ruby characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset {
    bytes: u64,
    characters: u64,
}

uniffi::custom_type!(Offset, u64, {
    lower: |offset| offset.bytes,
    try_lift: |place| Ok(Offset::plain(place)),
});

impl Offset {
    /// The place in `text` that has `bytes` bytes before it.
    pub(crate) fn new(text: &str, bytes: usize) -> Self {
        let before = text.get(..bytes).unwrap_or(text);
        Self { bytes: bytes as u64, characters: before.chars().count() as u64 }
    }

    /// A place that counts the same in every unit, for a text that is not known.
    pub fn plain(place: u64) -> Self {
        Self { bytes: place, characters: place }
    }

    /// In bytes of UTF-8.
    pub fn bytes(self) -> u64 {
        self.bytes
    }

    /// In characters.
    pub fn characters(self) -> u64 {
        self.characters
    }
}
