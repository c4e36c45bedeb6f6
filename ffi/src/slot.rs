//! Slots and slot dependencies.

use crate::give::{Text, text};
use crate::mirror::{mirror, text_type};
use crate::{Eapi, Refused};

text_type! {
    /// The slot of a package, with its sub-slot if it has one: `3` or `3/3.1` (PMS, sec:slot-names).
    ///
    /// ```example
    /// Slot("3/3.1").name -> "3"
    /// Slot("3").subslot -> "3"
    /// ```
    Slot
}

#[uniffi::export]
impl Slot {
    /// Reads the value of `SLOT`.
    #[uniffi::constructor]
    pub fn new(text: &str) -> Result<Self, Refused> {
        Ok(Self(polyatom::Slot::parse(text)?))
    }

    /// The slot without its sub-slot.
    pub fn name(&self) -> Text {
        text(self.0.name())
    }

    /// The sub-slot; if none is written, it is equal to the slot (PMS, sec:slot-dep).
    pub fn subslot(&self) -> Text {
        text(self.0.subslot())
    }

    /// The sub-slot if one is written.
    pub fn explicit_subslot(&self) -> Option<Text> {
        self.0.explicit_subslot().map(text)
    }
}

mirror! {
    /// The statement of a slot dependency about rebuilding (PMS, sec:slot-dep).
    ///
    /// ```example
    /// Atom("a/b:=").slot_op -> SlotOperator.Equal
    /// ```
    SlotOperator {
        /// `*`: any slot will do, also a different one later.
        Any,
        /// `=`: the package breaks when slot or sub-slot change.
        Equal,
    }
}

text_type! {
    /// The slot dependency of an atom, the part after the colon: `3`, `3/3.1`, `3=`, `=` or `*` (PMS, sec:slot-dep).
    ///
    /// ```example
    /// SlotDep("3/3.1=").subslot -> "3.1"
    /// ```
    SlotDep
}

#[uniffi::export]
impl SlotDep {
    /// Reads a slot dependency, without the colon. With an EAPI, only what that EAPI allows.
    #[uniffi::constructor(default(eapi = None))]
    pub fn new(text: &str, eapi: Option<Eapi>) -> Result<Self, Refused> {
        Ok(Self(polyatom::SlotDep::parse(text, eapi.map(Into::into))?))
    }

    /// The slot, if one is named.
    pub fn slot(&self) -> Option<Text> {
        self.0.slot().map(text)
    }

    /// The sub-slot, if one is named.
    pub fn subslot(&self) -> Option<Text> {
        self.0.subslot().map(text)
    }

    /// The slot operator, if there is one.
    pub fn op(&self) -> Option<SlotOperator> {
        self.0.op().map(Into::into)
    }
}
