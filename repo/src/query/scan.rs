//! The words of a query's text.

use std::borrow::Cow;
use std::ops::Range;

use super::error::{QueryCode, QueryError};

/// A place in the text of a query.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many queries this one is in.
    pub(super) depth: usize,
}

/// A value, and where it stands without its quotes.
pub(super) struct Value<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) at: usize,
    pub(super) end: usize,
}

/// What ends a word, and is no part of it.
const ENDS: &[u8] = b"()'\"&|^";

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte == b'_'
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    #[cold]
    pub(super) fn error(&self, code: QueryCode, span: Range<usize>) -> QueryError {
        QueryError::new(self.text, code, span)
    }

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Takes these characters, if they stand here.
    pub(super) fn takes(&mut self, symbol: &str) -> bool {
        let found = self.rest().starts_with(symbol);
        self.at += if found { symbol.len() } else { 0 };
        found
    }

    /// The name that stands here; empty if there is none, or if what stands here is a part of something longer, such as an atom.
    pub(super) fn name(&self) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().position(|byte| !is_name(byte)).unwrap_or(rest.len());
        let goes_on = rest.as_bytes().get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-+./*:[@".contains(byte));
        if goes_on { "" } else { &rest[..end] }
    }

    /// Takes this word, if it stands here.
    pub(super) fn takes_word(&mut self, word: &str) -> bool {
        let found = self.name() == word;
        self.at += if found { word.len() } else { 0 };
        found
    }

    /// Takes one of these ways to write the same.
    pub(super) fn takes_either(&mut self, symbol: &str, word: &str) -> bool {
        self.takes(symbol) || self.takes_word(word)
    }

    /// Takes a negation, if one stands here; not where it is the first sign of an operator, which a test can begin with where
    /// `operators` says so.
    pub(super) fn takes_not(&mut self, operators: bool) -> bool {
        let is_operator = operators && (self.rest().starts_with("!=") || self.rest().starts_with("!~"));
        !is_operator && self.takes_either("!", "not")
    }

    /// Where the word ends that stands here. What is in brackets belongs to it, as in atoms.
    pub(super) fn word_end(&self) -> usize {
        let mut in_brackets = false;
        for (at, character) in self.rest().char_indices() {
            match character {
                '[' => in_brackets = true,
                ']' => in_brackets = false,
                _ if character.is_whitespace() => return self.at + at,
                _ if !in_brackets && u8::try_from(character).is_ok_and(|byte| ENDS.contains(&byte)) => return self.at + at,
                _ => {}
            }
        }
        self.text.len()
    }

    /// Takes the word that stands here, which may be empty.
    pub(super) fn word(&mut self) -> Value<'a> {
        let (at, end) = (self.at, self.word_end());
        self.at = end;
        Value { text: Cow::Borrowed(&self.text[at..end]), at, end }
    }

    /// Takes a value: a word, or a text in quotes, in which two quotes stand for one.
    pub(super) fn value(&mut self) -> Result<Value<'a>, QueryError> {
        let start = self.at;
        let quote = match self.rest().chars().next() {
            Some(quote @ ('\'' | '"')) => quote,
            _ => {
                let word = self.word();
                return if word.text.is_empty() { Err(self.error(QueryCode::ValueMissing, start..start)) } else { Ok(word) };
            }
        };
        let (first, mut end) = (start + 1, start + 1);
        loop {
            let Some(length) = self.text[end..].find(quote) else {
                return Err(self.error(QueryCode::QuoteOpen, start..self.text.len()));
            };
            end += length + 1;
            if !self.text[end..].starts_with(quote) {
                break;
            }
            end += 1;
        }
        self.at = end;
        let (raw, twice) = (&self.text[first..end - 1], [quote, quote].iter().collect::<String>());
        let text = if raw.contains(quote) { Cow::Owned(raw.replace(&twice, quote.encode_utf8(&mut [0; 4]))) } else { raw.into() };
        Ok(Value { text, at: first, end: end - 1 })
    }
}

impl Value<'_> {
    pub(super) fn span(&self) -> Range<usize> {
        self.at..self.end
    }

    /// Where a part of the value stands in the text; all of it where quotes are written twice.
    pub(super) fn part(&self, part: Range<usize>) -> Range<usize> {
        match self.text {
            Cow::Borrowed(_) => self.at + part.start..self.at + part.end,
            Cow::Owned(_) => self.span(),
        }
    }
}
