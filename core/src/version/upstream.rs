//! Versions as other projects write them.

use super::{NoKey, SuffixKind, Version, fault, scan_whole};
use crate::chars::{byte, digits_end};
use crate::error::{Error, ErrorKind, Fault, LONG, Reason};

/// Words that may stand before a version.
const PREFIXES: [&str; 5] = ["v", "ver", "version", "rel", "release"];

impl Version {
    /// The version that stands for one which another project wrote, `2.0.0_rc1` for `v2.0.0-rc.1`.
    ///
    /// A version of the specification stays as it is. Otherwise, and without regard to case:
    ///
    /// | written | becomes |
    /// |---|---|
    /// | `v`, `ver`, `version`, `rel` or `release` first, perhaps with `-`, `_` or `.` after it | nothing |
    /// | numbers between dots | the same |
    /// | a date with hyphens, `2024-01-02` | `2024.01.02` |
    /// | `alpha`, `beta`, `pre`, `preview`, `rc`, perhaps a number | `_alpha`, `_beta`, `_pre`, `_pre`, `_rc` |
    /// | `a1`, `b1` | `_alpha1`, `_beta1` |
    /// | `post`, perhaps a number; `p1`, `pl1` and `patch1` directly after the numbers | `_p1` |
    /// | `.dev1` after one of these | `_pre1` |
    /// | `.dev1` directly after the numbers | `_alpha_alpha1`, which is before any `_alpha` |
    ///
    /// Before these words, and between them and their numbers, may be one of `.`, `-` and `_`. Whatever has no place in the
    /// specification's order is an error: an epoch, build metadata, a distribution's revision, a snapshot, any other word.
    ///
    /// So versions of PEP 440 in its normal form and those of Semantic Versioning keep their order, as long as a project writes as many
    /// numbers each time and stays with one word for one thing.
    ///
    /// ```
    /// use polyatom::Version;
    /// for (upstream, ours) in [("v1.2.3", "1.2.3"), ("3.0b2", "3.0_beta2"), ("1.0.0-rc.1", "1.0.0_rc1"), ("1.0.post1", "1.0_p1")] {
    ///     assert_eq!(Version::from_upstream(upstream)?.as_str(), ours);
    /// }
    /// assert_eq!(Version::from_upstream("1!2.0").unwrap_err().reason(), "epoch, which versions here do not have");
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn from_upstream(text: &str) -> Result<Self, Error> {
        let into_error = |fault: Fault| fault.into_error(ErrorKind::Version, text, None);
        translate(text).map(|version| Self::from_valid(&version)).map_err(into_error)
    }
}

/// The hint for a text that is not a version: the version that stands for it, if another project would write one so.
pub(super) fn advice(text: &str) -> Option<String> {
    let short = Some(text).filter(|text| text.len() <= LONG)?;
    translate(short).ok().filter(|version| version != text)
}

/// The text of the version that stands for `text`.
fn translate(text: &str) -> Result<String, Fault> {
    let start = prefix_end(text);
    let body = &text[start..];
    match scan_whole(body, &mut NoKey) {
        Ok(_) => Ok(body.to_owned()),
        Err(fault) if !byte(body.as_bytes(), 0).is_ascii_digit() || fault.reason == Reason::TooLong => Err(fault.shifted(start)),
        Err(_) if is_date(body) => Ok(body.replace('-', ".")),
        Err(_) => Reader::new(body).read().map_err(|fault| fault.shifted(start)),
    }
}

/// Where the version begins; 0 if no word that is known comes before it.
fn prefix_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let word = letters_end(bytes, 0);
    let after = word + usize::from(is_separator(byte(bytes, word)));
    if !PREFIXES.iter().any(|prefix| text[..word].eq_ignore_ascii_case(prefix)) {
        return 0;
    }
    match (byte(bytes, after), byte(bytes, after + 1)) {
        (b'0'..=b'9', _) => after,
        (b'v' | b'V', b'0'..=b'9') if after > word => after + 1,
        _ => 0,
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'.' | b'-' | b'_')
}

fn letters_end(bytes: &[u8], at: usize) -> usize {
    at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// `2024-01-02`
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str, length: usize| text.parse::<u32>().ok().filter(|_| text.len() == length);
    let [year, month, day] = parts[..] else { return false };
    number(year, 4).is_some()
        && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
        && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
}

/// In which order words may come; each at most once.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Numbers,
    Letter,
    Before,
    After,
    Development,
}

/// A word with its number, and where they are.
struct Word<'a> {
    start: usize,
    end: usize,
    /// What stands before it, if anything does.
    separator: Option<u8>,
    /// In lower case.
    word: String,
    digits: &'a str,
    /// Whether nothing stands between the word and its number.
    is_tight: bool,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    stage: Stage,
    out: String,
}

impl<'a> Reader<'a> {
    /// `text` begins with a digit.
    fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut at = digits_end(bytes, 0);
        while byte(bytes, at) == b'.' && byte(bytes, at + 1).is_ascii_digit() {
            at = digits_end(bytes, at + 1);
        }
        Self { text, at, stage: Stage::Numbers, out: text[..at].to_owned() }
    }

    fn read(mut self) -> Result<String, Fault> {
        while self.at < self.text.len() {
            let word = self.word()?;
            self.take(&word)?;
            self.at = word.end;
        }
        Ok(self.out)
    }

    fn word(&self) -> Result<Word<'a>, Fault> {
        let bytes = self.text.as_bytes();
        let separator = Some(bytes[self.at]).filter(|&byte| is_separator(byte));
        let start = self.at + usize::from(separator.is_some());
        let word_end = letters_end(bytes, start);
        if word_end == start {
            return Err(self.no_word(start));
        }
        let gap = usize::from(is_separator(byte(bytes, word_end)) && byte(bytes, word_end + 1).is_ascii_digit());
        let has_gap = gap > 0 && word_end - start > 1;
        let digits = word_end + usize::from(has_gap);
        let end = digits_end(bytes, digits);
        let word = self.text[start..word_end].to_ascii_lowercase();
        Ok(Word { start, end, separator, word, digits: &self.text[digits..end], is_tight: !has_gap })
    }

    /// Something else than a word stands at `start`, after a separator or not.
    #[cold]
    fn no_word(&self, start: usize) -> Fault {
        let (bytes, length) = (self.text.as_bytes(), self.text.len());
        match bytes[self.at] {
            b'!' | b':' if self.stage == Stage::Numbers => Fault::new(Reason::UpstreamEpoch, 0, self.at + 1),
            b'+' => Fault::new(Reason::UpstreamBuild, self.at, length),
            b'-' if byte(bytes, start).is_ascii_digit() => Fault::new(Reason::UpstreamRevision, self.at, length),
            _ => fault(bytes, self.at),
        }
    }

    /// Writes what the word stands for.
    fn take(&mut self, word: &Word<'_>) -> Result<(), Fault> {
        let tight = word.separator.is_none();
        let numbered = !word.digits.is_empty();
        let (stage, kind) = match word.word.as_str() {
            "alpha" => (Stage::Before, SuffixKind::Alpha),
            "beta" => (Stage::Before, SuffixKind::Beta),
            "pre" | "preview" => (Stage::Before, SuffixKind::Pre),
            "rc" => (Stage::Before, SuffixKind::Rc),
            "a" if numbered => (Stage::Before, SuffixKind::Alpha),
            "b" if numbered => (Stage::Before, SuffixKind::Beta),
            "post" => (Stage::After, SuffixKind::P),
            "p" | "pl" | "patch" if tight && numbered => (Stage::After, SuffixKind::P),
            "dev" if word.separator != Some(b'-') && numbered && word.is_tight => (Stage::Development, SuffixKind::Pre),
            letter if letter.len() == 1 && tight && !numbered && self.stage == Stage::Numbers => {
                return self.take_letter(word);
            }
            _ => return Err(self.unknown(word)),
        };
        if stage <= self.stage {
            return Err(self.unknown(word));
        }
        let alone = stage == Stage::Development && self.stage < Stage::Before;
        let name = if alone { "alpha_alpha" } else { kind.as_str() };
        self.out.extend(["_", name, word.digits]);
        self.stage = stage;
        Ok(())
    }

    /// One lower-case letter after the numbers is a part of the version: `1.0.2k-beta1`.
    fn take_letter(&mut self, word: &Word<'_>) -> Result<(), Fault> {
        let letter = &self.text[word.start..word.end];
        if letter != word.word {
            return Err(self.unknown(word));
        }
        self.out += letter;
        self.stage = Stage::Letter;
        Ok(())
    }

    fn unknown(&self, word: &Word<'_>) -> Fault {
        Fault::new(Reason::UpstreamWord, word.start, word.end)
    }
}
