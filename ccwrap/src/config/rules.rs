//! Finding a rule. It takes the same time for one rule and for ten thousand.

use super::image::{Image, SLOT};
use crate::Text;
use crate::path;
use bstr::ByteSlice;
use glob::Pattern;

/// What a rule for paths is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Headers.
    Include,
    /// Directories of libraries.
    Library,
    /// Paths that go into what is linked.
    Rpath,
    /// Libraries and archives themselves.
    Path,
}

impl Class {
    /// Its letter in a configuration.
    pub const fn letter(self) -> u8 {
        match self {
            Self::Include => b'I',
            Self::Library => b'L',
            Self::Rpath => b'R',
            Self::Path => b'P',
        }
    }

    /// Reads a letter.
    pub fn from_letter(letter: &str) -> Option<Self> {
        let all = [Self::Include, Self::Library, Self::Rpath, Self::Path];
        all.into_iter().find(|class| letter.as_bytes() == [class.letter()])
    }
}

/// The keys of options, libraries and orders begin with these; those of paths begin with the letter of their class.
pub(super) const OPTION: u8 = b'o';
/// A pattern of options: by the text before its first wildcard. The second key says how long such a text may be.
pub(super) const PATTERN: u8 = b'g';
pub(super) const PATTERN_LENGTH: u8 = b'G';
pub(super) const LIBRARY: u8 = b'l';
pub(super) const AFTER: u8 = b'a';

/// All rules of a configuration.
#[derive(Debug)]
pub struct Rules {
    image: Image,
    /// Where the slots begin, and how many there are: a power of two.
    slots: usize,
    count: usize,
}

/// A rule for paths that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapped {
    /// Its place in the list.
    pub index: u32,
    /// What the path becomes; nothing drops it.
    pub to: Option<Text>,
}

impl Rules {
    pub(super) fn new(image: Image, slots: usize, count: usize) -> Self {
        Self { image, slots, count }
    }

    /// Maps an absolute path by the first rule that fits.
    pub fn map(&self, class: Class, path: &[u8]) -> Option<Mapped> {
        let cleaned = path::clean(path);
        let exact = self.find(class.letter(), &[cleaned.as_slice(), b"/"].concat()).map(|value| (value, cleaned.len()));
        let parents = cleaned.iter().enumerate().filter(|(_, byte)| **byte == b'/').map(|(at, _)| at);
        let prefixes = parents.chain([cleaned.len()]);
        let found = prefixes.filter_map(|end| Some((self.find(class.letter(), &cleaned[..end])?, end)));
        let (value, end) = found.chain(exact).min_by_key(|(value, _)| number(value))?;
        let (index, to) = (number(&value), &value[4..]);
        let slash: &[u8] = if path.ends_with(b"/") && path.len() > 1 { b"/" } else { b"" };
        let to = (!to.is_empty()).then(|| {
            let rest = [&cleaned[end..], slash].concat();
            let to = if rest.is_empty() || to == b"/" { to } else { to.trim_end_with(|c| c == '/').as_bytes() };
            let to: &[u8] = if to == b"/" && rest.starts_with(b"/") { b"" } else { to };
            Text::from([to, &rest].concat())
        });
        Some(Mapped { index, to })
    }

    /// The words that an option becomes. A rule for this very option comes before patterns; of patterns, the one with the longest text
    /// before its first wildcard.
    pub fn option(&self, text: &[u8]) -> Option<Vec<Text>> {
        self.find(OPTION, text).map(|value| words(&value)).or_else(|| self.pattern(text))
    }

    fn pattern(&self, text: &[u8]) -> Option<Vec<Text>> {
        let longest = number(&self.find(PATTERN_LENGTH, b"")?) as usize;
        let text = text.to_str().ok()?;
        let beginnings = (0..=longest.min(text.len())).rev().filter_map(|end| self.find(PATTERN, &text.as_bytes()[..end]));
        beginnings.flat_map(|entries| words(&entries)).find_map(|entry| {
            let mut entry = words(&entry);
            let pattern = Pattern::new(entry.first()?.to_str().ok()?).ok()?;
            pattern.matches(text).then(|| entry.split_off(1))
        })
    }

    /// The names that a library becomes.
    pub fn library(&self, name: &[u8]) -> Option<Vec<Text>> {
        self.find(LIBRARY, name).map(|value| words(&value))
    }

    /// The libraries after which this one must come, with the places of the rules.
    pub fn after(&self, name: &[u8]) -> Vec<(u32, Text)> {
        let value = self.find(AFTER, name).unwrap_or_default();
        let words = words(&value);
        words.into_iter().map(|word| (number(&word), Text::from(&word[4..]))).collect()
    }

    /// The value of a key. A damaged image has no rules.
    fn find(&self, kind: u8, key: &[u8]) -> Option<Vec<u8>> {
        if self.count == 0 {
            return None;
        }
        let key = [&[kind], key].concat();
        let hash = hash(&key);
        for step in 0..self.count {
            let slot = (hash as usize).wrapping_add(step) & (self.count - 1);
            let slot = self.image.get(self.slots + slot * SLOT, SLOT)?;
            let (found, place) = slot.split_at(8);
            let (at, length) = (number(place) as usize, number(&place[4..]) as usize);
            if at == 0 {
                return None;
            }
            if found == hash.to_le_bytes() {
                let record = self.image.get(at, length)?;
                let rest = record.get(4..)?;
                let value = rest.strip_prefix(key.as_slice()).filter(|_| number(&record) as usize == key.len());
                if let Some(value) = value {
                    return Some(value.to_vec());
                }
            }
        }
        None
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.get(..4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// Words in a value: each with its length before it.
fn words(value: &[u8]) -> Vec<Text> {
    let mut words = Vec::new();
    let mut rest = value;
    while let Some((word, after)) = rest.get(4..).and_then(|after| after.split_at_checked(number(rest) as usize)) {
        words.push(word.as_bstr().to_owned());
        rest = after;
    }
    words
}

/// FNV-1a, whose value does not depend on the machine or the run.
pub(super) fn hash(key: &[u8]) -> u64 {
    key.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
