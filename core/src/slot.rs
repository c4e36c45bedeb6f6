//! Slots of packages and slot dependencies of atoms (`sec:slot-dep`).

use crate::chars::{WORD, byte, fits, is};
use crate::eapi::{Eapi, EapiFeature, gate};
use crate::error::{Error, ErrorKind, Fault, Reason};
use crate::names::{SLOT, SUB_SLOT};
use crate::vocabulary::{text_backed, vocabulary};

vocabulary! {
    /// The operator of a slot dependency (`sec:slot-dep`).
    SlotOperator, UnknownSlotOperator, 2 {
        /// `:*`: any slot, and changes of it do not matter.
        Any => "*",
        /// `:=` or `:3=`: the package breaks when slot or sub-slot of the dependency change.
        Equal => "=",
    }
}

/// A package's slot with its sub-slot, as in `SLOT`: `3` or `3/3.1`.
///
/// Without a sub-slot the slot's name is the implicit sub-slot, so that `3` and `3/3` are equal.
///
/// ```
/// use polyatom::Slot;
/// assert_eq!(Slot::parse("3/3.1")?.subslot(), "3.1");
/// assert_eq!(Slot::parse("3")?.subslot(), "3");
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Slot {
    text: Box<str>,
    name_end: u32,
}

text_backed!(Slot, Slot::parse);

impl Slot {
    /// Reads a `SLOT` value.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let scan = scan_slot(text.as_bytes()).map_err(|fault| fault.into_error(ErrorKind::Slot, text, None))?;
        Ok(Self { text: text.into(), name_end: scan as u32 })
    }

    /// The slot's name.
    pub fn name(&self) -> &str {
        &self.text[..self.name_end as usize]
    }

    /// The sub-slot, which without one in the text is the slot's name.
    pub fn subslot(&self) -> &str {
        self.explicit_subslot().unwrap_or(&self.text)
    }

    /// The sub-slot, if one is written.
    pub fn explicit_subslot(&self) -> Option<&str> {
        self.text.get(self.name_end as usize + 1..)
    }

    fn parts(&self) -> (&str, &str) {
        (self.name(), self.subslot())
    }
}

impl PartialEq for Slot {
    fn eq(&self, other: &Self) -> bool {
        self.parts() == other.parts()
    }
}

impl Eq for Slot {}

impl PartialOrd for Slot {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Slot {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl std::hash::Hash for Slot {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.parts().hash(state);
    }
}

/// The end of the slot's name.
fn scan_slot(bytes: &[u8]) -> Result<usize, Fault> {
    fits(bytes)?;
    let name_end = SLOT.scan(bytes, 0)?;
    if name_end == bytes.len() {
        return Ok(name_end);
    }
    if bytes[name_end] != b'/' {
        return Err(SLOT.character_fault(bytes, name_end));
    }
    match SUB_SLOT.scan(bytes, name_end + 1)? {
        end if end == bytes.len() => Ok(name_end),
        end => Err(SUB_SLOT.character_fault(bytes, end)),
    }
}

/// The slot dependency of an atom, without its colon: `3`, `3/3.1`, `3=`, `3/3.1=`, `*` or `=`.
///
/// ```
/// use polyatom::{Eapi, SlotDep, SlotOperator};
/// let dep = SlotDep::parse("3.11=", Eapi::V8)?;
/// assert_eq!((dep.slot(), dep.op()), (Some("3.11"), Some(SlotOperator::Equal)));
/// # Ok::<(), polyatom::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotDep {
    text: Box<str>,
    slot_end: u32,
    subslot_end: u32,
    op: Option<SlotOperator>,
}

text_backed!(SlotDep, |text| SlotDep::parse(text, None));

impl SlotDep {
    /// Reads a slot dependency that `eapi` allows; without an EAPI, one that any allows.
    pub fn parse(text: &str, eapi: impl Into<Option<Eapi>>) -> Result<Self, Error> {
        let eapi = eapi.into();
        match scan_whole_dep(text.as_bytes(), eapi) {
            Ok(scan) => {
                Ok(Self { text: text.into(), slot_end: scan.slot_end as u32, subslot_end: scan.subslot_end as u32, op: scan.op })
            }
            Err(fault) => Err(fault.into_error(ErrorKind::SlotDep, text, eapi)),
        }
    }

    /// The slot's name, if one is given.
    pub fn slot(&self) -> Option<&str> {
        Some(&self.text[..self.slot_end as usize]).filter(|slot| !slot.is_empty())
    }

    /// The sub-slot, if one is given.
    pub fn subslot(&self) -> Option<&str> {
        self.text.get(self.slot_end as usize + 1..self.subslot_end as usize)
    }

    /// The operator, if there is one.
    pub fn op(&self) -> Option<SlotOperator> {
        self.op
    }
}

fn scan_whole_dep(bytes: &[u8], eapi: Option<Eapi>) -> Result<SlotDepScan, Fault> {
    fits(bytes)?;
    let scan = scan_dep(bytes, 0, eapi)?;
    if scan.end < bytes.len() {
        return Err(trailing_fault(bytes, &scan));
    }
    Ok(scan)
}

/// Where the parts of a slot dependency end.
pub(crate) struct SlotDepScan {
    pub(crate) slot_end: usize,
    pub(crate) subslot_end: usize,
    pub(crate) op: Option<SlotOperator>,
    pub(crate) end: usize,
}

/// Scans a slot dependency which starts at `at`, after the colon; what follows is the caller's to judge.
#[inline]
pub(crate) fn scan_dep(bytes: &[u8], at: usize, eapi: Option<Eapi>) -> Result<SlotDepScan, Fault> {
    gate(eapi, EapiFeature::SlotDeps, at, at).map_err(|_| no_slot_deps_fault(bytes, at))?;
    let first = byte(bytes, at);
    if let Some(op) = operator_of(first) {
        gate(eapi, EapiFeature::SlotOperators, at, at + 1)?;
        return Ok(SlotDepScan { slot_end: at, subslot_end: at, op: Some(op), end: at + 1 });
    }
    match first {
        b'/' => return Err(Fault::at(Reason::SubSlotWithoutSlot, at)),
        0 | b'[' | b':' if at == bytes.len() || first != 0 => return Err(Fault::at(Reason::SlotDepEmpty, at)),
        _ => {}
    }
    let slot_end = SLOT.scan(bytes, at)?;
    let mut end = slot_end;
    if byte(bytes, end) == b'/' {
        end = SUB_SLOT.scan(bytes, end + 1)?;
        gate(eapi, EapiFeature::SubSlots, slot_end, end)?;
    }
    let subslot_end = end;
    let op = operator_of(byte(bytes, end));
    match op {
        None => {}
        Some(SlotOperator::Any) => return Err(Fault::new(Reason::SlotAnyWithSlot, end, end + 1)),
        Some(SlotOperator::Equal) => {
            gate(eapi, EapiFeature::SlotOperators, end, end + 1)?;
            end += 1;
        }
    }
    Ok(SlotDepScan { slot_end, subslot_end, op, end })
}

/// The fault of any slot dependency, which starts at `at`, in an EAPI without them.
#[cold]
fn no_slot_deps_fault(bytes: &[u8], at: usize) -> Fault {
    let belongs = |&&byte: &&u8| is(byte, WORD) || matches!(byte, b'/' | b'=' | b'*');
    let length = bytes[at..].iter().take_while(belongs).count();
    Fault::new(Reason::NotInEapi(EapiFeature::SlotDeps), at, at + length)
}

#[inline(always)]
fn operator_of(byte: u8) -> Option<SlotOperator> {
    match byte {
        b'*' => Some(SlotOperator::Any),
        b'=' => Some(SlotOperator::Equal),
        _ => None,
    }
}

/// The fault of something after a slot dependency.
#[cold]
pub(crate) fn trailing_fault(bytes: &[u8], scan: &SlotDepScan) -> Fault {
    if scan.op.is_some() {
        return Fault::new(Reason::SlotDepTrailing, scan.end, bytes.len());
    }
    let rule = if scan.subslot_end > scan.slot_end { SUB_SLOT } else { SLOT };
    rule.character_fault(bytes, scan.end)
}
