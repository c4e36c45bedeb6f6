//! The grammar of an atom, in one forward scan.

use crate::chars::{self, byte, is};
use crate::cpn::{package_end_fault, scan_category};
use crate::eapi::{Eapi, EapiFeature, gate};
use crate::error::{Fault, Reason};
use crate::names::{PackageScan, repository_character_fault, scan_package_keyed, scan_repository};
use crate::operator::{Blocker, Operator};
use crate::slot::{self, SlotDepScan, SlotOperator, scan_dep};
use crate::use_dep;
use crate::version::{self, Sink};

use super::AtomOptions;

/// Where the parts of an atom are. An absent part ends where the part before it ends.
///
/// ```text
/// !>=dev-lang/python-3.11-r1:3.11/3.11=::gentoo[ssl]
///            |      |       |    |    |        |
///        slash      |       |    |    |        repo_end
///            name_end       |    |    subslot_end
///                           |    slot_end
///                           version_end
/// ```
#[derive(Clone, Copy)]
pub(super) struct Parts {
    pub(super) slash: u32,
    pub(super) name_end: u32,
    pub(super) version_end: u32,
    pub(super) slot_end: u32,
    pub(super) subslot_end: u32,
    pub(super) repo_end: u32,
    /// Where the category begins: after blocker and operator, which are never long.
    start: u8,
    pub(super) blocker: Option<Blocker>,
    pub(super) op: Option<Operator>,
    pub(super) slot_op: Option<SlotOperator>,
}

impl Parts {
    /// Where the category begins: after blocker and operator.
    #[inline]
    pub(super) fn start(&self) -> usize {
        usize::from(self.start)
    }

    /// End of package, version and asterisk: where the slot's colon stands if there is one.
    #[inline]
    pub(super) fn package_end(&self) -> usize {
        self.version_end as usize + usize::from(self.op == Some(Operator::EqualGlob))
    }

    /// End of the slot dependency.
    #[inline]
    pub(super) fn slot_dep_end(&self) -> usize {
        self.subslot_end as usize + usize::from(self.slot_op.is_some())
    }
}

/// Reads the parts, and takes the key of the version if there is one.
#[inline]
pub(super) fn scan<K: Sink + Default>(bytes: &[u8], options: AtomOptions, key: &mut K) -> Result<Parts, Fault> {
    chars::fits(bytes)?;
    let (blocker, op_start) = scan_blocker(bytes, options.eapi)?;
    let (op, start) = scan_operator(bytes, op_start)?;
    let slash = scan_category(bytes, start)?;
    let package = scan_package_keyed(bytes, slash + 1, key)?;
    let op = check_version(bytes, &package, op, op_start..start)?;
    let package_end = package.end + usize::from(op == Some(Operator::EqualGlob));
    let slot = scan_slot(bytes, package_end, options.eapi)?;
    let repo_end = scan_repo(bytes, slot.end, options)?;
    if repo_end < bytes.len() {
        let places = Places { package: &package, package_end, slot: &slot, repo_end };
        scan_use_deps(bytes, &places, options.eapi)?;
    }
    Ok(Parts {
        slash: slash as u32,
        name_end: package.name_end as u32,
        version_end: package.end as u32,
        slot_end: slot.slot_end as u32,
        subslot_end: slot.subslot_end as u32,
        repo_end: repo_end as u32,
        start: start as u8,
        blocker,
        op,
        slot_op: slot.op,
    })
}

/// Where earlier parts ended, to tell what an unexpected character is in the way of.
struct Places<'a> {
    package: &'a PackageScan,
    package_end: usize,
    slot: &'a SlotDepScan,
    repo_end: usize,
}

#[inline(always)]
fn scan_blocker(bytes: &[u8], eapi: Option<Eapi>) -> Result<(Option<Blocker>, usize), Fault> {
    match (byte(bytes, 0), byte(bytes, 1)) {
        (b'!', b'!') => {
            gate(eapi, EapiFeature::StrongBlockers, 0, 2)?;
            Ok((Some(Blocker::Strong), 2))
        }
        (b'!', _) => Ok((Some(Blocker::Weak), 1)),
        _ => Ok((None, 0)),
    }
}

#[inline(always)]
pub(crate) fn scan_operator(bytes: &[u8], at: usize) -> Result<(Option<Operator>, usize), Fault> {
    let (op, end) = match (byte(bytes, at), byte(bytes, at + 1)) {
        (b'>', b'=') => (Some(Operator::GreaterOrEqual), at + 2),
        (b'<', b'=') => (Some(Operator::LessOrEqual), at + 2),
        (b'>', _) => (Some(Operator::Greater), at + 1),
        (b'<', _) => (Some(Operator::Less), at + 1),
        (b'=', _) => (Some(Operator::Equal), at + 1),
        (b'~', _) => (Some(Operator::Approximate), at + 1),
        _ => (None, at),
    };
    if is_operator_byte(byte(bytes, end)) {
        return Err(operator_fault(bytes, at));
    }
    Ok((op, end))
}

#[inline(always)]
fn is_operator_byte(byte: u8) -> bool {
    matches!(byte, b'<' | b'>' | b'=' | b'~' | b'!')
}

#[cold]
fn operator_fault(bytes: &[u8], at: usize) -> Fault {
    let length = bytes[at..].iter().take_while(|&&byte| is_operator_byte(byte)).count();
    Fault::new(Reason::OperatorUnknown, at, at + length)
}

/// Operator and version have to be there together; an asterisk makes `=` a glob.
#[inline(always)]
fn check_version(
    bytes: &[u8],
    package: &PackageScan,
    op: Option<Operator>,
    op_span: std::ops::Range<usize>,
) -> Result<Option<Operator>, Fault> {
    let glob = byte(bytes, package.end) == b'*';
    match (op, package.has_version()) {
        (Some(Operator::Equal), true) if glob => Ok(Some(Operator::EqualGlob)),
        (Some(_), true) if glob => Err(Fault::new(Reason::GlobOperator, package.end, package.end + 1)),
        (Some(_), true) | (None, false) => Ok(op),
        (None, true) => Err(Fault::new(Reason::VersionWithoutOperator, package.name_end, package.end + usize::from(glob))),
        (Some(_), false) => Err(no_version_fault(bytes, package, op_span)),
    }
}

#[cold]
fn no_version_fault(bytes: &[u8], package: &PackageScan, op_span: std::ops::Range<usize>) -> Fault {
    match (bytes.get(package.end), package.broken) {
        (_, Some(broken)) => version::fault(bytes, broken),
        (None | Some(b':' | b'[' | b'*'), None) => Fault::new(Reason::OperatorWithoutVersion, op_span.start, op_span.end),
        (Some(_), None) => package_end_fault(bytes, package),
    }
}

#[inline(always)]
fn scan_slot(bytes: &[u8], at: usize, eapi: Option<Eapi>) -> Result<SlotDepScan, Fault> {
    if byte(bytes, at) != b':' || byte(bytes, at + 1) == b':' {
        return Ok(SlotDepScan { slot_end: at, subslot_end: at, op: None, end: at });
    }
    scan_dep(bytes, at + 1, eapi)
}

#[inline(always)]
fn scan_repo(bytes: &[u8], at: usize, options: AtomOptions) -> Result<usize, Fault> {
    if byte(bytes, at) != b':' || byte(bytes, at + 1) != b':' {
        return Ok(at);
    }
    let end = scan_repository(bytes, at + 2)?;
    if options.eapi.is_some() && !options.repo {
        return Err(Fault::new(Reason::RepositoryNotInEapi, at, end));
    }
    Ok(end)
}

/// The brackets at the end; anything else there is a fault.
#[inline]
fn scan_use_deps(bytes: &[u8], places: &Places<'_>, eapi: Option<Eapi>) -> Result<(), Fault> {
    let mut at = places.repo_end;
    if bytes[at] != b'[' {
        return Err(unexpected_fault(bytes, places));
    }
    gate(eapi, EapiFeature::UseDeps, at, bytes.len())?;
    loop {
        at += 1;
        if !is(byte(bytes, at), chars::ALNUM) && !matches!(byte(bytes, at), b'-' | b'!') {
            return Err(use_dep_start_fault(bytes, at));
        }
        let scan = use_dep::scan(bytes, at, eapi)?;
        at = scan.end;
        match byte(bytes, at) {
            b',' => {}
            b']' if at + 1 == bytes.len() => return Ok(()),
            b']' => return Err(Fault::new(Reason::AfterUseDeps, at + 1, bytes.len())),
            _ if at == bytes.len() => return Err(Fault::at(Reason::UseDepsUnclosed, at)),
            _ => return Err(use_dep::trailing_fault(bytes, &scan)),
        }
    }
}

#[cold]
fn use_dep_start_fault(bytes: &[u8], at: usize) -> Fault {
    match (bytes.get(at), bytes[at - 1]) {
        (None, _) => Fault::at(Reason::UseDepsUnclosed, at),
        (Some(b']'), b'[') => Fault::new(Reason::UseDepsEmpty, at - 1, at + 1),
        (Some(b']' | b','), _) => Fault::at(Reason::UseDepEmpty, at),
        (Some(_), _) => crate::names::USE_FLAG.start_fault(bytes, at),
    }
}

/// What is wrong with the character at the end of everything that could be read.
#[cold]
fn unexpected_fault(bytes: &[u8], places: &Places<'_>) -> Fault {
    let at = places.repo_end;
    if at > places.slot.end {
        return after_repository_fault(bytes, at);
    }
    if at > places.package_end {
        return match bytes[at] {
            b':' => Fault::new(Reason::SlotDepTwice, at, bytes.len()),
            _ => slot::trailing_fault(bytes, places.slot),
        };
    }
    if at > places.package.end {
        return Fault::new(Reason::GlobTrailing, at, bytes.len());
    }
    package_end_fault(bytes, places.package)
}

fn after_repository_fault(bytes: &[u8], at: usize) -> Fault {
    match (bytes[at], bytes.get(at + 1)) {
        (b':', Some(b':')) => Fault::new(Reason::RepositoryTwice, at, bytes.len()),
        (b':', _) => Fault::new(Reason::SlotDepAfterRepository, at, bytes.len()),
        _ => repository_character_fault(bytes, at),
    }
}
