//! Patterns of packages, `dev-*/lib*:0`, as package managers' configuration has them.

use crate::chars::{self, byte, is};
use crate::cpn::Cpn;
use crate::cpv::Cpv;
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::names::{self, CATEGORY, PACKAGE, Rule, SLOT, SUB_SLOT, scan_package};
use crate::package::Package;
use crate::slot::Slot;
use crate::vocabulary::text_backed;

/// A pattern of packages: a category and a package in which `*` stands for any characters, also none, then perhaps
/// `:slot` and `::repository`.
///
/// The specification has no such thing; these are for configuration, where they are no atoms: they have neither
/// operator nor version, blocker or USE dependencies. `:*` is any slot, also an unknown one.
///
/// ```
/// use polyatom::{AtomPattern, Cpv};
/// let pattern = AtomPattern::parse("dev-*/lib*")?;
/// assert!(pattern.matches(&Cpv::parse("dev-libs/libxml2-2.9")?));
/// assert!(!pattern.matches(&Cpv::parse("dev-libs/glib-2.9")?));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AtomPattern {
    text: Box<str>,
    slash: u32,
    name_end: u32,
    slot_end: u32,
}

text_backed!(AtomPattern, AtomPattern::parse);

impl AtomPattern {
    /// Reads a pattern.
    pub fn parse(text: &str) -> Result<Self, Error> {
        match scan(text.as_bytes()) {
            Ok(Places { slash, name_end, slot_end }) => {
                Ok(Self { text: text.into(), slash: slash as u32, name_end: name_end as u32, slot_end: slot_end as u32 })
            }
            Err(fault) => Err(fault.into_error(ErrorKind::Pattern, text, None)),
        }
    }

    /// The pattern of every package, `*/*`.
    pub fn everything() -> Self {
        Self { text: "*/*".into(), slash: 1, name_end: 3, slot_end: 3 }
    }

    /// Whether `text` is a pattern.
    pub fn is_valid(text: &str) -> bool {
        scan(text.as_bytes()).is_ok()
    }

    /// The pattern of the category.
    pub fn category(&self) -> &str {
        &self.text[..self.slash as usize]
    }

    /// The pattern of the package.
    pub fn package(&self) -> &str {
        &self.text[self.slash as usize + 1..self.name_end as usize]
    }

    /// The slot with its sub-slot, or `*`, if one is given.
    pub fn slot(&self) -> Option<&str> {
        self.text.get(self.name_end as usize + 1..self.slot_end as usize)
    }

    /// The repository, if one is given.
    pub fn repo(&self) -> Option<&str> {
        self.text.get(self.slot_end as usize + 2..)
    }

    /// Whether it matches a package of which only name and version are known; not if it has a slot or a repository.
    pub fn matches(&self, cpv: &Cpv) -> bool {
        self.matches_names(cpv.category(), cpv.package()) && self.matches_slot(None) && self.repo().is_none()
    }

    /// Whether it matches a package of which only the name is known.
    pub fn matches_cpn(&self, cpn: &Cpn) -> bool {
        self.matches_names(cpn.category(), cpn.package()) && self.matches_slot(None) && self.repo().is_none()
    }

    /// Whether it matches category and package of something, whatever its slot and its repository are.
    pub fn matches_names_of(&self, cpv: &Cpv) -> bool {
        self.matches_names(cpv.category(), cpv.package())
    }

    /// Whether it matches the package.
    pub fn matches_package(&self, package: &Package) -> bool {
        self.matches_names(package.cpv.category(), package.cpv.package())
            && self.matches_slot(package.slot.as_ref())
            && self.repo().is_none_or(|repo| package.repo() == Some(repo))
    }

    fn matches_names(&self, category: &str, package: &str) -> bool {
        matches_glob(self.package().as_bytes(), package.as_bytes())
            && matches_glob(self.category().as_bytes(), category.as_bytes())
    }

    fn matches_slot(&self, slot: Option<&Slot>) -> bool {
        let wanted = match self.slot() {
            None | Some("*") => return true,
            Some(wanted) => wanted,
        };
        slot.is_some_and(|slot| match wanted.split_once('/') {
            Some((name, subslot)) => slot.name() == name && slot.subslot() == subslot,
            None => slot.name() == wanted,
        })
    }
}

/// Whether `text` matches `pattern`, in which `*` is any run. When something after an asterisk does not fit, only the
/// last asterisk can take more.
fn matches_glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut text_at) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while text_at < text.len() {
        if byte(pattern, at) == b'*' {
            retry = Some((at + 1, text_at));
            at += 1;
        } else if at < pattern.len() && pattern[at] == text[text_at] {
            at += 1;
            text_at += 1;
        } else if let Some((behind, taken)) = retry {
            retry = Some((behind, taken + 1));
            (at, text_at) = (behind, taken + 1);
        } else {
            return false;
        }
    }
    pattern[at..].iter().all(|&byte| byte == b'*')
}

struct Places {
    slash: usize,
    name_end: usize,
    slot_end: usize,
}

fn scan(bytes: &[u8]) -> Result<Places, Fault> {
    chars::fits(bytes)?;
    if bytes.is_empty() {
        return Err(Fault::at(Reason::Empty, 0));
    }
    if let Some(length) = operator_length(bytes) {
        return Err(Fault::new(Reason::PatternOperator, 0, length));
    }
    let slash = scan_name(bytes, 0, &CATEGORY, chars::WORD)?;
    match bytes.get(slash) {
        Some(b'/') => {}
        None | Some(b':' | b'[') => return Err(Fault::at(Reason::MissingCategory, 0)),
        Some(_) => return Err(CATEGORY.character_fault(bytes, slash)),
    }
    let name_end = scan_name(bytes, slash + 1, &PACKAGE, chars::PACKAGE)?;
    check_version(bytes, slash + 1, name_end)?;
    let slot_end = scan_slot(bytes, name_end)?;
    scan_rest(bytes, name_end, slot_end)?;
    Ok(Places { slash, name_end, slot_end })
}

fn operator_length(bytes: &[u8]) -> Option<usize> {
    let length = bytes.iter().take_while(|byte| matches!(byte, b'!' | b'<' | b'>' | b'=' | b'~')).count();
    (length > 0).then_some(length)
}

/// A name in which asterisks may stand, also first.
fn scan_name(bytes: &[u8], start: usize, rule: &Rule, characters: u8) -> Result<usize, Fault> {
    let mut at = match byte(bytes, start) {
        b'*' => start + 1,
        _ => rule.scan(bytes, start)?,
    };
    while byte(bytes, at) == b'*' || is(byte(bytes, at), characters) {
        at += 1;
    }
    Ok(at)
}

/// A name without an asterisk must not end in a version, as that of any package.
fn check_version(bytes: &[u8], start: usize, end: usize) -> Result<(), Fault> {
    if bytes[start..end].contains(&b'*') {
        return Ok(());
    }
    let package = scan_package(bytes, start)?;
    match package.has_version() {
        true => Err(Fault::new(Reason::PatternVersion, package.name_end, package.end)),
        false => Ok(()),
    }
}

/// The end of the slot, if one stands at `at`.
fn scan_slot(bytes: &[u8], at: usize) -> Result<usize, Fault> {
    match (byte(bytes, at), byte(bytes, at + 1)) {
        (b':', b':') => Ok(at),
        (b':', b'*') => Ok(at + 2),
        (b':', 0) if at + 1 == bytes.len() => Err(Fault::at(Reason::SlotDepEmpty, at + 1)),
        (b':', _) => {
            let end = SLOT.scan(bytes, at + 1)?;
            match byte(bytes, end) {
                b'/' => SUB_SLOT.scan(bytes, end + 1),
                _ => Ok(end),
            }
        }
        _ => Ok(at),
    }
}

/// The repository, and nothing after it.
fn scan_rest(bytes: &[u8], name_end: usize, at: usize) -> Result<(), Fault> {
    let end = match (byte(bytes, at), byte(bytes, at + 1)) {
        (b':', b':') => names::scan_repository(bytes, at + 2)?,
        _ => at,
    };
    match bytes.get(end) {
        None => Ok(()),
        Some(b'[') => Err(Fault::new(Reason::PatternUseDeps, end, bytes.len())),
        Some(_) if end > at => Err(names::repository_character_fault(bytes, end)),
        Some(_) if bytes[name_end..end].contains(&b'/') => Err(SUB_SLOT.character_fault(bytes, end)),
        Some(_) if end > name_end => Err(SLOT.character_fault(bytes, end)),
        Some(_) => Err(PACKAGE.character_fault(bytes, end)),
    }
}
