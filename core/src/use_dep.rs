//! USE dependencies (`sec:use-dep`).

use std::cmp::Ordering;

use crate::chars::{byte, fits};
use crate::eapi::{Eapi, EapiFeature, gate};
use crate::error::{Error, ErrorKind, Fault, NameProblem, Part, Reason};
use crate::names::USE_FLAG;
use crate::vocabulary::{text_backed, vocabulary};

vocabulary! {
    /// What a USE dependency asks for (`sec:use-dep`). Its text is the form with `flag` for the flag: `!flag?`.
    UseDepKind, UnknownUseDepKind, 6 {
        /// `[flag]`: enabled.
        Enabled => "flag",
        /// `[-flag]`: disabled.
        Disabled => "-flag",
        /// `[flag=]`: as in the package with the dependency.
        Equal => "flag=",
        /// `[!flag=]`: the opposite of the package with the dependency.
        NotEqual => "!flag=",
        /// `[flag?]`: enabled if it is in the package with the dependency.
        EnabledConditional => "flag?",
        /// `[!flag?]`: disabled if it is in the package with the dependency.
        DisabledConditional => "!flag?",
    }
}

vocabulary! {
    /// How a USE dependency treats a package without the flag (`sec:use-dep`).
    UseDefault, UnknownUseDefault, 2 {
        /// `(+)`: as if it were there and enabled.
        Enabled => "(+)",
        /// `(-)`: as if it were there and disabled.
        Disabled => "(-)",
    }
}

impl UseDepKind {
    /// Whether it depends on the package with the dependency.
    pub const fn is_conditional(self) -> bool {
        !matches!(self, Self::Enabled | Self::Disabled)
    }

    /// The state that is asked for, given the flag's state in the package with the dependency; none if any will do.
    pub const fn wanted(self, parent_has: bool) -> Option<bool> {
        match self {
            Self::Enabled => Some(true),
            Self::Disabled => Some(false),
            Self::Equal => Some(parent_has),
            Self::NotEqual => Some(!parent_has),
            Self::EnabledConditional if parent_has => Some(true),
            Self::DisabledConditional if !parent_has => Some(false),
            Self::EnabledConditional | Self::DisabledConditional => None,
        }
    }

    /// What stands before and after the flag with its default.
    pub(crate) const fn affixes(self) -> (&'static str, &'static str) {
        match self {
            Self::Enabled => ("", ""),
            Self::Disabled => ("-", ""),
            Self::Equal => ("", "="),
            Self::NotEqual => ("!", "="),
            Self::EnabledConditional => ("", "?"),
            Self::DisabledConditional => ("!", "?"),
        }
    }
}

/// One USE dependency of an atom, without brackets: `ssl`, `-test(-)` or `tk?`. Ordered by flag first.
///
/// ```
/// use polyatom::{Eapi, UseDep, UseDefault, UseDepKind};
/// let dep = UseDep::parse("!test(-)?", Eapi::V8)?;
/// assert_eq!(dep.flag(), "test");
/// assert_eq!(dep.kind(), UseDepKind::DisabledConditional);
/// assert_eq!(dep.default(), Some(UseDefault::Disabled));
/// assert_eq!(dep.evaluate(false).unwrap().as_str(), "-test(-)");
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UseDep {
    text: Box<str>,
    flag_end: u32,
    kind: UseDepKind,
    default: Option<UseDefault>,
}

text_backed!(UseDep, |text| UseDep::parse(text, None));

impl UseDep {
    /// Reads a USE dependency that `eapi` allows; without an EAPI, one that any allows.
    pub fn parse(text: &str, eapi: impl Into<Option<Eapi>>) -> Result<Self, Error> {
        let eapi = eapi.into();
        match scan_whole(text.as_bytes(), eapi) {
            Ok(scan) => Ok(Self::new(text, &scan)),
            Err(fault) => Err(fault.into_error(ErrorKind::UseDep, text, eapi)),
        }
    }

    fn new(text: &str, scan: &UseDepScan) -> Self {
        Self { text: text.into(), flag_end: scan.flag_end as u32, kind: scan.kind, default: scan.default }
    }

    /// A part of an atom that has been read before.
    pub(crate) fn from_parts(parts: &UseDepParts<'_>) -> Self {
        let (prefix, suffix) = parts.kind.affixes();
        let default = parts.default.map_or("", UseDefault::as_str);
        let text = format!("{prefix}{}{default}{suffix}", parts.flag).into_boxed_str();
        let flag_end = (prefix.len() + parts.flag.len()) as u32;
        Self { text, flag_end, kind: parts.kind, default: parts.default }
    }

    /// The flag.
    pub fn flag(&self) -> &str {
        &self.text[self.kind.affixes().0.len()..self.flag_end as usize]
    }

    /// What it asks for.
    pub fn kind(&self) -> UseDepKind {
        self.kind
    }

    /// How it treats packages without the flag, if it says so.
    pub fn default(&self) -> Option<UseDefault> {
        self.default
    }

    /// Whether it depends on the package with the dependency.
    pub fn is_conditional(&self) -> bool {
        self.kind.is_conditional()
    }

    /// The unconditional form, given the flag's state in the package with the dependency; none if any state will do.
    pub fn evaluate(&self, parent_has: bool) -> Option<Self> {
        self.parts().evaluate(parent_has).map(|parts| Self::from_parts(&parts))
    }

    pub(crate) fn parts(&self) -> UseDepParts<'_> {
        UseDepParts { flag: self.flag(), kind: self.kind, default: self.default }
    }
}

impl PartialOrd for UseDep {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for UseDep {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

/// A USE dependency as parts of a longer text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct UseDepParts<'a> {
    pub(crate) flag: &'a str,
    pub(crate) kind: UseDepKind,
    pub(crate) default: Option<UseDefault>,
}

impl<'a> UseDepParts<'a> {
    /// Takes a valid USE dependency apart, whose ends tell it all.
    pub(crate) fn from_valid(text: &'a str) -> Self {
        let (start, negated) = match text.as_bytes()[0] {
            sign @ (b'!' | b'-') => (1, Some(sign)),
            _ => (0, None),
        };
        let (rest, mark) = match text.as_bytes()[text.len() - 1] {
            mark @ (b'?' | b'=') => (&text[start..text.len() - 1], Some(mark)),
            _ => (&text[start..], None),
        };
        let default = UseDefault::ALL.into_iter().find(|default| rest.ends_with(default.as_str()));
        let flag = &rest[..rest.len() - default.map_or(0, |default| default.as_str().len())];
        Self { flag, kind: kind_of(negated, mark), default }
    }

    pub(crate) fn evaluate(&self, parent_has: bool) -> Option<Self> {
        let kind = match self.kind.wanted(parent_has)? {
            true => UseDepKind::Enabled,
            false => UseDepKind::Disabled,
        };
        Some(Self { kind, ..*self })
    }
}

/// The kind of a dependency with this first and last character; combinations that are none have been refused.
#[inline(always)]
fn kind_of(sign: Option<u8>, mark: Option<u8>) -> UseDepKind {
    match (sign, mark) {
        (None, Some(b'=')) => UseDepKind::Equal,
        (None, Some(_)) => UseDepKind::EnabledConditional,
        (None, None) => UseDepKind::Enabled,
        (Some(_), Some(b'=')) => UseDepKind::NotEqual,
        (Some(_), Some(_)) => UseDepKind::DisabledConditional,
        (Some(_), None) => UseDepKind::Disabled,
    }
}

/// What a scan finds out about a USE dependency.
pub(crate) struct UseDepScan {
    flag_end: usize,
    kind: UseDepKind,
    default: Option<UseDefault>,
    pub(crate) end: usize,
}

fn scan_whole(bytes: &[u8], eapi: Option<Eapi>) -> Result<UseDepScan, Fault> {
    fits(bytes)?;
    if bytes.is_empty() {
        return Err(Fault::at(Reason::UseDepEmpty, 0));
    }
    gate(eapi, EapiFeature::UseDeps, 0, bytes.len())?;
    let scan = scan(bytes, 0, eapi).map_err(|fault| alone_fault(bytes, fault))?;
    if scan.end < bytes.len() {
        return Err(trailing_fault(bytes, &scan));
    }
    Ok(scan)
}

/// What ends a flag in an atom is, in a USE dependency that stands alone, a character that no flag has (chapter "Names and versions").
#[cold]
fn alone_fault(bytes: &[u8], fault: Fault) -> Fault {
    match (fault.reason, fault.start()) {
        (Reason::Name(Part::UseFlag, NameProblem::Empty), at) if at < bytes.len() => USE_FLAG.character_fault(bytes, at),
        _ => fault,
    }
}

/// Scans a USE dependency which starts at `start`; what follows is the caller's to judge.
#[inline]
pub(crate) fn scan(bytes: &[u8], start: usize, eapi: Option<Eapi>) -> Result<UseDepScan, Fault> {
    let sign = Some(byte(bytes, start)).filter(|sign| matches!(sign, b'!' | b'-'));
    let flag_start = start + usize::from(sign.is_some());
    let flag_end = USE_FLAG.scan(bytes, flag_start)?;
    let (default, default_end) = scan_default(bytes, flag_end, eapi)?;
    let mark = Some(byte(bytes, default_end)).filter(|mark| matches!(mark, b'?' | b'='));
    let end = default_end + usize::from(mark.is_some());
    match (sign, mark) {
        (Some(b'!'), None) => return Err(Fault::new(Reason::UseDepBang, start, end)),
        (Some(b'-'), Some(_)) => return Err(Fault::new(Reason::UseDepMinusConditional, start, end)),
        _ => {}
    }
    Ok(UseDepScan { flag_end, kind: kind_of(sign, mark), default, end })
}

#[inline]
fn scan_default(bytes: &[u8], at: usize, eapi: Option<Eapi>) -> Result<(Option<UseDefault>, usize), Fault> {
    if byte(bytes, at) != b'(' {
        return Ok((None, at));
    }
    let default = match (byte(bytes, at + 1), byte(bytes, at + 2)) {
        (b'+', b')') => UseDefault::Enabled,
        (b'-', b')') => UseDefault::Disabled,
        _ => return Err(Fault::new(Reason::UseDepDefault, at, at + 1)),
    };
    gate(eapi, EapiFeature::UseDepDefaults, at, at + 3)?;
    Ok((Some(default), at + 3))
}

/// The fault of something after a USE dependency.
#[cold]
pub(crate) fn trailing_fault(bytes: &[u8], scan: &UseDepScan) -> Fault {
    if scan.end == scan.flag_end {
        return USE_FLAG.character_fault(bytes, scan.end);
    }
    Fault::character(Reason::UseDepTrailing, bytes, scan.end)
}
