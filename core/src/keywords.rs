//! `KEYWORDS` and `ACCEPT_KEYWORDS`: on which architectures a package is known to work, and which of that is wanted.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use crate::error::{Error, ErrorKind, Fault};
use crate::names::KEYWORD;
use crate::vocabulary::{text_backed, vocabulary};
use crate::words::words;

vocabulary! {
    /// What a keyword says about its architecture (`sec:keywords`).
    KeywordStatus, UnknownKeywordStatus, 3 {
        /// `-amd64`: it does not work there.
        Disabled => "disabled",
        /// `~amd64`: it is thought to work there, and is being tested.
        Testing => "testing",
        /// `amd64`: it works there.
        Stable => "stable",
    }
}

/// One keyword of `KEYWORDS`: `amd64`, `~amd64`, `-amd64` or `-*` (`sec:keyword-names`).
///
/// Keywords are ordered as in ebuilds: by what follows the architecture's first hyphen, then by architecture, then by
/// status, so that `-*` comes first and prefix architectures such as `~amd64-linux` come last.
///
/// ```
/// use polyatom::{Keyword, KeywordStatus};
/// let keyword = Keyword::parse("~amd64")?;
/// assert_eq!((keyword.arch(), keyword.status()), ("amd64", KeywordStatus::Testing));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Keyword {
    text: Box<str>,
    status: KeywordStatus,
}

text_backed!(Keyword, Keyword::parse);

impl Keyword {
    /// Reads a keyword.
    pub fn parse(text: &str) -> Result<Self, Error> {
        keyword(text).map_err(|fault| fault.into_error(ErrorKind::Keywords, text, None))
    }

    /// The architecture, `amd64`; `*` for `-*`, which means every architecture that is not listed.
    pub fn arch(&self) -> &str {
        &self.text[usize::from(self.status != KeywordStatus::Stable)..]
    }

    /// What it says about the architecture.
    pub fn status(&self) -> KeywordStatus {
        self.status
    }

    fn order(&self) -> (&str, &str, KeywordStatus) {
        let (platform, arch) = order_of_arch(self.arch());
        (platform, arch, self.status)
    }
}

/// Architectures with a hyphen come last, by what follows it.
fn order_of_arch(arch: &str) -> (&str, &str) {
    arch.split_once('-').map_or(("", arch), |(arch, platform)| (platform, arch))
}

impl PartialOrd for Keyword {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keyword {
    fn cmp(&self, other: &Self) -> Ordering {
        self.order().cmp(&other.order())
    }
}

fn keyword(text: &str) -> Result<Keyword, Fault> {
    let status = match text.as_bytes().first() {
        Some(b'-') => KeywordStatus::Disabled,
        Some(b'~') => KeywordStatus::Testing,
        _ => KeywordStatus::Stable,
    };
    if text != "-*" {
        name(text, usize::from(status != KeywordStatus::Stable))?;
    }
    Ok(Keyword { text: text.into(), status })
}

/// What begins at `start` has to be a keyword's name.
fn name(text: &str, start: usize) -> Result<(), Fault> {
    KEYWORD.whole(&text[start..]).map_err(|fault| fault.shifted(start))
}

/// The value of `KEYWORDS`, `amd64 ~arm64 -*` (`sec:keywords`). Values are equal if they have the same keywords.
///
/// ```
/// use polyatom::{AcceptKeywords, Keywords};
/// let keywords = Keywords::parse("amd64 ~arm64 -*")?;
/// assert!(keywords.is_stable("amd64") && keywords.is_testing("arm64"));
/// assert!(!keywords.is_accepted_by(&AcceptKeywords::parse("arm64")?));
/// assert!(keywords.is_accepted_by(&AcceptKeywords::parse("arm64 ~arm64")?));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Keywords {
    text: Box<str>,
    /// In order, each once.
    keywords: Box<[Keyword]>,
}

text_backed!(Keywords, Keywords::parse);

impl Keywords {
    /// Reads a value, which may be empty.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let read = |(start, word): (usize, &str)| keyword(word).map_err(|fault| fault.shifted(start));
        let keywords: Result<Vec<Keyword>, Fault> = words(text).map(read).collect();
        let mut keywords = keywords.map_err(|fault| fault.into_error(ErrorKind::Keywords, text, None))?;
        keywords.sort_unstable();
        keywords.dedup();
        Ok(Self { text: text.into(), keywords: keywords.into() })
    }

    /// The keywords, in order and each once.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Keyword> + Clone {
        self.keywords.iter()
    }

    /// The architectures with that status, in order, without the `*` of `-*`.
    pub fn arches(&self, status: KeywordStatus) -> impl Iterator<Item = &str> + Clone {
        self.iter().filter(move |keyword| keyword.status == status && keyword.arch() != "*").map(Keyword::arch)
    }

    /// What is said about the architecture, if anything is. The highest status counts if there are several, and `-*` only for an
    /// architecture that is not listed.
    pub fn status(&self, arch: &str) -> Option<KeywordStatus> {
        let of = |arch| self.iter().filter(move |keyword| keyword.arch() == arch).map(Keyword::status).max();
        of(arch).or_else(|| of("*"))
    }

    /// Whether it is stable on the architecture.
    pub fn is_stable(&self, arch: &str) -> bool {
        self.status(arch) == Some(KeywordStatus::Stable)
    }

    /// Whether it is being tested on the architecture.
    pub fn is_testing(&self, arch: &str) -> bool {
        self.status(arch) == Some(KeywordStatus::Testing)
    }

    /// The architectures on which one of the others is stable and these keywords are not, in order and each once: what a newer
    /// version still needs.
    ///
    /// ```
    /// use polyatom::Keywords;
    /// let (newer, older) = (Keywords::parse("amd64 ~arm64 ~x86")?, Keywords::parse("amd64 arm64 ~x86")?);
    /// assert_eq!(newer.lagging_behind([&older]), ["arm64"]);
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn lagging_behind<'a>(&self, others: impl IntoIterator<Item = &'a Self>) -> Vec<&'a str> {
        let stable = others.into_iter().flat_map(|other| other.arches(KeywordStatus::Stable));
        let mut lagging: Vec<&str> = stable.filter(|arch| !self.is_stable(arch)).collect();
        lagging.sort_unstable_by_key(|arch| order_of_arch(arch));
        lagging.dedup();
        lagging
    }

    /// Whether these keywords are stable on every architecture on which the others are stable or being tested: then a version
    /// with the others is needed nowhere.
    ///
    /// ```
    /// use polyatom::Keywords;
    /// let newer = Keywords::parse("amd64 arm64 ~x86")?;
    /// assert!(newer.covers(&Keywords::parse("~amd64 arm64 -sparc")?) && !newer.covers(&Keywords::parse("x86")?));
    /// # Ok::<(), polyatom::Error>(())
    /// ```
    pub fn covers(&self, others: &Self) -> bool {
        let mut usable = others.iter().filter(|keyword| keyword.status != KeywordStatus::Disabled);
        usable.all(|keyword| self.is_stable(keyword.arch()))
    }

    /// Whether one of the keywords is accepted.
    pub fn is_accepted_by(&self, accepted: &AcceptKeywords) -> bool {
        accepted.has("**") || self.iter().any(|keyword| accepted.accepts(keyword))
    }

    /// The same keywords in the order of ebuilds, each once.
    #[must_use]
    pub fn sorted(&self) -> Self {
        let texts: Vec<&str> = self.iter().map(Keyword::as_str).collect();
        Self { text: texts.join(" ").into(), keywords: self.keywords.clone() }
    }
}

impl PartialEq for Keywords {
    fn eq(&self, other: &Self) -> bool {
        self.keywords == other.keywords
    }
}

impl Eq for Keywords {}

impl PartialOrd for Keywords {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keywords {
    fn cmp(&self, other: &Self) -> Ordering {
        self.keywords.cmp(&other.keywords)
    }
}

impl Hash for Keywords {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.keywords.hash(state);
    }
}

/// The value of `ACCEPT_KEYWORDS`, `amd64 ~arm64`: which keywords are wanted.
///
/// | word | accepts |
/// |---|---|
/// | `amd64` | the keyword `amd64` |
/// | `~amd64` | the keywords `~amd64` and `amd64`: who takes what is being tested takes what is stable |
/// | `*` | the keyword without sign of any architecture |
/// | `~*` | the keyword with `~` of any architecture |
/// | `**` | everything, also a package without keywords |
/// | `-word` | takes back a word before it; `-*` takes back all of them |
///
/// Values are equal if the same words are left in the end.
#[derive(Clone, Debug, Default)]
pub struct AcceptKeywords {
    text: Box<str>,
    /// What is left, in order and each once.
    words: Box<[Box<str>]>,
}

text_backed!(AcceptKeywords, AcceptKeywords::parse);

impl AcceptKeywords {
    /// Reads a value, which may be empty.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut left: Vec<&str> = vec![];
        for (start, word) in words(text) {
            let removed = word.strip_prefix('-');
            accept_word(removed.unwrap_or(word)).map_err(|fault| {
                let start = start + usize::from(removed.is_some());
                fault.shifted(start).into_error(ErrorKind::Keywords, text, None)
            })?;
            match removed {
                Some("*") => left.clear(),
                Some(removed) => left.retain(|word| *word != removed),
                None => left.push(word),
            }
        }
        left.sort_unstable();
        left.dedup();
        Ok(Self { text: text.into(), words: left.into_iter().map(Into::into).collect() })
    }

    /// Whether a package with only this keyword is accepted.
    pub fn accepts(&self, keyword: &Keyword) -> bool {
        let arch = keyword.arch();
        let has_testing = || self.words.iter().any(|word| word.strip_prefix('~') == Some(arch));
        self.has("**")
            || match keyword.status {
                KeywordStatus::Stable => self.has(arch) || self.has("*") || has_testing(),
                KeywordStatus::Testing => self.has("~*") || has_testing(),
                KeywordStatus::Disabled => false,
            }
    }

    fn has(&self, word: &str) -> bool {
        self.words.binary_search_by(|accepted| (**accepted).cmp(word)).is_ok()
    }
}

fn accept_word(word: &str) -> Result<(), Fault> {
    match word {
        "*" | "~*" | "**" => Ok(()),
        _ => name(word, usize::from(word.starts_with('~'))),
    }
}

impl PartialEq for AcceptKeywords {
    fn eq(&self, other: &Self) -> bool {
        self.words == other.words
    }
}

impl Eq for AcceptKeywords {}

impl PartialOrd for AcceptKeywords {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AcceptKeywords {
    fn cmp(&self, other: &Self) -> Ordering {
        self.words.cmp(&other.words)
    }
}

impl Hash for AcceptKeywords {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.words.hash(state);
    }
}
