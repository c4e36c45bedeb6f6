//! `SRC_URI`: URIs, file names, arrows and mirrors (`sec:src-uri-behaviour`, `sec:thirdpartymirrors`).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::DepSpec;
use super::words::{is_blank, skip_blanks, word_end};
use crate::eapi::{Eapi, EapiFeature, gate};
use crate::error::{Fault, REPLACEMENT, Reason};
use crate::vocabulary::vocabulary;

vocabulary! {
    /// What stands before a URI to lift a restriction for it (`feat:uri-restrict`).
    UriPrefix, UnknownUriPrefix, 2 {
        /// `fetch+`: may be fetched though `RESTRICT` has `fetch`.
        Fetch => "fetch",
        /// `mirror+`: may be fetched and mirrored though `RESTRICT` has `fetch` or `mirror`.
        Mirror => "mirror",
    }
}

/// The protocols that ebuilds may use (`sec:optional-vars`).
pub(super) const PROTOCOLS: [&str; 4] = ["http", "https", "ftp", "mirror"];

const ARROW: &str = "->";

/// An item of `SRC_URI`: a URI, perhaps with a prefix and a file name to save it as, or only a file name.
///
/// It always has a file name, and one that can be a file in `DISTDIR`: never empty, `.` or `..`. So `https://e/` and
/// `https://e` need an arrow, as `proto://host/path` (`sec:dependency-spec`) has its name in the path, and so do
/// `mirror://gnu` and `mirror://gnu/`. A file name may begin with a dot or a hyphen, which PMS does not forbid.
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

    /// The name of the file in `DISTDIR`: what is after the arrow, else what is after the last slash.
    pub fn filename(self) -> &'a str {
        self.rename.unwrap_or_else(|| self.uri.rsplit('/').next().unwrap_or(""))
    }

    /// The file name after the arrow, if there is one.
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
    /// None for a file name. A URI of a mirror that is not known stays as it is, so that its place is not lost.
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
        let known = self.mirror().and_then(|(name, path)| Some((mirrors.get(name)?, path)));
        match known.filter(|(locations, _)| !locations.is_empty()) {
            Some((locations, path)) => {
                locations.iter().map(|location| format!("{}/{path}", location.trim_end_matches('/'))).collect()
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

/// A file to fetch.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Download {
    /// Its name in `DISTDIR`.
    pub filename: String,
    /// Where it is, each place once and in the order written; nothing for a file name alone.
    pub uris: Vec<String>,
}

impl DepSpec {
    /// The files of a `SRC_URI`, as if every condition held: each once, where it first appears, which is the order of `A`
    /// (`sec:ebuild-env-vars`), with all its places as [`Uri::expand`] gives them. [Evaluate](DepSpec::evaluate) it first
    /// for the files of some flags.
    ///
    /// ```
    /// use polyatom::{DepSpec, DepSpecKind};
    /// let text = "https://e/a mirror://other/b x? ( https://f/a ) c";
    /// let files = DepSpec::parse(DepSpecKind::SrcUri, text, None)?.downloads(&Default::default());
    /// let found: Vec<_> = files.iter().map(|file| (file.filename.as_str(), file.uris.join(" "))).collect();
    /// let expected = [("a", "https://e/a https://f/a"), ("b", "mirror://other/b"), ("c", "")];
    /// assert_eq!(found, expected.map(|(name, uris)| (name, uris.to_owned())));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn downloads(&self, mirrors: &BTreeMap<String, Vec<String>>) -> Vec<Download> {
        let mut files: Vec<Download> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut seen: HashSet<(usize, String)> = HashSet::new();
        for uri in self.uris() {
            let file = *places.entry(uri.filename()).or_insert_with(|| {
                files.push(Download { filename: uri.filename().to_owned(), uris: Vec::new() });
                files.len() - 1
            });
            files[file].uris.extend(uri.expand(mirrors).into_iter().filter(|place| seen.insert((file, place.clone()))));
        }
        files
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
    let path = scan_scheme(bytes, at, end, eapi)?;
    let arrow = skip_blanks(bytes, end);
    let arrow_end = arrow + ARROW.len();
    if !bytes[arrow..].starts_with(ARROW.as_bytes()) || bytes.get(arrow_end).is_some_and(|&byte| !is_blank(byte)) {
        return check_filename(bytes, path.unwrap_or(at), end).map(|()| end);
    }
    if path.is_none() {
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
    if word.starts_with(ARROW.as_bytes()) {
        return Err(Fault::character(Reason::BlankMissing, bytes, at + ARROW.len()));
    }
    if word.ends_with(ARROW.as_bytes()) {
        return Err(Fault::new(Reason::BlankMissing, end - ARROW.len(), end));
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

/// Checks a URI up to its path, or a file name. Gives the place where the path of a URI begins.
fn scan_scheme(bytes: &[u8], at: usize, end: usize, eapi: Option<Eapi>) -> Result<Option<usize>, Fault> {
    let word = &bytes[at..end];
    let in_scheme = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-');
    let length = word.iter().take_while(in_scheme).count();
    if !word[length..].starts_with(b"://") {
        return match word.iter().position(|&byte| byte == b'/') {
            Some(slash) => Err(Fault::new(Reason::UriScheme, at, at + slash + 1)),
            None => Ok(None),
        };
    }
    let prefix_length = prefix_length(word);
    if prefix_length > 0 {
        gate(eapi, EapiFeature::UriRestrict, at, at + prefix_length)?;
    }
    let (scheme, host) = (&word[prefix_length..length], length + 3);
    match word[prefix_length].is_ascii_alphabetic() {
        true if at + host == end => Err(Fault::at(Reason::UriEmpty, end)),
        true if word[host] == b'/' && PROTOCOLS.iter().any(|known| known.as_bytes() == scheme) => {
            Err(Fault::at(Reason::UriHostEmpty, at + host))
        }
        true => Ok(Some(at + host + word[host..].iter().take_while(|&&byte| byte != b'/').count())),
        false => Err(Fault::new(Reason::UriScheme, at, at + length)),
    }
}

/// Checks the file name of a path, or one that stands alone: it has to be one that a directory can have.
fn check_filename(bytes: &[u8], start: usize, end: usize) -> Result<(), Fault> {
    let length = bytes[start..end].iter().rev().take_while(|&&byte| byte != b'/').count();
    match &bytes[end - length..end] {
        b"" => Err(Fault::at(Reason::FilenameMissing, end)),
        b"." | b".." => Err(Fault::new(Reason::FilenameDirectory, end - length, end)),
        _ => Ok(()),
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

/// The file name after an arrow.
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
        false => check_filename(bytes, at, end).map(|()| end),
    }
}
