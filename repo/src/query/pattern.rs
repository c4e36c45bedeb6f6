//! Regular expressions and globs, with the texts that they were made of.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

/// Bytes that a regular expression may take when it is ready.
const LIMIT: usize = 1 << 20;

/// A pattern of texts.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    text: Box<str>,
    regex: Regex,
}

/// Where in the text something is wrong, and what.
pub(super) type Wrong = (Range<usize>, String);

impl Pattern {
    /// A regular expression, which may match anywhere in a text.
    pub(super) fn regex(text: &str) -> Result<Self, Wrong> {
        if let Err(error) = regex_syntax::Parser::new().parse(text) {
            return Err(wrong(&error, text));
        }
        let built = RegexBuilder::new(text).size_limit(LIMIT).build();
        let regex = built.map_err(|_| (0..text.len(), "it would take too much memory".to_owned()))?;
        Ok(Self { text: text.into(), regex })
    }

    /// A glob, which has to match a whole text: `*` is any text, `?` any character.
    pub(super) fn glob(text: &str) -> Result<Self, Wrong> {
        let mut expression = String::with_capacity(text.len() + 8);
        expression.push_str("(?s)^");
        for character in text.chars() {
            match character {
                '*' => expression.push_str(".*"),
                '?' => expression.push('.'),
                other => expression.push_str(&regex::escape(other.encode_utf8(&mut [0; 4]))),
            }
        }
        expression.push('$');
        let Self { regex, .. } = Self::regex(&expression).map_err(|(_, why)| (0..text.len(), why))?;
        Ok(Self { text: text.into(), regex })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

#[cold]
fn wrong(error: &regex_syntax::Error, text: &str) -> Wrong {
    let (span, why) = match error {
        regex_syntax::Error::Parse(error) => (error.span(), error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (error.span(), error.kind().to_string()),
        _ => return (0..text.len(), error.to_string()),
    };
    (span.start.offset..span.end.offset, why)
}
