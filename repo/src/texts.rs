//! Texts that occur often, kept once and called by number.

use std::collections::HashMap;
use std::sync::Arc;

/// Texts, each once.
#[derive(Default)]
pub(crate) struct Texts {
    pub(crate) texts: Vec<Arc<str>>,
    places: HashMap<Arc<str>, u32>,
}

impl Texts {
    /// The place of a text, which is added if it is new.
    pub(crate) fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.find(text) {
            return place;
        }
        let (text, place) = (Arc::<str>::from(text), self.texts.len() as u32);
        self.texts.push(Arc::clone(&text));
        self.places.insert(text, place);
        place
    }

    /// The place of a text that is there.
    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.places.get(text).copied()
    }

    /// The places here of all texts of another.
    pub(crate) fn places_of(&mut self, other: &Self) -> Vec<u32> {
        other.texts.iter().map(|text| self.place(text)).collect()
    }

    /// The texts by their places.
    pub(crate) fn into_texts(self) -> Vec<Arc<str>> {
        self.texts
    }
}
