//! `SRC_URI`: URIs, file names, arrows and mirrors (`sec:src-uri-behaviour`, `sec:thirdpartymirrors`).

use std::collections::BTreeMap;

use super::parse::{is_blank, skip_blanks, word_end};
use crate::eapi::{Eapi, EapiFeature};
use crate::error::{Fault, REPLACEMENT, Reason};
use crate::slot::gate;
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What stands before a URI to lift a restriction for it (`feat:uri-restrict`).
    UriPrefix, 2 {
        /// `fetch+`: may be fetched though `RESTRICT` has `fetch`.
        Fetch => "fetch",
        /// `mirror+`: may be fetched and mirrored though `RESTRICT` has `fetch` or `mirror`.
        Mirror => "mirror",
    }
}

const ARROW: &str = "->";

/// An item of `SRC_URI`: a URI, perhaps with a prefix and a file name to save it as, or only a file name.
///
/// ```
/// use polyatom::{DepSpec, DepSpecKind, Eapi, UriPrefix};
/// let spec = DepSpec::parse(DepSpecKind::SrcUri, "mirror+https://example.org/v1.tgz -> foo-1.tgz", Eapi::V8)?;
/// let uri = spec.uris().next().unwrap();
/// assert_eq!((uri.uri(), uri.filename()), ("https://example.org/v1.tgz", "foo-1.tgz"));
/// assert_eq!(uri.prefix(), Some(UriPrefix::Mirror));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri<'a> {
    uri: &'a str,
    rename: Option<&'a str>,
    prefix: Option<UriPrefix>,
}

impl<'a> Uri<'a> {
    /// Takes the text of a valid item apart.
    pub(super) fn from_valid(text: &'a str) -> Self {
        let mut words = text.split_ascii_whitespace();
        let first = words.next().unwrap_or("");
        let rename = words.nth(1);
        let (prefix, uri) = split_prefix(first);
        Self { uri, rename, prefix }
    }

    /// The URI or file name, as written but without prefix and arrow.
    pub fn uri(self) -> &'a str {
        self.uri
    }

    /// The name of the file in `DISTDIR`: what is behind the arrow, else what is behind the last slash.
    pub fn filename(self) -> &'a str {
        self.rename.unwrap_or_else(|| self.uri.rsplit('/').next().unwrap_or(""))
    }

    /// The file name behind the arrow, if there is one.
    pub fn rename(self) -> Option<&'a str> {
        self.rename
    }

    /// The prefix that lifts a restriction, if there is one.
    pub fn prefix(self) -> Option<UriPrefix> {
        self.prefix
    }

    /// The protocol, `https`; none for a file name.
    pub fn scheme(self) -> Option<&'a str> {
        self.uri.split_once("://").map(|(scheme, _)| scheme)
    }

    /// Whether it is only a file name.
    pub fn is_flat(self) -> bool {
        self.scheme().is_none()
    }

    /// The mirror's name and the path on it of `mirror://name/path`.
    pub fn mirror(self) -> Option<(&'a str, &'a str)> {
        let rest = self.uri.strip_prefix("mirror://")?;
        Some(rest.split_once('/').unwrap_or((rest, "")))
    }

    /// Where the file can be downloaded, given the locations of each mirror (`sec:thirdpartymirrors`).
    ///
    /// None for a file name, and for a mirror that is not known.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let spec = DepSpec::parse(DepSpecKind::SrcUri, "mirror://gnu/bash/bash-5.tar.gz", None)?;
    /// let mirrors = [("gnu".to_owned(), vec!["https://ftp.gnu.org/gnu/".to_owned()])].into();
    /// let found = spec.uris().next().unwrap().expand(&mirrors);
    /// assert_eq!(found, ["https://ftp.gnu.org/gnu/bash/bash-5.tar.gz"]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn expand(self, mirrors: &BTreeMap<String, Vec<String>>) -> Vec<String> {
        match self.mirror() {
            Some((name, path)) => {
                let locations = mirrors.get(name).into_iter().flatten();
                locations.map(|location| format!("{}/{path}", location.trim_end_matches('/'))).collect()
            }
            None if self.is_flat() => Vec::new(),
            None => vec![self.uri.to_owned()],
        }
    }

    /// Whether the file may be downloaded automatically when `RESTRICT` has `fetch` or not (`feat:uri-restrict`).
    pub fn may_fetch(self, fetch_restricted: bool) -> bool {
        !self.is_flat() && (!fetch_restricted || self.prefix.is_some())
    }

    /// Whether the file may be mirrored when `RESTRICT` has `fetch` or `mirror`, or has neither (`feat:uri-restrict`).
    pub fn may_mirror(self, restricted: bool) -> bool {
        !restricted || self.prefix == Some(UriPrefix::Mirror)
    }
}

impl std::fmt::Display for Uri<'_> {
    /// The item with single blanks.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(prefix) = self.prefix {
            write!(f, "{prefix}+")?;
        }
        f.write_str(self.uri)?;
        self.rename.map_or(Ok(()), |rename| write!(f, " {ARROW} {rename}"))
    }
}

/// The prefix of a URI, and the URI without it. A file name has none, even if it looks so.
fn split_prefix(word: &str) -> (Option<UriPrefix>, &str) {
    if !has_scheme_mark(word.as_bytes()) {
        return (None, word);
    }
    let found = UriPrefix::ALL.into_iter().find_map(|prefix| {
        let rest = word.strip_prefix(prefix.as_str())?.strip_prefix('+')?;
        Some((Some(prefix), rest))
    });
    found.unwrap_or((None, word))
}

/// Whether the word has the mark of a URI.
pub(super) fn has_scheme_mark(word: &[u8]) -> bool {
    word.windows(3).any(|window| window == b"://")
}

/// Checks the item which begins with the word from `at` to `end`, and returns where it ends.
pub(super) fn scan(bytes: &[u8], at: usize, end: usize, eapi: Option<Eapi>) -> Result<usize, Fault> {
    check_word(bytes, at, end)?;
    let is_uri = scan_scheme(bytes, at, end, eapi)?;
    let arrow = skip_blanks(bytes, end);
    let arrow_end = arrow + ARROW.len();
    if !bytes[arrow..].starts_with(ARROW.as_bytes()) || bytes.get(arrow_end).is_some_and(|&byte| !is_blank(byte)) {
        return Ok(end);
    }
    if !is_uri {
        return Err(Fault::new(Reason::ArrowAfterFilename, arrow, arrow_end));
    }
    gate(eapi, EapiFeature::SrcUriArrows, arrow, arrow_end)?;
    scan_rename(bytes, arrow, arrow_end)
}

/// What no item may consist of, whatever it is.
fn check_word(bytes: &[u8], at: usize, end: usize) -> Result<(), Fault> {
    let word = &bytes[at..end];
    if word == ARROW.as_bytes() {
        return Err(Fault::new(Reason::ArrowWithoutUri, at, end));
    }
    if word[0] == b'(' {
        return Err(Fault::new(Reason::BlankMissing, at, at + 1));
    }
    if word[word.len() - 1] == b')' && !word.contains(&b'(') {
        return Err(Fault::new(Reason::BlankMissing, end - 1, end));
    }
    // Without an early end, so that many bytes are looked at in one go.
    match word.iter().fold(false, |found, byte| found | byte.is_ascii_control() | (*byte == REPLACEMENT.as_bytes()[0])) {
        true => check_characters(word, at),
        false => Ok(()),
    }
}

/// Refuses control characters, and what stands for bytes that are not UTF-8.
#[cold]
fn check_characters(word: &[u8], at: usize) -> Result<(), Fault> {
    let replacement = REPLACEMENT.as_bytes();
    let is_wrong = |&at: &usize| word[at].is_ascii_control() || word[at..].starts_with(replacement);
    match (0..word.len()).find(is_wrong) {
        Some(offset) => Err(Fault::character(Reason::UriCharacter, word, offset).shifted(at)),
        None => Ok(()),
    }
}

/// Checks a URI up to what follows its protocol, or a file name. Says which of both it is.
fn scan_scheme(bytes: &[u8], at: usize, end: usize, eapi: Option<Eapi>) -> Result<bool, Fault> {
    let word = &bytes[at..end];
    let in_scheme = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-');
    let length = word.iter().take_while(in_scheme).count();
    if !word[length..].starts_with(b"://") {
        return match word.iter().position(|&byte| byte == b'/') {
            Some(slash) => Err(Fault::new(Reason::UriScheme, at, at + slash + 1)),
            None => Ok(false),
        };
    }
    let prefix_length = prefix_length(word);
    if prefix_length > 0 {
        gate(eapi, EapiFeature::UriRestrict, at, at + prefix_length)?;
    }
    match word[prefix_length].is_ascii_alphabetic() {
        true if at + length + 3 == end => Err(Fault::at(Reason::UriEmpty, end)),
        true => Ok(true),
        false => Err(Fault::new(Reason::UriScheme, at, at + length)),
    }
}

/// The length of `fetch+` or `mirror+` where the word begins with one of them.
fn prefix_length(word: &[u8]) -> usize {
    let lengths = UriPrefix::ALL.iter().filter(|prefix| word.starts_with(prefix.as_str().as_bytes()));
    lengths.map(|prefix| prefix.as_str().len()).find(|&length| word.get(length) == Some(&b'+')).map_or(0, |length| length + 1)
}

#[cold]
fn slash_fault(word: &[u8], at: usize) -> Fault {
    let offset = word.iter().take_while(|&&byte| byte != b'/').count();
    Fault::new(Reason::FilenameSlash, at + offset, at + offset + 1)
}

/// The file name behind an arrow.
fn scan_rename(bytes: &[u8], arrow: usize, arrow_end: usize) -> Result<usize, Fault> {
    let at = skip_blanks(bytes, arrow_end);
    let end = word_end(bytes, at);
    let word = &bytes[at..end];
    if matches!(word, b"" | b"(" | b")" | b"->" | b"||" | b"^^" | b"??") || word.ends_with(b"?") {
        return Err(Fault::new(Reason::ArrowWithoutFilename, arrow, arrow_end));
    }
    check_word(bytes, at, end)?;
    match word.contains(&b'/') {
        true => Err(slash_fault(word, at)),
        false => Ok(end),
    }
}
