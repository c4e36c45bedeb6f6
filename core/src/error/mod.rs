//! The one error type of the crate, and how the parsers build it.

mod hint;
mod reason;
mod render;

use std::ops::Range;

pub(crate) use hint::LONG;
pub use render::Report;

pub(crate) use reason::{ALL_CODES, NameProblem, Part, Reason};

use crate::eapi::Eapi;

/// What kind of text was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// An EAPI or the name of an EAPI's feature.
    Eapi,
    /// A name by itself: category, package, USE flag and so on.
    Name,
    /// A version.
    Version,
    /// A revision.
    Revision,
    /// A `category/package`.
    Cpn,
    /// A `category/package-version`.
    Cpv,
    /// A `category/package`, with a version or without one.
    PackageName,
    /// A `SLOT` value.
    Slot,
    /// A slot dependency.
    SlotDep,
    /// A USE dependency.
    UseDep,
    /// An atom.
    Atom,
    /// A text that stands for a value of an enum.
    Choice,
    /// A dependency specification.
    DepSpec,
    /// A pattern of packages.
    Pattern,
    /// An `IUSE` value.
    Iuse,
    /// A keyword, or a list of keywords.
    Keywords,
    /// A version requirement.
    VersionRequirement,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: [Self; 17] = [
        Self::Eapi,
        Self::Name,
        Self::Version,
        Self::Revision,
        Self::Cpn,
        Self::Cpv,
        Self::PackageName,
        Self::Slot,
        Self::SlotDep,
        Self::UseDep,
        Self::Atom,
        Self::Choice,
        Self::DepSpec,
        Self::Pattern,
        Self::Iuse,
        Self::Keywords,
        Self::VersionRequirement,
    ];

    /// What the message calls it: `atom`, `version`, `slot dependency`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Eapi => "EAPI",
            Self::Name => "name",
            Self::Version => "version",
            Self::Revision => "revision",
            Self::Cpn => "package name with category",
            Self::Cpv => "package with version",
            Self::PackageName => "package",
            Self::Slot => "slot",
            Self::SlotDep => "slot dependency",
            Self::UseDep => "USE dependency",
            Self::Atom => "atom",
            Self::Choice => "value",
            Self::DepSpec => "dependency specification",
            Self::Pattern => "package pattern",
            Self::Iuse => "IUSE",
            Self::Keywords => "keywords",
            Self::VersionRequirement => "version requirement",
        }
    }
}

impl std::fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text is not what it was read as, and where in it.
///
/// It is one pointer wide, and building it formats nothing: the message, with its hint, is made when asked for.
///
/// ```
/// let error = polyatom::Atom::parse("dev-lang/python-3.11", polyatom::Eapi::V8).unwrap_err();
/// assert_eq!(error.span(), 15..20);
/// assert_eq!(error.to_string(), "\
/// invalid atom: version without an operator
///   dev-lang/python-3.11
///                  ^^^^^
/// hint: =dev-lang/python-3.11 for this version, dev-lang/python for any");
/// ```
#[derive(Clone)]
pub struct Error(Box<Inner>);

/// Gives, for the whole text, the hint that only what read it can give.
pub(crate) type Advice = fn(&str) -> Option<String>;

#[derive(Clone)]
struct Inner {
    input: Box<str>,
    start: usize,
    end: usize,
    kind: ErrorKind,
    reason: Reason,
    eapi: Option<Eapi>,
    advice: Option<Advice>,
}

impl Error {
    pub(crate) fn with_advice(mut self, advice: Advice) -> Self {
        self.0.advice = Some(advice);
        self
    }

    /// What kind of text was wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The whole text that was read.
    pub fn input(&self) -> &str {
        &self.0.input
    }

    /// The whole text that was read, for one who takes the error apart.
    pub fn into_input(self) -> String {
        self.0.input.into()
    }

    /// Where in the input, in bytes. Empty where something is missing.
    pub fn span(&self) -> Range<usize> {
        self.0.start..self.0.end
    }

    /// What is wrong, in a few words.
    pub fn reason(&self) -> &'static str {
        self.0.reason.words().text
    }

    /// What is wrong, for programs: `missing_operator`. Codes stay as they are when messages get better words.
    pub fn code(&self) -> &'static str {
        self.0.reason.words().code
    }

    /// Every code that an error can have, sorted.
    pub fn codes() -> &'static [&'static str] {
        &ALL_CODES
    }

    /// What would be right, where that can be told.
    pub fn hint(&self) -> Option<String> {
        let (input, span) = match self.0.kind {
            // Hints repeat the input, which for a part of a specification is that part.
            ErrorKind::DepSpec => hint::word_around(&self.0.input, self.span()),
            _ => (&*self.0.input, self.span()),
        };
        let advice = self.0.advice.filter(|_| self.0.reason != Reason::NotUtf8);
        advice.and_then(|advice| advice(&self.0.input)).or_else(|| hint::hint(self.0.reason, input, span, self.0.eapi))
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Inner { input, start, end, kind, reason, eapi, advice: _ } = &*self.0;
        let mut error = f.debug_struct("Error");
        error.field("input", input).field("span", &(start..end)).field("kind", kind);
        error.field("reason", reason).field("eapi", eapi).finish()
    }
}

/// All but the advice, which the kind and the reason decide.
impl PartialEq for Error {
    fn eq(&self, other: &Self) -> bool {
        let parts = |error: &Self| (error.0.start, error.0.end, error.0.kind, error.0.reason, error.0.eapi);
        parts(self) == parts(other) && self.0.input == other.0.input
    }
}

impl Eq for Error {}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        render::render(f, self)
    }
}

impl std::error::Error for Error {}

/// What a parser reports: cheap to pass up, made an [`Error`] once at the border.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fault {
    pub(crate) reason: Reason,
    start: usize,
    end: usize,
}

impl Fault {
    pub(crate) fn new(reason: Reason, start: usize, end: usize) -> Self {
        Self { reason, start, end }
    }

    /// Something is missing at `at`.
    pub(crate) fn at(reason: Reason, at: usize) -> Self {
        Self::new(reason, at, at)
    }

    pub(crate) fn start(&self) -> usize {
        self.start
    }

    /// The same in a longer text, in which what was read begins at `by`.
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { start: self.start + by, end: self.end + by, ..self }
    }

    /// The character at `at` is wrong; covers all the bytes of it.
    pub(crate) fn character(reason: Reason, bytes: &[u8], at: usize) -> Self {
        let more = bytes.iter().skip(at + 1).take_while(|&&byte| byte & 0xC0 == 0x80).count();
        Self::new(reason, at, (at + 1 + more).min(bytes.len()))
    }

    #[cold]
    pub(crate) fn into_error(self, kind: ErrorKind, input: &str, eapi: Option<Eapi>) -> Error {
        let Self { reason, start, end } = not_utf8(input).unwrap_or(self);
        Error(Box::new(Inner { input: input.into(), start, end, kind, reason, eapi, advice: None }))
    }
}

/// Stands for a byte that is not UTF-8: whoever reads bytes puts it there, one for each.
pub(crate) const REPLACEMENT: &str = "\u{FFFD}";

/// The fault of a text that was not UTF-8 before it was read. It explains every other fault.
fn not_utf8(input: &str) -> Option<Fault> {
    let start = input.find(REPLACEMENT)?;
    let rest = &input[start..];
    let run = rest.len() - rest.trim_start_matches(REPLACEMENT).len();
    Some(Fault::new(Reason::NotUtf8, start, start + run))
}
